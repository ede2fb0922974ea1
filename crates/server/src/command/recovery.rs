//! `admin recovery`: the organisation's recovery key, and reading what was sealed to it.

use super::{CommandError, moment, now, print, print_json};
use crate::recovery;
use crate::storage::Storage;
use clap::Subcommand;
use replication::Change;
use replication::rescue::{Header, Rescued};
use serde_json::json;
use std::path::PathBuf;

/// What can be done with recovery.
#[derive(Debug, Subcommand)]
pub enum Recovery {
    /// Make a recovery key. The private half goes to a new file, to be kept apart from this
    /// server: without it no rescue file opens. The public half goes to every device at its next
    /// sync; both are named in JSON.
    New {
        /// Where the private half is written.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Print what is in a rescue file.
    Read {
        /// The rescue file.
        file: PathBuf,
        /// The private half of the recovery key.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Recovery {
    /// Does it.
    pub async fn run(self, storage: &Storage) -> Result<(), CommandError> {
        match self {
            Recovery::New { out } => {
                let public = storage.new_recovery_key(&out, now()).await?;
                print_json(&json!({"recovery_key": public.to_string(), "private_half": out}))
            }
            Recovery::Read { file, key, json } => {
                let (header, changes) = recovery::read(&file, &key)?;
                match json {
                    true => print_json(&as_json(&header, &changes)),
                    false => print_text(&header, &changes),
                }
            }
        }
    }
}

fn as_json(header: &Header, changes: &[Rescued]) -> serde_json::Value {
    let origin = header.origin;
    let changes = changes.iter().map(|rescued| {
        let Change {
            id,
            dossier,
            record,
            kind,
            set,
            over,
            made_at,
        } = &rescued.change;
        let over = over.iter().map(|(field, ids)| {
            let ids = ids.iter().map(ToString::to_string);
            (field.clone(), json!(ids.collect::<Vec<_>>()))
        });
        json!({
            "code": rescued.code, "id": id.to_string(), "dossier": dossier.0, "record": record.0,
            "kind": kind, "set": set, "over": over.collect::<serde_json::Map<_, _>>(),
            "made_at": moment(*made_at),
        })
    });
    json!({
        "device": origin.device.0, "coach": origin.coach.0, "municipality": origin.municipality.0,
        "made_at": moment(origin.made_at), "changes": changes.collect::<Vec<_>>(),
    })
}

fn print_text(header: &Header, changes: &[Rescued]) -> Result<(), CommandError> {
    let origin = header.origin;
    print(&format!(
        "{} changes of device {}, coach {}, written {}",
        changes.len(),
        origin.device,
        origin.coach,
        moment(origin.made_at)
    ))?;
    for Rescued { change, code } in changes {
        print(&format!(
            "\n{}  {}  {} of dossier {}  ({code})",
            moment(change.made_at),
            change.kind,
            change.record,
            change.dossier
        ))?;
        for (field, value) in &change.set {
            let value = match value.as_text() {
                Some(text) => text.to_owned(),
                None => json!(value).to_string(),
            };
            // Anybody can seal to a public key; nothing in it steers an administrator's terminal.
            let value = value.replace('\n', "\n    ");
            let value = value.replace(|c: char| c.is_control() && c != '\n', "\u{FFFD}");
            print(&format!("  {field}: {value}"))?;
        }
    }
    Ok(())
}
