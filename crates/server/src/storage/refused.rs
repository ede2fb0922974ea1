//! Refused changes: their numbers are spent, and what they were written over is kept.

use super::StorageError;
use super::column::{Count, Id};
use replication::frame;
use replication::message::{Refusal, Refused};
use replication::{Change, ChangeId, DeviceId, Seq};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Adds a refused change; `hash` is of the change as it was sent.
pub fn insert(
    db: &Connection,
    change: &Change,
    code: Refusal,
    hash: [u8; 32],
    received_at: i64,
) -> Result<(), StorageError> {
    db.prepare_cached(
        "INSERT INTO refused (device, seq, code, hash, over, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        Id::from(change.id.device),
        Count::from(change.id.seq),
        code.code(),
        hash,
        frame::encode(&change.over),
        received_at,
    ])?;
    Ok(())
}

/// What the refused change with this number was written over, if that number was refused.
pub fn over(
    db: &Connection,
    id: ChangeId,
) -> Result<Option<BTreeMap<String, Vec<ChangeId>>>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT over FROM refused WHERE device = ?1 AND seq = ?2")?;
    let bytes: Option<Vec<u8>> = statement
        .query_row(params![Id::from(id.device), Count::from(id.seq)], |row| {
            row.get(0)
        })
        .optional()?;
    bytes
        .map(|bytes| frame::decode(&bytes).map_err(|_| StorageError::Unreadable("refused change")))
        .transpose()
}

/// The hash of the refused change with this number.
pub fn hash(db: &Connection, device: DeviceId, seq: Seq) -> Result<Option<[u8; 32]>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT hash FROM refused WHERE device = ?1 AND seq = ?2")?;
    let hash = statement.query_row(params![Id::from(device), Count::from(seq)], |row| {
        row.get(0)
    });
    Ok(hash.optional()?)
}

/// The refused changes of a device, its numbers `after` (not) to `until` (included).
pub fn between(
    db: &Connection,
    device: DeviceId,
    after: Seq,
    until: Seq,
) -> Result<Vec<Refused>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT seq, code FROM refused WHERE device = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq",
    )?;
    let bounds = params![Id::from(device), Count::from(after), Count::from(until)];
    let rows = statement.query_map(bounds, |row| {
        let code: String = row.get(1)?;
        Ok(Refused {
            seq: row.get::<_, Count>(0)?.into(),
            code: Refusal::from_code(&code),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
