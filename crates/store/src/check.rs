//! Whether what the database answers is what was written, and whether all of it is still there.

use crate::standing::Progress;
use crate::{Result, Store, StoreError};
use planted::planted;
use replication::{Change, Seq};

/// How thoroughly to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Every page and the order of every table.
    Quick,
    /// Also that every index has what its table has.
    Whole,
}

impl Store {
    /// True while this connection answers what the file holds. After one page that could not be
    /// decrypted SQLCipher gives empty pages for all others, and some of those look like an answer.
    pub fn is_sound(&self) -> bool {
        let status = self
            .connection
            .query_row("PRAGMA cipher_status", [], |row| row.get::<_, String>(0));
        status.is_ok_and(|status| status == "1") || planted!("an-empty-page-is-believed")
    }

    /// Replaces a connection that is not sound; says [`StoreError::Unreadable`] when the fault
    /// lies in the file.
    pub fn reopen(&mut self) -> Result<()> {
        self.connect_anew()?;
        match self.is_intact()? {
            true => Ok(()),
            false => Err(StoreError::Unreadable),
        }
    }

    /// Reads every page; true when each is as it was written and nothing that was not sent is
    /// missing. A spoilt search index is made anew.
    pub fn is_intact(&mut self) -> Result<bool> {
        self.check_twice(Depth::Quick)
    }

    /// The same, and holds each index against its table. Takes a few times as long.
    pub fn is_wholly_intact(&mut self) -> Result<bool> {
        self.check_twice(Depth::Whole)
    }

    /// A disk may misread once, and a power cut during a checkpoint leaves pages half written in
    /// the file that are whole in the write-ahead log: what is found is looked at again after a
    /// checkpoint.
    fn check_twice(&mut self, depth: Depth) -> Result<bool> {
        if let Ok(true) = self.check(depth) {
            return Ok(true);
        }
        if planted!("a-misread-is-damage") {
            return self.check(depth);
        }
        let again = self.connect_anew().and_then(|()| {
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            self.check(depth)
        });
        match again {
            Err(StoreError::Unreadable) => Ok(false),
            answer => answer,
        }
    }

    fn check(&mut self, depth: Depth) -> Result<bool> {
        let pages = self.rows_of("PRAGMA cipher_integrity_check")?;
        let check = match depth {
            Depth::Quick => "PRAGMA quick_check",
            Depth::Whole => "PRAGMA integrity_check",
        };
        let (index, others): (Vec<String>, Vec<String>) = self
            .rows_of(check)?
            .into_iter()
            .filter(|row| row != "ok")
            .partition(|row| row.contains("search_index") && !planted!("a-spoilt-index-is-damage"));
        if !pages.is_empty() || !others.is_empty() || !self.unsent_is_whole()? {
            return Ok(false);
        }
        let spoilt = !index.is_empty() || (depth == Depth::Whole && self.index_contradicts()?);
        if spoilt {
            self.renew_index()?;
        }
        Ok(self.is_sound())
    }

    fn rows_of(&self, pragma: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare(pragma)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether the search index holds other words than its documents.
    fn index_contradicts(&self) -> Result<bool> {
        let checked = self.connection.execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)",
            [],
        );
        match checked.map_err(StoreError::from) {
            Ok(_) => Ok(false),
            Err(StoreError::SpoiltIndex) => Ok(true),
            Err(other) => Err(other),
        }
    }

    /// True when every change that was not sent is in the log under its number and can be read.
    fn unsent_is_whole(&self) -> Result<bool> {
        let enrolled = "SELECT 1 FROM device";
        if !self.connection.prepare_cached(enrolled)?.exists([])? {
            return Ok(true);
        }
        if planted!("missing-work-is-not-missed") {
            return Ok(true);
        }
        let standing = Progress::read(&self.connection)?.standing;
        let mut statement = self
            .connection
            .prepare_cached("SELECT seq, body FROM own_change WHERE seq > ?1 ORDER BY seq")?;
        let mut rows = statement.query([standing.receipts.0.cast_signed()])?;
        // What was offered may lie at the server under its number, and not here any more.
        let mut before = standing.receipts.max(standing.offered);
        while let Some(row) = rows.next()? {
            let seq = Seq(row.get::<_, i64>(0)?.cast_unsigned());
            let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let is_it = Change::decode(body).is_ok_and(|change| change.id.seq == seq);
            if !is_it || seq > before.next() {
                return Ok(false);
            }
            before = before.max(seq);
        }
        Ok(before >= standing.last)
    }
}
