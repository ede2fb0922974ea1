//! One-time codes, of which only a keyed hash is kept, and how often a wrong one was tried.

use super::StorageError;
use super::column::Id;
use replication::{CoachId, DeviceId};
use rusqlite::{Connection, OptionalExtension, params};

/// What is known of a code.
#[derive(Debug, Clone, Copy)]
pub struct CodeRow {
    /// Whom it enrols a device for.
    pub coach: CoachId,
    /// Until when.
    pub expires_at: i64,
    /// The device it made, once used.
    pub device: Option<DeviceId>,
}

/// Adds a code.
pub fn insert(
    db: &Connection,
    hash: [u8; 32],
    coach: CoachId,
    made_at: i64,
    expires_at: i64,
) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO enrolment_code (hash, coach, made_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
        params![hash, Id::from(coach), made_at, expires_at],
    )?;
    Ok(())
}

/// The code with this hash.
pub fn find(db: &Connection, hash: [u8; 32]) -> Result<Option<CodeRow>, StorageError> {
    let found = db.query_row(
        "SELECT coach, expires_at, device FROM enrolment_code WHERE hash = ?1",
        [hash],
        |row| {
            Ok(CodeRow {
                coach: row.get::<_, Id>(0)?.into(),
                expires_at: row.get(1)?,
                device: row.get::<_, Option<Id>>(2)?.map(Into::into),
            })
        },
    );
    Ok(found.optional()?)
}

/// Writes down which device the code made.
pub fn set_device(db: &Connection, hash: [u8; 32], device: DeviceId) -> Result<(), StorageError> {
    db.execute(
        "UPDATE enrolment_code SET device = ?2 WHERE hash = ?1",
        params![hash, Id::from(device)],
    )?;
    Ok(())
}

/// Ends the codes that no device has used.
pub fn expire_unused(db: &Connection, now: i64) -> Result<(), StorageError> {
    db.execute(
        "UPDATE enrolment_code SET expires_at = min(expires_at, ?1) WHERE device IS NULL",
        [now],
    )?;
    Ok(())
}

/// Counts one wrong try, and forgets those before `since`.
pub fn insert_wrong(db: &Connection, at: i64, since: i64) -> Result<(), StorageError> {
    db.execute("DELETE FROM wrong_code WHERE at < ?1", [since])?;
    db.execute("INSERT INTO wrong_code (at) VALUES (?1)", [at])?;
    Ok(())
}

/// How many wrong tries there were after `since`.
pub fn count_wrong(db: &Connection, since: i64) -> Result<i64, StorageError> {
    let count = "SELECT count(*) FROM wrong_code WHERE at >= ?1";
    Ok(db.query_row(count, [since], |row| row.get(0))?)
}
