//! The device on the command line: what the app does, for scripts, tests and administrators.

use chrono::Utc;
use clap::{Parser, Subcommand};
use device::enrol::{EnrolForm, enrol};
use device::{DeviceError, Home, Result, SharedDevice, sync};
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use uuid::Uuid;
use vault::header::KeyCost;

/// One home is one device. The passphrase comes from MEEDOEN_PASSPHRASE.
#[derive(Parser)]
#[command(name = "meedoen-device", version)]
struct Arguments {
    /// The device's folder.
    #[arg(long)]
    home: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes this folder a device of the coach whom the code was made for.
    Enrol {
        /// The server's address.
        url: String,
        /// The one-time code.
        code: String,
        /// Memory that guessing the passphrase shall cost, in MiB (64 or more).
        #[arg(long, default_value_t = 256)]
        kdf_mib: u32,
    },
    /// Imports a scenario file.
    Import {
        /// The file.
        file: PathBuf,
        /// Only the people and groups of this coach of the file.
        #[arg(long)]
        coach: Option<String>,
    },
    /// Sends and receives everything; exit code 1 when anything was refused or is still unsent.
    Sync {
        /// Print what was done as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Finds records by words in names and notes.
    Search {
        /// The words.
        #[arg(required = true)]
        words: Vec<String>,
        /// Print as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Shows a person's dossier.
    Show {
        /// The person's id.
        person: Uuid,
        /// Print as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints everything on the device as JSON.
    Export {
        /// Print as JSON, the only form there is.
        #[arg(long, required = true)]
        json: bool,
    },
    /// Writes everything unsent and set apart to a new file that only an administrator opens.
    Rescue {
        /// The file.
        file: PathBuf,
    },
    /// Checks each dossier against the changes it comes from; prints the ids of those that differ.
    Verify,
    /// Prints where the device stands as JSON.
    Status {
        /// Print as JSON, the only form there is.
        #[arg(long, required = true)]
        json: bool,
    },
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", error.to_string().replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode> {
    let passphrase = zeroize::Zeroizing::new(
        std::env::var("MEEDOEN_PASSPHRASE")
            .map_err(|_| DeviceError::BadRequest("MEEDOEN_PASSPHRASE is not set".into()))?,
    );
    let home = Home::take(&arguments.home)?;
    if let Command::Enrol { url, code, kdf_mib } = arguments.command {
        let form = EnrolForm {
            url,
            code,
            passphrase: passphrase.to_string(),
            cost: KeyCost::with_memory(kdf_mib),
        };
        let opened = enrol(&home, &form, Utc::now()).await?;
        let me = opened.me();
        print_json(&json!({
            "device": me.device.0, "coach": me.coach.0, "name": me.coach_name, "team": me.team_name,
        }));
        return Ok(ExitCode::SUCCESS);
    }
    let device = SharedDevice::new(home.unlock(&passphrase, Utc::now())?);
    match arguments.command {
        Command::Enrol { .. } => {}
        Command::Import { file, coach } => {
            let imported =
                device.with(|opened| opened.import(&file, coach.as_deref(), Utc::now()))?;
            print_json(&json!({"records": imported.records, "changed": imported.changed}));
        }
        Command::Sync { json } => return run_sync(&device, json).await,
        Command::Search { words, json } => run_search(&device, &words.join(" "), json)?,
        Command::Show { person, json } => {
            let records = device.with(|opened| opened.show(person))?;
            if json {
                print_json(&json!({"id": person, "records": records}));
            } else {
                print_json_pretty(&json!(records));
            }
        }
        Command::Export { .. } => print_json(&json!(device.with(|opened| opened.export())?)),
        Command::Rescue { file } => {
            let changes = device.with(|opened| opened.rescue(&file, Utc::now()))?;
            print_json(&json!({"changes": changes}));
        }
        Command::Verify => {
            let differ = device.with(|opened| Ok(opened.store().verify()?))?;
            differ.iter().for_each(|dossier| println!("{dossier}"));
            if !differ.is_empty() {
                return Err(DeviceError::Differ(differ.len()));
            }
        }
        Command::Status { .. } => print_json(&device.with(|opened| opened.status())?),
    }
    Ok(ExitCode::SUCCESS)
}

async fn run_sync(device: &SharedDevice, as_json: bool) -> Result<ExitCode> {
    let synced = sync::sync(device, Utc::now, |_| {}).await?;
    let status = device.with(|opened| opened.status())?;
    let progress = &synced.progress;
    if as_json {
        print_json(&json!({
            "sent": progress.sent,
            "received": progress.received,
            "refused": progress.refused,
            "unsent": status["unsent"],
            "cursor": status["cursor"],
            "digest": status["digest"],
            "digest_agrees": synced.digest_agrees,
            "at": synced.at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        }));
    } else {
        println!(
            "sent {}, received {}, refused {}, unsent {}",
            progress.sent, progress.received, progress.refused, status["unsent"]
        );
    }
    if !synced.digest_agrees {
        return Err(DeviceError::DigestDiffers);
    }
    if progress.refused > 0 || status["unsent"] != 0 {
        eprintln!("{} refused, {} unsent", progress.refused, status["unsent"]);
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn run_search(device: &SharedDevice, words: &str, as_json: bool) -> Result<()> {
    let found = device.with(|opened| opened.search(words, 100))?;
    if as_json {
        let found: Vec<_> = found
            .iter()
            .map(|found| {
                json!({
                    "record": found.record.0, "dossier": found.dossier.0,
                    "kind": found.kind, "excerpt": found.excerpt.plain(),
                })
            })
            .collect();
        print_json(&json!({"found": found}));
    } else {
        for found in found {
            println!(
                "{}  {}  {}",
                found.dossier,
                found.kind,
                found.excerpt.plain().replace('\n', " ")
            );
        }
    }
    Ok(())
}

fn print_json(value: &serde_json::Value) {
    println!("{value}");
}

fn print_json_pretty(value: &serde_json::Value) {
    println!("{value:#}");
}
