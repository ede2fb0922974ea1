//! What the tests of this crate share.

use domain::value::Value;
use replication::{Change, ChangeId, DeviceId, DossierId, RecordId, Seq};
use uuid::Uuid;

/// A small xorshift generator: the same seed gives the same run everywhere.
pub struct Chance(u64);

impl Chance {
    pub fn seeded(seed: u64) -> Self {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

pub fn id(device: u128, seq: u64) -> ChangeId {
    ChangeId {
        device: DeviceId(Uuid::from_u128(device)),
        seq: Seq(seq),
    }
}

pub const RECORD: RecordId = RecordId(Uuid::from_u128(7));

pub fn change(id: ChangeId, field: &str, value: impl Into<Value>, over: &[ChangeId]) -> Change {
    Change {
        id,
        dossier: DossierId(Uuid::from_u128(1)),
        record: RECORD,
        kind: "goal".into(),
        set: [(field.to_owned(), value.into())].into(),
        over: match over {
            [] => Default::default(),
            over => [(field.to_owned(), over.to_vec())].into(),
        },
        made_at: 1_790_000_000_000,
    }
}
