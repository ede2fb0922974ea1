//! Enrolled devices.

use super::StorageError;
use super::column::{Count, Id};
use planted::planted;
use replication::{CoachId, DeviceId, Seq};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashSet;

/// A device.
#[derive(Debug, Clone, Copy)]
pub struct Device {
    /// Its id, which it made itself.
    pub id: DeviceId,
    /// Whose it is; none for the endpoint's own author of settings.
    pub coach: Option<CoachId>,
    /// Its Ed25519 public key.
    pub public_key: [u8; 32],
    /// The greatest request number it used.
    pub last_request: u64,
    /// The greatest sequence number answered, with none missing below it.
    pub high_water: Seq,
    /// When it was enrolled.
    pub enrolled_at: i64,
    /// When it was shut out, if it was.
    pub revoked_at: Option<i64>,
}

const COLUMNS: &str = "id, coach, public_key, last_request, high_water, enrolled_at, revoked_at";

fn read(row: &Row<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        id: row.get::<_, Id>(0)?.into(),
        coach: row.get::<_, Option<Id>>(1)?.map(Into::into),
        public_key: row.get(2)?,
        last_request: row.get::<_, Count>(3)?.0,
        high_water: row.get::<_, Count>(4)?.into(),
        enrolled_at: row.get(5)?,
        revoked_at: row.get(6)?,
    })
}

/// The device with this id.
pub fn find(db: &Connection, id: DeviceId) -> Result<Option<Device>, StorageError> {
    let mut statement =
        db.prepare_cached(&format!("SELECT {COLUMNS} FROM device WHERE id = ?1"))?;
    Ok(statement.query_row([Id::from(id)], read).optional()?)
}

/// The devices of coaches, in the order of their enrolment.
pub fn all(db: &Connection) -> Result<Vec<Device>, StorageError> {
    let mut statement = db.prepare(&format!(
        "SELECT {COLUMNS} FROM device WHERE coach IS NOT NULL ORDER BY enrolled_at, id"
    ))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The devices that were shut out.
pub fn revoked(db: &Connection) -> Result<HashSet<DeviceId>, StorageError> {
    let mut statement = db.prepare_cached("SELECT id FROM device WHERE revoked_at IS NOT NULL")?;
    let rows = statement.query_map([], |row| Ok(row.get::<_, Id>(0)?.into()))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a device.
pub fn insert(db: &Connection, device: &Device) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO device (id, coach, public_key, last_request, high_water, enrolled_at, revoked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            Id::from(device.id),
            device.coach.map(Id::from),
            device.public_key,
            Count(device.last_request),
            Count::from(device.high_water),
            device.enrolled_at,
            device.revoked_at,
        ],
    )?;
    Ok(())
}

/// Takes a request number for the device; false when it or a greater one was used before.
pub fn claim_request(db: &Connection, id: DeviceId, number: u64) -> Result<bool, StorageError> {
    let changed = db
        .prepare_cached("UPDATE device SET last_request = ?2 WHERE id = ?1 AND last_request < ?2")?
        .execute(params![Id::from(id), Count(number)])?;
    Ok(changed == 1 || planted!("a-request-is-taken-twice"))
}

/// Writes down the greatest sequence number answered.
pub fn set_high_water(db: &Connection, id: DeviceId, seq: Seq) -> Result<(), StorageError> {
    db.prepare_cached("UPDATE device SET high_water = ?2 WHERE id = ?1")?
        .execute(params![Id::from(id), Count::from(seq)])?;
    Ok(())
}

/// Shuts a coach's device out; false when there is no such device.
pub fn revoke(db: &Connection, id: DeviceId, at: i64) -> Result<bool, StorageError> {
    let changed = db.execute(
        "UPDATE device SET revoked_at = coalesce(revoked_at, ?2) WHERE id = ?1 AND coach IS NOT NULL",
        params![Id::from(id), at],
    )?;
    Ok(changed == 1)
}
