//! A coach's device on a disk and a memory that break: the real store and the real device above
//! [`faultdisk`], and checks of what must hold afterwards.

#![expect(missing_docs, reason = "parts of tests are what their names say")]

pub mod desk;
pub mod heap;
pub mod journeys;
pub mod run;

pub use desk::{Desk, Texts};
