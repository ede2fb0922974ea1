//! The one place that opens a device database.

use crate::adopt::Renamed;
use crate::commit::LOG_PAGES;
use crate::{Result, Store, StoreError, migrate, projection};
use planted::planted;
use replication::Seq;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

/// Older versions can corrupt a write-ahead log.
const LEAST_SQLITE: i32 = 3_051_003;

impl Store {
    /// Opens the database at `path`, making it if it is not there, and brings it to the newest
    /// schema. `key` is the raw 256-bit key.
    pub fn open(path: &Path, key: &[u8; 32]) -> Result<Store> {
        let open = || -> Result<(Connection, Option<i64>)> {
            let connection = connect(path, key)?;
            let found = connection
                .query_row("SELECT last_seq FROM device", [], |row| row.get(0))
                .optional()?;
            Ok((connection, found))
        };
        let (connection, found) = match open() {
            // A disk may misread once.
            Err(StoreError::Unreadable) => open()?,
            other => other?,
        };
        Ok(Store {
            found: Seq(found.unwrap_or_default().cast_unsigned()),
            connection,
            path: path.to_owned(),
            key: Zeroizing::new(*key),
            renamed: Renamed::default(),
        })
    }

    /// Lets go of the connection and makes another to the same file. What was committed is there.
    pub(crate) fn connect_anew(&mut self) -> Result<()> {
        let renamed = std::mem::take(&mut self.renamed);
        *self = Store::open(&self.path, &self.key)?;
        self.renamed = renamed;
        Ok(())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one open in the workspace's device side"
)]
fn connect(path: &Path, key: &[u8; 32]) -> Result<Connection> {
    if rusqlite::version_number() < LEAST_SQLITE {
        return Err(StoreError::UnfitLibrary(format!(
            "SQLite {}",
            rusqlite::version()
        )));
    }
    lock_memory()?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection, key)?;
    migrate::migrate(&mut connection)?;
    projection::refresh(&mut connection)?;
    Ok(connection)
}

/// From here on SQLite's memory is locked and wiped, in the whole process. A connection gets most of its
/// memory before it can be told anything, so another one says it.
#[expect(
    clippy::disallowed_methods,
    reason = "it holds no data, and the next one is opened right after it"
)]
fn lock_memory() -> Result<()> {
    let connection = Connection::open_in_memory()?;
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    await_cipher(&connection)?;
    Ok(connection.pragma_update(None, "cipher_memory_security", true)?)
}

/// SQLite calls itself ready before SQLCipher is: whoever opens while another thread makes the very
/// first connection of the process would be refused its key.
fn await_cipher(connection: &Connection) -> Result<()> {
    for _ in 0..100 {
        if connection.pragma_update(None, "key", "none").is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(connection.pragma_update(None, "key", "none")?)
}

fn prepare(connection: &Connection, key: &[u8; 32]) -> Result<()> {
    // A wrong key is an answer of ours; it is not to be told on standard error besides.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    // A raw key: SQLCipher derives nothing, as the vault already did.
    let raw = Zeroizing::new(format!("x'{}'", hex::encode(key)));
    connection.pragma_update(None, "key", raw.as_str())?;
    let cipher = || connection.query_row("PRAGMA cipher_version", [], |row| row.get(0));
    // Without memory for its answer SQLCipher answers nothing, as if it were not there.
    let cipher: String = match cipher().or_else(|_| cipher()) {
        Err(rusqlite::Error::QueryReturnedNoRows) => {
            connection.query_row("SELECT length(randomblob(100000))", [], |_| Ok(()))?;
            return Err(StoreError::UnfitLibrary("no SQLCipher".into()));
        }
        other => other?,
    };
    if !cipher.starts_with("4.") {
        return Err(StoreError::UnfitLibrary(format!("SQLCipher {cipher}")));
    }
    // The first read tells whether the key fits.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // NORMAL lost acknowledged saves in 73 % of simulated power cuts. EXTRA also makes sure that
    // the rollback journal of a new database is gone before the write-ahead log takes over.
    let synchronous = match planted!("no-fsync") {
        true => "OFF",
        false => "EXTRA",
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    let journal: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if journal != "wal" {
        return Err(StoreError::UnfitLibrary(format!("journal mode {journal}")));
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    // In KiB: with SQLite's own 2 MiB, pages were written to the log in the middle of a transaction
    // and once more at its end.
    connection.pragma_update(None, "cache_size", -16 * 1024)?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    connection.pragma_update(None, "secure_delete", true)?;
    // Sorting must never spill readable text into a temporary file.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::types::{FromSql, Value};

    fn pragma<T: FromSql>(store: &Store, name: &str) -> T {
        let sql = format!("PRAGMA {name}");
        store
            .connection
            .query_row(&sql, [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn the_settings_that_keep_data_safe_are_really_set() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&home.path().join("device.db"), &[1; 32]).unwrap();
        assert_eq!(pragma::<String>(&store, "journal_mode"), "wal");
        assert!(pragma::<String>(&store, "cipher_version").starts_with("4."));
        for (name, wanted) in [
            ("synchronous", 3),
            ("foreign_keys", 1),
            ("trusted_schema", 0),
            ("cell_size_check", 1),
            ("mmap_size", 0),
            ("cache_size", -16 * 1024),
            ("wal_autocheckpoint", 1000),
            ("secure_delete", 1),
            ("temp_store", 2),
            ("busy_timeout", 5000),
            ("user_version", 5),
        ] {
            assert_eq!(pragma::<i64>(&store, name), wanted, "{name}");
        }
        for name in ["cipher_memory_security", "cipher_use_hmac"] {
            let value = match pragma::<Value>(&store, name) {
                Value::Text(text) => text,
                other => format!("{other:?}"),
            };
            assert_eq!(value, "1", "{name}");
        }
        assert!(rusqlite::version_number() >= LEAST_SQLITE);
    }

    #[test]
    fn deleted_words_are_wiped_from_the_search_index() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&home.path().join("device.db"), &[1; 32]).unwrap();
        let sql = "SELECT v FROM search_index_config WHERE k = 'secure-delete'";
        let secure: i64 = store
            .connection
            .query_row(sql, [], |row| row.get(0))
            .unwrap();
        assert_eq!(secure, 1);
    }
}
