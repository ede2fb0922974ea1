//! How much goes in a frame: about what the link carries in a second. A cut costs at most the frame
//! under way, so on a slow link frames are small; on a fast one they are large, as each is signed and
//! committed by itself.

use replication::request::{FRAME_BYTES, LARGEST_FRAME_BYTES, LEAST_FRAME_BYTES};
use std::time::Duration;

/// A frame is no larger than this part of what the sync moved before it, once that is much.
const SHARE: u64 = 32;

/// The size of frames, in bytes of changes before compression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch(usize);

impl Default for Batch {
    fn default() -> Self {
        Batch(FRAME_BYTES)
    }
}

impl Batch {
    /// The size, when the sync has moved so many bytes already: a cut costs no more than a small
    /// part of that.
    pub fn bytes(self, moved: u64) -> usize {
        let share = usize::try_from(moved / SHARE).unwrap_or(LARGEST_FRAME_BYTES);
        self.0.min(share.max(FRAME_BYTES))
    }

    /// After so many bytes took so long, their way there and the answer's way back included.
    #[must_use]
    pub fn after(self, bytes: u64, took: Duration) -> Self {
        // So few say more about the way there and back than about what fits through.
        if bytes < (self.0 / 2) as u64 {
            return self;
        }
        // Any float fits, as these saturate.
        let in_a_second = (bytes as f64 / took.as_secs_f64().max(f64::EPSILON)) as usize;
        Batch(in_a_second.clamp(LEAST_FRAME_BYTES, LARGEST_FRAME_BYTES))
    }

    /// After the link broke.
    #[must_use]
    pub fn halved(self) -> Self {
        Batch((self.0 / 2).max(LEAST_FRAME_BYTES))
    }
}

/// What is known of a link, for as long as the device is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Batches {
    /// What goes in a frame of a request.
    pub up: Batch,
    /// What should go in a frame of an answer.
    pub down: Batch,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(bytes: u64, millis: u64) -> usize {
        let took = Duration::from_millis(millis);
        Batch::default().after(bytes, took).0
    }

    #[test]
    fn a_frame_is_about_a_second_of_the_link() {
        assert_eq!(after(256 << 10, 4_000), 64 << 10);
        assert_eq!(after(256 << 10, 500), 512 << 10);
    }

    #[test]
    fn it_stays_within_bounds_whatever_is_measured() {
        assert_eq!(after(1 << 20, 10_000_000), LEAST_FRAME_BYTES);
        assert_eq!(after(1 << 20, 0), LARGEST_FRAME_BYTES);
        assert_eq!(after(u64::MAX, 1), LARGEST_FRAME_BYTES);
    }

    #[test]
    fn a_link_that_breaks_gets_smaller_frames() {
        let broken = |batch: Batch, _| batch.halved();
        let often = (0..9).fold(Batch::default(), broken);
        assert_eq!(Batch::default().halved().0, FRAME_BYTES / 2);
        assert_eq!(often.0, LEAST_FRAME_BYTES);
    }

    #[test]
    fn frames_grow_with_what_a_cut_would_not_cost() {
        let fast = Batch(LARGEST_FRAME_BYTES);
        assert_eq!(fast.bytes(0), FRAME_BYTES);
        assert_eq!(fast.bytes(16 << 20), 512 << 10);
        assert_eq!(fast.bytes(u64::MAX), LARGEST_FRAME_BYTES);
        assert_eq!(Batch(LEAST_FRAME_BYTES).bytes(0), LEAST_FRAME_BYTES);
    }

    #[test]
    fn little_says_nothing_about_the_link() {
        assert_eq!(after(5_000, 300), FRAME_BYTES);
        assert_eq!(after(0, 0), FRAME_BYTES);
    }
}
