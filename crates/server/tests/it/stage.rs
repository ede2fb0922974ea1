//! An endpoint with two teams, and devices that talk to it frame by frame.

mod device;

pub use device::{Answered, Ear, Heard, TestDevice, change, created, person};

use domain::scenario::Scenario;
use server::{Endpoint, Running};
use std::collections::HashMap;
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;

/// Two coaches of one team, one of another, no people.
pub const SCENARIO: &str = r#"{
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
    pub folder: TempDir,
    pub endpoint: Endpoint,
    pub running: Running,
    pub scenario: Scenario,
    codes: HashMap<String, String>,
}

impl Stage {
    /// Starts one with [`SCENARIO`]'s settings.
    pub async fn start() -> Self {
        Self::with(SCENARIO).await
    }

    /// Starts one with a scenario's settings.
    pub async fn with(scenario: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (endpoint, running) = serve(folder.path()).await;
        let scenario = Scenario::parse(scenario).unwrap();
        let coaches = endpoint
            .storage()
            .load(scenario.clone(), now())
            .await
            .unwrap();
        let codes = coaches
            .into_iter()
            .map(|coach| (coach.key, coach.code.code.to_string()));
        Stage {
            folder,
            endpoint,
            running,
            scenario,
            codes: codes.collect(),
        }
    }

    /// The same after it was stopped and a backup put back. Nothing else may hold its database.
    pub async fn put_back(self, backup: &Path) -> Self {
        let Stage {
            folder,
            endpoint,
            running,
            scenario,
            codes,
        } = self;
        running.stop().await;
        drop(endpoint);
        server::restore::restore(folder.path(), backup, now())
            .await
            .unwrap();
        let (endpoint, running) = serve(folder.path()).await;
        Stage {
            folder,
            endpoint,
            running,
            scenario,
            codes,
        }
    }

    /// The code that the coach got when the settings were loaded.
    pub fn code(&self, coach: &str) -> String {
        self.codes[coach].clone()
    }

    /// A device that is not enrolled yet.
    pub fn stranger(&self) -> TestDevice {
        TestDevice::new(self.running.url())
    }

    /// A device of this coach.
    pub async fn device(&self, coach: &str) -> TestDevice {
        let mut device = self.stranger();
        device.enrol(&self.code(coach)).await.unwrap();
        device
    }

    /// The id of a team.
    pub fn team(&self, name: &str) -> Uuid {
        domain::ids::imported_id(self.scenario.municipality(), "teams", name)
    }
}

async fn serve(folder: &Path) -> (Endpoint, Running) {
    let endpoint = Endpoint::open(folder).unwrap();
    let running = endpoint
        .listen("127.0.0.1:0".parse().unwrap())
        .await
        .unwrap();
    (endpoint, running)
}

pub fn now() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
