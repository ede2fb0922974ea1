//! What several tests share.

mod chance;
mod made;

pub use chance::Chance;
pub use made::{RECORD, change, id};
