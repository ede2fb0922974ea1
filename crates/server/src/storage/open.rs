//! The one place that opens the database.

use super::StorageError;
use rusqlite::{Connection, ffi};
use std::path::Path;
use std::time::Duration;

/// Older ones can corrupt a write-ahead log.
const LEAST_SQLITE: i32 = 3_051_003;
/// How long a write waits for another process, such as an admin command beside the server.
const PATIENCE: Duration = Duration::from_secs(30);
/// More prepared statements than there are in this crate.
const STATEMENTS: usize = 64;
/// Pages that each connection keeps, in KiB. SQLite's own 2 MiB are full after a few hundred records,
/// as records lie anywhere in the file.
const CACHE_KIB: i64 = 16 * 1024;

/// Opens the database, making the file if it is missing, with every setting that durability and
/// safety rest on.
pub fn open(file: &Path) -> Result<Connection, StorageError> {
    let version = rusqlite::version_number();
    if version < LEAST_SQLITE {
        return Err(StorageError::OldSqlite(rusqlite::version()));
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one open of the server"
    )]
    let connection = Connection::open(file)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update_and_check(None, "journal_mode", "wal", |row| {
        let mode: String = row.get(0)?;
        match mode.as_str() {
            "wal" => Ok(()),
            _ => Err(rusqlite::Error::SqliteFailure(
                ffi::Error::new(ffi::SQLITE_CANTOPEN),
                Some("the file system does not carry a write-ahead log".to_owned()),
            )),
        }
    })?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // What is erased must not lie about in free pages.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}
