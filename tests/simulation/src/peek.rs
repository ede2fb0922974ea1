//! Looks into a device's database past the product, for what must not be readable there.

use crate::desk::{DATABASE, KEY};
use faultdisk::Disk;
use replication::Change;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Result};

/// A look into a database.
pub struct Peek(Connection);

/// A row of a table, its columns one after the other.
pub struct Row {
    pub table: String,
    pub bytes: Vec<u8>,
}

impl Row {
    /// Whether a word stands in it.
    pub fn says(&self, word: &str) -> bool {
        let word = word.as_bytes();
        self.bytes.windows(word.len()).any(|window| window == word)
    }
}

impl Peek {
    /// Opens the database that lies on a disk, beside the device that has it open.
    #[expect(
        clippy::disallowed_methods,
        reason = "past the product, to see what it keeps"
    )]
    pub fn into(disk: &Disk) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(disk.path(DATABASE), flags)?;
        connection.pragma_update(None, "key", format!("x'{}'", hex::encode(KEY)))?;
        Ok(Peek(connection))
    }

    /// Every row of every table, the full-text index left out.
    pub fn rows(&self) -> Result<Vec<Row>> {
        let sql = "SELECT name FROM sqlite_schema
                   WHERE type = 'table' AND name NOT LIKE 'search_index%'
                     AND name NOT LIKE 'sqlite_%'";
        let mut statement = self.0.prepare(sql)?;
        let names = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut all = Vec::new();
        for table in names {
            let table = table?;
            let mut statement = self.0.prepare(&format!("SELECT * FROM {table}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let mut bytes = Vec::new();
                for column in 0..columns {
                    if let ValueRef::Text(some) | ValueRef::Blob(some) = row.get_ref(column)? {
                        bytes.extend_from_slice(some);
                        bytes.push(0);
                    }
                }
                all.push(Row {
                    table: table.clone(),
                    bytes,
                });
            }
        }
        Ok(all)
    }

    /// The changes in a table of the log.
    pub fn changes(&self, table: &str) -> crate::world::Result<Vec<Change>> {
        let mut statement = self.0.prepare(&format!("SELECT body FROM {table}"))?;
        let bodies = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        let mut changes = Vec::new();
        for body in bodies {
            changes.push(Change::decode(&body?)?);
        }
        Ok(changes)
    }

    /// Whether the full-text index knows a word.
    pub fn finds(&self, word: &str) -> Result<bool> {
        let sql = "SELECT rowid FROM search_index WHERE search_index MATCH ?1 LIMIT 1";
        let mut statement = self.0.prepare_cached(sql)?;
        statement.exists([format!("\"{word}\"")])
    }
}
