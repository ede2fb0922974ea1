//! A record as its changes leave it: per field the heads, the changes nobody has written over yet.
//!
//! Applying c makes heads := (heads − c.over) ∪ {c}, whatever the field's type. The outcome does
//! not depend on the order in which changes arrive: one that comes after a change written over it
//! (the server lost it in a restore and got it back later) is displaced on arrival.

use crate::change::{Change, REMOVED};
use crate::digest::Digest;
use crate::ids::{ChangeId, DeviceId, Position, RecordId, Seq};
use domain::value::Value;
use planted::planted;
use std::collections::BTreeMap;

mod stored;

/// A change that nobody has written over yet, in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The change.
    pub change: ChangeId,
    /// Its place in the municipality's order; none while unsent, and then it lies on top. Also
    /// none for an own settled change that is its field's only head, as nothing is to be ordered.
    pub position: Option<Position>,
    /// What it set; null where only the ids are kept.
    pub value: Value,
    /// For the field [`REMOVED`]: the heads of all fields that the remover had seen.
    pub saw: Vec<ChangeId>,
}

impl Head {
    fn order(&self) -> (Position, Seq) {
        (self.position.unwrap_or(Position(u64::MAX)), self.change.seq)
    }
}

/// The heads of every field of one record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordState {
    fields: BTreeMap<String, Vec<Head>>,
    /// Of each device the greatest number applied here: its changes arrive in their order.
    reach: BTreeMap<DeviceId, Seq>,
    /// Per field the changes that were written over before they arrived: at least one.
    ahead: BTreeMap<String, Vec<ChangeId>>,
}

/// What to keep of a change's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Values and ids: a device.
    Values,
    /// Ids only: the central endpoint, where values lie sealed with the change.
    Ids,
}

impl RecordState {
    /// Applies one change, or applies an amended change again.
    pub fn apply(&mut self, change: &Change, position: Option<Position>, keep: Keep) {
        for (field, value) in &change.set {
            let over = change.over(field);
            let heads = self.fields.entry(field.clone()).or_default();
            let early = over.iter().filter(|id| {
                field != REMOVED
                    && !is_known(&self.reach, **id)
                    && !heads.iter().any(|head| head.change == **id)
            });
            let early: Vec<ChangeId> = early.copied().collect();
            heads.retain(|head| head.change != change.id && !over.contains(&head.change));
            if planted!("the-last-writer-wins") {
                heads.clear();
            }
            if !early.is_empty() && !planted!("what-was-written-over-comes-back") {
                let ahead = self.ahead.entry(field.clone()).or_default();
                ahead.extend(early);
                ahead.sort_unstable();
                ahead.dedup();
            }
            if let Some(ahead) = self.ahead.get_mut(field)
                && let Some(at) = ahead.iter().position(|id| *id == change.id)
            {
                ahead.remove(at);
                if ahead.is_empty() {
                    self.ahead.remove(field);
                }
                continue;
            }
            heads.push(Head {
                change: change.id,
                position,
                value: match keep {
                    Keep::Values => value.clone(),
                    Keep::Ids if field == REMOVED => value.clone(),
                    Keep::Ids => Value::Null,
                },
                saw: if field == REMOVED {
                    over.to_vec()
                } else {
                    Vec::new()
                },
            });
            heads.sort_by_key(Head::order);
        }
        let reach = self.reach.entry(change.id.device).or_default();
        *reach = change.id.seq.max(*reach);
    }

    /// True before any change.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The fields that were ever set, in alphabetical order.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    /// A field's heads, the greatest position last.
    pub fn heads(&self, field: &str) -> &[Head] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// The ids of a field's heads: what an editor that loads this field has on screen.
    pub fn seen(&self, field: &str) -> Vec<ChangeId> {
        self.heads(field).iter().map(|head| head.change).collect()
    }

    /// The ids of all heads of all fields: what somebody who deletes the record has seen, and with
    /// a removal all that it was made over.
    pub fn seen_whole(&self) -> Vec<ChangeId> {
        let heads = self.fields.values().flatten();
        let seen = heads.flat_map(|head| head.saw.iter().chain([&head.change]));
        let mut all: Vec<_> = seen.copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// True for a change that somebody wrote over in this field before it arrived.
    pub fn is_overtaken(&self, field: &str, change: ChangeId) -> bool {
        let ahead = self.ahead.get(field);
        ahead.is_some_and(|ahead| ahead.contains(&change))
    }

    /// The value to show where one is shown: that of the head with the greatest position.
    pub fn value(&self, field: &str) -> &Value {
        self.heads(field)
            .last()
            .map_or(&Value::Null, |head| &head.value)
    }

    /// The different values of a field's heads, each with the heads that hold it; one or none
    /// when nothing is to be chosen.
    pub fn versions(&self, field: &str) -> Vec<(&Value, Vec<&Head>)> {
        let mut versions: Vec<(&Value, Vec<&Head>)> = Vec::new();
        for head in self.heads(field) {
            match versions.iter_mut().find(|(value, _)| **value == head.value) {
                Some((_, heads)) => heads.push(head),
                None => versions.push((&head.value, vec![head])),
            }
        }
        versions
    }

    /// True when the record stands deleted and each of its heads was seen by one who deleted it.
    /// Two who delete it each for themselves have together seen what each of them saw.
    pub fn is_removed(&self) -> bool {
        let removals = self.heads(REMOVED);
        if !removals.last().is_some_and(|last| last.value.is_true()) {
            return false;
        }
        if planted!("a-removal-hides-what-it-had-not-seen") {
            return true;
        }
        let seen = |change: &ChangeId| {
            let mut removals = removals.iter().filter(|removal| removal.value.is_true());
            removals.any(|removal| removal.change == *change || removal.saw.contains(change))
        };
        let others = self.fields.iter().filter(|(field, _)| *field != REMOVED);
        others
            .flat_map(|(_, heads)| heads)
            .all(|head| seen(&head.change))
    }

    /// Fills in positions that were not known when a head was written.
    pub fn place(&mut self, mut position_of: impl FnMut(ChangeId) -> Option<Position>) {
        for heads in self.fields.values_mut() {
            let mut moved = false;
            for head in heads.iter_mut().filter(|head| head.position.is_none()) {
                head.position = position_of(head.change);
                moved |= head.position.is_some();
            }
            if moved {
                heads.sort_by_key(Head::order);
            }
        }
    }

    /// True when a field has several heads and one of them has no position yet.
    pub fn needs_placing(&self) -> bool {
        self.fields
            .values()
            .any(|heads| heads.len() > 1 && heads.iter().any(|head| head.position.is_none()))
    }

    /// The digest of this record: the sum over its fields.
    pub fn digest(&self, record: RecordId) -> Digest {
        self.fields
            .iter()
            .map(|(field, heads)| Digest::of_field(record, field, heads.iter().map(|h| h.change)))
            .fold(Digest::default(), Digest::plus)
    }
}

fn is_known(reach: &BTreeMap<DeviceId, Seq>, id: ChangeId) -> bool {
    reach.get(&id.device).is_some_and(|reach| id.seq <= *reach)
}
