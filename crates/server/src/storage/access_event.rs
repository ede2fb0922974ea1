//! What became of access to dossiers, in the municipality's order.

use super::StorageError;
use super::column::{Count, Id};
use crate::policy::Subjects;
use replication::{DeviceId, DossierId, Position};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// A subject may see a dossier from here on.
    Granted,
    /// A subject may not any more.
    Revoked,
    /// The dossier was erased.
    Erased,
}

impl Happened {
    fn name(self) -> &'static str {
        match self {
            Happened::Granted => "granted",
            Happened::Revoked => "revoked",
            Happened::Erased => "erased",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Granted, Self::Revoked, Self::Erased]
            .into_iter()
            .find(|happened| happened.name() == name)
    }
}

/// One event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Its place in the order.
    pub position: Position,
    /// The dossier.
    pub dossier: DossierId,
    /// The coach, team or municipality whose access it is.
    pub subject: Uuid,
    /// What happened.
    pub happened: Happened,
    /// Whether the grant let it write.
    pub may_write: bool,
}

/// Adds an event.
pub fn insert(db: &Connection, event: &Event, at: i64) -> Result<(), StorageError> {
    db.prepare_cached(
        "INSERT INTO access_event (position, dossier, subject, event, may_write, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        Count::from(event.position),
        Id::from(event.dossier),
        Id(event.subject),
        event.happened.name(),
        event.may_write,
        at
    ])?;
    Ok(())
}

/// The events of these subjects after one position, up to and with another, in order.
pub fn between(
    db: &Connection,
    subjects: &Subjects,
    after: Position,
    until: Position,
) -> Result<Vec<Event>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT position, dossier, subject, event, may_write FROM access_event
         WHERE subject IN (?1, ?2, ?3) AND position > ?4 AND position <= ?5 ORDER BY position",
    )?;
    let [first, second, third] = subjects.ids().map(Id);
    let bounds = params![first, second, third, Count::from(after), Count::from(until)];
    let mut rows = statement.query(bounds)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let name = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
        events.push(Event {
            position: row.get::<_, Count>(0)?.into(),
            dossier: row.get::<_, Id>(1)?.into(),
            subject: row.get::<_, Id>(2)?.0,
            happened: Happened::from_name(name).ok_or(StorageError::Unreadable("access event"))?,
            may_write: row.get(4)?,
        });
    }
    Ok(events)
}

/// Whose access changed after one position, up to and with another.
pub fn subjects(
    db: &Connection,
    after: Position,
    until: Position,
) -> Result<Vec<Uuid>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT subject FROM access_event WHERE position > ?1 AND position <= ?2",
    )?;
    let bounds = params![Count::from(after), Count::from(until)];
    let rows = statement.query_map(bounds, |row| Ok(row.get::<_, Id>(0)?.0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whose access to a dossier anything became of.
pub fn ever_of(db: &Connection, dossier: DossierId) -> Result<BTreeSet<Uuid>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT DISTINCT subject FROM access_event WHERE dossier = ?1")?;
    let rows = statement.query_map([Id::from(dossier)], |row| Ok(row.get::<_, Id>(0)?.0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether these subjects could write in the dossier until a revocation after `since` that the
/// device has not heeded yet.
pub fn heeds_late(
    db: &Connection,
    device: DeviceId,
    subjects: &Subjects,
    dossier: DossierId,
    since: i64,
) -> Result<bool, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT 1 FROM access_event
         WHERE dossier = ?1 AND subject IN (?2, ?3, ?4) AND event = 'revoked' AND may_write = 1
           AND at >= ?5 AND NOT EXISTS (
             SELECT 1 FROM given_up WHERE given_up.device = ?6
               AND given_up.dossier = access_event.dossier
               AND given_up.position >= access_event.position)",
    )?;
    let [first, second, third] = subjects.ids().map(Id);
    Ok(statement.exists(params![
        Id::from(dossier),
        first,
        second,
        third,
        since,
        Id::from(device)
    ])?)
}

/// Writes down that a device has removed a dossier, as things stand at a position.
pub fn give_up(
    db: &Connection,
    device: DeviceId,
    dossier: DossierId,
    at: Position,
) -> Result<(), StorageError> {
    db.prepare_cached(
        "INSERT INTO given_up (device, dossier, position) VALUES (?1, ?2, ?3)
         ON CONFLICT (device, dossier) DO UPDATE SET position = excluded.position",
    )?
    .execute(params![
        Id::from(device),
        Id::from(dossier),
        Count::from(at)
    ])?;
    Ok(())
}

/// Whether the dossier was erased.
pub fn is_erased(db: &Connection, dossier: DossierId) -> Result<bool, StorageError> {
    Ok(db
        .prepare_cached("SELECT 1 FROM erased WHERE dossier = ?1")?
        .exists([Id::from(dossier)])?)
}

/// Takes everything of a dossier away. The numbers of its changes stay, as refused.
pub fn erase(
    db: &Connection,
    dossier: DossierId,
    at: i64,
    over: &[u8],
) -> Result<(), StorageError> {
    let id = Id::from(dossier);
    db.execute(
        "INSERT OR IGNORE INTO refused (device, seq, code, hash, over, received_at)
         SELECT device, seq, 'erased', hash, ?2, ?3 FROM change WHERE dossier = ?1",
        params![id, over, at],
    )?;
    for sql in [
        "DELETE FROM change WHERE dossier = ?1",
        "DELETE FROM record WHERE dossier = ?1",
        "DELETE FROM access_grant WHERE dossier = ?1",
        "DELETE FROM dossier WHERE id = ?1",
    ] {
        db.execute(sql, [id])?;
    }
    db.execute(
        "INSERT OR IGNORE INTO erased (dossier, at) VALUES (?1, ?2)",
        params![id, at],
    )?;
    Ok(())
}
