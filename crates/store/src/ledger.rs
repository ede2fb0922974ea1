//! What was accepted, refused and received: the device's side of a sync.

use crate::apply::Applier;
use crate::commit::Piece;
use crate::{Result, Store, StoreError, access, whole};
use planted::planted;
use replication::message::{Feed, Receipts, Refusal, Refused};
use replication::{Change, DossierId, Position, Seq};
use rusqlite::{Connection, OptionalExtension, params};

impl Store {
    /// Stores receipts: accepted runs, and refused changes moved to quarantine. Answers the dossiers that
    /// were taken away and waited for these before they went.
    pub fn take_receipts(&mut self, receipts: &Receipts, now: i64) -> Result<Vec<DossierId>> {
        let transaction = Piece::begin(&self.connection)?;
        let mut applier = Applier::new(&transaction)?;
        let says_nothing = receipts.accepted.is_empty() && receipts.refused.is_empty();
        if says_nothing && receipts.high_water == applier.progress.standing.receipts {
            // Every answer has receipts; a commit waits for the disk.
            transaction.commit()?;
            return Ok(Vec::new());
        }
        for run in &receipts.accepted {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO receipt (first_seq, count, position)
                     VALUES (?1, ?2, ?3)",
                )?
                .execute(params![
                    run.first.0.cast_signed(),
                    run.count.cast_signed(),
                    run.position.0.cast_signed()
                ])?;
        }
        if planted!("half-the-receipts-are-stored") {
            transaction.execute(
                "UPDATE device SET receipts_seq = ?1",
                [receipts.high_water.0.cast_signed()],
            )?;
            transaction.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        }
        for refused in &receipts.refused {
            set_apart(&mut applier, refused, now)?;
        }
        transaction
            .prepare_cached("UPDATE device SET receipts_seq = ?1")?
            .execute([receipts.high_water.0.cast_signed()])?;
        applier.progress.standing.receipts = receipts.high_water;
        let cursor = applier.progress.standing.cursor;
        let settled = settled_seq(&transaction, cursor)?;
        if settled > applier.progress.settled {
            applier.settle_late(settled)?;
        }
        let removed = access::remove_left(&mut applier)?;
        applier.finish()?;
        transaction.commit()?;
        Ok(removed)
    }

    /// Applies a frame of the feed and moves the cursor, in one transaction. Answers the dossiers
    /// that changed or went.
    pub fn take_feed(&mut self, feed: &Feed) -> Result<Vec<DossierId>> {
        let transaction = Piece::begin(&self.connection)?;
        let mut applier = Applier::new(&transaction)?;
        let (own, cursor) = (applier.progress.device, applier.progress.standing.cursor);
        if planted!("the-cursor-before-the-changes") {
            transaction.execute(
                "UPDATE device SET cursor = max(cursor, ?1)",
                [feed.cursor.0.cast_signed()],
            )?;
            transaction.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        }
        if planted!("an-empty-page-is-a-deletion") && feed.changes.is_empty() {
            transaction.execute(
                "INSERT OR IGNORE INTO leaving SELECT id, 0 FROM dossier",
                [],
            )?;
        }
        for (_, event) in feed.access.iter().filter(|(at, _)| *at > cursor) {
            access::heed(&applier, *event)?;
        }
        let wanted = whole::wanted(&transaction)?;
        let mut touched = Vec::new();
        for (position, change) in &feed.changes {
            if *position <= cursor || change.id.device == own {
                continue;
            }
            if wanted.contains(&change.dossier) {
                whole::stage(&transaction, *position, change)?;
                continue;
            }
            // Own changes that lie before it join what lies below first: it may be written over
            // them, and must not see them on top again.
            settle(&mut applier, *position)?;
            whole::put_feed_change(&transaction, *position, change)?;
            applier.apply_feed(*position, change)?;
            touched.push(change.dossier);
        }
        whole::put_authors(&transaction, &feed.authors)?;
        if feed.cursor > cursor {
            transaction
                .prepare_cached("UPDATE device SET cursor = ?1")?
                .execute([feed.cursor.0.cast_signed()])?;
            applier.progress.standing.cursor = feed.cursor;
        }
        settle(&mut applier, feed.cursor)?;
        touched.extend(whole::replace_complete(&mut applier)?);
        touched.extend(access::remove_left(&mut applier)?);
        applier.finish()?;
        transaction.commit()?;
        touched.sort_unstable();
        touched.dedup();
        Ok(touched)
    }
}

/// Moves a refused change to quarantine and takes it out of its record.
fn set_apart(applier: &mut Applier<'_>, refused: &Refused, now: i64) -> Result<()> {
    let seq = refused.seq.0.cast_signed();
    let transaction = applier.transaction;
    let body: Option<Vec<u8>> = transaction
        .prepare_cached("DELETE FROM own_change WHERE seq = ?1 RETURNING body")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    let Some(body) = body else {
        // Set apart before, or made under this device's name before it was restored from a backup.
        return match refused.seq <= applier.progress.standing.last {
            true => Ok(()),
            false => Err(StoreError::MissingChange(refused.seq)),
        };
    };
    let mut change = Change::decode(&body)?;
    if planted!("what-is-refused-is-dropped") {
        return applier.refold(&change);
    }
    if refused.code == Refusal::Erased {
        change = access::emptied(change);
    } else if change.set.is_empty() {
        // It only stood for a number whose change was here no more.
        return applier.refold(&change);
    }
    transaction
        .prepare_cached(
            "INSERT INTO quarantine (seq, code, refused_at, record, body)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            seq,
            refused.code.code(),
            now,
            change.record.0,
            change.encode()
        ])?;
    applier.refold(&change)
}

/// Own accepted changes at or below `cursor` are settled.
fn settle(applier: &mut Applier<'_>, cursor: Position) -> Result<()> {
    if applier.progress.settled >= applier.progress.standing.receipts {
        return Ok(());
    }
    let settled = settled_seq(applier.transaction, cursor)?;
    if settled > applier.progress.settled {
        applier.settle(settled)?;
    }
    Ok(())
}

/// The newest own change whose position is at or below `cursor`.
pub(crate) fn settled_seq(connection: &Connection, cursor: Position) -> Result<Seq> {
    let cursor = match planted!("a-receipt-alone-settles") {
        true => Position(i64::MAX.cast_unsigned()),
        false => cursor,
    };
    let newest: Option<(i64, i64, i64)> = connection
        .prepare_cached(
            "SELECT first_seq, count, position FROM receipt WHERE position <= ?1
             ORDER BY first_seq DESC LIMIT 1",
        )?
        .query_row([cursor.0.cast_signed()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    Ok(newest.map_or(Seq(0), |(first, count, position)| {
        let within = (cursor.0.cast_signed() - position).min(count - 1);
        Seq((first + within).cast_unsigned())
    }))
}
