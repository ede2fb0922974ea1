//! A whole coach's device without a screen: its folder, enrolment, use cases and sync.

pub mod backoff;
mod batch;
pub mod enrol;
pub mod error;
pub mod export;
pub mod home;
pub mod import;
pub mod link;
pub mod live;
pub mod opened;
mod pace;
pub mod paper;
pub mod passphrase;
pub mod patience;
pub mod people_file;
pub mod pin;
mod poke;
pub mod rebuild;
mod rescue;
pub mod screens;
pub mod sync;
pub mod transport;

pub use error::{AppError, DeviceError};
pub use home::{Home, HomeState};
pub use opened::{Opened, SharedDevice};

/// What most of this crate answers.
pub type Result<T> = std::result::Result<T, DeviceError>;
