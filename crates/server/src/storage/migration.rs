//! The numbered steps from an empty file to today's tables. A step that was shipped never changes.

use super::StorageError;
use rusqlite::{Connection, TransactionBehavior};

/// Step N brings a database from `user_version` N-1 to N.
const STEPS: &[&str] = &[
    include_str!("../../../../migrations/server_sqlite/0001_endpoint.sql"),
    include_str!("../../../../migrations/server_sqlite/0002_access.sql"),
];

/// Brings the tables up to date, each step in a transaction of its own.
pub fn migrate(connection: &mut Connection) -> Result<(), StorageError> {
    loop {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let Some(step) = STEPS.get(version as usize) else {
            return match version as usize > STEPS.len() {
                true => Err(StorageError::Newer(version)),
                false => Ok(()),
            };
        };
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", version + 1)?;
        tx.commit()?;
    }
}
