//! Many changes as few bytes, exactly.
//!
//! Written column by column, because that is what compression does well on: first what the
//! changes consist of (their shapes), then each of their parts for all of them, then each field
//! for all changes of a shape. Ids and short texts are written once and then named by number,
//! numbers that rise are written as differences, ids in texts as ids, moments as numbers.
//!
//! `[version: u8][raw][numbers][text]`, each part with its length before it: bytes that no
//! compression shortens, variable-length numbers, and texts. [`Change::encode`] stays what is
//! stored and hashed; this is only how changes travel together.

mod moment;
mod read;
mod shape;
mod write;

use crate::change::Change;
use crate::ids::Position;
use serde::de::Visitor;
use serde::{Deserializer, Serializer};
use std::fmt;
use std::marker::PhantomData;
use thiserror::Error;

const VERSION: u8 = 1;
/// The most changes together; each costs memory before its content is looked at.
pub const MOST_CHANGES: usize = 1 << 16;
/// About the most memory that what is unpacked may take: a few bytes can name a text many times.
const MOST_MEMORY: usize = 64 * 1024 * 1024;
/// The most values, of fields, of lists and of what was written over, in one message. A frame of
/// [`crate::message::FEED_LIMIT`] as stored has fewer: each takes three bytes at least.
const MOST_VALUES: usize = 400_000;
/// Texts up to here are named by number when they come again.
const SHORT_TEXT: usize = 40;
/// How deep lists may lie in lists: just as deep as [`Change::decode`] reads, so that what was
/// stored can be sent and what was sent can be stored.
const MAX_DEPTH: usize = 61;

/// Bytes that are no packed changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("packed changes cannot be read: {0}")]
pub struct BadPack(pub(crate) &'static str);

/// Packs changes.
pub fn pack(changes: &[Change]) -> Vec<u8> {
    write::pack(&changes.iter().collect::<Vec<_>>(), None)
}

/// Unpacks what [`pack`] packed.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Change>, BadPack> {
    let (changes, rest) = read::unpack(bytes)?;
    rest.end()?;
    Ok(changes)
}

/// Packs changes with their positions.
pub fn pack_placed(changes: &[(Position, Change)]) -> Vec<u8> {
    let positions: Vec<Position> = changes.iter().map(|(position, _)| *position).collect();
    let changes: Vec<&Change> = changes.iter().map(|(_, change)| change).collect();
    write::pack(&changes, Some(&positions))
}

/// Unpacks what [`pack_placed`] packed.
pub fn unpack_placed(bytes: &[u8]) -> Result<Vec<(Position, Change)>, BadPack> {
    let (changes, mut rest) = read::unpack(bytes)?;
    let positions = rest.positions(changes.len())?;
    rest.end()?;
    Ok(positions.into_iter().zip(changes).collect())
}

/// For `#[serde(with = "pack::changes")]`.
pub mod changes {
    use super::*;

    /// Writes packed.
    pub fn serialize<S: Serializer>(changes: &[Change], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&pack(changes))
    }

    /// Reads packed.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Change>, D::Error> {
        from.deserialize_bytes(Packed(unpack, PhantomData))
    }
}

/// For `#[serde(with = "pack::placed")]`.
pub mod placed {
    use super::*;

    /// Writes packed.
    pub fn serialize<S: Serializer>(
        changes: &[(Position, Change)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&pack_placed(changes))
    }

    /// Reads packed.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(Position, Change)>, D::Error> {
        from.deserialize_bytes(Packed(unpack_placed, PhantomData))
    }
}

/// Unpacks straight from the message, without a copy of its bytes.
struct Packed<T, F: Fn(&[u8]) -> Result<T, BadPack>>(F, PhantomData<T>);

impl<T, F: Fn(&[u8]) -> Result<T, BadPack>> Visitor<'_> for Packed<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("packed changes")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<T, E> {
        (self.0)(bytes).map_err(E::custom)
    }
}
