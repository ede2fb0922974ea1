//! The unit of history and of sync.

use crate::codec;
use crate::ids::{ChangeId, DossierId, RecordId};
use domain::value::Value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The field whose `true` deletes a record. Its `over` names every head of every field that the
/// writer had seen.
pub const REMOVED: &str = "removed";

/// What one device set on one record, at one moment, over which earlier changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its name for ever.
    pub id: ChangeId,
    /// The dossier the record lies in; a record never changes dossier.
    pub dossier: DossierId,
    /// The record.
    pub record: RecordId,
    /// The record's kind; an unknown one of a newer version is kept and passed on.
    pub kind: String,
    /// The fields set.
    pub set: BTreeMap<String, Value>,
    /// Per field the changes whose values the writer had on screen; fields without any are left out.
    pub over: BTreeMap<String, Vec<ChangeId>>,
    /// Milliseconds since 1970 by the device's own clock: shown, never trusted.
    pub made_at: i64,
}

impl Change {
    /// The changes that `field` was written over.
    pub fn over(&self, field: &str) -> &[ChangeId] {
        self.over.get(field).map_or(&[], Vec::as_slice)
    }

    /// What this was written over, for who wrote over it in `field`. Who deletes a record names what
    /// they saw of every field, not of one alone.
    pub fn beneath(&self, field: &str) -> impl Iterator<Item = &ChangeId> {
        let fields = self.over.iter();
        let named = fields.filter(move |(of, _)| field == REMOVED || *of == field);
        named.flat_map(|(_, beneath)| beneath)
    }

    /// Replaces each mention of `refused` by what the refused change itself was written over, so
    /// that changes built on a refused one still displace what their writer had seen.
    /// True when anything was replaced.
    pub fn look_through(&mut self, refused: &Change) -> bool {
        let mut replaced = false;
        for (field, over) in &mut self.over {
            let Some(at) = over.iter().position(|id| *id == refused.id) else {
                continue;
            };
            over.remove(at);
            for id in refused.beneath(field) {
                if !over.contains(id) {
                    over.push(*id);
                }
            }
            replaced = true;
        }
        self.over.retain(|_, over| !over.is_empty());
        replaced
    }

    /// The change's content as stored and hashed.
    pub fn encode(&self) -> Vec<u8> {
        codec::write(self)
    }

    /// Reads what [`Change::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, rmp_serde::decode::Error> {
        codec::read(bytes)
    }

    /// Hash of the content: a sequence number used again with another content shows by it.
    pub fn content_hash(&self) -> [u8; 32] {
        *blake3::hash(&self.encode()).as_bytes()
    }
}
