//! Brings a database to the newest schema, one frozen step at a time.

use crate::{Result, StoreError};
use rusqlite::{Connection, TransactionBehavior};

const STEPS: &[&str] = &[include_str!("../../../migrations/device/0001_start.sql")];

/// Runs the steps that are missing, each in a transaction with its version: a power cut leaves
/// the old schema or the new one.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    run(connection, STEPS)
}

fn run(connection: &mut Connection, steps: &[&str]) -> Result<()> {
    let known = steps.len() as i64;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    let missing = usize::try_from(found).unwrap_or_default();
    for (step, version) in steps.iter().zip(1_i64..).skip(missing) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}
