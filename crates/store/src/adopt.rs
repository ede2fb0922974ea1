//! Changes that get new numbers: rescued ones on a new device, and those of a device that was
//! restored from a backup and used numbers again that the server knows otherwise.

use crate::apply::Applier;
use crate::{Result, Store, whole};
use planted::planted;
use replication::message::Hashes;
use replication::state::Head;
use replication::{Change, ChangeId, Digest, RecordId, Seq};
use rusqlite::{TransactionBehavior, params};
use std::collections::{BTreeSet, HashMap};

/// New names of own changes whose numbers the server knew otherwise. An editor that was open
/// meanwhile says by the old ones what it saw.
#[derive(Debug, Default)]
pub(crate) struct Renamed(HashMap<ChangeId, ChangeId>);

impl Renamed {
    /// Takes in what was renamed at once: a name may be an old and a new one.
    fn add(&mut self, names: HashMap<ChangeId, ChangeId>) {
        for known in self.0.values_mut() {
            *known = names.get(known).copied().unwrap_or(*known);
        }
        self.0.extend(names);
    }

    /// What an editor saw, by its names of now, where these heads stand. An old name may be the
    /// server's for another change; but who loaded that saw a head with a new name too.
    pub(crate) fn seen(&self, seen: &[ChangeId], heads: &[Head]) -> Vec<ChangeId> {
        let now = |id: &ChangeId| match self.0.get(id) {
            Some(new) if !seen.contains(new) && heads.iter().any(|head| head.change == *new) => {
                *new
            }
            _ => *id,
        };
        seen.iter().map(now).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Store {
    /// Takes in changes that were made under another name as new ones of this device. Where one
    /// was written over another of them, it still is. Answers the new names, in their order.
    pub fn adopt(&mut self, changes: &[Change]) -> Result<Vec<ChangeId>> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut applier = Applier::new(&transaction)?;
        let mut adopted = rename(changes, &applier);
        for (old, change) in changes.iter().zip(&mut adopted) {
            // The server may have it, or those before it, by the old names too: the receipts were
            // lost with the device.
            for field in old.set.keys() {
                let over = change.over.entry(field.clone()).or_default();
                over.extend(old.over(field).iter().chain([&old.id]));
                over.sort_unstable();
                over.dedup();
            }
            put_own(&mut applier, change)?;
            applier.apply_own(change)?;
        }
        finish(applier)?;
        transaction.commit()?;
        Ok(adopted.into_iter().map(|change| change.id).collect())
    }

    /// Compares own changes with what the server has under their numbers: those that are the same
    /// stay, the others get numbers after all that the server knows. Answers how many. When the
    /// server has own changes that are not here, every dossier is fetched anew: the feed does not
    /// bring own ones, and a digest does not tell what was written over since.
    pub fn take_hashes(&mut self, told: &Hashes) -> Result<usize> {
        let here = self.dossier_digests()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut applier = Applier::new(&transaction)?;
        let receipts = applier.progress.standing.receipts;
        let (mut others, mut same_here) = (Vec::<Change>::new(), 0);
        {
            let mut statement = transaction
                .prepare_cached("SELECT seq, body FROM own_change WHERE seq > ?1 ORDER BY seq")?;
            let mut rows = statement.query([receipts.0.cast_signed()])?;
            while let Some(row) = rows.next()? {
                let seq = row.get::<_, i64>(0)?.cast_unsigned();
                let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
                let change = Change::decode(body)?;
                let at = usize::try_from(seq - receipts.0 - 1).unwrap_or(usize::MAX);
                let same = told.hashes.get(at).map(|hash| **hash) == Some(change.content_hash());
                match same {
                    true => same_here += 1,
                    false => others.push(change),
                }
            }
        }
        for other in &others {
            transaction
                .prepare_cached("DELETE FROM own_change WHERE seq = ?1")?
                .execute([other.id.seq.0.cast_signed()])?;
        }
        let last = told.high_water.max(receipts);
        applier.progress.standing.last = last;
        let adopted = rename(&others, &applier);
        for change in &adopted {
            put_own(&mut applier, change)?;
        }
        let records: BTreeSet<RecordId> = adopted.iter().map(|change| change.record).collect();
        for record in records {
            applier.rebuild(record)?;
        }
        transaction
            .prepare_cached("UPDATE device SET offered_seq = ?1, frozen_seq = max(frozen_seq, ?1)")?
            .execute([last.0.cast_signed()])?;
        if told.hashes.len() > same_here {
            let settled = here
                .into_iter()
                .filter(|(_, sum)| *sum != Digest::default());
            for (dossier, _) in settled {
                whole::want(&transaction, dossier)?;
            }
        }
        finish(applier)?;
        transaction.commit()?;
        let names = others.iter().zip(&adopted);
        self.renamed
            .add(names.map(|(old, new)| (old.id, new.id)).collect());
        Ok(adopted.len())
    }

    /// Whether the own changes that the server answered after the last receipt are, as far as they
    /// are here, what the server has. The last alone would not do: typing goes on in one before it.
    pub fn has_earlier(&self, told: &Hashes) -> Result<bool> {
        let receipts = self.standing()?.receipts;
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, body FROM own_change WHERE seq > ?1 AND seq <= ?2 ORDER BY seq",
        )?;
        let bounds = [receipts, told.high_water].map(|seq| seq.0.cast_signed());
        let mut rows = statement.query(bounds)?;
        let (mut hashes, mut last) = (Vec::new(), receipts);
        while let Some(row) = rows.next()? {
            last = Seq(row.get::<_, i64>(0)?.cast_unsigned());
            let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            hashes.push(Change::decode(body)?.content_hash());
        }
        let are_all_here = hashes.len() as u64 == told.high_water.0.saturating_sub(receipts.0);
        let here = Hashes::of_earlier(&hashes, told.high_water).hashes;
        let known_here = match (are_all_here, last == told.high_water) {
            (true, _) => here.len(),
            (false, true) => 1,
            (false, false) => 0,
        };
        Ok(here
            .iter()
            .zip(&told.hashes)
            .take(known_here)
            .all(|(here, told)| here == told))
    }

