//! Frames arrive whole, in order, from the right key and for the right request, or not at all.

use crate::support::Chance;
use ed25519_dalek::SigningKey;
use replication::frame::{
    Chain, FrameError, FrameKind, FrameReader, FrameWriter, MAX_DECODED, MAX_WIRE,
};

type Message = (FrameKind, Vec<u8>);

fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn reader(context: &[u8]) -> FrameReader {
    FrameReader::new(Chain::start(context), key(1).verifying_key())
}

fn messages() -> Vec<Message> {
    let chance = &mut Chance::seeded(5);
    let noise: Vec<u8> = (0..700).map(|_| chance.next() as u8).collect();
    vec![
        (FrameKind::Hello, b"kort".to_vec()),
        (FrameKind::Changes, b"lang en gelijk ".repeat(500)),
        (FrameKind::Feed, noise),
        (FrameKind::End, vec![]),
    ]
}

fn frames(context: &[u8], messages: &[Message]) -> Vec<Vec<u8>> {
    let mut writer = FrameWriter::new(Chain::start(context), &key(1));
    messages
        .iter()
        .map(|(kind, message)| writer.write(*kind, message))
        .collect()
}

/// What arrives before the first error, and that error.
fn read(reader: &mut FrameReader, bytes: &[u8]) -> (Vec<Message>, Option<FrameError>) {
    reader.push(bytes);
    let mut arrived = Vec::new();
    loop {
        match reader.next_frame() {
            Ok(Some(message)) => arrived.push(message),
            Ok(None) => return (arrived, None),
            Err(error) => return (arrived, Some(error)),
        }
    }
}

#[test]
fn messages_come_back_compressed_or_not() {
    let frames = frames(b"r", &messages());
    assert!(frames[1].len() < 200, "repetition compresses");
    assert!(
        frames[2].len() > 700,
        "noise does not, and travels as it is"
    );
    let mut reader = reader(b"r");
    assert_eq!(read(&mut reader, &frames.concat()), (messages(), None));
    assert!(!reader.is_mid_frame());
}

#[test]
fn the_wire_may_cut_anywhere() {
    let bytes = frames(b"r", &messages()).concat();
    for size in [1, 2, 3, 5, 64, 69, 70, 1000] {
        let mut reader = reader(b"r");
        let mut arrived = Vec::new();
        for piece in bytes.chunks(size) {
            let (more, error) = read(&mut reader, piece);
            assert_eq!(error, None);
            arrived.extend(more);
        }
        assert_eq!(arrived, messages(), "in pieces of {size}");
    }
    for cut in 0..bytes.len() {
        let mut reader = reader(b"r");
        let (arrived, error) = read(&mut reader, &bytes[..cut]);
        assert_eq!(error, None);
        assert_eq!(arrived, messages()[..arrived.len()]);
        let whole: usize = frames(b"r", &messages())[..arrived.len()]
            .iter()
            .map(Vec::len)
            .sum();
        assert_eq!(reader.is_mid_frame(), cut > whole, "cut at {cut}");
    }
}

#[test]
fn a_flipped_bit_anywhere_is_refused() {
    let messages = vec![
        (FrameKind::Hello, b"kort".to_vec()),
        (FrameKind::Feed, b"lang ".repeat(60)),
    ];
    let frames = frames(b"r", &messages);
    let bytes = frames.concat();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            let (arrived, error) = read(&mut reader(b"r"), &flipped);
            let before = usize::from(at >= frames[0].len());
            assert!(arrived.len() <= before, "byte {at} bit {bit}");
            assert_eq!(arrived, messages[..arrived.len()], "byte {at} bit {bit}");
            // A length that grew may ask for bytes that never come: no error yet, no frame either.
            let in_length = (1..5).contains(&(at - before * frames[0].len()));
            assert!(error.is_some() || in_length, "byte {at} bit {bit}");
        }
    }
}

