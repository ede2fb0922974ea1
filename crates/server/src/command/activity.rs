//! `admin activity`: what there is to join in the town, kept by the office.

use super::{CommandError, now, print, print_json};
use crate::storage::Storage;
use clap::{Args, Subcommand};
use domain::scenario::Scenario;
use serde_json::json;
use std::path::PathBuf;
use uuid::Uuid;

/// What can be done with activities.
#[derive(Debug, Subcommand)]
pub enum ActivityCommand {
    /// Take the activities of a scenario file of this municipality; those that are known change.
    Load {
        /// The file, in JSON.
        file: PathBuf,
    },
    /// Set how many places are left.
    Places(Places),
    /// Take an activity out of the aanbod; what was chosen of it stays.
    Retire {
        /// The activity's id.
        activity: Uuid,
    },
    /// Print the activities.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// How many places are left.
#[derive(Debug, Args)]
pub struct Places {
    /// The activity's id.
    activity: Uuid,
    /// How many can still come.
    left: u16,
}

impl ActivityCommand {
    /// Does it.
    pub async fn run(self, storage: &Storage) -> Result<(), CommandError> {
        match self {
            ActivityCommand::Load { file } => {
                let text = match std::fs::read_to_string(&file) {
                    Ok(text) => text,
                    Err(why) => return Err(CommandError::File(file, why)),
                };
                let scenario =
                    Scenario::parse(&text).map_err(|why| CommandError::Scenario(file, why))?;
                let changed = storage.load_activities(scenario, now()).await?;
                print(&format!("{changed} records changed"))
            }
            ActivityCommand::Places(Places { activity, left }) => {
                let left = ("places_left", i64::from(left).into());
                Ok(storage.change_activity(activity, left, now()).await?)
            }
            ActivityCommand::Retire { activity } => {
                let retired = ("retired", true.into());
                Ok(storage.change_activity(activity, retired, now()).await?)
            }
            ActivityCommand::List { json } => list(storage, json).await,
        }
    }
}

async fn list(storage: &Storage, as_json: bool) -> Result<(), CommandError> {
    let activities = storage.activities().await?;
    if as_json {
        let activities = activities
            .iter()
            .map(|(id, name)| json!({"id": id, "name": name}));
        return print_json(&json!({ "activities": activities.collect::<Vec<_>>() }));
    }
    activities
        .iter()
        .try_for_each(|(id, name)| print(&format!("{id}  {name}")))
}
