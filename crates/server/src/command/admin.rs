//! `admin`: settings, coaches, devices and recovery.

use super::activity::ActivityCommand;
use super::dossier::DossierCommand;
use super::recovery::Recovery;
use super::word::WordCommand;
use super::{CommandError, moment, now, print, print_json};
use crate::setup::CoachCode;
use crate::storage::Storage;
use clap::{Args, Subcommand};
use domain::scenario::Scenario;
use replication::{CoachId, DeviceId};
use serde_json::json;
use std::path::PathBuf;
use uuid::Uuid;

/// What an administrator can do.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Load municipality, teams, coaches and word lists of a scenario, no dossiers; prints a new
    /// enrolment code for each coach.
    Load {
        /// The scenario, in JSON.
        file: PathBuf,
    },
    /// Coaches.
    #[command(subcommand)]
    Coach(CoachCommand),
    /// Make a new enrolment code for a coach.
    Enrol(Enrol),
    /// Set how often people are to be spoken; prints the norm as it is then.
    Norm(NormCommand),
    /// What there is to join in the town.
    #[command(subcommand)]
    Activity(ActivityCommand),
    /// The words that coaches choose from.
    #[command(subcommand)]
    Word(WordCommand),
    /// Devices.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Who may see a dossier, and erasing one.
    #[command(subcommand)]
    Dossier(DossierCommand),
    /// The organisation's recovery key, and the rescue files sealed to it.
    #[command(subcommand)]
    Recovery(Recovery),
}

/// What can be done with coaches.
#[derive(Debug, Subcommand)]
pub enum CoachCommand {
    /// Add a coach; prints id and enrolment code in JSON.
    Add {
        /// The coach's name.
        name: String,
        /// The name of the coach's team.
        #[arg(long)]
        team: String,
        /// Make the team if there is none of that name.
        #[arg(long)]
        new_team: bool,
    },
    /// Print the coaches.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// How often people are to be spoken.
#[derive(Debug, Args)]
pub struct NormCommand {
    /// Talks a year for each person.
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=52))]
    talks_a_year: Option<u32>,
    /// Talks that fit in a coach's morning.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=12))]
    talks_a_morning: Option<u32>,
}

/// Makes a new enrolment code.
#[derive(Debug, Args)]
pub struct Enrol {
    /// The coach's id.
    coach: Uuid,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What can be done with devices.
#[derive(Debug, Subcommand)]
pub enum DeviceCommand {
    /// Shut a device out.
    Revoke {
        /// The device's id.
        device: Uuid,
    },
    /// Print the devices.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Admin {
    /// Does it.
    pub async fn run(self, storage: &Storage) -> Result<(), CommandError> {
        match self {
            Admin::Load { file } => load(storage, file).await,
            Admin::Coach(CoachCommand::Add {
                name,
                team,
                new_team,
            }) => {
                let added = storage.add_coach(name, team, new_team, now()).await?;
                print_json(&id_and_code(&added))
            }
            Admin::Coach(CoachCommand::List { json }) => list_coaches(storage, json).await,
            Admin::Enrol(Enrol { coach, json }) => {
                let made = storage.code_for(CoachId(coach), now()).await?;
                if json {
                    return print_json(&id_and_code(&made));
                }
                let until = moment(made.code.expires_at);
                print(&format!(
                    "enrolment code: {} (valid until {until})",
                    made.code.code
                ))
            }
            Admin::Device(DeviceCommand::Revoke { device }) => {
                Ok(storage.revoke(DeviceId(device), now()).await?)
            }
            Admin::Device(DeviceCommand::List { json }) => list_devices(storage, json).await,
            Admin::Norm(norm) => {
                let year = norm.talks_a_year.map(|number| ("talks_a_year", number));
                let morning = norm
                    .talks_a_morning
                    .map(|number| ("talks_a_morning", number));
                let set = year.into_iter().chain(morning).collect();
                let norm = storage.set_norm(set, now()).await?;
                print_json(&json!({
                    "talks_a_year": norm.talks_a_year,
                    "talks_a_morning": norm.talks_a_morning,
                }))
            }
            Admin::Activity(command) => command.run(storage).await,
            Admin::Word(command) => command.run(storage).await,
            Admin::Dossier(command) => command.run(storage).await,
            Admin::Recovery(recovery) => recovery.run(storage).await,
        }
    }
}

async fn load(storage: &Storage, file: PathBuf) -> Result<(), CommandError> {
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(why) => return Err(CommandError::File(file, why)),
    };
    let scenario = Scenario::parse(&text).map_err(|why| CommandError::Scenario(file, why))?;
    let coaches = storage.load(scenario, now()).await?;
    let coaches: Vec<_> = coaches
        .iter()
        .map(|coach| {
            json!({
                "key": coach.key,
                "id": coach.id.0,
                "code": coach.code.code.to_string(),
                "expires_at": moment(coach.code.expires_at),
            })
        })
        .collect();
    print_json(&json!({ "coaches": coaches }))
}

async fn list_coaches(storage: &Storage, as_json: bool) -> Result<(), CommandError> {
    let coaches = storage.coaches().await?;
    if as_json {
        let coaches = coaches
            .iter()
            .map(|(id, name, team)| json!({"id": id, "name": name, "team": team}));
        return print_json(&json!({ "coaches": coaches.collect::<Vec<_>>() }));
    }
    coaches
        .iter()
        .try_for_each(|(id, name, team)| print(&format!("{id}  {name}  ({team})")))
}

async fn list_devices(storage: &Storage, as_json: bool) -> Result<(), CommandError> {
    let devices = storage.devices().await?;
    if as_json {
        let devices = devices.iter().map(|device| {
            json!({
                "id": device.id.0,
                "coach": device.coach.map(|coach| coach.0),
                "enrolled_at": moment(device.enrolled_at),
                "revoked_at": device.revoked_at.map(moment),
            })
        });
        return print_json(&json!({ "devices": devices.collect::<Vec<_>>() }));
    }
    devices.iter().try_for_each(|device| {
        let state = if device.revoked_at.is_some() {
            "revoked"
        } else {
            "in use"
        };
        print(&format!("{}  {state}", device.id))
    })
}

fn id_and_code(coach: &CoachCode) -> serde_json::Value {
    json!({
        "id": coach.id.0,
        "code": coach.code.code.to_string(),
        "expires_at": moment(coach.code.expires_at),
    })
}