#[test]
fn swapped_dropped_and_replayed_frames_are_refused() {
    let messages = messages();
    let frames = frames(b"r", &messages);
    for order in [
        vec![1, 0, 2, 3],
        vec![1, 2, 3],
        vec![0, 2, 3],
        vec![0, 0, 1],
        vec![0, 1, 1],
    ] {
        let bytes: Vec<u8> = order.iter().flat_map(|&at| frames[at].clone()).collect();
        let (arrived, error) = read(&mut reader(b"r"), &bytes);
        let fitting = order
            .iter()
            .enumerate()
            .take_while(|(due, at)| due == *at)
            .count();
        assert_eq!(arrived, messages[..fitting], "{order:?}");
        assert_eq!(error, Some(FrameError::BadSignature), "{order:?}");
    }
}

#[test]
fn frames_of_another_request_or_key_are_refused() {
    let bytes = frames(b"request 1", &messages()).concat();
    let (arrived, error) = read(&mut reader(b"request 2"), &bytes);
    assert_eq!((arrived, error), (vec![], Some(FrameError::BadSignature)));
    let mut other = FrameReader::new(Chain::start(b"request 1"), key(2).verifying_key());
    assert_eq!(
        read(&mut other, &bytes),
        (vec![], Some(FrameError::BadSignature))
    );
}

#[test]
fn after_an_error_nothing_more_is_read() {
    let frames = frames(b"r", &messages());
    let mut reader = reader(b"r");
    let (_, error) = read(&mut reader, &[&frames[1][..], &frames[0]].concat());
    assert!(error.is_some());
    assert!(reader.next_frame().is_err());
}

#[test]
fn an_oversized_frame_is_refused_by_its_head_alone() {
    let mut head = vec![FrameKind::Feed as u8];
    head.extend((MAX_WIRE as u32 + 1).to_le_bytes());
    let (_, error) = read(&mut reader(b"r"), &head);
    assert_eq!(error, Some(FrameError::TooLarge(MAX_WIRE + 1)));
    let (_, error) = read(&mut reader(b"r"), &[0x7F, 0, 0, 0, 0]);
    assert_eq!(error, Some(FrameError::UnknownKind(0x7F)));
}

#[test]
fn a_bomb_is_refused_at_its_limit() {
    let just = vec![0; MAX_DECODED];
    let (arrived, error) = read(
        &mut reader(b"r"),
        &frames(b"r", &[(FrameKind::Feed, just)])[0],
    );
    assert_eq!((arrived.len(), error), (1, None));
    let bomb = vec![0; MAX_DECODED + 1];
    let frame = &frames(b"r", &[(FrameKind::Feed, bomb)])[0];
    assert!(frame.len() < 2000);
    let (arrived, error) = read(&mut reader(b"r"), frame);
    assert_eq!((arrived, error), (vec![], Some(FrameError::BadCompression)));
}

#[test]
fn a_payload_that_only_claims_to_be_compressed_is_refused() {
    // Signed by the right key, as a broken peer would.
    let chance = &mut Chance::seeded(9);
    for _ in 0..200 {
        let noise: Vec<u8> = (0..=chance.below(300))
            .map(|_| chance.next() as u8)
            .collect();
        let frame = claim_compressed(&noise);
        let (arrived, error) = read(&mut reader(b"r"), &frame);
        assert_eq!((arrived, error), (vec![], Some(FrameError::BadCompression)));
    }
}

/// A frame as [`FrameWriter`] makes them, with the bit of compression set over any payload.
fn claim_compressed(payload: &[u8]) -> Vec<u8> {
    use ed25519_dalek::Signer;
    let mut frame = vec![FrameKind::Feed as u8 | 0x80];
    frame.extend((payload.len() as u32).to_le_bytes());
    frame.extend(payload);
    let start = blake3::hash(b"meedoen frames v1r");
    let link = blake3::hash(&[start.as_bytes(), &frame[..]].concat());
    frame.extend(key(1).sign(link.as_bytes()).to_bytes());
    frame
}

#[test]
fn random_bytes_never_panic_and_never_pass() {
    let chance = &mut Chance::seeded(3);
    for _ in 0..3_000 {
        let mut noise: Vec<u8> = (0..chance.below(400))
            .map(|_| chance.next() as u8)
            .collect();
        if let [first, _, third, fourth, fifth, ..] = &mut noise[..] {
            // Likely heads reach further into the reader.
            *first = (*first % 8) | (*first & 0x80);
            (*third, *fourth, *fifth) = (0, 0, 0);
        }
        let (arrived, _) = read(&mut reader(b"r"), &noise);
        assert_eq!(arrived, vec![]);
    }
}
