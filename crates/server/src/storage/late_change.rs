//! What came for dossiers that were erased, sealed to the organisation's recovery key.

use super::StorageError;
use super::column::{Count, Id};
use replication::{ChangeId, DeviceId};
use rusqlite::{Connection, params};

/// Adds one.
pub fn insert(db: &Connection, id: ChangeId, sealed: &[u8], at: i64) -> Result<(), StorageError> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO late_change (device, seq, sealed, received_at)
         VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        Id::from(id.device),
        Count::from(id.seq),
        sealed,
        at
    ])?;
    Ok(())
}

/// All of them.
pub fn all(db: &Connection) -> Result<Vec<(ChangeId, Vec<u8>)>, StorageError> {
    let mut statement =
        db.prepare("SELECT device, seq, sealed FROM late_change ORDER BY device, seq")?;
    let rows = statement.query_map([], |row| {
        let id = ChangeId {
            device: DeviceId(row.get::<_, Id>(0)?.0),
            seq: row.get::<_, Count>(1)?.into(),
        };
        Ok((id, row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes them all away; answers how many there were.
pub fn delete_all(db: &Connection) -> Result<usize, StorageError> {
    Ok(db.execute("DELETE FROM late_change", [])?)
}
