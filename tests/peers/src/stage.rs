//! A real central endpoint, and real devices of its coaches.

use chrono::Utc;
use device::enrol::{EnrolForm, KeyCost, enrol};
use device::{Home, SharedDevice};
use domain::scenario::Scenario;
use domain::value::Value;
use server::{Endpoint, Running};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Edit, FieldEdit};
use tempfile::TempDir;
use uuid::Uuid;

const PASSPHRASE: &str = "zeven gele fietsen bij de Waal";

const SCENARIO: &str = r#"{
    "municipality": "Proefstad", "villages": ["Dorp"],
    "coaches": [
        {"key": "anna", "name": "Anna", "team": "Noord"},
        {"key": "bas", "name": "Bas", "team": "Noord"},
        {"key": "carla", "name": "Carla", "team": "Zuid"}
    ],
    "people": [], "conversations": [], "agreements": [], "referrals": [], "groups": [],
    "outcomes": []
}"#;

/// A running endpoint over a folder of its own.
pub struct Stage {
    folder: TempDir,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The same, as it listens.
    pub running: Running,
    codes: HashMap<String, String>,
}

impl Stage {
    /// Starts the endpoint, with two coaches of one team and nobody else.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let endpoint = Endpoint::open(&folder.path().join("server")).unwrap();
        let running = endpoint
            .listen("127.0.0.1:0".parse().unwrap())
            .await
            .unwrap();
        let scenario = Scenario::parse(SCENARIO).unwrap();
        let now = Utc::now().timestamp_millis();
        let coaches = endpoint.storage().load(scenario, now).await.unwrap();
        let codes = coaches
            .into_iter()
            .map(|coach| (coach.key, coach.code.code.to_string()));
        Stage {
            folder,
            endpoint,
            running,
            codes: codes.collect(),
        }
    }

    /// A coach's device, enrolled at the real endpoint; it has not synced yet.
    pub async fn device(&self, coach: &str) -> SharedDevice {
        let home = Home::take(&self.folder.path().join(coach)).unwrap();
        let form = EnrolForm {
            url: self.running.url(),
            code: self.codes[coach].clone(),
            passphrase: PASSPHRASE.to_owned(),
            cost: KeyCost::FLOOR,
        };
        SharedDevice::new(enrol(&home, &form, Utc::now()).await.unwrap())
    }

    /// Gives a dossier to another team.
    pub async fn hand_over(&self, dossier: Uuid, team: &str) {
        let storage = self.endpoint.storage();
        let to = storage.team_named(team.to_owned()).await.unwrap();
        let now = Utc::now().timestamp_millis();
        storage.hand_over(dossier.into(), to, now).await.unwrap();
    }

    /// A coach's device as an app that starts finds it.
    pub fn reopen(&self, coach: &str) -> SharedDevice {
        let home = Home::take(&self.folder.path().join(coach)).unwrap();
        SharedDevice::new(home.unlock(PASSPHRASE, Utc::now()).unwrap())
    }
}

/// Records a person on a device; answers the dossier.
pub fn add_person(device: &SharedDevice, name: &str) -> Uuid {
    let id = Uuid::now_v7();
    let team = device.with(|opened| Ok(opened.me().team)).unwrap();
    save(device, id, &[("team", &team.to_string()), ("name", name)]);
    id
}

/// Gives a person another name.
pub fn rename(device: &SharedDevice, person: Uuid, name: &str) {
    save(device, person, &[("name", name)]);
}

fn save(device: &SharedDevice, person: Uuid, fields: &[(&str, &str)]) {
    let done = device.with(|opened| {
        let store = opened.store();
        let before = store.record(person.into())?;
        let fields = fields.iter().map(|(field, value)| FieldEdit {
            field: (*field).to_owned(),
            value: Value::from((*value).to_owned()),
            seen: before
                .as_ref()
                .map(|record| record.state.seen(field))
                .unwrap_or_default(),
        });
        let edit = Edit {
            dossier: person.into(),
            record: person.into(),
            kind: "person".to_owned(),
            fields: fields.collect(),
        };
        Ok(store.save(&[edit], Utc::now().timestamp_millis())?)
    });
    done.unwrap();
}

/// Text that does not shrink much, another each time.
pub fn random_text(length: usize) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut text = String::new();
    while text.len() < length {
        let next = NEXT.fetch_add(1, Ordering::Relaxed).to_le_bytes();
        text.push_str(&blake3::hash(&next).to_hex());
        text.push(' ');
    }
    text
}

/// Everything on a device, unsent work included, as the command line prints it.
pub fn export(device: &SharedDevice) -> String {
    let export = device.with(|opened| opened.export()).unwrap();
    serde_json::to_string(&export).unwrap()
}
