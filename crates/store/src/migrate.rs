//! Brings a database to the newest schema, one frozen step at a time.

use crate::{Result, StoreError};
use rusqlite::{Connection, TransactionBehavior};

const STEPS: &[&str] = &[
    include_str!("../../../migrations/device/0001_start.sql"),
    include_str!("../../../migrations/device/0002_whole_dossiers.sql"),
    include_str!("../../../migrations/device/0003_search_by_beginnings.sql"),
    include_str!("../../../migrations/device/0004_caseload.sql"),
    include_str!("../../../migrations/device/0005_found.sql"),
];

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    fn tables(connection: &Connection) -> Vec<String> {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        let mut statement = connection.prepare(sql).unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.collect::<rusqlite::Result<_>>().unwrap()
    }

    fn version(connection: &Connection) -> i64 {
        connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_step_that_fails_half_way_leaves_the_old_schema() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("device.db");
        let mut store = Store::open(&path, &[1; 32]).unwrap();
        let before = tables(&store.connection);
        let steps = [
            STEPS,
            &["CREATE TABLE second (a); INSERT INTO second VALUES (1)"],
            &["CREATE TABLE third (a); ALTER TABLE device RENAME TO lost; SELECT * FROM nowhere"],
        ]
        .concat();
        assert!(run(&mut store.connection, &steps).is_err());
        // The step before it is done for good, the broken one not at all.
        let mut wanted = before;
        wanted.push("second".to_owned());
        wanted.sort();
        let mut found = tables(&store.connection);
        found.sort();
        let known = STEPS.len() as i64;
        assert_eq!((found, version(&store.connection)), (wanted, known + 1));
        let whole = [&steps[..=STEPS.len()], &["CREATE TABLE third (a)"]].concat();
        run(&mut store.connection, &whole).unwrap();
        assert_eq!(version(&store.connection), known + 2);
        // Nothing is left to do, and nothing is done twice.
        run(&mut store.connection, &whole).unwrap();
        drop(store);
        let too_new = Store::open(&path, &[1; 32]);
        assert!(matches!(
            too_new,
            Err(StoreError::TooNew { found, known: newest }) if (found, newest) == (known + 2, known)
        ));
    }
}
