//! A sum that two sides can compare to know that they hold the same.

use crate::ids::{ChangeId, RecordId};
use planted::planted;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Sum mod 2^128 of BLAKE3(record, field, sorted heads), truncated to 128 bits. A sum, so that one
/// changed field costs one subtraction and one addition, and dossiers add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digest(u128);

impl Digest {
    /// The digest of one field with these heads; zero without heads.
    pub fn of_field(
        record: RecordId,
        field: &str,
        heads: impl IntoIterator<Item = ChangeId>,
    ) -> Self {
        let mut heads: Vec<ChangeId> = heads.into_iter().collect();
        if heads.is_empty() {
            return Digest(0);
        }
        if !planted!("the-digest-follows-the-order-of-arrival") {
            heads.sort_unstable();
        }
        let mut hash = blake3::Hasher::new();
        hash.update(record.0.as_bytes());
        hash.update(&(field.len() as u64).to_le_bytes());
        hash.update(field.as_bytes());
        for head in heads {
            hash.update(head.device.0.as_bytes());
            hash.update(&head.seq.0.to_le_bytes());
        }
        let mut first = [0; 16];
        first.copy_from_slice(&hash.finalize().as_bytes()[..16]);
        Digest(u128::from_le_bytes(first))
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(self, other: Digest) -> Digest {
        Digest(self.0.wrapping_add(other.0))
    }

    /// The difference of two.
    #[must_use]
    pub fn minus(self, other: Digest) -> Digest {
        Digest(self.0.wrapping_sub(other.0))
    }

    /// As stored: 16 bytes, little-endian.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Reads [`Digest::to_bytes`].
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Digest(u128::from_le_bytes(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.to_bytes())
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes: serde_bytes::ByteArray<16> = Deserialize::deserialize(deserializer)?;
        Ok(Digest::from_bytes(bytes.into_array()))
    }
}
