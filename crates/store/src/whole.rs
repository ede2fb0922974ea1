//! Dossiers that are fetched whole: granted, or found to differ from the server's. What comes is
//! staged, and takes the place of what is here in one go, with unsent changes on top.

use crate::apply::{Applier, read_dossier};
use crate::commit::Piece;
use crate::projection::put_row;
use crate::{Result, Store, access};
use planted::planted;
use replication::message::{Dossiers, Part, Snapshot, Want};
use replication::session::Pending;
use replication::{Change, Digest, DossierId, Position, RecordId};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// How many dossiers one request asks for; the rest is asked for with the next.
const WANTS_AT_ONCE: i64 = 64;

impl Store {
    /// What a sync has still to do.
    pub fn pending(&self) -> Result<Pending> {
        let mut statement = self.connection.prepare_cached(
            "SELECT dossier, after FROM wanted WHERE complete = 0 ORDER BY dossier LIMIT ?1",
        )?;
        let want = statement.query_map([WANTS_AT_ONCE], |row| {
            Ok(Want {
                dossier: DossierId(row.get(0)?),
                after: Position(row.get::<_, i64>(1)?.cast_unsigned()),
            })
        })?;
        Ok(Pending {
            last: self.standing()?.last,
            want: want.collect::<rusqlite::Result<_>>()?,
            given_up: self.given_up()?,
        })
    }

    /// Stages part of a dossier; with its last part, and once the feed has come as far, the
    /// dossier is replaced; one that is hidden goes. Answers whether that happened.
    pub fn take_snapshot(&mut self, snapshot: &Snapshot) -> Result<bool> {
        let transaction = Piece::begin(&self.connection)?;
        let mut applier = Applier::new(&transaction)?;
        let dossier = snapshot.dossier;
        let replaced = match snapshot.part {
            Part::Hidden => {
                unwant(&transaction, dossier)?;
                access::leave(&applier, dossier, false)?;
                access::remove_left(&mut applier)?.contains(&dossier)
            }
            Part::More | Part::Last if !wanted(&transaction)?.contains(&dossier) => false,
            Part::More | Part::Last => {
                for (position, change) in &snapshot.changes {
                    stage(&transaction, *position, change)?;
                }
                put_authors(&transaction, &snapshot.authors)?;
                transaction
                    .prepare_cached(
                        "UPDATE wanted SET after = max(after, ?2), complete = ?3 WHERE dossier = ?1",
                    )?
                    .execute(params![
                        dossier.0,
                        snapshot.through.0.cast_signed(),
                        snapshot.part == Part::Last
                    ])?;
                replace_complete(&mut applier)?.contains(&dossier)
            }
        };
        applier.finish()?;
        transaction.commit()?;
        Ok(replaced)
    }

    /// Wants every dossier of the list whose digest is another here, and lets go of those that
    /// are not in it. Answers how many differ.
    pub fn take_dossiers(&mut self, told: &Dossiers) -> Result<usize> {
        let mut here = self.dossier_digests()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut applier = Applier::new(&transaction)?;
        let mut differ = 0;
        for (dossier, digest) in &told.dossiers {
            if here.remove(dossier).unwrap_or_default() != *digest {
                want(&transaction, *dossier)?;
                differ += 1;
            }
        }
        // What was never sent is in no list of the server.
        for (dossier, _) in here
            .iter()
            .filter(|(_, digest)| **digest != Digest::default())
        {
            access::leave(&applier, *dossier, false)?;
            differ += 1;
        }
        access::remove_left(&mut applier)?;
        applier.finish()?;
        transaction.commit()?;
        Ok(differ)
    }

    /// The digest of everything settled, by dossier.
    pub fn dossier_digests(&self) -> Result<HashMap<DossierId, Digest>> {
        let mut sums: HashMap<DossierId, Digest> = HashMap::new();
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, digest FROM dossier")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            sums.insert(DossierId(row.get(0)?), Digest::from_bytes(row.get(1)?));
        }
        self.correct_by_bases(&mut sums)?;
        Ok(sums)
    }
}

/// From now on the dossier is fetched from its beginning.
pub(crate) fn want(connection: &Connection, dossier: DossierId) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO wanted (dossier, after, complete) VALUES (?1, 0, 0)
             ON CONFLICT (dossier) DO UPDATE SET after = 0, complete = 0",
        )?
        .execute([dossier.0])?;
    connection
        .prepare_cached("DELETE FROM staged_change WHERE dossier = ?1")?
        .execute([dossier.0])?;
    Ok(())
}

pub(crate) fn unwant(connection: &Connection, dossier: DossierId) -> Result<()> {
    for sql in [
        "DELETE FROM wanted WHERE dossier = ?1",
        "DELETE FROM staged_change WHERE dossier = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([dossier.0])?;
    }
    Ok(())
}

