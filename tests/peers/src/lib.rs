//! The device's own sync among peers of all kinds: the real central endpoint, and others that
//! answer in its place.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod impostor;
mod memory;
mod stage;
mod wire;

pub use impostor::{Impostor, Trick};
pub use memory::Peak;
pub use stage::{Stage, add_person, export, random_text, rename};

/// How often to repeat each trick: 20 times, or `MEEDOEN_ROUNDS`.
pub fn rounds() -> u64 {
    std::env::var("MEEDOEN_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(20)
}
