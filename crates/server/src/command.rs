//! The command line.

mod activity;
mod admin;
mod dossier;
mod recovery;
mod report;
mod serve;
mod word;

use crate::access::AccessError;
use crate::endpoint::EndpointError;
use crate::recovery::RecoveryError;
use crate::restore::{RestoreError, restore};
use crate::setup::SetupError;
use crate::storage::{Storage, StorageError};
use crate::town::TownError;
use crate::words::WordError;
use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::path::PathBuf;
use thiserror::Error;

/// The central endpoint of Meedoen.
#[derive(Debug, Parser)]
#[command(name = "meedoen-server", version)]
pub struct Arguments {
    /// The data folder; made on the first start.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve devices, on a loopback address.
    Serve(serve::Serve),
    /// Settings, coaches and devices; works beside a running server.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Write a copy of the database to a new file; works beside a running server. Keep the master
    /// key and the ledger of the data folder too, elsewhere.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Put a backup in the place of the database. The server must not run.
    Restore {
        /// The file.
        file: PathBuf,
    },
    /// Check each dossier against the changes it comes from; prints the ids of those that differ.
    /// Works beside a running server.
    Verify,
    /// Print what the municipality may know of a period.
    Report(report::ReportCommand),
}

/// Why a command did not do what it should.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The endpoint does not run.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Settings were not taken.
    #[error(transparent)]
    Town(#[from] TownError),
    /// An administrator asked for what cannot be done.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// A list of words stays as it was.
    #[error(transparent)]
    Word(#[from] WordError),
    /// A file cannot be read.
    #[error("{0} cannot be read: {1}")]
    File(PathBuf, io::Error),
    /// A scenario file is not what it should be.
    #[error("{0}: {1}")]
    Scenario(PathBuf, domain::scenario::ScenarioError),
    /// There is no recovery key, or it is not to be had.
    #[error(transparent)]
    Recovery(#[from] RecoveryError),
    /// Access to a dossier stays as it was.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// There is no backup, or none was restored.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// Dossiers are not what their changes say.
    #[error("{0} dossiers are not what their changes say; restore a backup, or ask for help")]
    Differ(usize),
    /// The outcome cannot be printed.
    #[error("cannot print: {0}")]
    Print(#[from] io::Error),
}

impl Arguments {
    /// Does what was asked.
    pub async fn run(self) -> Result<(), CommandError> {
        match self.command {
            Command::Serve(serve) => serve.run(&self.data).await,
            Command::Backup { file } => {
                let storage = Storage::open(&self.data)?;
                let position = storage.back_up(&file, now()).await?;
                print_json(&serde_json::json!({ "position": position.0 }))
            }
            Command::Restore { file } => Ok(restore(&self.data, &file, now()).await?),
            Command::Verify => {
                let differ = Storage::open(&self.data)?.verify().await?;
                differ.iter().try_for_each(|id| print(&id.to_string()))?;
                match differ.len() {
                    0 => Ok(()),
                    count => Err(CommandError::Differ(count)),
                }
            }
            Command::Admin(admin) => admin.run(&Storage::open(&self.data)?).await,
            Command::Report(report) => report.run(&Storage::open(&self.data)?).await,
        }
    }
}

/// Prints one line, at once.
fn print(line: &str) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}

/// Prints JSON.
fn print_json(value: &impl serde::Serialize) -> Result<(), CommandError> {
    print(&serde_json::to_string(value).map_err(io::Error::from)?)
}

/// The server's clock: milliseconds since 1970.
fn now() -> i64 {
    chrono::Utc::now().timestamp_millis()
}

/// A moment as printed.
fn moment(millis: i64) -> String {
    chrono::DateTime::from_timestamp_millis(millis)
        .unwrap_or_default()
        .to_rfc3339()
}
