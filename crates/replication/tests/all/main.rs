//! The tests of this crate from outside, in one program: it links once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod changes;
mod frames;
mod heads;
mod packing;
mod requests;
mod rescue;
mod sessions;
mod support;
