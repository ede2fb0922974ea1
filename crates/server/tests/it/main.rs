//! Real HTTP on a real port, a real database in a folder of its own.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should stop"
)]

mod access;
#[cfg(unix)]
mod command;
mod enrol;
mod events;
mod golden;
mod hostile;
#[cfg(target_os = "linux")]
mod speed;
mod stage;
mod storage;
mod sync;
mod verify;
