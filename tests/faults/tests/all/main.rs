//! What a device must keep to when its disk, its memory or its power fails.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bit_flips;
mod failing;
mod power_cut;
mod upgrade;
