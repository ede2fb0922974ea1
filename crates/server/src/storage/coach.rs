//! Coaches, for authority.

use super::StorageError;
use super::column::Id;
use replication::CoachId;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// Adds a coach, or moves one to another team.
pub fn upsert(db: &Connection, id: CoachId, team: Uuid) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO coach (id, team) VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET team = excluded.team",
        params![Id::from(id), Id(team)],
    )?;
    Ok(())
}

/// The team of a coach, if there is such a coach.
pub fn team(db: &Connection, id: CoachId) -> Result<Option<Uuid>, StorageError> {
    let mut statement = db.prepare_cached("SELECT team FROM coach WHERE id = ?1")?;
    let team = statement.query_row([Id::from(id)], |row| Ok(row.get::<_, Id>(0)?.0));
    Ok(team.optional()?)
}
