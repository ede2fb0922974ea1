//! A record's state as one blob.

use super::{Head, RecordState};
use crate::codec;
use crate::ids::{ChangeId, DeviceId, Position, Seq};
use domain::value::Value;
use serde::{Deserialize, Serialize};

impl RecordState {
    /// The state as one blob.
    pub fn encode(&self) -> Vec<u8> {
        codec::write(&Stored::from(self))
    }

    /// Reads what [`RecordState::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, rmp_serde::decode::Error> {
        codec::read::<Stored>(bytes).map(Into::into)
    }
}

/// Device ids are written once a record: they would otherwise be half of a small record's bytes.
#[derive(Serialize, Deserialize)]
struct Stored {
    devices: Vec<DeviceId>,
    fields: Vec<(String, Vec<StoredHead>)>,
    // Both are absent in states of before schema 2.
    #[serde(default)]
    reach: Vec<(usize, Seq)>,
    #[serde(default)]
    ahead: Vec<(String, Vec<ChangeId>)>,
}

#[derive(Serialize, Deserialize)]
struct StoredHead {
    device: usize,
    seq: Seq,
    position: Option<Position>,
    value: Value,
    saw: Vec<ChangeId>,
}

impl From<&RecordState> for Stored {
    fn from(state: &RecordState) -> Self {
        let mut devices: Vec<DeviceId> = Vec::new();
        let mut index = |device: DeviceId| {
            devices
                .iter()
                .position(|known| *known == device)
                .unwrap_or_else(|| {
                    devices.push(device);
                    devices.len() - 1
                })
        };
        let fields: Vec<_> = state
            .fields
            .iter()
            .map(|(field, heads)| {
                let heads = heads.iter().map(|head| StoredHead {
                    device: index(head.change.device),
                    seq: head.change.seq,
                    position: head.position,
                    value: head.value.clone(),
                    saw: head.saw.clone(),
                });
                (field.clone(), heads.collect())
            })
            .collect();
        let reach = state.reach.iter();
        let reach = reach.map(|(device, seq)| (index(*device), *seq)).collect();
        let ahead = state.ahead.iter();
        Stored {
            fields,
            reach,
            ahead: ahead
                .map(|(field, ids)| (field.clone(), ids.clone()))
                .collect(),
            devices,
        }
    }
}

impl From<Stored> for RecordState {
    fn from(stored: Stored) -> Self {
        let nobody = DeviceId(uuid::Uuid::nil());
        let device = |index: usize| stored.devices.get(index).copied().unwrap_or(nobody);
        let fields = stored.fields.into_iter().map(|(field, heads)| {
            let heads = heads.into_iter().map(|head| Head {
                change: ChangeId {
                    device: device(head.device),
                    seq: head.seq,
                },
                position: head.position,
                value: head.value,
                saw: head.saw,
            });
            (field, heads.collect())
        });
        RecordState {
            fields: fields.collect(),
            reach: stored
                .reach
                .into_iter()
                .map(|(at, seq)| (device(at), seq))
                .collect(),
            ahead: stored
                .ahead
                .into_iter()
                .filter(|(_, ids)| !ids.is_empty())
                .collect(),
        }
    }
}
