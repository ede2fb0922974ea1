//! What a device may see no more: it goes once every own change to it has its receipt.

use crate::apply::Applier;
use crate::projection::Projection;
use crate::{Result, Store, search, whole};
use domain::kinds::walk_in;
use domain::value::Value;
use planted::planted;
use replication::message::AccessEvent;
use replication::{Change, DossierId, RecordState, Seq};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many dossiers that are gone one request speaks of.
const TOLD_AT_ONCE: i64 = 1000;

impl Store {
    /// Dossiers that are gone from here, of which the server was not told yet.
    pub(crate) fn given_up(&self) -> Result<Vec<DossierId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT dossier FROM given_up ORDER BY dossier LIMIT ?1")?;
        let rows = statement.query_map([TOLD_AT_ONCE], |row| Ok(DossierId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The server was told that these are gone.
    pub fn forget_given_up(&mut self, told: &[DossierId]) -> Result<()> {
        if told.is_empty() {
            return Ok(());
        }
        let transaction = self.connection.transaction()?;
        for dossier in told {
            transaction
                .prepare_cached("DELETE FROM given_up WHERE dossier = ?1")?
                .execute([dossier.0])?;
        }
        transaction.commit()?;
        Ok(())
    }
}

pub(crate) fn heed(applier: &Applier<'_>, event: AccessEvent) -> Result<()> {
    let connection = applier.transaction;
    match event {
        AccessEvent::Granted(dossier) => {
            for sql in [
                "DELETE FROM leaving WHERE dossier = ?1",
                "DELETE FROM given_up WHERE dossier = ?1",
            ] {
                connection.prepare_cached(sql)?.execute([dossier.0])?;
            }
            match planted!("a-grant-brings-no-history") {
                true => Ok(()),
                false => whole::want(connection, dossier),
            }
        }
        AccessEvent::Revoked(dossier) => leave(applier, dossier, false),
        AccessEvent::Erased(dossier) => leave(applier, dossier, true),
    }
}

/// The dossier goes from here as soon as nothing of it waits to be sent.
pub(crate) fn leave(applier: &Applier<'_>, dossier: DossierId, erased: bool) -> Result<()> {
    let connection = applier.transaction;
    whole::unwant(connection, dossier)?;
    connection
        .prepare_cached(
            "INSERT INTO leaving (dossier, erased) VALUES (?1, ?2)
             ON CONFLICT (dossier) DO UPDATE SET erased = max(erased, excluded.erased)",
        )?
        .execute(params![dossier.0, erased])?;
    Ok(())
}

/// Removes the dossiers that were taken away and of which nothing waits to be sent; answers which.
pub(crate) fn remove_left(applier: &mut Applier<'_>) -> Result<Vec<DossierId>> {
    let receipts = applier.progress.standing.receipts;
    let leaving: Vec<(DossierId, bool)> = applier
        .transaction
        .prepare_cached("SELECT dossier, erased FROM leaving")?
        .query_map([], |row| Ok((DossierId(row.get(0)?), row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut removed = Vec::new();
    for (dossier, erased) in leaving {
        let waits = applier
            .transaction
            .prepare_cached(
                "SELECT 1 FROM own_change JOIN record ON record.id = own_change.record
                 WHERE record.dossier = ?1 AND own_change.seq > ?2 LIMIT 1",
            )?
            .exists(params![dossier.0, receipts.0.cast_signed()])?;
        if !waits || planted!("a-revocation-takes-unsent-work") {
            remove(applier, dossier, erased)?;
            removed.push(dossier);
        }
    }
    Ok(removed)
}

fn remove(applier: &mut Applier<'_>, dossier: DossierId, erased: bool) -> Result<()> {
    let connection = applier.transaction;
    if erased && !planted!("an-erased-text-stays-in-the-log") {
        empty_kept(connection, dossier)?;
        forget_on_lists(connection, dossier, applier.progress.standing.receipts)?;
    }
    for record in whole::records_of(connection, dossier)? {
        Projection::remove(connection, record)?;
        let row: i64 = connection
            .prepare_cached("SELECT row FROM record WHERE id = ?1")?
            .query_row([record.0], |row| row.get(0))?;
        for sql in [
            "DELETE FROM record WHERE id = ?1",
            "DELETE FROM base WHERE record = ?1",
            "DELETE FROM feed_change WHERE record = ?1",
        ] {
            connection.prepare_cached(sql)?.execute([record.0])?;
        }
        // At once, not when the index comes to it: none of its words may stay.
        search::index_one(connection, row)?;
    }
    for sql in [
        "DELETE FROM dossier WHERE id = ?1",
        "DELETE FROM leaving WHERE dossier = ?1",
        "INSERT OR IGNORE INTO given_up (dossier) VALUES (?1)",
    ] {
        connection.prepare_cached(sql)?.execute([dossier.0])?;
    }
    applier.forget_digest(dossier);
    Ok(())
}

/// Takes the content out of the changes to an erased dossier that were kept, also of records that
/// went from here before. The numbers of own ones stay: a restored server may ask for them.
fn empty_kept(connection: &Connection, dossier: DossierId) -> Result<()> {
    for (table, write) in [
        (
            "own_change",
            "UPDATE own_change SET body = ?2 WHERE rowid = ?1",
        ),
        (
            "quarantine",
            "UPDATE quarantine SET body = ?2 WHERE rowid = ?1",
        ),
    ] {
        for (row, change) in kept_in(connection, table, dossier)? {
            connection
                .prepare_cached(write)?
                .execute(params![row, emptied(change).encode()])?;
        }
    }
    for (row, _) in kept_in(connection, "orphan_change", dossier)? {
        connection
            .prepare_cached("DELETE FROM orphan_change WHERE rowid = ?1")?
            .execute([row])?;
    }
    Ok(())
}

/// Takes the first name that an erased person gave at the door of a spreekuur out of the log. What was
/// not sent yet stays as it is: the server takes that away when it comes.
fn forget_on_lists(connection: &Connection, person: DossierId, receipts: Seq) -> Result<()> {
    let mut walk_ins = connection.prepare("SELECT id, state FROM record WHERE kind = ?1")?;
    let mut rows = walk_ins.query([walk_in::KIND.name])?;
    while let Some(row) = rows.next()? {
        let (id, state): (Uuid, Vec<u8>) = (row.get(0)?, row.get(1)?);
        if *RecordState::decode(&state)?.value(walk_in::PERSON) != Value::from(person.0) {
            continue;
        }
        for (read, write) in [
            (
                "SELECT rowid, body FROM own_change WHERE record = ?1 AND seq <= ?2",
                "UPDATE own_change SET body = ?2 WHERE rowid = ?1",
            ),
            (
                "SELECT rowid, body FROM feed_change WHERE record = ?1 AND ?2 = ?2",
                "UPDATE feed_change SET body = ?2 WHERE rowid = ?1",
            ),
        ] {
            let kept = connection
                .prepare_cached(read)?
                .query_map(params![id, receipts.0.cast_signed()], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            for (row, body) in kept {
                let mut change = Change::decode(&body)?;
                if let Some(name) = change.set.get_mut(walk_in::FIRST_NAME) {
                    *name = Value::Null;
                    connection
                        .prepare_cached(write)?
                        .execute(params![row, change.encode()])?;
                }
            }
        }
    }
    Ok(())
}

/// The changes to a dossier in a table of the log, with their rows. A row does not say its dossier.
fn kept_in(connection: &Connection, table: &str, dossier: DossierId) -> Result<Vec<(i64, Change)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT rowid, body FROM {table}
         WHERE record NOT IN (SELECT id FROM record WHERE dossier <> ?1)"
    ))?;
    let mut rows = statement.query([dossier.0])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let change = Change::decode(body)?;
        if change.dossier == dossier {
            kept.push((row.get(0)?, change));
        }
    }
    Ok(kept)
}

/// The change without what it said.
pub(crate) fn emptied(change: Change) -> Change {
    Change {
        set: BTreeMap::new(),
        ..change
    }
}
