//! The key header beside the database.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vault::header::Header;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(header) = Header::decode(bytes) {
        let again = serde_json::to_vec(&header).expect("what was read can be written");
        assert_eq!(Header::decode(&again).ok(), Some(header));
    }
});
