//! The payloads of frames and what is stored of changes: what can be read is written back the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use replication::message::{Changes, Dossiers, End, Feed, Hashes, Hello, Receipts, Snapshot};
use replication::{Change, RecordState, frame};
use std::fmt::Debug;

fn there_and_back<T>(bytes: &[u8])
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + Debug,
{
    if let Ok(message) = frame::decode::<T>(bytes) {
        let again = frame::decode::<T>(&frame::encode(&message));
        assert_eq!(again.as_ref(), Ok(&message));
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else {
        return;
    };
    match which {
        0 => there_and_back::<Hello>(bytes),
        1 => there_and_back::<Changes>(bytes),
        2 => there_and_back::<Receipts>(bytes),
        3 => there_and_back::<Feed>(bytes),
        4 => there_and_back::<End>(bytes),
        5 => there_and_back::<Snapshot>(bytes),
        6 => there_and_back::<Dossiers>(bytes),
        7 => there_and_back::<Hashes>(bytes),
        8 => {
            if let Ok(change) = Change::decode(bytes) {
                let again = Change::decode(&change.encode());
                assert_eq!(again.ok().as_ref(), Some(&change));
            }
        }
        _ => {
            if let Ok(state) = RecordState::decode(bytes) {
                let again = RecordState::decode(&state.encode());
                assert_eq!(again.ok().as_ref(), Some(&state));
            }
        }
    }
});
