//! The one function that applies a change to its record, and what depends on it.
//!
//! A record lies in two layers: the base, which is what the central endpoint's order says up to
//! the cursor, and on top of it the own changes that the feed has not passed yet. The feed goes
//! into the base, own changes settle into it, and what is shown is the base with the own changes
//! folded over it. Where a record has no such own change, what is shown is the base.

use crate::standing::Progress;
use crate::{Result, StoreError};
use planted::planted;
use replication::state::Keep;
use replication::{Change, Digest, DossierId, Position, RecordId, RecordState, Seq};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

mod base;
mod layers;
mod logged;
mod position;
mod visible;

use layers::Place;
pub(crate) use position::{place, position_of};
pub(crate) use visible::{read_dossier, visible, without_removed};

/// A transaction that applies changes.
pub(crate) struct Applier<'t> {
    pub(crate) transaction: &'t Connection,
    pub(crate) progress: Progress,
    digests: HashMap<DossierId, Digest>,
}

impl<'t> Applier<'t> {
    pub(crate) fn new(transaction: &'t Connection) -> Result<Self> {
        let progress = Progress::read(transaction)?;
        Ok(Applier {
            transaction,
            progress,
            digests: HashMap::new(),
        })
    }

    /// Applies an own change that is new, or amended while nobody else has it.
    pub(crate) fn apply_own(&mut self, change: &Change) -> Result<()> {
        let loaded = self.load(change.record)?;
        let place = Place::of(change);
        if !loaded.fits(&place) {
            return Err(StoreError::WrongPlace(change.record));
        }
        self.begin_base(change.record, &loaded.state)?;
        let mut state = loaded.state.clone();
        for change in self.resolve(change.record, vec![change.clone()])? {
            state.apply(&change, None, Keep::Values);
        }
        self.put(change.record, &place, loaded, state)
    }

    /// Applies a change of another device at its position, beneath own unsettled changes. Own
    /// changes with a smaller position are settled before it: it may be written over them.
    pub(crate) fn apply_feed(&mut self, position: Position, change: &Change) -> Result<()> {
        let loaded = self.load(change.record)?;
        let place = Place::of(change);
        if planted!("the-clock-decides") {
            let own = self.own_changes(change.record, Seq(0))?;
            if own.iter().any(|own| own.made_at > change.made_at) {
                return Ok(());
            }
        }
        let base = self.base(change.record)?;
        // An own record under the same id that nobody else has gives way: it will be refused.
        if !loaded.fits(&place) && !base.as_ref().is_some_and(RecordState::is_empty) {
            return Err(StoreError::WrongPlace(change.record));
        }
        let state = match base {
            None => {
                let mut state = loaded.state.clone();
                state.apply(change, Some(position), Keep::Values);
                state
            }
            Some(mut base) => {
                base.apply(change, Some(position), Keep::Values);
                self.put_base(change.record, &base)?;
                self.above(base, change.record, &place)?
            }
        };
        self.put(change.record, &place, loaded, state)
    }

    /// The record as it is shown now.
    pub(crate) fn state(&self, record: RecordId) -> Result<RecordState> {
        Ok(self.load(record)?.state)
    }

    /// Folds a record anew after `refused`, an own change to it, left the log.
    pub(crate) fn refold(&mut self, refused: &Change) -> Result<()> {
        let Some(base) = self.base(refused.record)? else {
            return Ok(());
        };
        let loaded = self.load(refused.record)?;
        let place = loaded
            .place()
            .cloned()
            .unwrap_or_else(|| Place::of(refused));
        let state = self.above(base, refused.record, &place)?;
        self.put(refused.record, &place, loaded, state)?;
        self.end_base(refused.record)
    }

