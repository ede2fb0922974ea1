//! A record's row, its base, and the own changes above it.

use super::{Applier, place};
use crate::Result;
use crate::projection::Projection;
use crate::query::StoredRecord;
use replication::{Change, Digest, DossierId, RecordId, RecordState, Seq};
use rusqlite::{OptionalExtension, params};

/// Where a record lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    dossier: DossierId,
    kind: String,
}

impl Place {
    pub(super) fn of(change: &Change) -> Self {
        Place {
            dossier: change.dossier,
            kind: change.kind.clone(),
        }
    }
}

/// A record as read for changing.
pub(super) struct Loaded {
    row: Option<(i64, Place)>,
    pub(super) state: RecordState,
}

impl Loaded {
    /// Where it lies, if it is here.
    pub(super) fn place(&self) -> Option<&Place> {
        self.row.as_ref().map(|(_, place)| place)
    }

    /// True when it lies there, or is new.
    pub(super) fn fits(&self, place: &Place) -> bool {
        self.place().is_none_or(|lies| lies == place)
    }
}

impl Applier<'_> {
    pub(super) fn load(&self, record: RecordId) -> Result<Loaded> {
        let found: Option<(i64, DossierId, String, Vec<u8>)> = self
            .transaction
            .prepare_cached("SELECT row, dossier, kind, state FROM record WHERE id = ?1")?
            .query_row([record.0], |row| {
                Ok((
                    row.get(0)?,
                    DossierId(row.get(1)?),
                    row.get(2)?,
                    row.get(3)?,
                ))
            })
            .optional()?;
        let Some((row, dossier, kind, blob)) = found else {
            return Ok(Loaded {
                row: None,
                state: RecordState::default(),
            });
        };
        let mut state = RecordState::decode(&blob)?;
        place(self.transaction, &self.progress, &mut state)?;
        Ok(Loaded {
            row: Some((row, Place { dossier, kind })),
            state,
        })
    }

    /// Writes the record as it stands now, or takes it away when nothing is left of it.
    pub(super) fn put(
        &mut self,
        id: RecordId,
        at: &Place,
        before: Loaded,
        mut state: RecordState,
    ) -> Result<()> {
        place(self.transaction, &self.progress, &mut state)?;
        let was = before.place().unwrap_or(at).dossier;
        self.add_digest(was, Digest::default().minus(before.state.digest(id)));
        self.add_digest(at.dossier, state.digest(id));
        let row = before.row.map(|(row, _)| row);
        if state.is_empty() {
            return row.map_or(Ok(()), |row| self.remove(row, id));
        }
        let removed = state.is_removed();
        let row = match row {
            Some(row) => {
                self.transaction
                    .prepare_cached(
                        "UPDATE record SET dossier = ?2, kind = ?3, removed = ?4, state = ?5
                         WHERE row = ?1",
                    )?
                    .execute(params![row, at.dossier.0, at.kind, removed, state.encode()])?;
                row
            }
            None => {
                self.transaction
                    .prepare_cached(
                        "INSERT INTO record (id, dossier, kind, removed, state)
                         VALUES (?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute(params![
                        id.0,
                        at.dossier.0,
                        at.kind,
                        removed,
                        state.encode()
                    ])?;
                self.transaction.last_insert_rowid()
            }
        };
        let record = StoredRecord {
            id,
            dossier: at.dossier,
            kind: at.kind.clone(),
            state,
        };
        Projection::put(self.transaction, &record, !removed)?;
        self.queue_search(row)
    }

    fn remove(&self, row: i64, id: RecordId) -> Result<()> {
        Projection::remove(self.transaction, id)?;
        self.queue_search(row)?;
        self.transaction
            .prepare_cached("DELETE FROM record WHERE row = ?1")?
            .execute([row])?;
        Ok(())
    }

    fn add_digest(&mut self, dossier: DossierId, delta: Digest) {
        let sum = self.digests.entry(dossier).or_default();
        *sum = sum.plus(delta);
    }

    fn queue_search(&self, row: i64) -> Result<()> {
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO search_queue (record_row) VALUES (?1)")?
            .execute([row])?;
        Ok(())
    }

    /// Own changes to a record with a greater sequence number, in order, as they are to be folded.
    pub(super) fn own_changes(&self, record: RecordId, after: Seq) -> Result<Vec<Change>> {
        let changes = self.read_changes(
            "SELECT body FROM own_change WHERE record = ?1 AND seq > ?2 ORDER BY seq",
            params![record.0, after.0.cast_signed()],
        )?;
        self.resolve(record, changes)
    }

    /// Own changes that were written over refused ones are folded over what those were written
    /// over, as the central endpoint does too. The log keeps them as they were sent.
    pub(super) fn resolve(&self, record: RecordId, changes: Vec<Change>) -> Result<Vec<Change>> {
        let mut changes = changes;
        if changes.iter().any(|change| !change.over.is_empty()) {
            let refused = self.read_changes(
                "SELECT body FROM quarantine WHERE record = ?1 ORDER BY seq DESC",
                [record.0],
            )?;
            for change in &mut changes {
                // Newest first: a refused change may be written over an earlier refused one.
                for refused in &refused {
                    change.look_through(refused);
                }
            }
        }
        Ok(changes)
    }

    fn read_changes(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Change>> {
        let mut statement = self.transaction.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            changes.push(Change::decode(
                row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?,
            )?);
        }
        Ok(changes)
    }
}
