//! Changes, how they merge, how they travel, and the sync session as a pure state machine.
//! No input or output; time and randomness come in as arguments.

pub mod change;
mod codec;
pub mod digest;
pub mod frame;
pub mod ids;
pub mod message;
pub mod pack;
pub mod request;
pub mod rescue;
pub mod session;
pub mod state;

pub use change::{Change, REMOVED};
pub use digest::Digest;
pub use ids::{ChangeId, CoachId, DeviceId, DossierId, Position, RecordId, Seq};
pub use state::{Head, RecordState};
