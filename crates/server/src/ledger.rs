//! What must outlive a restore of the database: erasures, devices shut out and epochs, one JSON line
//! each, in a file beside the database that no backup of it holds.

use replication::Position;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;
use uuid::Uuid;

/// Why the ledger is of no use.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The file failed.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// A line is none of ours.
    #[error("{0}, line {1}: {2}")]
    Line(PathBuf, usize, serde_json::Error),
}

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A dossier was erased.
    Erased {
        /// The dossier.
        dossier: Uuid,
        /// When, in milliseconds since 1970.
        at: i64,
    },
    /// A device was shut out.
    ShutOut {
        /// The device.
        device: Uuid,
        /// When, in milliseconds since 1970.
        at: i64,
    },
    /// A database was restored.
    Epoch {
        /// The epoch that began.
        epoch: Uuid,
        /// The epoch of the backup.
        from: Uuid,
        /// The last position in the backup.
        began: u64,
    },
}

/// The file.
#[derive(Debug, Clone)]
pub struct Ledger(PathBuf);

impl Ledger {
    /// The ledger of a data folder.
    pub fn of(data: &Path) -> Self {
        Ledger(data.join("ledger.jsonl"))
    }

    /// Adds a line, durably.
    pub fn append(&self, entry: &Entry) -> Result<(), LedgerError> {
        let write = || {
            let mut line = serde_json::to_string(entry)?;
            line.push('\n');
            let mut options = OpenOptions::new();
            let mut file: File = options
                .create(true)
                .truncate(false)
                .write(true)
                .open(&self.0)?;
            // A line cut short by a crash was never acted upon: it gives way.
            let text = std::fs::read(&self.0)?;
            let end = text
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |end| end + 1);
            file.set_len(end as u64)?;
            file.seek(SeekFrom::End(0))?;
            file.write_all(line.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|why| LedgerError::File(self.0.clone(), why))
    }

    /// All lines. A last one without its end was never acted upon.
    pub fn entries(&self) -> Result<Vec<Entry>, LedgerError> {
        let text = match std::fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(why) => return Err(LedgerError::File(self.0.clone(), why)),
        };
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        let lines = whole.lines().enumerate();
        lines
            .map(|(at, line)| {
                let entry = serde_json::from_str(line);
                entry.map_err(|why| LedgerError::Line(self.0.clone(), at + 1, why))
            })
            .collect()
    }

    /// The last position that two epochs share; the beginning when one is not known.
    pub fn shared(&self, one: Uuid, other: Uuid) -> Result<Position, LedgerError> {
        let mut origins: HashMap<Uuid, (Uuid, u64)> = HashMap::new();
        for entry in self.entries()? {
            if let Entry::Epoch { epoch, from, began } = entry {
                origins.insert(epoch, (from, began));
            }
        }
        // An epoch and those it came from, each with the last position taken from it.
        let chain = |start: Uuid| {
            let origin = |(epoch, limit): &(Uuid, u64)| {
                let (from, began) = origins.get(epoch)?;
                Some((*from, *limit.min(began)))
            };
            std::iter::successors(Some((start, u64::MAX)), origin).take(MOST_RESTORES)
        };
        let ours: HashMap<Uuid, u64> = chain(one).collect();
        let shared = chain(other).find_map(|(epoch, limit)| Some(limit.min(*ours.get(&epoch)?)));
        Ok(Position(shared.unwrap_or_default()))
    }
}

/// More than a town hall ever lives through; a ledger that runs in a circle ends here.
const MOST_RESTORES: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_share_what_was_before_they_parted() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::of(folder.path());
        let [first, second, third, fourth] = [1, 2, 3, 4].map(Uuid::from_u128);
        let shared = |one, other| ledger.shared(one, other).unwrap().0;
        assert_eq!(shared(first, second), 0);
        for (epoch, from, began) in [
            (second, first, 20),
            (third, first, 10),
            (fourth, second, 50),
        ] {
            ledger.append(&Entry::Epoch { epoch, from, began }).unwrap();
        }
        assert_eq!(shared(first, second), 20);
        assert_eq!(shared(first, third), 10);
        assert_eq!(shared(second, third), 10);
        assert_eq!(shared(second, fourth), 50);
        assert_eq!(shared(first, fourth), 20);
        assert_eq!(shared(third, fourth), 10);
        assert_eq!(shared(fourth, Uuid::from_u128(9)), 0);
    }

    #[test]
    fn a_line_cut_short_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::of(folder.path());
        let entry = Entry::Erased {
            dossier: Uuid::from_u128(1),
            at: 5,
        };
        ledger.append(&entry).unwrap();
        let file = folder.path().join("ledger.jsonl");
        let mut text = std::fs::read_to_string(&file).unwrap();
        text.push_str("{\"erased\":{\"doss");
        std::fs::write(&file, text).unwrap();
        assert_eq!(ledger.entries().unwrap(), [entry]);
        ledger.append(&entry).unwrap();
        assert_eq!(ledger.entries().unwrap(), [entry, entry]);
    }
}
