//! Records as their changes leave them, with values: for settings and reports.

use crate::feed::Keys;
use crate::storage::{StorageError, Work, change};
use domain::record::Record;
use replication::state::Keep;
use replication::{DossierId, REMOVED, RecordId, RecordState};
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
        let sealed = row.sealed.unwrap_or_default();
        let change = keys.open(work, row.dossier, row.id, &sealed)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::value::Value;
    use replication::{Change, ChangeId, DeviceId, Position, Seq};
    use std::collections::BTreeMap;

    const PERSON: Uuid = Uuid::from_u128(1);
    const TALK: Uuid = Uuid::from_u128(2);
    const NOTE: Uuid = Uuid::from_u128(3);

    fn apply(folded: &mut Folded, seq: u64, id: Uuid, kind: &str, field: &str, value: Value) {
        let record = folded.entry(RecordId(id)).or_insert_with(|| FoldedRecord {
            dossier: DossierId(PERSON),
            kind: kind.to_owned(),
            state: RecordState::default(),
        });
        let over = if field == REMOVED {
            record.state.seen_whole()
        } else {
            Vec::new()
        };
        let change = Change {
            id: ChangeId {
                device: DeviceId(Uuid::nil()),
                seq: Seq(seq),
            },
            dossier: DossierId(PERSON),
            record: RecordId(id),
            kind: kind.to_owned(),
            set: BTreeMap::from([(field.to_owned(), value)]),
            over: BTreeMap::from([(field.to_owned(), over)]),
            made_at: 0,
        };
        record
            .state
            .apply(&change, Some(Position(seq)), Keep::Values);
    }

    fn kinds(folded: &Folded) -> Vec<String> {
        let mut kinds: Vec<_> = visible(folded)
            .into_iter()
            .map(|record| record.kind)
            .collect();
        kinds.sort();
        kinds
    }

    #[test]
    fn a_removed_record_stays_while_a_child_is_there() {
        let mut folded = Folded::new();
        apply(&mut folded, 1, TALK, "conversation", "wish", "koken".into());
        apply(
            &mut folded,
            2,
            NOTE,
            "theme_note",
            "conversation",
            TALK.to_string().into(),
        );
        apply(&mut folded, 3, TALK, "conversation", REMOVED, true.into());
        assert_eq!(kinds(&folded), ["conversation", "theme_note"]);
        assert!(visible(&folded).iter().all(|record| !record.is_removed()));
        apply(&mut folded, 4, NOTE, "theme_note", REMOVED, true.into());
        assert_eq!(kinds(&folded), Vec::<String>::new());
    }
}
