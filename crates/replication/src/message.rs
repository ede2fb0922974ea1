//! What device and server say to each other in frames, and at enrolment in JSON.

use crate::change::Change;
use crate::digest::Digest;
use crate::ids::{CoachId, DeviceId, Position, Seq};
use crate::pack;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// The protocol this version speaks.
pub const PROTOCOL: u16 = 1;

/// The most bytes of feed in one answer, before compression.
pub const FEED_LIMIT: usize = 1024 * 1024;

/// The most bytes a change may have as [`Change::encode`] writes it.
pub const CHANGE_LIMIT: usize = 256 * 1024;

/// First frame of a device: where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the device.
    pub protocol: u16,
    /// The server's epoch that `cursor` belongs to; none before the first answer.
    pub epoch: Option<Uuid>,
    /// The position up to which the device has everything it may see.
    pub cursor: Position,
    /// The device has receipts up to and with this sequence number.
    pub receipts: Seq,
}

/// Changes of a device, in the order of their sequence numbers, without gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The changes.
    #[serde(with = "pack::changes")]
    pub changes: Vec<Change>,
}

/// What became of a device's changes. Durable and final.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipts {
    /// The greatest sequence number that the server has answered, with none missing below it.
    pub high_water: Seq,
    /// Runs of accepted changes, with those after [`Hello::receipts`].
    pub accepted: Vec<Accepted>,
    /// Refused changes after [`Hello::receipts`].
    pub refused: Vec<Refused>,
}

/// `count` changes from `first` on lie at as many positions from `position` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The first sequence number of the run.
    pub first: Seq,
    /// How many changes the run has.
    pub count: u64,
    /// The position of the first.
    pub position: Position,
}

/// A change the server did not take, and never will under this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The change's sequence number.
    pub seq: Seq,
    /// Why.
    pub code: Refusal,
}

/// Why a change was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The coach may not write in this dossier.
    NoAccess,
    /// The first change of a dossier names no team of this municipality.
    NoTeam,
    /// A field's value does not fit its field.
    InvalidField,
    /// The change is larger than [`CHANGE_LIMIT`].
    TooLarge,
    /// The record lies in another dossier, or is of another kind.
    WrongPlace,
    /// The dossier was erased.
    Erased,
    /// A reason this version does not know.
    #[serde(other)]
    Unknown,
}

impl Refusal {
    /// The code as stored and shown: `no_access` …
    pub fn code(self) -> &'static str {
        match self {
            Refusal::NoAccess => "no_access",
            Refusal::NoTeam => "no_team",
            Refusal::InvalidField => "invalid_field",
            Refusal::TooLarge => "too_large",
            Refusal::WrongPlace => "wrong_place",
            Refusal::Erased => "erased",
            Refusal::Unknown => "unknown",
        }
    }

    /// Reads [`Refusal::code`]; anything else is [`Refusal::Unknown`].
    pub fn from_code(code: &str) -> Self {
        [
            Self::NoAccess,
            Self::NoTeam,
            Self::InvalidField,
            Self::TooLarge,
            Self::WrongPlace,
            Self::Erased,
        ]
        .into_iter()
        .find(|refusal| refusal.code() == code)
        .unwrap_or(Self::Unknown)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Changes of others that the device may see, in the municipality's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// The changes with their positions, ascending.
    #[serde(with = "pack::placed")]
    pub changes: Vec<(Position, Change)>,
    /// The coach behind each device that made one of them.
    pub authors: BTreeMap<DeviceId, CoachId>,
    /// The device has everything up to and with this position once it has applied this frame.
    pub cursor: Position,
}

/// Last frame of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The server's epoch.
    pub epoch: Uuid,
    /// Whether to ask again.
    pub ending: Ending,
    /// When the server wrote this, in milliseconds since 1970, by the server's clock.
    pub at: i64,
}

/// Whether the device now has everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// There is more feed than fitted.
    More,
    /// The device has everything up to its cursor; `digest` is of all dossiers it may see there.
    UpToDate {
        /// Sum over the dossiers, of the state at the cursor.
        digest: Digest,
    },
}

/// Body of `POST /v1/enrol`, in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// [`PROTOCOL`] of the device.
    pub protocol: u16,
    /// The one-time code, as typed.
    pub code: String,
    /// The device's id, made by the device.
    pub device: Uuid,
    /// The device's Ed25519 public key, 64 hexadecimal digits.
    pub public_key: String,
    /// Ed25519 signature over `meedoen enrol v1\n<code>\n<device>\n<public_key>`, 128 hexadecimal
    /// digits: shows that the device holds the key.
    pub signature: String,
}

impl EnrolRequest {
    /// The text that [`EnrolRequest::signature`] covers.
    pub fn signed_text(code: &str, device: Uuid, public_key: &str) -> String {
        format!("meedoen enrol v1\n{code}\n{device}\n{public_key}")
    }
}

/// Answer to `POST /v1/enrol`, in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolAnswer {
    /// The municipality's id; also its dossier of settings.
    pub municipality: Uuid,
    /// The municipality's name.
    pub municipality_name: String,
    /// The coach the device belongs to.
    pub coach: Uuid,
    /// The coach's name.
    pub coach_name: String,
    /// The coach's team.
    pub team: Uuid,
    /// The team's name.
    pub team_name: String,
    /// The server's Ed25519 public key, 64 hexadecimal digits; the device pins it.
    pub server_key: String,
}

/// Body of every answer that is not a success, in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable code, such as `code_used`.
    pub code: String,
    /// For administrators and logs; never shown to a coach.
    #[serde(default)]
    pub detail: String,
}
