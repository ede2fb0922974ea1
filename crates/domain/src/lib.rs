//! People, conversations, instruments, agreements, referrals: their types and rules.
//! No input or output; time and randomness come in as arguments.

pub mod aftercare;
pub mod caseload;
pub mod ids;
pub mod kinds;
pub mod matching;
pub mod names;
pub mod own_file;
pub mod packet;
pub mod record;
pub mod report;
pub mod scenario;
pub mod schema;
pub mod seal;
pub mod strokes;
pub mod trend;
pub mod value;
pub mod words;
