//! Compression of the frames of one exchange: one zstd stream, flushed after each frame. A frame
//! is read as soon as it is there, and yet a text of an earlier frame need not be sent again.
//!
//! `[length: u32 LE][zstd]`, the length being the message's own: it tells a whole message from a
//! part of one.

use zstd::stream::raw::{CParameter, DParameter, Decoder, Encoder, InBuffer, Operation, OutBuffer};
use zstd::zstd_safe::compress_bound;

const LEVEL: i32 = 3;
/// 2 MiB of what went before can be referred to. It bounds the memory of both sides.
const WINDOW_LOG: u32 = 21;
const LENGTH: usize = 4;

/// zstd failed, or the bytes are none of its.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadStream;

/// Shrinks the messages of one direction. Once it failed, messages travel as they are.
#[derive(Default)]
pub enum Shrinker {
    #[default]
    New,
    Running(Encoder<'static>),
    Failed,
}

impl Shrinker {
    pub fn shrink(&mut self, message: &[u8]) -> Option<Vec<u8>> {
        let shrunk = self.try_shrink(message);
        if shrunk.is_err() {
            *self = Shrinker::Failed;
        }
        shrunk.ok()
    }

    fn try_shrink(&mut self, message: &[u8]) -> Result<Vec<u8>, BadStream> {
        if let Shrinker::New = self {
            let mut encoder = Encoder::new(LEVEL).map_err(bad)?;
            encoder
                .set_parameter(CParameter::WindowLog(WINDOW_LOG))
                .map_err(bad)?;
            *self = Shrinker::Running(encoder);
        }
        let Shrinker::Running(encoder) = self else {
            return Err(BadStream);
        };
        let length = u32::try_from(message.len()).map_err(bad)?;
        let mut out = Vec::with_capacity(LENGTH + compress_bound(message.len()) + 64);
        out.extend_from_slice(&length.to_le_bytes());
        let mut output = OutBuffer::around_pos(&mut out, LENGTH);
        let mut input = InBuffer::around(message);
        while input.pos() < message.len() {
            encoder.run(&mut input, &mut output).map_err(bad)?;
        }
        while encoder.flush(&mut output).map_err(bad)? > 0 {
            if output.pos() == output.capacity() {
                return Err(BadStream);
            }
        }
        Ok(out)
    }
}

/// Brings shrunk messages back.
#[derive(Default)]
pub struct Grower(Option<Decoder<'static>>);

impl Grower {
    /// The message, if it is whole and has at most `most` bytes.
    pub fn grow(&mut self, shrunk: &[u8], most: usize) -> Result<Vec<u8>, BadStream> {
        let (length, shrunk) = shrunk.split_first_chunk().ok_or(BadStream)?;
        let length = u32::from_le_bytes(*length) as usize;
        if length > most {
            return Err(BadStream);
        }
        let decoder = match &mut self.0 {
            Some(decoder) => decoder,
            none => {
                let mut decoder = Decoder::new().map_err(bad)?;
                decoder
                    .set_parameter(DParameter::WindowLogMax(WINDOW_LOG))
                    .map_err(bad)?;
                none.insert(decoder)
            }
        };
        // One byte more than there should be, to see that there is none.
        let mut out = Vec::with_capacity(length + 1);
        let mut output = OutBuffer::around(&mut out);
        let mut input = InBuffer::around(shrunk);
        loop {
            let before = (input.pos(), output.pos());
            decoder.run(&mut input, &mut output).map_err(bad)?;
            if before == (input.pos(), output.pos()) {
                break;
            }
        }
        let (read, written) = (input.pos(), output.pos());
        match (read, written) == (shrunk.len(), length) {
            true => Ok(out),
            false => Err(BadStream),
        }
    }
}

fn bad<E>(_: E) -> BadStream {
    BadStream
}
