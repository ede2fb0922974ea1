//! Records: where each lies, and the heads of its fields without their values.

use super::StorageError;
use super::column::Id;
use replication::{DossierId, RecordId, RecordState};
use rusqlite::{Connection, OptionalExtension, params};

/// A record.
pub struct RecordRow {
    /// The dossier it lies in, for ever.
    pub dossier: DossierId,
    /// Its kind, for ever.
    pub kind: String,
    /// Its heads.
    pub state: RecordState,
}

/// The record with this id.
pub fn find(db: &Connection, id: RecordId) -> Result<Option<RecordRow>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT dossier, kind, state FROM record WHERE id = ?1")?;
    let row = statement
        .query_row([Id::from(id)], |row| {
            Ok((
                row.get::<_, Id>(0)?.into(),
                row.get(1)?,
                row.get::<_, Vec<u8>>(2)?,
            ))
        })
        .optional()?;
    let Some((dossier, kind, state)) = row else {
        return Ok(None);
    };
    let state =
        RecordState::decode(&state).map_err(|_| StorageError::Unreadable("record state"))?;
    Ok(Some(RecordRow {
        dossier,
        kind,
        state,
    }))
}

/// The dossiers with a record of a kind.
pub fn dossiers_with(db: &Connection, kind: &str) -> Result<Vec<DossierId>, StorageError> {
    let mut statement = db.prepare("SELECT DISTINCT dossier FROM record WHERE kind = ?1")?;
    let rows = statement.query_map([kind], |row| Ok(row.get::<_, Id>(0)?.into()))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The dossiers with a record that no change made.
pub fn unexplained(db: &Connection) -> Result<Vec<DossierId>, StorageError> {
    let mut statement = db.prepare(
        "SELECT DISTINCT dossier FROM record WHERE id NOT IN (SELECT record FROM change)",
    )?;
    let rows = statement.query_map([], |row| Ok(row.get::<_, Id>(0)?.into()))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a record.
pub fn insert(db: &Connection, id: RecordId, record: &RecordRow) -> Result<(), StorageError> {
    db.prepare_cached("INSERT INTO record (id, dossier, kind, state) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            Id::from(id),
            Id::from(record.dossier),
            record.kind,
            record.state.encode()
        ])?;
    Ok(())
}

/// Writes down a record's heads.
pub fn set_state(db: &Connection, id: RecordId, state: &RecordState) -> Result<(), StorageError> {
    db.prepare_cached("UPDATE record SET state = ?2 WHERE id = ?1")?
        .execute(params![Id::from(id), state.encode()])?;
    Ok(())
}
