//! A server that was restored from a backup: what it lost is offered again.

use crate::apply::Applier;
use crate::ledger::settled_seq;
use crate::{Result, Store, access};
use planted::planted;
use replication::{Change, Position, RecordId, Seq};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::BTreeSet;
use uuid::Uuid;

impl Store {
    /// Goes over to the epoch of a restored server, which has positions up to and with `began`
    /// and own changes up to and with `high_water`. Later own changes wait to be sent again;
    /// later ones of colleagues are set apart until they come back.
    pub fn begin_epoch(&mut self, epoch: Uuid, began: Position, high_water: Seq) -> Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut applier = Applier::new(&transaction)?;
        let mut records = set_orphans_apart(&transaction, began)?;
        let standing = applier.progress.standing;
        let receipts = match planted!("what-a-server-lost-is-not-offered-again") {
            true => standing.receipts,
            false => cut_receipts(&transaction, standing.receipts.min(high_water), began)?,
        };
        records.extend(take_back_refused(&transaction, receipts, high_water)?);
        let cursor = standing.cursor.min(began);
        let settled = settled_seq(&transaction, cursor)?.min(receipts);
        let settled_before = applier.set_settled(settled)?;
        records.extend(own_records(&transaction, settled, settled_before)?);
        applier.progress.standing.receipts = receipts;
        applier.progress.standing.cursor = cursor;
        transaction
            .prepare_cached(
                "UPDATE device SET epoch = ?1, cursor = ?2, receipts_seq = ?3, backed_up = 0",
            )?
            .execute(params![
                epoch,
                cursor.0.cast_signed(),
                receipts.0.cast_signed()
            ])?;
        unstage(&transaction, began)?;
        for record in records {
            applier.rebuild(record)?;
        }
        access::remove_left(&mut applier)?;
        applier.finish()?;
        transaction.commit()?;
        Ok(())
    }

    /// Remembers what an answer said at its end. Own changes to dossiers that are gone were kept
    /// for a server that is restored; those in a backup are not needed any more.
    pub fn set_answered(&mut self, epoch: Uuid, backed_up: Position) -> Result<()> {
        let transaction = self.connection.transaction()?;
        transaction
            .prepare_cached("UPDATE device SET epoch = ?1 WHERE epoch <> ?1")?
            .execute([epoch])?;
        let moved = transaction
            .prepare_cached("UPDATE device SET backed_up = ?1 WHERE backed_up < ?1")?
            .execute([backed_up.0.cast_signed()])?;
        if moved > 0 {
            let safe = settled_seq(&transaction, backed_up)?;
            transaction
                .prepare_cached(
                    "DELETE FROM own_change
                     WHERE seq <= ?1 AND record NOT IN (SELECT id FROM record)",
                )?
                .execute([safe.0.cast_signed()])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Colleagues' changes that a restored server lost and that have not come back.
    pub fn orphans(&self) -> Result<Vec<Change>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM orphan_change ORDER BY device, seq")?;
        let mut rows = statement.query([])?;
        let mut orphans = Vec::new();
        while let Some(row) = rows.next()? {
            let body = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            orphans.push(Change::decode(body)?);
        }
        Ok(orphans)
    }
}

fn set_orphans_apart(connection: &Connection, began: Position) -> Result<BTreeSet<RecordId>> {
    let mut records = BTreeSet::new();
    let mut statement = connection
        .prepare_cached("DELETE FROM feed_change WHERE position > ?1 RETURNING record, body")?;
    let mut rows = statement.query([began.0.cast_signed()])?;
    while let Some(row) = rows.next()? {
        let record = RecordId(row.get(0)?);
        let body: Vec<u8> = row.get(1)?;
        let id = Change::decode(&body)?.id;
        records.insert(record);
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO orphan_change (device, seq, record, body)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![id.device.0, id.seq.0.cast_signed(), record.0, body])?;
    }
    Ok(records)
}

/// Drops the receipts beyond `known` and `began`; answers up to where they have no gap now.
fn cut_receipts(transaction: &Transaction<'_>, known: Seq, began: Position) -> Result<Seq> {
    let (seq, place) = (known.0.cast_signed(), began.0.cast_signed());
    let cut: Option<i64> = transaction
        .prepare_cached(
            "SELECT min(max(first_seq, first_seq + (?1 - position) + 1)) FROM receipt
             WHERE position + count - 1 > ?1",
        )?
        .query_row([place], |row| row.get(0))
        .optional()?
        .flatten();
    let known = cut.map_or(seq, |cut| seq.min(cut - 1));
    transaction
        .prepare_cached("DELETE FROM receipt WHERE first_seq > ?1")?
        .execute([known])?;
    transaction
        .prepare_cached(
            "UPDATE receipt SET count = ?1 - first_seq + 1 WHERE first_seq + count - 1 > ?1",
        )?
        .execute([known])?;
    Ok(Seq(known.cast_unsigned()))
}

/// What was refused under a number that the server does not know any more is offered again.
fn take_back_refused(
    connection: &Connection,
    receipts: Seq,
    high_water: Seq,
) -> Result<Vec<RecordId>> {
    let after = receipts.max(high_water);
    let mut statement = connection.prepare_cached(
        "INSERT INTO own_change (seq, record, body)
         SELECT seq, record, body FROM quarantine WHERE seq > ?1 RETURNING record",
    )?;
    let records: Vec<RecordId> = statement
        .query_map([after.0.cast_signed()], |row| Ok(RecordId(row.get(0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    connection
        .prepare_cached("DELETE FROM quarantine WHERE seq > ?1")?
        .execute([after.0.cast_signed()])?;
    Ok(records)
}

fn own_records(connection: &Connection, after: Seq, until: Seq) -> Result<Vec<RecordId>> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT record FROM own_change WHERE seq > ?1 AND seq <= ?2")?;
    let rows = statement.query_map([after.0.cast_signed(), until.0.cast_signed()], |row| {
        Ok(RecordId(row.get(0)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What was staged of positions that are void is fetched again.
fn unstage(connection: &Connection, began: Position) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM staged_change WHERE position > ?1")?
        .execute([began.0.cast_signed()])?;
    connection
        .prepare_cached("UPDATE wanted SET after = min(after, ?1), complete = 0")?
        .execute([began.0.cast_signed()])?;
    Ok(())
}
