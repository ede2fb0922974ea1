//! The first name that somebody gave at the door of a spreekuur lies in the dossier of that spreekuur.
//! It goes with the person's own dossier, also out of what was written before.

use crate::access::write_into;
use crate::feed::Keys;
use crate::fold::fold;
use crate::push::PushError;
use crate::storage::{StorageError, Work, access_event, change, record};
use domain::kinds::walk_in::{self, FIRST_NAME, PERSON};
use domain::value::Value;
use replication::{Change, DossierId, RecordId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Takes the first name of the person of an erased dossier from every list, here and on devices.
pub fn forget(work: &mut Work<'_>, person: DossierId, now: i64) -> Result<(), PushError> {
    let person = Value::from(person.0);
    for list in record::dossiers_with(work.db, walk_in::KIND.name)? {
        for (id, known) in fold(work, Some(list))? {
            if known.kind != walk_in::KIND.name || *known.state.value(PERSON) != person {
                continue;
            }
            let set = BTreeMap::from([(FIRST_NAME.to_owned(), Value::Null)]);
            let over = BTreeMap::from([(FIRST_NAME.to_owned(), known.state.seen(FIRST_NAME))]);
            write_into(work, list, id, walk_in::KIND.name, set, over, now)?;
            take_out_of_log(work, list, id)?;
        }
    }
    Ok(())
}

/// Where these changes write a first name, or whose it is: the records, by the list they stand on.
pub fn written_by(changes: &[Change]) -> BTreeMap<DossierId, Vec<RecordId>> {
    let mut written: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for change in changes {
        let says = |field| change.set.get(field).and_then(Value::as_text).is_some();
        if change.kind == walk_in::KIND.name && (says(FIRST_NAME) || says(PERSON)) {
            let records = written.entry(change.dossier).or_default();
            records.push(change.record);
        }
    }
    written
}

/// Takes those of erased people away again: they were written before their devices heard of it.
pub fn forget_late(
    work: &mut Work<'_>,
    written: BTreeMap<DossierId, Vec<RecordId>>,
    now: i64,
) -> Result<(), PushError> {
    let mut named = BTreeSet::new();
    for (list, records) in written {
        let folded = fold(work, Some(list))?;
        let known = records.iter().filter_map(|id| folded.get(id));
        for person in known.filter_map(|known| known.state.value(PERSON).as_text()) {
            let person = Uuid::parse_str(person).map(DossierId);
            named.extend(person);
        }
    }
    for person in named {
        if access_event::is_erased(work.db, person)? {
            forget(work, person, now)?;
        }
    }
    Ok(())
}

/// What was written stays a change, so that heads and digests hold; the name in it goes.
fn take_out_of_log(work: &mut Work<'_>, list: DossierId, id: RecordId) -> Result<(), StorageError> {
    let mut keys = Keys::default();
    let mut named: Vec<Change> = Vec::new();
    change::visit(work.db, Some(list), |row| {
        let sealed = row.sealed.unwrap_or_default();
        let change = keys.open(work, row.dossier, row.id, &sealed)?;
        if change.record == id && change.set.contains_key(FIRST_NAME) {
            named.push(change);
        }
        Ok(())
    })?;
    for mut change in named {
        change.set.insert(FIRST_NAME.to_owned(), Value::Null);
        let nonce = work.random.bytes()?;
        let place = change::place(list, change.id);
        let sealed = keys.of(work, list)?.seal(nonce, &place, &change.encode())?;
        change::set_sealed(work.db, change.id, &sealed)?;
    }
    Ok(())
}
