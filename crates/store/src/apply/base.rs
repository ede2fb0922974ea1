//! What lies below the own unsettled changes of a record; a row for each record that has some.

use super::layers::Place;
use super::{Applier, position_of};
use crate::Result;
use replication::state::Keep;
use replication::{Change, Position, RecordId, RecordState, Seq};
use rusqlite::{OptionalExtension, params};

impl Applier<'_> {
    pub(super) fn base(&self, record: RecordId) -> Result<Option<RecordState>> {
        let blob: Option<Vec<u8>> = self
            .transaction
            .prepare_cached("SELECT state FROM base WHERE record = ?1")?
            .query_row([record.0], |row| row.get(0))
            .optional()?;
        Ok(blob.map(|blob| RecordState::decode(&blob)).transpose()?)
    }

    /// Keeps `state` as what lies below, unless own unsettled changes lie above something already.
    pub(super) fn begin_base(&self, record: RecordId, state: &RecordState) -> Result<()> {
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO base (record, state) VALUES (?1, ?2)")?
            .execute(params![record.0, state.encode()])?;
        Ok(())
    }

    pub(super) fn put_base(&self, record: RecordId, state: &RecordState) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE base SET state = ?2 WHERE record = ?1")?
            .execute(params![record.0, state.encode()])?;
        Ok(())
    }

    pub(super) fn drop_base(&self, record: RecordId) -> Result<()> {
        self.transaction
            .prepare_cached("DELETE FROM base WHERE record = ?1")?
            .execute([record.0])?;
        Ok(())
    }

    /// Drops the record's base when nothing own lies above it any more.
    pub(super) fn end_base(&self, record: RecordId) -> Result<()> {
        self.transaction
            .prepare_cached(
                "DELETE FROM base WHERE record = ?1 AND NOT EXISTS (SELECT 1 FROM own_change
                   WHERE own_change.record = base.record AND own_change.seq > ?2)",
            )?
            .execute(params![record.0, self.progress.settled.0.cast_signed()])?;
        Ok(())
    }

    /// The same for every record with own changes that settled after `before`.
    pub(super) fn end_bases(&self, before: Seq) -> Result<()> {
        self.transaction
            .prepare_cached(
                "DELETE FROM base
                 WHERE record IN (SELECT record FROM own_change WHERE seq > ?1 AND seq <= ?2)
                   AND NOT EXISTS (SELECT 1 FROM own_change
                     WHERE own_change.record = base.record AND own_change.seq > ?2)",
            )?
            .execute(self.settled_after(before))?;
        Ok(())
    }

    /// Records with own changes that settled after `before`, and others above them.
    pub(super) fn bases_changed(&self, before: Seq) -> Result<Vec<RecordId>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT record FROM base
             WHERE record IN (SELECT record FROM own_change WHERE seq > ?1 AND seq <= ?2)",
        )?;
        let rows =
            statement.query_map(self.settled_after(before), |row| Ok(RecordId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records with own changes that settled after `before`.
    pub(super) fn settled_records(&self, before: Seq) -> Result<Vec<RecordId>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT DISTINCT record FROM own_change WHERE seq > ?1 AND seq <= ?2",
        )?;
        let rows =
            statement.query_map(self.settled_after(before), |row| Ok(RecordId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What lies below the own unsettled changes of a record, from the log in its order, and where
    /// that says the record lies.
    pub(super) fn fold_log(&self, record: RecordId) -> Result<(RecordState, Option<Place>)> {
        let mut log: Vec<(Position, Change)> = Vec::new();
        for change in self.own_changes(record, Seq(0))? {
            if change.id.seq <= self.progress.settled
                && let Some(position) = position_of(self.transaction, change.id.seq)?
            {
                log.push((position, change));
            }
        }
        let mut statement = self
            .transaction
            .prepare_cached("SELECT position, body FROM feed_change WHERE record = ?1")?;
        let mut rows = statement.query([record.0])?;
        while let Some(row) = rows.next()? {
            let position = Position(row.get::<_, i64>(0)?.cast_unsigned());
            let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            log.push((position, Change::decode(body)?));
        }
        log.sort_by_key(|(position, _)| *position);
        let mut state = RecordState::default();
        for (position, change) in &log {
            state.apply(change, Some(*position), Keep::Values);
        }
        Ok((state, log.first().map(|(_, change)| Place::of(change))))
    }

    fn settled_after(&self, before: Seq) -> [i64; 2] {
        [before, self.progress.settled].map(|seq| seq.0.cast_signed())
    }
}
