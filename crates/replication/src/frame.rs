//! Frames: how messages travel in the body of a request or an answer.
//!
//! `[kind: u8][length: u32 LE][payload][signature: 64]`. When bit 7 of the kind is set the payload
//! is the next piece of the direction's zstd stream. Each frame is a link in a chain: its signature covers the
//! hash of all frames before it and of the request it belongs to, so that frames can be committed
//! as they arrive and none can be dropped, swapped or brought in from another request.

mod shrink;

use crate::codec;
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use planted::planted;
use shrink::{Grower, Shrinker};
use thiserror::Error;

/// The most bytes a frame's payload may have on the wire.
pub const MAX_WIRE: usize = 2 * 1024 * 1024;
/// The most bytes a frame's payload may have after decompression.
pub const MAX_DECODED: usize = 8 * 1024 * 1024;
/// Below this, compression does not pay.
const COMPRESS_FROM: usize = 256;
const COMPRESSED: u8 = 0x80;
const HEAD: usize = 5;
const SIGNATURE: usize = 64;

/// What a frame carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum FrameKind {
    /// Device to server, first: where the device stands.
    Hello = 1,
    /// Device to server: changes.
    Changes = 2,
    /// Server to device, first: what became of the changes.
    Receipts = 3,
    /// Server to device: changes of others.
    Feed = 4,
    /// Server to device, last: whether there is more.
    End = 5,
    /// Server to device: part of a dossier that it fetches whole.
    Snapshot = 6,
    /// Server to device: the digest of each dossier.
    Dossiers = 7,
    /// Server to device: the hashes of its own changes.
    Hashes = 8,
}

impl FrameKind {
    fn from_byte(byte: u8) -> Option<Self> {
        [
            Self::Hello,
            Self::Changes,
            Self::Receipts,
            Self::Feed,
            Self::End,
            Self::Snapshot,
            Self::Dossiers,
            Self::Hashes,
        ]
        .into_iter()
        .find(|kind| *kind as u8 == byte)
    }
}

/// Why bytes are no frame of this exchange.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FrameError {
    /// A kind this version does not know: the bytes are no frame, or come from a newer protocol.
    #[error("unknown frame kind {0}")]
    UnknownKind(u8),
    /// Longer than [`MAX_WIRE`].
    #[error("a frame of {0} bytes is too large")]
    TooLarge(usize),
    /// Longer than [`MAX_DECODED`] after decompression, or no zstd at all.
    #[error("the frame cannot be decompressed within its limit")]
    BadCompression,
    /// Not signed by the expected key, or not the next of this exchange.
    #[error("the frame's signature does not hold")]
    BadSignature,
    /// The payload is not the message its kind promises.
    #[error("the frame's message cannot be read: {0}")]
    BadMessage(String),
}

/// The hash that ties the frames of one exchange together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain([u8; 32]);

impl Chain {
    /// Starts a chain over what the exchange belongs to: the request's signed text upwards, the
    /// request's signature downwards.
    pub fn start(context: &[u8]) -> Self {
        let mut hash = blake3::Hasher::new();
        hash.update(b"meedoen frames v1");
        hash.update(context);
        Chain(*hash.finalize().as_bytes())
    }

    fn link(&mut self, head: &[u8], payload: &[u8]) {
        let mut hash = blake3::Hasher::new();
        hash.update(&self.0);
        hash.update(head);
        hash.update(payload);
        self.0 = *hash.finalize().as_bytes();
    }
}

/// Makes the frames of one direction of one exchange.
pub struct FrameWriter {
    chain: Chain,
    key: SigningKey,
    shrinker: Shrinker,
}

impl FrameWriter {
    /// Frames signed with `key`, chained from `chain`.
    pub fn new(chain: Chain, key: &SigningKey) -> Self {
        FrameWriter {
            chain,
            key: key.clone(),
            shrinker: Shrinker::default(),
        }
    }

    /// One frame with this message.
    pub fn write(&mut self, kind: FrameKind, message: &[u8]) -> Vec<u8> {
        let compressed = (message.len() >= COMPRESS_FROM)
            .then(|| self.shrinker.shrink(message))
            .flatten();
        let (flag, payload) = match &compressed {
            Some(bytes) => (COMPRESSED, bytes.as_slice()),
            None => (0, message),
        };
        let mut frame = Vec::with_capacity(HEAD + payload.len() + SIGNATURE);
        frame.push(kind as u8 | flag);
        frame.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        frame.extend_from_slice(payload);
        self.chain.link(&frame[..HEAD], &frame[HEAD..]);
        frame.extend_from_slice(&self.key.sign(&self.chain.0).to_bytes());
        frame
    }
}

/// Reads the frames of one direction of one exchange from bytes as they arrive.
pub struct FrameReader {
    chain: Chain,
    key: VerifyingKey,
    buffer: Vec<u8>,
    start: usize,
    grower: Grower,
}

impl FrameReader {
    /// Frames signed with `key`'s other half, chained from `chain`.
    pub fn new(chain: Chain, key: VerifyingKey) -> Self {
        FrameReader {
            chain,
            key,
            buffer: Vec::new(),
            start: 0,
            grower: Grower::default(),
        }
    }

    /// Takes in bytes from the wire, in pieces of any size.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// True when the last bytes pushed end in the middle of a frame.
    pub fn is_mid_frame(&self) -> bool {
        self.start < self.buffer.len()
    }

    /// The next whole frame, if one has arrived, with its message decompressed.
    pub fn next_frame(&mut self) -> Result<Option<(FrameKind, Vec<u8>)>, FrameError> {
        let waiting = &self.buffer[self.start..];
        let Some(&[first, a, b, c, d]) = waiting.first_chunk::<HEAD>() else {
            return Ok(None);
        };
        let kind =
            FrameKind::from_byte(first & !COMPRESSED).ok_or(FrameError::UnknownKind(first))?;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        if length > MAX_WIRE {
            return Err(FrameError::TooLarge(length));
        }
        let Some(frame) = waiting.get(..HEAD + length + SIGNATURE) else {
            return Ok(None);
        };
        let (head, rest) = frame.split_at(HEAD);
        let (payload, signature) = rest.split_at(length);
        self.chain.link(head, payload);
        let signature = Signature::from_slice(signature).map_err(|_| FrameError::BadSignature)?;
        if !planted!("a-frame-is-believed-unsigned") {
            self.key
                .verify(&self.chain.0, &signature)
                .map_err(|_| FrameError::BadSignature)?;
        }
        let message = if first & COMPRESSED == 0 {
            payload.to_vec()
        } else {
            let grown = self.grower.grow(payload, MAX_DECODED);
            grown.map_err(|_| FrameError::BadCompression)?
        };
        self.start += HEAD + length + SIGNATURE;
        Ok(Some((kind, message)))
    }
}

/// Writes a message as the payload of a frame.
pub fn encode<T: serde::Serialize>(message: &T) -> Vec<u8> {
    codec::write(message)
}

/// Reads a frame's payload as a message.
pub fn decode<T: serde::de::DeserializeOwned>(payload: &[u8]) -> Result<T, FrameError> {
    codec::read(payload).map_err(|why| FrameError::BadMessage(why.to_string()))
}
