//! Records as their changes leave them, with values: for settings and reports.

use crate::feed::Keys;
use crate::storage::{StorageError, Work, change};
use domain::record::Record;
use replication::state::Keep;
use replication::{Change, DossierId, REMOVED, RecordId, RecordState};
use std::collections::HashMap;
use uuid::Uuid;

/// Records with all their heads.
pub type Folded = HashMap<RecordId, FoldedRecord>;

/// One record.
pub struct FoldedRecord {
    /// Where it lies.
    pub dossier: DossierId,
    /// Its kind.
    pub kind: String,
    /// Its heads, with values.
    pub state: RecordState,
}

/// Folds the changes of one dossier, or of all.
pub fn fold(work: &Work<'_>, dossier: Option<DossierId>) -> Result<Folded, StorageError> {
    let mut keys = Keys::default();
    let mut folded = Folded::new();
    change::visit(work.db, dossier, |row| {
        let place = change::place(row.dossier, row.id);
        let sealed = row.sealed.unwrap_or_default();
        let content = keys.of(work, row.dossier)?.open(&place, &sealed)?;
        let change = Change::decode(&content).map_err(|_| StorageError::Unreadable("change"))?;
        let record = folded.entry(change.record).or_insert_with(|| FoldedRecord {
            dossier: change.dossier,
            kind: change.kind.clone(),
            state: RecordState::default(),
        });
        record
            .state
            .apply(&change, Some(row.position), Keep::Values);
        Ok(())
    })?;
    Ok(folded)
}

/// The records to count with: removed ones are left out, unless a child that was not removed
/// keeps them.
pub fn visible(folded: &Folded) -> Vec<Record> {
    let mut kept: HashMap<RecordId, bool> = folded
        .iter()
        .map(|(id, record)| (*id, !record.state.is_removed()))
        .collect();
    let mut waiting: Vec<RecordId> = kept
        .iter()
        .filter(|(_, kept)| **kept)
        .map(|(id, _)| *id)
        .collect();
    while let Some(id) = waiting.pop() {
        if let Some(parent) = folded.get(&id).and_then(parent)
            && let Some(kept) = kept.get_mut(&parent)
            && !*kept
        {
            *kept = true;
            waiting.push(parent);
        }
    }
    folded
        .iter()
        .filter(|(id, _)| kept.get(id).copied().unwrap_or_default())
        .map(|(id, record)| record.as_record(*id))
        .collect()
}

fn parent(record: &FoldedRecord) -> Option<RecordId> {
    let field = domain::kinds::kind(&record.kind)?.parent?;
    let id = Uuid::try_parse(record.state.value(field).as_text()?).ok()?;
    Some(RecordId(id))
}

impl FoldedRecord {
    /// The record with the values to show.
    pub fn as_record(&self, id: RecordId) -> Record {
        let fields = self.state.fields().filter(|field| *field != REMOVED);
        Record {
            id: id.0,
            dossier: self.dossier.0,
            kind: self.kind.clone(),
            fields: fields
                .map(|field| (field.to_owned(), self.state.value(field).clone()))
                .collect(),
        }
    }
}
