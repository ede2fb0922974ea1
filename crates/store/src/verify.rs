//! Whether every dossier is what its log says: each record's heads and values folded anew, and the
//! digest summed anew.

use crate::apply::Applier;
use crate::{Result, Store, StoreError};
use replication::{Digest, DossierId, RecordId, RecordState};
use std::collections::{BTreeSet, HashMap};

impl Store {
    /// The dossiers of which something here is not what the log says. Nothing is changed.
    pub fn verify(&mut self) -> Result<Vec<DossierId>> {
        let transaction = self.connection.transaction()?;
        let applier = Applier::new(&transaction)?;
        let mut differ: BTreeSet<DossierId> = BTreeSet::new();
        let mut sums: HashMap<DossierId, Digest> = HashMap::new();
        let mut statement = transaction.prepare("SELECT id, dossier, state FROM record")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, dossier) = (RecordId(row.get(0)?), DossierId(row.get(1)?));
            let blob = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            let sum = sums.entry(dossier).or_default();
            if let Ok(state) = RecordState::decode(blob) {
                *sum = sum.plus(state.digest(id));
            }
            if !readable(applier.is_as_logged(id))? {
                differ.insert(dossier);
            }
        }
        let mut statement = transaction.prepare("SELECT id, digest FROM dossier")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = DossierId(row.get(0)?);
            let sum = sums.remove(&id).unwrap_or_default();
            if row.get::<_, Vec<u8>>(1)? != sum.to_bytes() {
                differ.insert(id);
            }
        }
        // What has records has a row, and what the log leads to has a record.
        differ.extend(sums.into_keys());
        differ.extend(applier.logged_and_missing()?);
        Ok(differ.into_iter().collect())
    }
}

