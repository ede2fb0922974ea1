//! What several tests share: a device with a real database, and a small central endpoint.

mod chance;
mod device;
mod sync;
mod town;

pub use chance::Chance;
pub use device::{DOSSIER, Device, GOAL, KEY, PERSON, enrolment, folder, open_raw};
pub use sync::{Link, sync, sync_over};
pub use town::Town;
