//! A central endpoint in a few lines: gives positions, refuses what a test says, keeps a log.

use domain::value::Value;
use replication::message::{Accepted, Feed, Receipts, Refusal, Refused};
use replication::state::Keep;
use replication::{
    Change, ChangeId, CoachId, DeviceId, Digest, Position, RecordId, RecordState, Seq,
};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Changes with this in a text are refused.
const FORBIDDEN: &str = "✗";

#[derive(Default)]
pub struct Town {
    /// Position 1 first, as passed on.
    pub log: Vec<Change>,
    answered: HashMap<DeviceId, BTreeMap<Seq, Answer>>,
}

struct Answer {
    hash: [u8; 32],
    position: Option<Position>,
    refused: Option<Change>,
}

impl Town {
    pub fn high_water(&self, device: DeviceId) -> Seq {
        let answered = self.answered.get(&device);
        answered
            .and_then(|all| all.keys().next_back())
            .copied()
            .unwrap_or_default()
    }

    /// Takes changes, which come without gaps, and the same under the same number.
    pub fn push(&mut self, changes: &[Change]) {
        for change in changes {
            let high_water = self.high_water(change.id.device);
            let answered = self.answered.entry(change.id.device).or_default();
            if let Some(before) = answered.get(&change.id.seq) {
                assert_eq!(
                    before.hash,
                    change.content_hash(),
                    "a number was used again"
                );
                continue;
            }
            assert_eq!(change.id.seq, high_water.next(), "a gap");
            let hash = change.content_hash();
            let mut change = change.clone();
            for refused in answered
                .values()
                .rev()
                .filter_map(|answer| answer.refused.as_ref())
            {
                change.look_through(refused);
            }
            let refused = change.set.values().any(is_forbidden);
            let position = (!refused).then(|| Position(self.log.len() as u64 + 1));
            let answer = Answer {
                hash,
                position,
                refused: refused.then(|| change.clone()),
            };
            answered.insert(change.id.seq, answer);
            if !refused {
                self.log.push(change);
            }
        }
    }

    /// The receipts after a number.
    pub fn receipts(&self, device: DeviceId, after: Seq) -> Receipts {
        let mut receipts = Receipts {
            high_water: self.high_water(device),
            accepted: vec![],
            refused: vec![],
        };
        let answered = self.answered.get(&device).into_iter().flatten();
        for (seq, answer) in answered.filter(|(seq, _)| **seq > after) {
            let Some(position) = answer.position else {
                receipts.refused.push(Refused {
                    seq: *seq,
                    code: Refusal::InvalidField,
                });
                continue;
            };
            match receipts.accepted.last_mut() {
                Some(run)
                    if run.first.0 + run.count == seq.0
                        && run.position.0 + run.count == position.0 =>
                {
                    run.count += 1;
                }
                _ => receipts.accepted.push(Accepted {
                    first: *seq,
                    count: 1,
                    position,
                }),
            }
        }
        receipts
    }

    /// The changes of others after a cursor, looking at `most` positions.
    pub fn feed(&self, device: DeviceId, cursor: Position, most: usize) -> Feed {
        let from = cursor.0 as usize;
        let until = self.log.len().min(from.saturating_add(most));
        let changes: Vec<(Position, Change)> = (from..until)
            .map(|at| (Position(at as u64 + 1), self.log[at].clone()))
            .filter(|(_, change)| change.id.device != device)
            .collect();
        let authors = changes.iter().map(|(_, change)| {
            let number = change.id.device.0.as_bytes()[0];
            (
                change.id.device,
                CoachId(Uuid::from_u128(u128::from(number))),
            )
        });
        Feed {
            authors: authors.collect(),
            changes,
            access: vec![],
            cursor: Position(until as u64),
        }
    }

    /// Where a change lies.
    pub fn position(&self, id: ChangeId) -> Option<Position> {
        let at = self.log.iter().position(|change| change.id == id)?;
        Some(Position(at as u64 + 1))
    }

    /// The records as they stand at a position.
    pub fn fold(&self, until: Position) -> BTreeMap<RecordId, RecordState> {
        let mut records: BTreeMap<RecordId, RecordState> = BTreeMap::new();
        for (change, position) in self.log.iter().zip(1..=until.0) {
            let state = records.entry(change.record).or_default();
            state.apply(change, Some(Position(position)), Keep::Values);
        }
        records
    }

    /// The digest of everything at a position, from scratch.
    pub fn digest(&self, until: Position) -> Digest {
        let records = self.fold(until);
        records.iter().fold(Digest::default(), |sum, (id, state)| {
            sum.plus(state.digest(*id))
        })
    }
}

fn is_forbidden(value: &Value) -> bool {
    value.as_text().is_some_and(|text| text.contains(FORBIDDEN))
}
