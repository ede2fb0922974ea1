//! A device: a store on a real encrypted file, and a second connection that looks inside.

use domain::value::Value;
use replication::{ChangeId, CoachId, DeviceId, DossierId, RecordId};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use store::{Edit, Enrolment, FieldEdit, Me, Store};
use tempfile::TempDir;
use uuid::Uuid;

pub const KEY: [u8; 32] = [0x5A; 32];
pub const DOSSIER: DossierId = DossierId(Uuid::from_u128(0xD0));
/// The root record has the dossier's id.
pub const PERSON: RecordId = RecordId(Uuid::from_u128(0xD0));
pub const GOAL: RecordId = RecordId(Uuid::from_u128(0x60));

pub struct Device {
    pub store: Store,
    pub id: DeviceId,
    pub home: TempDir,
    pub clock: i64,
}

/// A folder of its own, in memory where there is such a disk: these tests are about what is
/// written, not about when it reaches the platters.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => tempfile::tempdir_in(memory).unwrap(),
        false => tempfile::tempdir().unwrap(),
    }
}

pub fn enrolment(n: u8) -> Enrolment {
    Enrolment {
        secret_key: [n; 32],
        server_url: "http://127.0.0.1:1".into(),
        server_key: [9; 32],
        me: Me {
            device: DeviceId(Uuid::from_bytes([n; 16])),
            municipality: DossierId(Uuid::from_u128(0xBD)),
            municipality_name: "Berg en Dal".into(),
            coach: CoachId(Uuid::from_u128(u128::from(n))),
            coach_name: format!("Coach {n}"),
            team: Uuid::from_u128(0x7E),
            team_name: "Groesbeek".into(),
        },
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "looks at the file from outside the store"
)]
pub fn open_raw(path: &Path, key: &[u8; 32]) -> Connection {
    let connection = Connection::open(path).unwrap();
    let hex = key.map(|byte| format!("{byte:02x}")).concat();
    connection
        .pragma_update(None, "key", format!("x'{hex}'"))
        .unwrap();
    connection
}

impl Device {
    pub fn new(n: u8) -> Self {
        let home = folder();
        let mut store = Store::open(&home.path().join("device.db"), &KEY).unwrap();
        store.enrol(&enrolment(n)).unwrap();
        let id = enrolment(n).me.device;
        Device {
            store,
            id,
            home,
            clock: 1_790_000_000_000,
        }
    }

    pub fn path(&self) -> PathBuf {
        self.home.path().join("device.db")
    }

    /// Closes the database and opens it again, as after a crash.
    pub fn reopen(&mut self) {
        self.store = Store::open(&self.path(), &KEY).unwrap();
    }

    pub fn try_save(
        &mut self,
        (record, kind): (RecordId, &str),
        fields: &[(&str, Value, &[ChangeId])],
    ) -> store::Result<ChangeId> {
        self.clock += 1;
        let fields = fields.iter().map(|(field, value, seen)| FieldEdit {
            field: (*field).to_owned(),
            value: value.clone(),
            seen: seen.to_vec(),
        });
        let edit = Edit {
            dossier: DOSSIER,
            record,
            kind: kind.into(),
            fields: fields.collect(),
        };
        Ok(self.store.save(&[edit], self.clock)?[0])
    }

    /// Types into the goal's text, over what the editor had loaded.
    pub fn type_goal(&mut self, text: &str, seen: &[ChangeId]) -> ChangeId {
        self.try_save((GOAL, "goal"), &[("text", text.into(), seen)])
            .unwrap()
    }

    /// Makes the person, named.
    pub fn name_person(&mut self, name: &str, seen: &[ChangeId]) -> ChangeId {
        self.try_save((PERSON, "person"), &[("name", name.into(), seen)])
            .unwrap()
    }

    /// What an editor that loads a field now has on screen.
    pub fn seen(&self, record: RecordId, field: &str) -> Vec<ChangeId> {
        let record = self.store.record(record).unwrap();
        record
            .map(|record| record.state.seen(field))
            .unwrap_or_default()
    }

    /// The versions of a text, those that are equal once, the last in order at the end.
    pub fn texts(&self, record: RecordId, field: &str) -> Vec<String> {
        let Some(record) = self.store.record(record).unwrap() else {
            return vec![];
        };
        let versions = record.state.versions(field).into_iter();
        versions
            .map(|(value, _)| value.as_text().unwrap_or("-").to_owned())
            .collect()
    }

    /// The texts that a field has or had, newest first.
    pub fn history(&self, record: RecordId, field: &str) -> Vec<String> {
        let versions = self.store.history(record, field).unwrap().into_iter();
        versions
            .map(|version| version.value.as_text().unwrap_or("-").to_owned())
            .collect()
    }

    pub fn raw(&self) -> Connection {
        open_raw(&self.path(), &KEY)
    }

    /// How many rows a table has.
    pub fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        self.raw().query_row(&sql, [], |row| row.get(0)).unwrap()
    }
}
