//! Histories of devices that work apart and sync, drawn from a seed: the real store, the real sync
//! of the device and the real server, on disks in memory, over a link that does what links do.
//!
//! [`History::of`] draws what happens, [`run`] lets it happen and holds the end against what the
//! typists did, as [`typists`] wrote it down without knowing how the product folds changes.

#![expect(missing_docs, reason = "steps and faults are what their names say")]

pub mod access;
mod attempt;
mod desk;
mod disasters;
mod enrol;
mod making;
mod memory;
mod office;
mod peek;
mod run;
mod shrink;
pub mod stage;
pub mod step;
mod syncing;
mod typing;
pub mod typists;
mod verdict;
mod wire;
pub mod world;

pub use desk::{Desk, Editor};
pub use run::{Broken, replay, report, run, run_all, run_many, scene};
pub use step::{Cut, Fault, History, Meanwhile, Step, What};
pub use world::World;
