//! Dossiers: whose they are, their wrapped key and their digest.

use super::StorageError;
use super::column::Id;
use crate::policy::Subjects;
use crate::seal::{NONCE, SealKey};
use replication::{Digest, DossierId};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// A dossier, with its key unwrapped.
pub struct DossierRow {
    /// Its team; none for the town's own.
    pub team: Option<Uuid>,
    /// Seals its changes.
    pub key: SealKey,
    /// Of its state now.
    pub digest: Digest,
}

/// The dossier with this id.
pub fn find(
    db: &Connection,
    master: &SealKey,
    id: DossierId,
) -> Result<Option<DossierRow>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT team, wrapped_key, digest FROM dossier WHERE id = ?1")?;
    let row = statement
        .query_row([Id::from(id)], |row| {
            Ok((
                row.get::<_, Option<Id>>(0)?,
                row.get::<_, Vec<u8>>(1)?,
                row.get(2)?,
            ))
        })
        .optional()?;
    let Some((team, wrapped, digest)) = row else {
        return Ok(None);
    };
    let key = master.unwrap_key(id.0.as_bytes(), &wrapped)?;
    Ok(Some(DossierRow {
        team: team.map(|team| team.0),
        key,
        digest: Digest::from_bytes(digest),
    }))
}

/// All dossiers.
pub fn ids(db: &Connection) -> Result<Vec<DossierId>, StorageError> {
    let mut statement = db.prepare("SELECT id FROM dossier")?;
    let rows = statement.query_map([], |row| Ok(row.get::<_, Id>(0)?.into()))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a dossier.
pub fn insert(
    db: &Connection,
    master: &SealKey,
    nonce: [u8; NONCE],
    id: DossierId,
    dossier: &DossierRow,
) -> Result<(), StorageError> {
    let wrapped = master.wrap(nonce, id.0.as_bytes(), &dossier.key)?;
    db.prepare_cached(
        "INSERT INTO dossier (id, team, wrapped_key, digest) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        Id::from(id),
        dossier.team.map(Id),
        wrapped,
        dossier.digest.to_bytes()
    ])?;
    Ok(())
}

/// Writes down a dossier's digest.
pub fn set_digest(db: &Connection, id: DossierId, digest: Digest) -> Result<(), StorageError> {
    db.prepare_cached("UPDATE dossier SET digest = ?2 WHERE id = ?1")?
        .execute(params![Id::from(id), digest.to_bytes()])?;
    Ok(())
}

/// The sum of the digests of all dossiers that these subjects may see.
pub fn digest_of_visible(db: &Connection, subjects: &Subjects) -> Result<Digest, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT digest FROM dossier
         WHERE id IN (SELECT dossier FROM access_grant WHERE subject IN (?1, ?2, ?3))",
    )?;
    let [first, second, third] = subjects.ids().map(Id);
    let mut rows = statement.query(params![first, second, third])?;
    let mut sum = Digest::default();
    while let Some(row) = rows.next()? {
        sum = sum.plus(Digest::from_bytes(row.get(0)?));
    }
    Ok(sum)
}

/// Writes down whose dossier it is.
pub fn set_team(db: &Connection, id: DossierId, team: Uuid) -> Result<(), StorageError> {
    db.prepare_cached("UPDATE dossier SET team = ?2 WHERE id = ?1")?
        .execute(params![Id::from(id), Id(team)])?;
    Ok(())
}

/// The digest of each dossier that these subjects may see.
pub fn digests_of_visible(
    db: &Connection,
    subjects: &Subjects,
) -> Result<Vec<(DossierId, Digest)>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT id, digest FROM dossier
         WHERE id IN (SELECT dossier FROM access_grant WHERE subject IN (?1, ?2, ?3))",
    )?;
    let [first, second, third] = subjects.ids().map(Id);
    let rows = statement.query_map(params![first, second, third], |row| {
        let id: DossierId = row.get::<_, Id>(0)?.into();
        Ok((id, Digest::from_bytes(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