    /// Moves own changes up to and with `settled` from above the base into it. The feed stands
    /// just there: nothing below them has a greater position, so what is shown stays the same.
    pub(crate) fn settle(&mut self, settled: Seq) -> Result<()> {
        let before = self.set_settled(settled)?;
        self.end_bases(before)?;
        for record in self.bases_changed(before)? {
            let Some(mut base) = self.base(record)? else {
                continue;
            };
            for change in self.own_changes(record, before)? {
                if change.id.seq <= settled {
                    let position = position_of(self.transaction, change.id.seq)?;
                    base.apply(&change, position, Keep::Values);
                }
            }
            self.put_base(record, &base)?;
        }
        Ok(())
    }

    /// The same for own changes whose receipts came after the feed had passed them. What lies
    /// below may be written over them already, so their records are folded anew from the log.
    pub(crate) fn settle_late(&mut self, settled: Seq) -> Result<()> {
        let before = self.set_settled(settled)?;
        for record in self.settled_records(before)? {
            self.rebuild(record)?;
        }
        Ok(())
    }

    /// Folds a record anew from the log: what is settled below, own unsettled changes above.
    pub(crate) fn rebuild(&mut self, record: RecordId) -> Result<()> {
        let loaded = self.load(record)?;
        let (base, settled_place) = self.fold_log(record)?;
        let unsettled = self.own_changes(record, self.progress.settled)?;
        // What everybody has decides where the record lies.
        let own_place = || unsettled.first().map(Place::of);
        let Some(place) = settled_place
            .or_else(|| loaded.place().cloned())
            .or_else(own_place)
        else {
            return Ok(());
        };
        match unsettled.is_empty() {
            true => self.drop_base(record)?,
            false => {
                self.begin_base(record, &base)?;
                self.put_base(record, &base)?;
            }
        }
        let state = self.above(base, record, &place)?;
        self.put(record, &place, loaded, state)
    }

    /// What `finish` would add to a dossier's digest is void: it is `digest`.
    pub(crate) fn set_digest(&mut self, dossier: DossierId, digest: Digest) -> Result<()> {
        self.digests.insert(dossier, Digest::default());
        self.transaction
            .prepare_cached(
                "INSERT INTO dossier (id, digest) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET digest = excluded.digest",
            )?
            .execute(params![dossier.0, digest.to_bytes()])?;
        Ok(())
    }

    /// What `finish` would write of a dossier that is gone is void.
    pub(crate) fn forget_digest(&mut self, dossier: DossierId) {
        self.digests.remove(&dossier);
    }

    pub(crate) fn set_settled(&mut self, settled: Seq) -> Result<Seq> {
        self.transaction
            .prepare_cached("UPDATE device SET settled_seq = ?1")?
            .execute([settled.0.cast_signed()])?;
        Ok(std::mem::replace(&mut self.progress.settled, settled))
    }

    /// `base` with the own unsettled changes of the record on top, as far as they lie in `place`.
    fn above(&self, mut base: RecordState, record: RecordId, place: &Place) -> Result<RecordState> {
        for change in self.own_changes(record, self.progress.settled)? {
            if Place::of(&change) == *place {
                base.apply(&change, None, Keep::Values);
            }
        }
        Ok(base)
    }

    /// Writes what the transaction adds up to; the last thing before the commit.
    pub(crate) fn finish(self) -> Result<()> {
        for (dossier, delta) in &self.digests {
            let before: Option<[u8; 16]> = self
                .transaction
                .prepare_cached("SELECT digest FROM dossier WHERE id = ?1")?
                .query_row([dossier.0], |row| row.get(0))
                .optional()?;
            if planted!("the-digest-stays-behind") && before.is_some() {
                continue;
            }
            let digest = before
                .map(Digest::from_bytes)
                .unwrap_or_default()
                .plus(*delta);
            self.transaction
                .prepare_cached(
                    "INSERT INTO dossier (id, digest) VALUES (?1, ?2)
                     ON CONFLICT (id) DO UPDATE SET digest = excluded.digest",
                )?
                .execute(params![dossier.0, digest.to_bytes()])?;
            visible::show_parents(self.transaction, *dossier)?;
        }
        Ok(())
    }
}
