//! The access log: who did what, never what it said. Each row's hash covers the row before it, so
//! that a row cannot be changed or taken out unseen.

use super::StorageError;
use super::column::Id;
use replication::{CoachId, DeviceId, DossierId};
use rusqlite::{Connection, OptionalExtension, params};

/// One thing that was done, or tried.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// What: `enrol`, `sync`, `push` …
    pub event: &'static str,
    /// By which device.
    pub device: Option<DeviceId>,
    /// By or about which coach.
    pub coach: Option<CoachId>,
    /// On which dossier, where it is about one.
    pub dossier: Option<DossierId>,
    /// How it ended.
    pub result: String,
}

/// A row's hash: of what it says, and of the hash before it.
fn hash(before: &[u8], at: i64, ids: [Option<Id>; 3], event: &str, result: &str) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    hash.update(before);
    hash.update(&at.to_le_bytes());
    for id in ids {
        hash.update(id.map(|id| id.0).unwrap_or_default().as_bytes());
    }
    for text in [event, result] {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    *hash.finalize().as_bytes()
}

/// Adds a row.
pub fn append(db: &Connection, at: i64, entry: &Entry) -> Result<(), StorageError> {
    let before: Option<Vec<u8>> = db
        .prepare_cached("SELECT hash FROM access_log ORDER BY entry DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let ids = [
        entry.device.map(Id::from),
        entry.coach.map(Id::from),
        entry.dossier.map(Id::from),
    ];
    let hash = hash(
        &before.unwrap_or_default(),
        at,
        ids,
        entry.event,
        &entry.result,
    );
    let [device, coach, dossier] = ids;
    db.prepare_cached(
        "INSERT INTO access_log (at, event, device, coach, dossier, result, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        at,
        entry.event,
        device,
        coach,
        dossier,
        entry.result,
        hash
    ])?;
    Ok(())
}

/// True when every row's hash holds.
pub fn is_intact(db: &Connection) -> Result<bool, StorageError> {
    let mut statement = db.prepare(
        "SELECT at, device, coach, dossier, event, result, hash FROM access_log ORDER BY entry",
    )?;
    let mut rows = statement.query([])?;
    let mut before = Vec::new();
    while let Some(row) = rows.next()? {
        let ids = [row.get(1)?, row.get(2)?, row.get(3)?];
        let (event, result): (String, String) = (row.get(4)?, row.get(5)?);
        let stored: Vec<u8> = row.get(6)?;
        if hash(&before, row.get(0)?, ids, &event, &result) != *stored {
            return Ok(false);
        }
        before = stored;
    }
    Ok(true)
}
