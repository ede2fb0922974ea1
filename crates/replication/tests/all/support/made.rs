//! Changes made by hand.

use domain::value::Value;
use replication::{Change, ChangeId, DeviceId, DossierId, RecordId, Seq};
use uuid::Uuid;

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