    /// Goes on from a greater request number: this device was restored, and the server has seen
    /// greater ones than it knows of.
    pub fn skip_request_numbers(&mut self, count: u64) -> Result<()> {
        self.connection.execute(
            "UPDATE device SET request_number = request_number + ?1",
            [count.cast_signed()],
        )?;
        Ok(())
    }
}

/// The changes under the next numbers of this device.
fn rename(changes: &[Change], applier: &Applier<'_>) -> Vec<Change> {
    let mut names: HashMap<ChangeId, ChangeId> = HashMap::new();
    let mut seq = applier.progress.standing.last;
    let renamed = changes.iter().map(|change| {
        seq = seq.next();
        let id = ChangeId {
            device: applier.progress.device,
            seq,
        };
        let mut renamed = change.clone();
        renamed.id = id;
        let named = !planted!("new-names-forget-what-they-were-over");
        for over in renamed.over.values_mut().flatten().filter(|_| named) {
            if let Some(name) = names.get(over) {
                *over = *name;
            }
        }
        names.insert(change.id, id);
        renamed
    });
    renamed.collect()
}

fn put_own(applier: &mut Applier<'_>, change: &Change) -> Result<()> {
    applier
        .transaction
        .prepare_cached("INSERT INTO own_change (seq, record, body) VALUES (?1, ?2, ?3)")?
        .execute(params![
            change.id.seq.0.cast_signed(),
            change.record.0,
            change.encode()
        ])?;
    applier.progress.standing.last = Seq(change.id.seq.0);
    Ok(())
}

fn finish(applier: Applier<'_>) -> Result<()> {
    applier
        .transaction
        .prepare_cached("UPDATE device SET last_seq = ?1")?
        .execute([applier.progress.standing.last.0.cast_signed()])?;
    applier.finish()
}
