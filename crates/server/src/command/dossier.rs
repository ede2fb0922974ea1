//! `admin dossier`: who may see a dossier, who has one in two teams, erasing one, and what came for
//! erased ones.

use super::{CommandError, now, print, print_json};
use crate::doubles::InTeam;
use crate::storage::Storage;
use clap::Subcommand;
use replication::DossierId;
use serde_json::json;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What can be done with dossiers.
#[derive(Debug, Subcommand)]
pub enum DossierCommand {
    /// Give a dossier to another team.
    Handover {
        /// The dossier; of a person, the person's id.
        dossier: Uuid,
        /// The name of the team.
        #[arg(long)]
        team: String,
    },
    /// Print people who may have a dossier in two teams, likeliest first. No coach sees both: bring
    /// them into one team with `handover`, where a coach can join them.
    Doubles {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say that two people are not one: `doubles` no longer prints them, nor is a coach asked.
    Apart {
        /// The one.
        one: Uuid,
        /// The other.
        other: Uuid,
    },
    /// Erase a dossier, here and on every device. It never comes back.
    Erase {
        /// The dossier; of a person, the person's id.
        dossier: Uuid,
    },
    /// Save what came for erased dossiers as rescue files.
    SaveLate {
        /// A folder.
        folder: PathBuf,
    },
    /// Destroy what came for erased dossiers.
    DestroyLate,
}

impl DossierCommand {
    /// Does it.
    pub async fn run(self, storage: &Storage) -> Result<(), CommandError> {
        match self {
            DossierCommand::Handover { dossier, team } => {
                let team = storage.team_named(team).await?;
                Ok(storage.hand_over(DossierId(dossier), team, now()).await?)
            }
            DossierCommand::Doubles { json } => print_doubles(storage, json).await,
            DossierCommand::Apart { one, other } => {
                Ok(storage.tell_apart(one, other, now()).await?)
            }
            DossierCommand::Erase { dossier } => {
                Ok(storage.erase(DossierId(dossier), now()).await?)
            }
            DossierCommand::SaveLate { folder } => save_late(storage, &folder).await,
            DossierCommand::DestroyLate => {
                let destroyed = storage.destroy_late_changes(now()).await?;
                print_json(&json!({ "destroyed": destroyed }))
            }
        }
    }
}

async fn print_doubles(storage: &Storage, json: bool) -> Result<(), CommandError> {
    let doubles = storage.doubles(now()).await?;
    if json {
        let one = |it: &InTeam| {
            json!({"person": it.person, "name": it.name, "birth_year": it.birth_year,
                "village": it.village, "team": it.team})
        };
        let pairs = doubles
            .iter()
            .map(|pair| [one(&pair.one), one(&pair.other)]);
        return print_json(&json!({ "doubles": pairs.collect::<Vec<_>>() }));
    }
    doubles.iter().try_for_each(|pair| {
        for it in [&pair.one, &pair.other] {
            let year = it.birth_year.map(|year| year.to_string());
            let known = [Some(it.name.clone()), year, it.village.clone()];
            let known: Vec<_> = known.into_iter().flatten().collect();
            print(&format!(
                "{}  {}  ({})",
                it.person,
                known.join(", "),
                it.team
            ))?;
        }
        print("")
    })
}

async fn save_late(storage: &Storage, folder: &Path) -> Result<(), CommandError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |why| CommandError::File(path, why)
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let late = storage.late_changes().await?;
    for (id, sealed) in &late {
        let file = folder.join(format!("{}-{}.rescue", id.device, id.seq.0));
        std::fs::write(&file, sealed).map_err(failed(&file))?;
    }
    print_json(&json!({ "saved": late.len() }))
}
