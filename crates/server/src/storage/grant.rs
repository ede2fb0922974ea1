//! Who may see and write a dossier.

use super::StorageError;
use super::column::{Count, Id};
use crate::policy::{Grant, SubjectKind, Subjects};
use replication::{DossierId, Position};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// The grants on a dossier.
pub fn of(db: &Connection, dossier: DossierId) -> Result<Vec<Grant>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT subject_kind, subject, may_write FROM access_grant WHERE dossier = ?1",
    )?;
    let mut rows = statement.query([Id::from(dossier)])?;
    let mut grants = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = SubjectKind::from_name(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)
            .ok_or(StorageError::Unreadable("grant"))?;
        grants.push(Grant {
            kind,
            subject: row.get::<_, Id>(1)?.0,
            may_write: row.get(2)?,
        });
    }
    Ok(grants)
}

/// Adds a grant that holds from a position on.
pub fn insert(
    db: &Connection,
    dossier: DossierId,
    grant: Grant,
    from: Position,
) -> Result<(), StorageError> {
    db.prepare_cached(
        "INSERT INTO access_grant (subject, dossier, subject_kind, may_write, from_position)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        Id(grant.subject),
        Id::from(dossier),
        grant.kind.name(),
        grant.may_write,
        Count::from(from),
    ])?;
    Ok(())
}

/// Takes a grant away.
pub fn delete(db: &Connection, dossier: DossierId, subject: Uuid) -> Result<(), StorageError> {
    db.prepare_cached("DELETE FROM access_grant WHERE dossier = ?1 AND subject = ?2")?
        .execute(params![Id::from(dossier), Id(subject)])?;
    Ok(())
}

/// Since which position these subjects see the dossier; none when they do not.
pub fn visible_since(
    db: &Connection,
    dossier: DossierId,
    subjects: &Subjects,
) -> Result<Option<Position>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT min(from_position) FROM access_grant
         WHERE dossier = ?1 AND subject IN (?2, ?3, ?4)",
    )?;
    let [first, second, third] = subjects.ids().map(Id);
    let since: Option<Count> = statement
        .query_row(params![Id::from(dossier), first, second, third], |row| {
            row.get(0)
        })?;
    Ok(since.map(Into::into))
}
