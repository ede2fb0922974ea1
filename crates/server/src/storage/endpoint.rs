//! The endpoint's own row: its epoch and its signing key.

use super::StorageError;
use super::column::{Count, Id};
use crate::seal::{NONCE, SealKey};
use ed25519_dalek::SigningKey;
use replication::Position;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

const PLACE: &[u8] = b"endpoint signing key";

/// What the endpoint is.
#[derive(Clone)]
pub struct Identity {
    /// New at each restore of a backup; cursors belong to one.
    pub epoch: Uuid,
    /// Signs answers; devices pin its public half.
    pub signing_key: SigningKey,
}

/// True once the endpoint has its row, and so its master key.
pub fn exists(db: &Connection) -> Result<bool, StorageError> {
    Ok(db.prepare_cached("SELECT only FROM endpoint")?.exists([])?)
}

/// Writes the row of a new endpoint.
pub fn insert(
    db: &Connection,
    master: &SealKey,
    nonce: [u8; NONCE],
    identity: &Identity,
) -> Result<(), StorageError> {
    let sealed = master.seal(nonce, PLACE, &identity.signing_key.to_bytes())?;
    db.execute(
        "INSERT INTO endpoint (only, epoch, signing_key) VALUES (1, ?1, ?2)",
        params![Id(identity.epoch), sealed],
    )?;
    Ok(())
}

/// Reads the row; none when `master` is not the key it was sealed with.
pub fn find(db: &Connection, master: &SealKey) -> Result<Option<Identity>, StorageError> {
    let row = db
        .query_row("SELECT epoch, signing_key FROM endpoint", [], |row| {
            Ok((row.get::<_, Id>(0)?.0, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()?;
    Ok(row.and_then(|(epoch, sealed)| {
        let secret: [u8; 32] = master.open(PLACE, &sealed).ok()?.try_into().ok()?;
        Some(Identity {
            epoch,
            signing_key: SigningKey::from_bytes(&secret),
        })
    }))
}

/// Begins another epoch.
pub fn set_epoch(db: &Connection, epoch: Uuid) -> Result<(), StorageError> {
    db.execute("UPDATE endpoint SET epoch = ?1", [Id(epoch)])?;
    Ok(())
}

/// Everything up to and with this position is in a backup.
pub fn backed_up(db: &Connection) -> Result<Position, StorageError> {
    let mut statement = db.prepare_cached("SELECT backed_up FROM endpoint")?;
    let position: Count = statement.query_row([], |row| row.get(0))?;
    Ok(position.into())
}

/// Writes down up to where there is a backup.
pub fn set_backed_up(db: &Connection, position: Position) -> Result<(), StorageError> {
    db.execute(
        "UPDATE endpoint SET backed_up = ?1",
        [Count::from(position)],
    )?;
    Ok(())
}
