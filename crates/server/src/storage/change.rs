//! Accepted changes, in the municipality's order.

use super::StorageError;
use super::column::{Count, Id};
use crate::policy::Subjects;
use replication::message::Accepted;
use replication::{Change, ChangeId, DeviceId, DossierId, Position, Seq};
use rusqlite::{Connection, OptionalExtension, params};

/// An accepted change as it lies there, still sealed.
pub struct SealedChange {
    /// Its place in the order.
    pub position: Position,
    /// Who made it, and its number there.
    pub id: ChangeId,
    /// The dossier whose key seals it.
    pub dossier: DossierId,
    /// The change; none where only the place was asked for.
    pub sealed: Option<Vec<u8>>,
}

/// What the seal of a change is bound to.
pub fn place(dossier: DossierId, id: ChangeId) -> [u8; 40] {
    let mut place = [0; 40];
    place[..16].copy_from_slice(dossier.0.as_bytes());
    place[16..32].copy_from_slice(id.device.0.as_bytes());
    place[32..].copy_from_slice(&id.seq.0.to_le_bytes());
    place
}

/// Adds a change; `hash` is of the change as it was sent.
pub fn insert(
    db: &Connection,
    position: Position,
    change: &Change,
    sealed: &[u8],
    hash: [u8; 32],
    received_at: i64,
) -> Result<(), StorageError> {
    db.prepare_cached(
        "INSERT INTO change (position, device, seq, dossier, record, kind, sealed, hash, made_at,
           received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        Count::from(position),
        Id::from(change.id.device),
        Count::from(change.id.seq),
        Id::from(change.dossier),
        Id::from(change.record),
        change.kind,
        sealed,
        hash,
        change.made_at,
        received_at,
    ])?;
    Ok(())
}

/// Seals a change anew; its hash stays that of what was sent.
pub fn set_sealed(db: &Connection, id: ChangeId, sealed: &[u8]) -> Result<(), StorageError> {
    db.prepare_cached("UPDATE change SET sealed = ?3 WHERE device = ?1 AND seq = ?2")?
        .execute(params![Id::from(id.device), Count::from(id.seq), sealed])?;
    Ok(())
}

/// The hash of the change with this number.
pub fn hash(db: &Connection, device: DeviceId, seq: Seq) -> Result<Option<[u8; 32]>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT hash FROM change WHERE device = ?1 AND seq = ?2")?;
    let hash = statement.query_row(params![Id::from(device), Count::from(seq)], |row| {
        row.get(0)
    });
    Ok(hash.optional()?)
}

/// The runs of accepted changes of a device, its numbers `after` (not) to `until` (included).
pub fn runs(
    db: &Connection,
    device: DeviceId,
    after: Seq,
    until: Seq,
) -> Result<Vec<Accepted>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT seq, position FROM change
         WHERE device = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq",
    )?;
    let bounds = params![Id::from(device), Count::from(after), Count::from(until)];
    let mut rows = statement.query(bounds)?;
    let mut runs: Vec<Accepted> = Vec::new();
    while let Some(row) = rows.next()? {
        let (seq, position): (Count, Count) = (row.get(0)?, row.get(1)?);
        match runs.last_mut() {
            Some(run)
                if run.first.0 + run.count == seq.0 && run.position.0 + run.count == position.0 =>
            {
                run.count += 1;
            }
            _ => runs.push(Accepted {
                first: seq.into(),
                count: 1,
                position: position.into(),
            }),
        }
    }
    Ok(runs)
}

