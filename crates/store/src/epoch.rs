//! A server that was restored from a backup: what it lost is offered again.

use crate::apply::Applier;
use crate::commit::Piece;
use crate::ledger::settled_seq;
use crate::{Result, Store, access};
use domain::kinds;
use planted::planted;
use replication::{Change, ChangeId, DeviceId, DossierId, Position, RecordId, Seq};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
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
        records.extend(take_back_own(
            &transaction,
            applier.progress.device,
            high_water,
        )?);
        fill_gaps(&transaction, receipts.max(high_water), standing.last)?;
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
        offer_again(&transaction, receipts)?;
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
        let transaction = Piece::begin(&self.connection)?;
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

/// What this device made before it was restored from a backup itself, and had got back from the
/// server, is offered again too.
fn take_back_own(connection: &Connection, device: DeviceId, after: Seq) -> Result<Vec<RecordId>> {
    let mut statement = connection.prepare_cached(
        "INSERT OR IGNORE INTO own_change (seq, record, body)
         SELECT seq, record, body FROM orphan_change WHERE device = ?1 AND seq > ?2
         RETURNING record, seq",
    )?;
    let mut rows = statement.query(params![device.0, after.0.cast_signed()])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(RecordId(row.get(0)?));
        connection
            .prepare_cached("DELETE FROM orphan_change WHERE device = ?1 AND seq = ?2")?
            .execute(params![device.0, row.get::<_, i64>(1)?])?;
    }
    Ok(records)
}

/// What is offered again was written over changes that the server may never get back: over what
/// those were written over, then. And a dossier that is gone from here, to which something is
/// offered again, was not given up yet: the server must take that first.
fn offer_again(connection: &Connection, receipts: Seq) -> Result<()> {
    let mut statement = connection.prepare_cached("SELECT body FROM own_change WHERE seq > ?1")?;
    let bodies: Vec<Vec<u8>> = statement
        .query_map([receipts.0.cast_signed()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for body in bodies {
        let mut change = Change::decode(&body)?;
        if reaches_beneath_orphans(connection, &mut change)? {
            connection
                .prepare_cached("UPDATE own_change SET body = ?2 WHERE seq = ?1")?
                .execute(params![change.id.seq.0.cast_signed(), change.encode()])?;
        }
        let dossier = change.dossier.0;
        let given_up = connection
            .prepare_cached("DELETE FROM given_up WHERE dossier = ?1")?
            .execute([dossier])?;
        if given_up > 0 {
            connection
                .prepare_cached("INSERT OR IGNORE INTO leaving (dossier, erased) VALUES (?1, 0)")?
                .execute([dossier])?;
        }
    }
    Ok(())
}

/// True when the change names more than before.
fn reaches_beneath_orphans(connection: &Connection, change: &mut Change) -> Result<bool> {
    let mut more = false;
    for (field, over) in &mut change.over {
        let mut at = 0;
        while let Some(id) = over.get(at) {
            let orphan: Option<Vec<u8>> = connection
                .prepare_cached("SELECT body FROM orphan_change WHERE device = ?1 AND seq = ?2")?
                .query_row(params![id.device.0, id.seq.0.cast_signed()], |row| {
                    row.get(0)
                })
                .optional()?;
            let orphan = orphan.map(|body| Change::decode(&body)).transpose()?;
            for beneath in orphan.iter().flat_map(|orphan| orphan.beneath(field)) {
                if !over.contains(beneath) {
                    over.push(*beneath);
                    more = true;
                }
            }
            at += 1;
        }
    }
    Ok(more)
}

/// The server takes numbers without gaps. Under those whose changes are here no more it is sent
/// nothing, in the town's own dossier, where it will refuse it.
fn fill_gaps(connection: &Connection, after: Seq, last: Seq) -> Result<()> {
    let (device, town): (Uuid, Uuid) = connection
        .prepare_cached("SELECT device, municipality FROM device")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for seq in after.0 + 1..=last.0 {
        let nothing = Change {
            id: ChangeId {
                device: DeviceId(device),
                seq: Seq(seq),
            },
            dossier: DossierId(town),
            record: RecordId(town),
            kind: kinds::municipality::KIND.name.to_owned(),
            set: BTreeMap::new(),
            over: BTreeMap::new(),
            made_at: 0,
        };
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO own_change (seq, record, body) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![seq.cast_signed(), town, nothing.encode()])?;
    }
    Ok(())
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
