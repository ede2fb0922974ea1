//! Where every history starts: a town of three teams, its coaches' devices enrolled and synced,
//! and two people of each team known to whom may know them. Made once a process, then copied.

use crate::desk::Desk;
use crate::enrol::enrol;
use crate::office::Office;
use crate::step::What;
use crate::typists::Typists;
use crate::world::World;
use domain::scenario::Scenario;
use faultdisk::{Disk, Image};
use std::path::Path;
use std::sync::OnceLock;
use store::Me;
use tempfile::TempDir;
use uuid::Uuid;

/// The coach of each desk: three of one team, two of another, one of a third, and the first
/// coach's second device.
const COACHES: [&str; 7] = ["anna", "bas", "chris", "dina", "els", "fred", "anna"];

const SCENARIO: &str = r#"{
    "municipality": "Proefstad", "villages": ["Dorp"],
    "coaches": [
        {"key": "anna", "name": "Anna", "team": "Noord"},
        {"key": "bas", "name": "Bas", "team": "Noord"},
        {"key": "chris", "name": "Chris", "team": "Noord"},
        {"key": "dina", "name": "Dina", "team": "Zuid"},
        {"key": "els", "name": "Els", "team": "Zuid"},
        {"key": "fred", "name": "Fred", "team": "Oost"}
    ],
    "people": [], "conversations": [], "agreements": [], "referrals": [], "groups": [],
    "outcomes": []
}"#;

/// The moment at which clocks start, in milliseconds since 1970.
pub const START: i64 = 1_790_000_000_000;

/// A copy of the world before the first step.
pub struct Stage {
    /// The server's disk.
    pub office: Image,
    /// The server's key file, which lies outside its database.
    pub master_key: Vec<u8>,
    /// The private half of the organisation's recovery key, as its administrator keeps it.
    pub recovery_key: String,
    /// The devices' disks.
    pub desks: Vec<(Me, Image)>,
    /// What was written already.
    pub typists: Typists,
    /// How many moments that took.
    pub ticks: i64,
    /// The ids of the three teams.
    pub teams: [Uuid; 3],
}

/// A folder for a server's key file, in memory where there is such a place.
pub fn folder() -> std::io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    }
}

impl Stage {
    /// The one stage of this process.
    pub fn get() -> &'static Stage {
        static STAGE: OnceLock<Stage> = OnceLock::new();
        STAGE.get_or_init(|| {
            std::thread::spawn(|| crate::run::runtime().block_on(Stage::make()))
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }

    async fn make() -> Stage {
        Self::try_make().await.unwrap_or_else(|why| panic!("{why}"))
    }

    async fn try_make() -> Result<Stage, Box<dyn std::error::Error>> {
        let folder = folder()?;
        let office = Office::open(Disk::at(folder.path()), folder)?;
        let scenario = Scenario::parse(SCENARIO)?;
        let town = scenario.municipality();
        let team = |name| domain::ids::imported_id(town, "teams", name);
        let teams = [team("Noord"), team("Zuid"), team("Oost")];
        let coaches = office.storage.load(scenario, START).await?;
        let key_file = office.folder().join("recovery.key");
        office.storage.new_recovery_key(&key_file, START).await?;
        let recovery_key = std::fs::read_to_string(key_file)?;
        let mut desks = Vec::new();
        for (n, key) in COACHES.iter().enumerate() {
            let coach = coaches.iter().find(|coach| coach.key == *key);
            let coach = coach.ok_or("a coach is missing")?;
            let code = match n {
                6 => office.storage.code_for(coach.id, START).await?.code.code,
                _ => coach.code.code.clone(),
            };
            let code = code.to_string();
            let secret = [n as u8 + 1; 32];
            let device = Uuid::from_bytes([0xD0 + n as u8; 16]);
            let (disk, me) = enrol(&office, &code, device, secret, START).await?;
            desks.push(Desk::open(disk, me, 0)?);
        }
        let mut world = World::new(desks, office, Typists::default());
        for (desk, people) in [(0, 2), (3, 2), (5, 1)] {
            for pick in 0..people {
                for what in [
                    What::Person,
                    What::Goal,
                    What::Conversation,
                    What::ThemeNote,
                ] {
                    world.make(desk, pick, what)?;
                }
            }
            world.sync_well(desk).await?;
        }
        for desk in 0..COACHES.len() {
            world.sync_well(desk).await?;
        }
        let World {
            desks,
            office,
            typists,
            ticks,
            ..
        } = world;
        let master_key = std::fs::read(office.folder().join("master.key"))?;
        Ok(Stage {
            master_key,
            recovery_key,
            office: office.close(),
            desks: desks.into_iter().map(Desk::close).collect(),
            typists,
            ticks,
            teams,
        })
    }
}
