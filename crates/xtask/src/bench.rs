//! Measurements. Every figure in the docs comes from a chore in here.

mod peer;
mod proxy;
mod records;
mod sync;

use crate::failure::Failure;
use clap::{Args, Subcommand, ValueEnum};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// What to measure.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Sends records from one device to the central endpoint and on to a second device.
    Sync(SyncOptions),
    /// Writes the records that `sync` sends, one JSON object a line.
    Records {
        /// How many.
        #[arg(long, default_value_t = 20_000)]
        records: usize,
        /// The file to write.
        out: PathBuf,
    },
}

/// How to measure sync.
#[derive(Debug, Args)]
pub struct SyncOptions {
    /// How many records the first device holds; at least 100, because 100 of them are changed.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1000..))]
    records: u32,
    /// What the central endpoint keeps its data in.
    #[arg(long, value_enum, default_value_t = Database::Sqlite)]
    server: Database,
    /// One JSON object a phase instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

/// Measures.
pub fn run(bench: &Bench) -> Result<(), Failure> {
    match bench {
        Bench::Sync(options) => sync::run(options),
        Bench::Records { records, out } => write_records(*records, out),
    }
}

fn write_records(count: usize, path: &PathBuf) -> Result<(), Failure> {
    let writing = || format!("writing {}", path.display());
    let mut out = BufWriter::new(File::create(path).map_err(Failure::during(writing()))?);
    records::write(count, &mut out)?;
    out.flush().map_err(Failure::during(writing()))
}
