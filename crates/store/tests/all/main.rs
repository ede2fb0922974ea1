//! The tests of this crate from outside, in one program: it links SQLCipher once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod damage;
mod golden;
mod lists;
mod refusing;
mod restoring;
mod salvaging;
mod saving;
mod searching;
mod simulation;
mod spoilt_index;
mod support;
mod syncing;
