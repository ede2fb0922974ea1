//! A coach's device with invented people, for the tests of screens.

use crate::opened::Opened;
use crate::screens::NewPerson;
use chrono::{DateTime, Utc};
use replication::{CoachId, DeviceId, DossierId};
use store::{Enrolment, Me, Store};
use tempfile::TempDir;
use uuid::Uuid;

/// A device, and the folder that it lives in.
pub(crate) struct Desk {
    pub(crate) opened: Opened,
    _folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("device.db"), &[1; 32]).unwrap();
        let me = Me {
            device: DeviceId(Uuid::from_u128(1)),
            municipality: DossierId(Uuid::from_u128(2)),
            municipality_name: "Berg en Dal".into(),
            coach: CoachId(Uuid::from_u128(3)),
            coach_name: "Marloes Janssen".into(),
            team: Uuid::from_u128(4),
            team_name: "Beek-Ooij".into(),
        };
        let enrolment = Enrolment {
            secret_key: [2; 32],
            server_url: "http://127.0.0.1:1".into(),
            server_key: [3; 32],
            me,
        };
        store.enrol(&enrolment).unwrap();
        Desk {
            opened: Opened::new(store).unwrap(),
            _folder: folder,
        }
    }

    /// Adds a person of this coach.
    pub(crate) fn person(&mut self, name: &str) -> Uuid {
        let person = NewPerson {
            name: name.into(),
            birth_year: None,
            village: "beek".into(),
            group: None,
            law: None,
            inflow: None,
            phone: String::new(),
            address: String::new(),
        };
        self.opened.add_person(&person, at("2026-09-01")).unwrap()
    }

    /// A talk that was held on a day.
    pub(crate) fn talk(&mut self, person: Uuid, day: &str) -> Uuid {
        let talk = self
            .opened
            .begin_conversation(person, None, at(day))
            .unwrap();
        self.opened
            .close_conversation(talk, "closed", at(day))
            .unwrap();
        talk
    }
}

/// Ten o'clock in the morning of a day.
pub(crate) fn at(day: &str) -> DateTime<Utc> {
    format!("{day}T09:00:00Z").parse().unwrap()
}
