//! Who is the same person as whom.

use crate::projection::put_row;
use crate::query::StoredRecord;
use crate::{Result, Store};
use replication::RecordId;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// Writes the row of a link.
pub(crate) fn put(connection: &Connection, record: &StoredRecord) -> Result<()> {
    let id = |field| {
        let text = record.state.value(field).as_text();
        text.and_then(|text| Uuid::try_parse(text).ok())
    };
    let (person, other) = (id("person"), id("other"));
    put_row(
        connection,
        "INSERT INTO link (record, person, other) VALUES (?1, ?2, ?3) ON CONFLICT (record) DO NOTHING",
        "UPDATE link SET person = ?2, other = ?3 WHERE record = ?1",
        params![
            record.id.0,
            person.unwrap_or(record.dossier.0),
            other.unwrap_or_default()
        ],
    )
}

/// Takes the row of a link away.
pub(crate) fn remove(connection: &Connection, record: RecordId) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM link WHERE record = ?1")?
        .execute([record.0])?;
    Ok(())
}

impl Store {
    /// The pairs of dossiers that are of one person, where both are here.
    pub fn links(&self) -> Result<Vec<(Uuid, Uuid)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT link.person, link.other FROM link
             JOIN person AS one ON one.record = link.person
             JOIN person AS two ON two.record = link.other
             ORDER BY link.record",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
