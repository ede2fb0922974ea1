//! Commits: each waits for the disk, so what belongs together shares one.

use crate::{Result, Store};
use rusqlite::Connection;
use std::ops::Deref;

/// Pages in the write-ahead log after which a commit copies it into the database file.
pub(crate) const LOG_PAGES: u32 = 1000;
/// The same while much comes in: copying waits for the disk three times.
const LOG_PAGES_COMING_IN: u32 = 4000;

impl Store {
    /// Does several pieces of work that are committed at once, or not at all. An error of one of
    /// them has to end `work`: all of it is undone then.
    pub fn at_once<T>(&mut self, work: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
        begin(&self.connection)?;
        let done = work(self);
        // A piece that failed has undone everything before it already.
        if done.is_err() && !self.connection.is_autocommit() {
            self.connection.execute_batch("ROLLBACK")?;
        } else if done.is_ok() {
            commit(&self.connection)?;
        }
        done
    }

    /// Says that much is coming in, or that this is over. What is committed is on disk all the same.
    pub fn expect_much(&self, comes: bool) -> Result<()> {
        let pages = match comes {
            true => LOG_PAGES_COMING_IN,
            false => LOG_PAGES,
        };
        Ok(self
            .connection
            .pragma_update(None, "wal_autocheckpoint", pages)?)
    }
}

/// A piece of work in a transaction: its own, or that of [`Store::at_once`]. Undone if it is
/// dropped before its commit.
pub(crate) struct Piece<'c> {
    connection: &'c Connection,
    alone: bool,
    done: bool,
}

impl<'c> Piece<'c> {
    pub(crate) fn begin(connection: &'c Connection) -> Result<Self> {
        let alone = connection.is_autocommit();
        if alone {
            begin(connection)?;
        }
        Ok(Piece {
            connection,
            alone,
            done: false,
        })
    }

    /// On disk when this returns, unless it is part of something greater.
    pub(crate) fn commit(mut self) -> Result<()> {
        if self.alone {
            commit(self.connection)?;
        }
        self.done = true;
        Ok(())
    }
}

impl Deref for Piece<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Drop for Piece<'_> {
    fn drop(&mut self) {
        // SQLite itself undoes a transaction after some errors. Where undoing fails, the next piece
        // of work finds the transaction open and says so.
        if !self.done && !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

fn begin(connection: &Connection) -> Result<()> {
    Ok(connection.execute_batch("BEGIN IMMEDIATE")?)
}

/// A commit that fails leaves nothing half-done behind.
fn commit(connection: &Connection) -> Result<()> {
    let committed = connection.execute_batch("COMMIT");
    if committed.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    Ok(committed?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StoreError;
    use replication::Seq;

    fn store() -> (tempfile::TempDir, Store) {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&home.path().join("device.db"), &[1; 32]).unwrap();
        (home, store)
    }

    #[test]
    fn pieces_are_committed_at_once_or_not_at_all() {
        let (home, mut store) = store();
        let failed = store.at_once(|store| {
            store.set_setting("one", Some("1"))?;
            Err::<(), _>(StoreError::MissingChange(Seq(1)))
        });
        assert!(matches!(failed, Err(StoreError::MissingChange(Seq(1)))));
        assert_eq!(store.setting("one").unwrap(), None);
        store
            .at_once(|store| {
                store.set_setting("one", Some("1"))?;
                store.set_setting("two", Some("2"))
            })
            .unwrap();
        drop(store);
        let store = Store::open(&home.path().join("device.db"), &[1; 32]).unwrap();
        assert_eq!(store.setting("two").unwrap().as_deref(), Some("2"));
    }

    #[test]
    fn a_piece_that_failed_unheard_takes_the_others_along() {
        let (_home, mut store) = store();
        let unheard = store.at_once(|store| {
            store.set_setting("one", Some("1"))?;
            drop(Piece::begin(&store.connection)?);
            Ok(())
        });
        assert!(unheard.is_err());
        assert_eq!(store.setting("one").unwrap(), None);
        store
            .at_once(|store| store.set_setting("two", Some("2")))
            .unwrap();
        assert_eq!(store.setting("two").unwrap().as_deref(), Some("2"));
    }
}
