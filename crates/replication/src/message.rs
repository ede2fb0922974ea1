//! What device and server say to each other in frames, and at enrolment in JSON.

use crate::change::Change;
use crate::digest::Digest;
use crate::ids::{CoachId, DeviceId, DossierId, Position, Seq};
use crate::pack;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

mod refusal;

pub use refusal::Refusal;

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
    /// Dossiers that the device fetches whole, and how far it is with each.
    pub want: Vec<Want>,
    /// Dossiers that were taken away and that the device has removed since.
    pub given_up: Vec<DossierId>,
    /// What else it wants to know.
    pub ask: Ask,
}

/// A dossier that a device fetches whole: it was granted, or the digests differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Want {
    /// The dossier.
    pub dossier: DossierId,
    /// The device has its history up to and with this position.
    pub after: Position,
}

/// What a device may ask for besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Ask {
    /// Nothing.
    #[default]
    Nothing,
    /// The digest of each dossier, as the sums differ.
    Dossiers,
    /// The content hashes of its own changes: the server knows of more than it made.
    Hashes,
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

/// Changes of others that the device may see, in the municipality's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// The changes with their positions, ascending.
    #[serde(with = "pack::placed")]
    pub changes: Vec<(Position, Change)>,
    /// The coach behind each device that made one of them.
    pub authors: BTreeMap<DeviceId, CoachId>,
    /// What became of the device's access, ascending; to be heeded before the changes.
    pub access: Vec<(Position, AccessEvent)>,
    /// The device has everything up to and with this position once it has applied this frame.
    pub cursor: Position,
}

/// What became of a device's access to a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessEvent {
    /// It may see it from here on; what was before is to be fetched.
    Granted(DossierId),
    /// It may not see it any more.
    Revoked(DossierId),
    /// It was erased.
    Erased(DossierId),
}

/// A part of one dossier's history, from the position the device wanted it after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The dossier.
    pub dossier: DossierId,
    /// All its changes, own ones of the device too, with their positions, ascending.
    #[serde(with = "pack::placed")]
    pub changes: Vec<(Position, Change)>,
    /// The coach behind each device that made one of them.
    pub authors: BTreeMap<DeviceId, CoachId>,
    /// How far this goes.
    pub through: Position,
    /// Whether that is all of it.
    pub part: Part,
}

/// How much of a dossier a [`Snapshot`] completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// More is to come.
    More,
    /// The history up to and with [`Snapshot::through`] is complete.
    Last,
    /// The device may not see this dossier.
    Hidden,
}

/// Answer to [`Ask::Dossiers`]: every dossier the device may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossiers {
    /// Each with its digest at `at`.
    pub dossiers: Vec<(DossierId, Digest)>,
    /// The position.
    pub at: Position,
}

/// Answer to [`Ask::Hashes`]. Unasked, as [`Hashes::of_earlier`], it comes before receipts for changes
/// of an earlier request: after a cut a device takes them for its own, and may have been restored from
/// a backup since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashes {
    /// [`Change::content_hash`] of the changes that the server answered after
    /// [`Hello::receipts`], in the order of their numbers.
    pub hashes: Vec<ContentHash>,
    /// The greatest number the server answered.
    pub high_water: Seq,
}

impl Hashes {
    /// What is said unasked of changes with these hashes, in the order of their numbers: the last of
    /// the hashes, and one over all of them.
    pub fn of_earlier(hashes: &[[u8; 32]], high_water: Seq) -> Self {
        let last = hashes.last().copied();
        let all = last.map(|_| *blake3::hash(hashes.as_flattened()).as_bytes());
        Hashes {
            hashes: last.into_iter().chain(all).map(Into::into).collect(),
            high_water,
        }
    }
}

/// [`Change::content_hash`] on the wire.
pub type ContentHash = serde_bytes::ByteArray<32>;

/// Last frame of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The server's epoch.
    pub epoch: Uuid,
    /// Whether to ask again.
    pub ending: Ending,
    /// When the server wrote this, in milliseconds since 1970, by the server's clock.
    pub at: i64,
    /// Everything up to and with this position is in a backup.
    pub backed_up: Position,
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
    /// The device's epoch is over: the server was restored from a backup. Positions after `began`
    /// and receipts after `high_water` are void.
    NewEpoch {
        /// The last position that both epochs share.
        began: Position,
        /// The greatest of the device's numbers that the server has answered.
        high_water: Seq,
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
    /// The server's epoch: known before anything of it is stored.
    pub epoch: Uuid,
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
