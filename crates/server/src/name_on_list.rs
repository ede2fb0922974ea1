//! The first name that somebody gave at the door of a spreekuur lies in the dossier of that spreekuur.
//! It goes with the person's own dossier, also out of what was written before.

use crate::access::{AccessError, write_into};
use crate::feed::Keys;
use crate::fold::fold;
use crate::storage::{StorageError, Work, change, record};
use domain::kinds::walk_in;
use domain::value::Value;
use replication::{Change, DossierId, RecordId};
use std::collections::BTreeMap;

const FIRST_NAME: &str = "first_name";

/// Takes the first name of the person of an erased dossier from every list, here and on devices.
pub fn forget(work: &mut Work<'_>, person: DossierId, now: i64) -> Result<(), AccessError> {
    let person = Value::from(person.0);
    for list in record::dossiers_with(work.db, walk_in::KIND.name)? {
        for (id, known) in fold(work, Some(list))? {
            if known.kind != walk_in::KIND.name || *known.state.value("person") != person {
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
