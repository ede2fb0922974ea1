//! The device's encrypted database: open, save, apply, query, search.
//!
//! One function applies a change to the record, the log, the digest and the projections, in one
//! transaction that is on disk when it returns.

mod access;
mod adopt;
mod apply;
mod check;
mod commit;
mod epoch;
mod excerpt;
mod history;
mod ledger;
mod link;
mod list;
mod migrate;
mod noted;
mod offer;
mod open;
mod projection;
mod quarantine;
mod query;
mod salvage;
mod save;
mod search;
mod setting;
mod standing;
mod verify;
mod whole;

pub use excerpt::Excerpt;
pub use history::{FieldHistory, TextVersion};
pub use list::{CaseloadRow, ConversationRow, PersonRow, Planned};
pub use offer::Offer;
pub use quarantine::{Answer, QuarantinedChange};
pub use query::StoredRecord;
pub use salvage::{Adopted, SALVAGED, Salvaged, salvage};
pub use save::{Edit, FieldEdit};
pub use search::Found;
pub use standing::{Enrolment, Me};

use adopt::Renamed;
use replication::Seq;
use rusqlite::Connection;
use std::path::PathBuf;
use thiserror::Error;
use zeroize::Zeroizing;

/// An open device database.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    key: Zeroizing<[u8; 32]>,
    renamed: Renamed,
    /// The newest own change when it was opened. Up to there nothing is amended: the file may have
    /// been put back from a copy, and the server have what it said then.
    found: Seq,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(…)")
    }
}

/// Why the database cannot be opened, read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The file is no database under this key: another program's, or damaged.
    #[error("the file is not this device's database, or is damaged")]
    Unreadable,
    /// The file was written by a newer version of the app.
    #[error("the database has schema {found}, this version knows up to {known}")]
    TooNew {
        /// The file's schema version.
        found: i64,
        /// The newest schema this version knows.
        known: i64,
    },
    /// The linked SQLite or SQLCipher is not the one we need.
    #[error("the database library is not fit: {0}")]
    UnfitLibrary(String),
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The disk cannot be written.
    #[error("the disk cannot be written")]
    ReadOnly,
    /// The disk failed to read or write.
    #[error("the disk failed: {0}")]
    DiskFault(rusqlite::Error),
    /// The disk gave other bytes than were written, but not when it was asked again.
    #[error("the disk gave other bytes than were written")]
    Misread,
    /// There was no memory for it.
    #[error("there is not enough memory")]
    OutOfMemory,
    /// The search index contradicts itself; the records do not depend on it.
    #[error("the search index is spoilt")]
    SpoiltIndex,
    /// A value does not fit its field; nothing was stored.
    #[error(transparent)]
    Invalid(#[from] domain::schema::InvalidField),
    /// A record of another dossier or kind has this id.
    #[error("record {0} lies in another dossier or is of another kind")]
    WrongPlace(replication::RecordId),
    /// The record was signed and stays as it is.
    #[error("record {0} was signed and stays as it is")]
    Sealed(replication::RecordId),
    /// A stored change or record cannot be decoded.
    #[error("stored data cannot be read: {0}")]
    Undecodable(#[from] rmp_serde::decode::Error),
    /// A receipt names a change that was never made.
    #[error("change {0:?} is not in the log")]
    MissingChange(Seq),
    /// A file that is not opened as a database cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Anything else the database says.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode, ffi};
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            Some(_) if extended == Some(ffi::SQLITE_CORRUPT_VTAB) => StoreError::SpoiltIndex,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError::Unreadable,
            Some(ErrorCode::DiskFull) => StoreError::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                StoreError::DiskFault(error)
            }
            Some(ErrorCode::OutOfMemory) => StoreError::OutOfMemory,
            _ => StoreError::Sqlite(error),
        }
    }
}

/// What most of this crate answers.
pub type Result<T> = std::result::Result<T, StoreError>;
