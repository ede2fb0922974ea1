//! What can go wrong with what is kept.

use crate::master_key::MasterKeyError;
use crate::seal::SealError;
use std::path::PathBuf;
use thiserror::Error;

/// What is kept cannot be read or written.
#[derive(Debug, Error)]
pub enum StorageError {
    /// The database refused.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// SQLite is too old to be trusted with a write-ahead log.
    #[error("SQLite {0} is too old: at least 3.51.3 is needed")]
    OldSqlite(&'static str),
    /// A newer version of this program wrote the database.
    #[error("the database has version {0}, which is newer than this program")]
    Newer(u32),
    /// The data folder cannot be made.
    #[error("the data folder {0} cannot be made: {1}")]
    Folder(PathBuf, std::io::Error),
    /// The master key is missing or wrong.
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    /// Something sealed cannot be opened.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The operating system gave no randomness.
    #[error("no randomness from the operating system: {0}")]
    Random(#[from] getrandom::Error),
    /// What was stored does not read as what it should be.
    #[error("the stored {0} cannot be read")]
    Unreadable(&'static str),
    /// There is no municipality yet.
    #[error("there is no municipality yet: run `serve` once, or `admin load FILE`")]
    NoMunicipality,
    /// The work was given up, by a panic or because the server stops.
    #[error("the work was not finished")]
    Unfinished,
}
