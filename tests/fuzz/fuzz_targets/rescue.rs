//! A rescue file from anybody, and what lies under its seal: anybody can seal to a public key.

#![no_main]

use libfuzzer_sys::fuzz_target;
use replication::frame;
use replication::rescue::{self, RecoverySecret, Rescued};
use std::sync::LazyLock;

static SECRET: LazyLock<RecoverySecret> = LazyLock::new(|| RecoverySecret::new([3; 32]));

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else {
        return;
    };
    match which {
        0 => {
            let _ = rescue::header(bytes);
        }
        1 => {
            let _ = rescue::open(bytes, &SECRET);
        }
        _ => {
            if let Ok(rescued) = frame::decode::<Vec<Rescued>>(bytes) {
                let again = frame::decode::<Vec<Rescued>>(&frame::encode(&rescued));
                assert_eq!(again, Ok(rescued));
            }
        }
    }
});
