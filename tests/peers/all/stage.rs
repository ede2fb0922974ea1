//! A real central endpoint, and real devices of its coaches.

use chrono::Utc;
use device::enrol::{EnrolForm, KeyCost, enrol};
use device::{Home, Opened, SharedDevice};
use domain::scenario::Scenario;
use domain::value::Value;
use server::{Endpoint, Running};
use std::collections::HashMap;
use store::{Edit, FieldEdit};
use tempfile::TempDir;
use uuid::Uuid;

const SCENARIO: &str = r#"{
    "municipality": "Proefstad", "villages": ["Dorp"],
    "coaches": [
        {"key": "anna", "name": "Anna", "team": "Noord"},
        {"key": "bas", "name": "Bas", "team": "Noord"}
    ],
    "people": [], "conversations": [], "agreements": [], "referrals": [], "groups": [],
    "outcomes": []
}"#;

pub struct Stage {
    pub folder: TempDir,
    pub endpoint: Endpoint,
    pub running: Running,
    codes: HashMap<String, String>,
}

impl Stage {
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
            passphrase: "zeven gele fietsen bij de Waal".to_owned(),
            cost: KeyCost::FLOOR,
        };
        SharedDevice::new(enrol(&home, &form, Utc::now()).await.unwrap())
    }
}

/// Records a person on a device; answers the dossier.
pub fn add_person(device: &SharedDevice, name: &str) -> Uuid {
    let id = Uuid::now_v7();
    device
        .with(|opened| {
            let team = opened.me().team;
            let fields = [("team", team.to_string()), ("name", name.to_owned())];
            Ok(opened.store().save(
                &[Edit {
                    dossier: id.into(),
                    record: id.into(),
                    kind: "person".to_owned(),
                    fields: fields
                        .into_iter()
                        .map(|(field, value)| FieldEdit {
                            field: field.to_owned(),
                            value: Value::from(value),
                            seen: Vec::new(),
                        })
                        .collect(),
                }],
                Utc::now().timestamp_millis(),
            )?)
        })
        .unwrap();
    id
}

/// Everything on a device, unsent work included, as the command line prints it.
pub fn export(opened: &Opened) -> String {
    serde_json::to_string(&opened.export().unwrap()).unwrap()
}
