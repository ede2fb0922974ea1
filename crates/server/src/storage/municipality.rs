//! The municipality's row: its counter of positions and where its settings come from.

use super::StorageError;
use super::column::{Count, Id};
use replication::{DeviceId, Position};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// The municipality of this database.
#[derive(Debug, Clone, Copy)]
pub struct Municipality {
    /// Its id, and that of the town dossier.
    pub id: Uuid,
    /// The device that its settings come from: the endpoint itself.
    pub author: DeviceId,
    /// The position given out last.
    pub last_position: Position,
    /// Nobody named it yet.
    pub placeholder: bool,
}

/// The municipality, if there is one yet.
pub fn find(db: &Connection) -> Result<Option<Municipality>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT id, author, last_position, placeholder FROM municipality")?;
    let found = statement.query_row([], |row| {
        Ok(Municipality {
            id: row.get::<_, Id>(0)?.0,
            author: row.get::<_, Id>(1)?.into(),
            last_position: row.get::<_, Count>(2)?.into(),
            placeholder: row.get(3)?,
        })
    });
    Ok(found.optional()?)
}

/// The municipality.
pub fn get(db: &Connection) -> Result<Municipality, StorageError> {
    find(db)?.ok_or(StorageError::NoMunicipality)
}

/// Adds the municipality.
pub fn insert(db: &Connection, town: &Municipality) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO municipality (id, author, last_position, placeholder) VALUES (?1, ?2, ?3, ?4)",
        params![
            Id(town.id),
            Id::from(town.author),
            Count::from(town.last_position),
            town.placeholder
        ],
    )?;
    Ok(())
}

/// Writes down the position given out last.
pub fn set_last_position(db: &Connection, position: Position) -> Result<(), StorageError> {
    db.prepare_cached("UPDATE municipality SET last_position = ?1")?
        .execute([Count::from(position)])?;
    Ok(())
}

/// Somebody made the municipality their own.
pub fn settle(db: &Connection) -> Result<(), StorageError> {
    db.execute("UPDATE municipality SET placeholder = 0", [])?;
    Ok(())
}

/// Takes away a municipality that nobody ever enrolled in, with all that it has.
pub fn delete_placeholder(db: &Connection) -> Result<(), StorageError> {
    db.execute_batch(
        "DELETE FROM enrolment_code; DELETE FROM access_grant; DELETE FROM change;
         DELETE FROM record; DELETE FROM dossier; DELETE FROM municipality; DELETE FROM device;
         DELETE FROM coach; DELETE FROM team;",
    )?;
    Ok(())
}
