//! Settings of this device alone.

use crate::{Result, Store};
use rusqlite::OptionalExtension;

impl Store {
    /// A setting's value, if it was set.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?)
    }

    /// Sets, or with none removes, a setting.
    pub fn set_setting(&mut self, name: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => self.connection.execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, value],
            )?,
            None => self
                .connection
                .execute("DELETE FROM setting WHERE name = ?1", [name])?,
        };
        Ok(())
    }
}
