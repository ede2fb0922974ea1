//! The names of things that sync: each a type of its own, so that none is taken for another.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    };
}

uuid_id!(
    /// One enrolled device.
    DeviceId
);
uuid_id!(
    /// One coach; the person behind a device.
    CoachId
);
uuid_id!(
    /// One dossier: the unit of access, encryption and erasure.
    DossierId
);
uuid_id!(
    /// One record of a dossier.
    RecordId
);

/// A device's own count of its changes: 1, 2, 3 … without gaps.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The one after this.
    pub fn next(self) -> Self {
        Seq(self.0.saturating_add(1))
    }
}

/// The place of an accepted change in the municipality's order: 1, 2, 3 …
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Position(pub u64);

/// Names a change for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChangeId {
    /// The device that made it.
    pub device: DeviceId,
    /// Its place among that device's changes.
    pub seq: Seq,
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.device, self.seq.0)
    }
}

/// A change id written otherwise than `UUID:NUMBER`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a change id (UUID:NUMBER)")]
pub struct BadChangeId(pub String);

impl std::str::FromStr for ChangeId {
    type Err = BadChangeId;

    fn from_str(text: &str) -> Result<Self, BadChangeId> {
        let parsed = text.split_once(':').and_then(|(device, seq)| {
            Some(ChangeId {
                device: DeviceId(Uuid::try_parse(device).ok()?),
                seq: Seq(seq.parse().ok()?),
            })
        });
        parsed.ok_or_else(|| BadChangeId(text.to_owned()))
    }
}
