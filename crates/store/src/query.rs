//! What screens ask.

use crate::apply::{place, read_dossier, without_removed};
use crate::standing::Progress;
use crate::{Result, Store};
use replication::{Digest, DossierId, RecordId, RecordState};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;

/// A record as it stands, unsent changes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its id.
    pub id: RecordId,
    /// Its dossier.
    pub dossier: DossierId,
    /// Its kind.
    pub kind: String,
    /// Its fields.
    pub state: RecordState,
}

impl Store {
    /// One record, if it is here.
    pub fn record(&self, id: RecordId) -> Result<Option<StoredRecord>> {
        let found = self
            .connection
            .prepare_cached("SELECT id, dossier, kind, state FROM record WHERE id = ?1")?
            .query_row([id.0], read_record)
            .optional()?;
        found.map(|found| self.decode(found)).transpose()
    }

    /// All records of a dossier, removed ones left out, ordered by id.
    pub fn records(&self, dossier: DossierId) -> Result<Vec<StoredRecord>> {
        Ok(without_removed(read_dossier(&self.connection, dossier)?))
    }

    /// The records of one kind in a dossier, removed ones left out, ordered by id.
    pub fn records_of_kind(&self, dossier: DossierId, kind: &str) -> Result<Vec<StoredRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, dossier, kind, state FROM record
             WHERE dossier = ?1 AND kind = ?2 AND removed = 0 ORDER BY id",
        )?;
        let rows = statement.query_map(params![dossier.0, kind], read_record)?;
        rows.map(|found| self.decode(found?)).collect()
    }

    /// The roots of the dossiers of one kind, removed ones left out, such as all groups.
    pub fn roots(&self, kind: &str) -> Result<Vec<StoredRecord>> {
        // By way of the index over dossiers: there are few, and many records.
        let mut statement = self.connection.prepare_cached(
            "SELECT id, record.dossier, kind, state
             FROM (SELECT DISTINCT dossier FROM record) AS one CROSS JOIN record
             WHERE id = one.dossier AND kind = ?1 AND removed = 0 ORDER BY id",
        )?;
        let rows = statement.query_map([kind], read_record)?;
        rows.map(|found| self.decode(found?)).collect()
    }

    /// All dossiers, ordered by id.
    pub fn dossiers(&self) -> Result<Vec<DossierId>> {
        dossiers(&self.connection)
    }

    /// The digest of everything settled.
    pub fn digest(&self) -> Result<Digest> {
        let digests = self.dossier_digests()?;
        Ok(digests.into_values().fold(Digest::default(), Digest::plus))
    }

    /// What lies below own unsettled changes counts in their place.
    pub(crate) fn correct_by_bases(&self, sums: &mut HashMap<DossierId, Digest>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record.id, record.dossier, base.state, record.state FROM base
             JOIN record ON record.id = base.record",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (record, dossier) = (RecordId(row.get(0)?), DossierId(row.get(1)?));
            let [below, shown] = [2, 3].map(|column| row.get::<_, Vec<u8>>(column));
            let [below, shown] = [below?, shown?].map(|blob| RecordState::decode(&blob));
            let sum = sums.entry(dossier).or_default();
            *sum = sum.plus(below?.digest(record)).minus(shown?.digest(record));
        }
        Ok(())
    }

    fn decode(&self, (id, dossier, kind, blob): RawRecord) -> Result<StoredRecord> {
        let mut state = RecordState::decode(&blob)?;
        if state.needs_placing() {
            place(
                &self.connection,
                &Progress::read(&self.connection)?,
                &mut state,
            )?;
        }
        Ok(StoredRecord {
            id,
            dossier,
            kind,
            state,
        })
    }
}

/// All dossiers, ordered by id.
pub(crate) fn dossiers(connection: &Connection) -> Result<Vec<DossierId>> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT dossier FROM record ORDER BY dossier")?;
    let rows = statement.query_map([], |row| Ok(DossierId(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

type RawRecord = (RecordId, DossierId, String, Vec<u8>);

fn read_record(row: &Row<'_>) -> rusqlite::Result<RawRecord> {
    Ok((
        RecordId(row.get(0)?),
        DossierId(row.get(1)?),
        row.get(2)?,
        row.get(3)?,
    ))
}