/// The dossiers that were changed after one position, up to and with another, and by which device.
pub fn touched(
    db: &Connection,
    after: Position,
    until: Position,
) -> Result<Vec<(DossierId, DeviceId)>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT dossier, device FROM change WHERE position > ?1 AND position <= ?2",
    )?;
    let bounds = params![Count::from(after), Count::from(until)];
    let rows = statement.query_map(bounds, |row| {
        Ok((row.get::<_, Id>(0)?.into(), row.get::<_, Id>(1)?.into()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Visits the changes after a position in their order, until `visit` says false. A change is given
/// with its content when these subjects may see it and it is not of the device `except`.
/// Returns true when all were visited.
pub fn visit_after(
    db: &Connection,
    after: Position,
    subjects: &Subjects,
    except: DeviceId,
    mut visit: impl FnMut(SealedChange) -> Result<bool, StorageError>,
) -> Result<bool, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT position, device, seq, dossier,
           CASE WHEN device <> ?5 AND EXISTS (
             SELECT 1 FROM access_grant
             WHERE access_grant.subject IN (?2, ?3, ?4) AND access_grant.dossier = change.dossier
               AND access_grant.from_position <= change.position
           ) THEN sealed END
         FROM change WHERE position > ?1 ORDER BY position",
    )?;
    let [first, second, third] = subjects.ids().map(Id);
    let bounds = params![Count::from(after), first, second, third, Id::from(except)];
    let mut rows = statement.query(bounds)?;
    while let Some(row) = rows.next()? {
        let change = SealedChange {
            position: row.get::<_, Count>(0)?.into(),
            id: ChangeId {
                device: row.get::<_, Id>(1)?.into(),
                seq: row.get::<_, Count>(2)?.into(),
            },
            dossier: row.get::<_, Id>(3)?.into(),
            sealed: row.get(4)?,
        };
        if !visit(change)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Visits the changes of one dossier after a position, in their order, until `visit` says false.
/// Returns true when all were visited.
pub fn visit_dossier(
    db: &Connection,
    dossier: DossierId,
    after: Position,
    mut visit: impl FnMut(SealedChange) -> Result<bool, StorageError>,
) -> Result<bool, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT position, device, seq, sealed FROM change
         WHERE dossier = ?1 AND position > ?2 ORDER BY position",
    )?;
    let mut rows = statement.query(params![Id::from(dossier), Count::from(after)])?;
    while let Some(row) = rows.next()? {
        let change = SealedChange {
            position: row.get::<_, Count>(0)?.into(),
            id: ChangeId {
                device: row.get::<_, Id>(1)?.into(),
                seq: row.get::<_, Count>(2)?.into(),
            },
            dossier,
            sealed: Some(row.get(3)?),
        };
        if !visit(change)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The hashes of a device's answered changes after a number, accepted or refused, in their order.
pub fn hashes(
    db: &Connection,
    device: DeviceId,
    after: Seq,
    most: usize,
) -> Result<Vec<[u8; 32]>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT seq, hash FROM change WHERE device = ?1 AND seq > ?2
         UNION ALL SELECT seq, hash FROM refused WHERE device = ?1 AND seq > ?2
         ORDER BY seq LIMIT ?3",
    )?;
    let bounds = params![Id::from(device), Count::from(after), Count(most as u64)];
    let rows = statement.query_map(bounds, |row| row.get(1))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Visits the changes of one dossier, or of all, in their order, with their content.
pub fn visit(
    db: &Connection,
    dossier: Option<DossierId>,
    mut visit: impl FnMut(SealedChange) -> Result<(), StorageError>,
) -> Result<(), StorageError> {
    let filter = if dossier.is_some() {
        "dossier = ?1"
    } else {
        "?1 IS NULL"
    };
    let mut statement = db.prepare_cached(&format!(
        "SELECT position, device, seq, dossier, sealed FROM change WHERE {filter} ORDER BY position"
    ))?;
    let mut rows = statement.query([dossier.map(Id::from)])?;
    while let Some(row) = rows.next()? {
        visit(SealedChange {
            position: row.get::<_, Count>(0)?.into(),
            id: ChangeId {
                device: row.get::<_, Id>(1)?.into(),
                seq: row.get::<_, Count>(2)?.into(),
            },
            dossier: row.get::<_, Id>(3)?.into(),
            sealed: Some(row.get(4)?),
        })?;
    }
    Ok(())
}