pub(crate) fn wanted(connection: &Connection) -> Result<HashSet<DossierId>> {
    let mut statement = connection.prepare_cached("SELECT dossier FROM wanted")?;
    let rows = statement.query_map([], |row| Ok(DossierId(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn stage(connection: &Connection, position: Position, change: &Change) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO staged_change (dossier, position, body) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![
            change.dossier.0,
            position.0.cast_signed(),
            change.encode()
        ])?;
    Ok(())
}

pub(crate) fn put_authors(
    connection: &Connection,
    authors: &BTreeMap<replication::DeviceId, replication::CoachId>,
) -> Result<()> {
    for (device, coach) in authors {
        connection
            .prepare_cached("INSERT OR IGNORE INTO author (device, coach) VALUES (?1, ?2)")?
            .execute(params![device.0, coach.0])?;
    }
    Ok(())
}

/// Replaces each dossier whose history is complete, once the cursor has passed it: only then are
/// the own changes in it settled. Answers which.
pub(crate) fn replace_complete(applier: &mut Applier<'_>) -> Result<Vec<DossierId>> {
    let cursor = match planted!("a-whole-dossier-comes-too-early") {
        true => Position(i64::MAX.cast_unsigned()),
        false => applier.progress.standing.cursor,
    };
    let ready: Vec<DossierId> = applier
        .transaction
        .prepare_cached("SELECT dossier FROM wanted WHERE complete = 1 AND after <= ?1")?
        .query_map([cursor.0.cast_signed()], |row| Ok(DossierId(row.get(0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for dossier in &ready {
        replace(applier, *dossier)?;
    }
    Ok(ready)
}

fn replace(applier: &mut Applier<'_>, dossier: DossierId) -> Result<()> {
    let connection = applier.transaction;
    let mut records: BTreeSet<RecordId> = records_of(connection, dossier)?.into_iter().collect();
    let staged = staged(connection, dossier)?;
    records.extend(staged.iter().map(|(_, change)| change.record));
    for record in &records {
        connection
            .prepare_cached("DELETE FROM feed_change WHERE record = ?1")?
            .execute([record.0])?;
    }
    let own = applier.progress.device;
    for (position, change) in &staged {
        let is_here = change.id.device == own
            && connection
                .prepare_cached("SELECT 1 FROM own_change WHERE seq = ?1")?
                .exists([change.id.seq.0.cast_signed()])?;
        if !is_here {
            put_feed_change(connection, *position, change)?;
        }
    }
    if planted!("a-whole-dossier-takes-unsent-work") {
        connection.execute(
            "DELETE FROM own_change WHERE seq > (SELECT receipts_seq FROM device)",
            [],
        )?;
    }
    for record in records {
        applier.rebuild(record)?;
    }
    let shown = read_dossier(connection, dossier)?;
    let digests = shown.iter().map(|record| record.state.digest(record.id));
    applier.set_digest(dossier, digests.fold(Digest::default(), Digest::plus))?;
    unwant(connection, dossier)?;
    connection
        .prepare_cached("DELETE FROM leaving WHERE dossier = ?1")?
        .execute([dossier.0])?;
    Ok(())
}

/// Writes down a change of the feed; one that a restored server had lost is back with it.
pub(crate) fn put_feed_change(
    connection: &Connection,
    position: Position,
    change: &Change,
) -> Result<()> {
    put_row(
        connection,
        "INSERT INTO feed_change (position, record, body) VALUES (?1, ?2, ?3) ON CONFLICT (position) DO NOTHING",
        "UPDATE feed_change SET record = ?2, body = ?3 WHERE position = ?1",
        params![position.0.cast_signed(), change.record.0, change.encode()],
    )?;
    let name = params![change.id.device.0, change.id.seq.0.cast_signed()];
    let orphan: Option<Vec<u8>> = connection
        .prepare_cached("SELECT body FROM orphan_change WHERE device = ?1 AND seq = ?2")?
        .query_row(name, |row| row.get(0))
        .optional()?;
    let Some(orphan) = orphan else {
        return Ok(());
    };
    // A device that was restored too gives its number to another change: that brings nothing back.
    let orphan = Change::decode(&orphan)?;
    if (&orphan.set, orphan.made_at) == (&change.set, change.made_at) {
        connection
            .prepare_cached("DELETE FROM orphan_change WHERE device = ?1 AND seq = ?2")?
            .execute(name)?;
    }
    Ok(())
}

pub(crate) fn records_of(connection: &Connection, dossier: DossierId) -> Result<Vec<RecordId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM record WHERE dossier = ?1")?;
    let rows = statement.query_map([dossier.0], |row| Ok(RecordId(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn staged(connection: &Connection, dossier: DossierId) -> Result<Vec<(Position, Change)>> {
    let mut statement = connection.prepare_cached(
        "SELECT position, body FROM staged_change WHERE dossier = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([dossier.0])?;
    let mut staged = Vec::new();
    while let Some(row) = rows.next()? {
        let position = Position(row.get::<_, i64>(0)?.cast_unsigned());
        let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        staged.push((position, Change::decode(body)?));
    }
    Ok(staged)
}
