//! Bytes as they come over the wire, read as frames: in one piece and in many they are the same.

#![no_main]

use ed25519_dalek::SigningKey;
use libfuzzer_sys::fuzz_target;
use replication::frame::{Chain, FrameError, FrameKind, FrameReader};

type Read = (Vec<(FrameKind, Vec<u8>)>, Result<(), FrameError>);

fn read<'b>(pieces: impl Iterator<Item = &'b [u8]>) -> Read {
    let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
    let mut reader = FrameReader::new(Chain::start(b"fuzz"), key);
    let mut frames = Vec::new();
    for piece in pieces {
        reader.push(piece);
        loop {
            match reader.next_frame() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(why) => return (frames, Err(why)),
            }
        }
    }
    (frames, Ok(()))
}

fuzz_target!(
    init: planted::let_in("a-frame-is-believed-unsigned"),
    |bytes: &[u8]| {
        let whole = read(std::iter::once(bytes));
        assert_eq!(whole, read(bytes.chunks(7)));
    }
);
