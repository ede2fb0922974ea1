//! People, conversations, instruments, agreements, referrals: their types and rules.
//! No input or output; time and randomness come in as arguments.

pub mod ids;
pub mod kinds;
pub mod record;
pub mod report;
pub mod scenario;
pub mod schema;
pub mod trend;
pub mod value;
pub mod words;
