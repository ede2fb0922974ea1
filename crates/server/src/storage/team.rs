//! Teams, for authority.

use super::StorageError;
use super::column::Id;
use rusqlite::Connection;
use std::collections::HashSet;
use uuid::Uuid;

/// Adds a team, if it is new.
pub fn upsert(db: &Connection, id: Uuid) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO team (id) VALUES (?1) ON CONFLICT DO NOTHING",
        [Id(id)],
    )?;
    Ok(())
}

/// All teams.
pub fn all(db: &Connection) -> Result<HashSet<Uuid>, StorageError> {
    let mut statement = db.prepare_cached("SELECT id FROM team")?;
    let rows = statement.query_map([], |row| Ok(row.get::<_, Id>(0)?.0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
