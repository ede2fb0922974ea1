//! A child that is still visible keeps its parent visible, although the parent was removed.

use super::place;
use crate::Result;
use crate::projection::Projection;
use crate::query::StoredRecord;
use crate::standing::Progress;
use replication::{DossierId, RecordId, RecordState};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Leaves out removed records without a visible child.
pub(crate) fn without_removed(records: Vec<StoredRecord>) -> Vec<StoredRecord> {
    if !records.iter().any(|record| record.state.is_removed()) {
        return records;
    }
    let visible = visible(&records);
    let mut records = records;
    records.retain(|record| visible.contains(&record.id));
    records
}

/// The records of one dossier that are to be seen.
pub(crate) fn visible(records: &[StoredRecord]) -> HashSet<RecordId> {
    let by_id: HashMap<RecordId, &StoredRecord> =
        records.iter().map(|record| (record.id, record)).collect();
    let mut visible = HashSet::new();
    for record in records.iter().filter(|record| !record.state.is_removed()) {
        let mut at = Some(record);
        while let Some(record) = at {
            if !visible.insert(record.id) {
                break;
            }
            at = parent(record).and_then(|parent| by_id.get(&parent).copied());
        }
    }
    visible
}

fn parent(record: &StoredRecord) -> Option<RecordId> {
    let field = domain::kinds::kind(&record.kind)?.parent?;
    let id = record.state.value(field).as_text()?;
    Some(RecordId(Uuid::try_parse(id).ok()?))
}

/// Brings the lists up to date with the removed records of a dossier: what became of their
/// children may show or hide them.
pub(super) fn show_parents(connection: &Connection, dossier: DossierId) -> Result<()> {
    let mut some = connection
        .prepare_cached("SELECT 1 FROM record WHERE dossier = ?1 AND removed = 1 LIMIT 1")?;
    if !some.exists([dossier.0])? {
        return Ok(());
    }
    let records = read_dossier(connection, dossier)?;
    let visible = visible(&records);
    for record in records.iter().filter(|record| record.state.is_removed()) {
        Projection::put(connection, record, visible.contains(&record.id))?;
    }
    Ok(())
}

/// All records of a dossier, removed ones too, ordered by id.
pub(crate) fn read_dossier(
    connection: &Connection,
    dossier: DossierId,
) -> Result<Vec<StoredRecord>> {
    let mut statement = connection
        .prepare_cached("SELECT id, kind, state FROM record WHERE dossier = ?1 ORDER BY id")?;
    let mut rows = statement.query([dossier.0])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let blob = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let mut state = RecordState::decode(blob)?;
        if state.needs_placing() {
            place(connection, &Progress::read(connection)?, &mut state)?;
        }
        records.push(StoredRecord {
            id: RecordId(row.get(0)?),
            dossier,
            kind: row.get(1)?,
            state,
        });
    }
    Ok(records)
}