/// A change or record that cannot be read is a difference like any other.
fn readable(same: Result<bool>) -> Result<bool> {
    match same {
        Err(StoreError::Undecodable(_)) => Ok(false),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Edit, Enrolment, FieldEdit, Me, Store};
    use domain::value::Value;
    use replication::message::Feed;
    use replication::{
        Change, ChangeId, CoachId, DeviceId, DossierId, Position, RecordId, RecordState, Seq,
    };
    use std::collections::BTreeMap;
    use uuid::Uuid;

    const GERDA: DossierId = DossierId(Uuid::from_u128(7));
    const HENK: DossierId = DossierId(Uuid::from_u128(8));

    /// Two people: Gerda settled, with an own change above what a colleague made; Henk not sent.
    fn filled() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("meedoen.db"), &[7; 32]).unwrap();
        let me = Me {
            device: DeviceId(Uuid::from_u128(1)),
            municipality: DossierId(Uuid::from_u128(2)),
            municipality_name: "Proefstad".into(),
            coach: CoachId(Uuid::from_u128(3)),
            coach_name: "Anna".into(),
            team: Uuid::from_u128(4),
            team_name: "Noord".into(),
        };
        let enrolment = Enrolment {
            secret_key: [1; 32],
            server_url: "https://meedoen.example".into(),
            server_key: [2; 32],
            me,
        };
        store.enrol(&enrolment).unwrap();
        let theirs = |seq, name: &str| Change {
            id: ChangeId {
                device: DeviceId(Uuid::from_u128(5)),
                seq: Seq(seq),
            },
            dossier: GERDA,
            record: RecordId(GERDA.0),
            kind: "person".into(),
            set: BTreeMap::from([("name".to_owned(), name.into())]),
            over: BTreeMap::new(),
            made_at: 1,
        };
        let changes = vec![
            (Position(1), theirs(1, "Gerda")),
            (Position(2), theirs(2, "Gerda W.")),
        ];
        let feed = Feed {
            changes,
            authors: BTreeMap::new(),
            access: Vec::new(),
            cursor: Position(2),
        };
        store.take_feed(&feed).unwrap();
        for (dossier, village) in [(GERDA, "Beek"), (HENK, "Ooij")] {
            let edit = Edit {
                dossier,
                record: RecordId(dossier.0),
                kind: "person".into(),
                fields: vec![FieldEdit {
                    field: "address".into(),
                    value: Value::from(village),
                    seen: Vec::new(),
                }],
            };
            store.save(&[edit], 1).unwrap();
        }
        assert_eq!(store.verify().unwrap(), []);
        (folder, store)
    }

    /// Changes one record's blob in a table.
    fn tamper(store: &Store, table: &str, id: DossierId, how: impl Fn(&mut RecordState)) {
        let key = if table == "record" { "id" } else { "record" };
        let read = format!("SELECT state FROM {table} WHERE {key} = ?1");
        let blob: Vec<u8> = store
            .connection
            .query_row(&read, [id.0], |row| row.get(0))
            .unwrap();
        let mut state = RecordState::decode(&blob).unwrap();
        how(&mut state);
        let write = format!("UPDATE {table} SET state = ?2 WHERE {key} = ?1");
        let changed = store
            .connection
            .execute(&write, rusqlite::params![id.0, state.encode()]);
        assert_eq!(changed.unwrap(), 1);
    }

    /// The same change once more, under another number or with another value.
    fn put(state: &mut RecordState, seq: u64, field: &str, value: &str) {
        let over = state.seen(field);
        let device = over[0].device;
        let change = Change {
            id: ChangeId {
                device,
                seq: Seq(seq),
            },
            dossier: GERDA,
            record: RecordId(GERDA.0),
            kind: "person".into(),
            set: BTreeMap::from([(field.to_owned(), value.into())]),
            over: BTreeMap::from([(field.to_owned(), over)]),
            made_at: 1,
        };
        state.apply(&change, None, replication::state::Keep::Values);
    }

    #[test]
    fn a_value_that_was_tampered_with_is_found() {
        let (_folder, mut store) = filled();
        tamper(&store, "record", HENK, |state| {
            put(state, 2, "address", "Ooi")
        });
        assert_eq!(store.verify().unwrap(), [HENK]);
    }

    #[test]
    fn a_head_that_was_tampered_with_is_found_also_where_the_digest_agrees() {
        let (_folder, mut store) = filled();
        tamper(&store, "record", HENK, |state| {
            put(state, 3, "address", "Ooij")
        });
        let blob: Vec<u8> = store
            .connection
            .query_row("SELECT state FROM record WHERE id = ?1", [HENK.0], |row| {
                row.get(0)
            })
            .unwrap();
        let digest = RecordState::decode(&blob).unwrap().digest(RecordId(HENK.0));
        let sql = "UPDATE dossier SET digest = ?2 WHERE id = ?1";
        store
            .connection
            .execute(sql, rusqlite::params![HENK.0, digest.to_bytes()])
            .unwrap();
        assert_eq!(store.verify().unwrap(), [HENK]);
    }

    #[test]
    fn what_lies_below_own_changes_counts_too() {
        let (_folder, mut store) = filled();
        tamper(&store, "base", GERDA, |state| {
            put(state, 2, "name", "Gerda X.")
        });
        assert_eq!(store.verify().unwrap(), [GERDA]);
    }

    #[test]
    fn rows_that_are_changed_or_gone_are_found() {
        for sql in [
            "UPDATE dossier SET digest = zeroblob(16) WHERE id = ?1",
            "DELETE FROM dossier WHERE id = ?1",
            "DELETE FROM record WHERE id = ?1",
            "UPDATE record SET state = x'00' WHERE id = ?1",
            "UPDATE record SET kind = 'group' WHERE id = ?1",
            "DELETE FROM feed_change WHERE record = ?1 AND position = 2",
            "UPDATE feed_change SET body = x'00' WHERE record = ?1 AND position = 2",
            "DELETE FROM own_change WHERE record = ?1",
        ] {
            let (_folder, mut store) = filled();
            store.connection.execute(sql, [GERDA.0]).unwrap();
            assert_eq!(store.verify().unwrap(), [GERDA], "{sql}");
        }
    }
}
