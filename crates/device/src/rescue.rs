//! Writing what has not arrived to a rescue file that only the organisation's administrator opens.

use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use replication::RecordId;
use replication::rescue::{Origin, RecoveryKey, Rescued, seal};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use store::Answer;

impl Opened {
    /// The organisation's recovery key, as the last sync brought it.
    pub fn recovery_key(&self) -> Result<RecoveryKey> {
        let town = self.store.record(RecordId(self.me().municipality.0))?;
        let key = town.as_ref().and_then(|town| {
            let text = town.state.value("recovery_key").as_text()?;
            text.parse().ok()
        });
        key.ok_or(DeviceError::NoRecoveryKey)
    }

    /// Writes all changes that were never sent or were set apart to `file`, which must not exist,
    /// sealed to the organisation's recovery key. They stay on the device too. Answers how many.
    pub fn rescue(&self, file: &Path, now: DateTime<Utc>) -> Result<usize> {
        let key = self.recovery_key()?;
        let unsent = self.store.unsent_changes()?.into_iter();
        let unsent = unsent.map(|change| Rescued {
            change,
            code: Rescued::UNSENT.to_owned(),
        });
        let apart = self.store.quarantined()?.into_iter();
        // What was tried again has a change of its own, sent or unsent.
        let apart = apart.filter(|apart| apart.answer != Answer::Retried);
        let apart = apart.map(|apart| Rescued {
            change: apart.change,
            code: apart.code,
        });
        let changes: Vec<Rescued> = unsent.chain(apart).collect();
        let me = self.me();
        let origin = Origin {
            device: me.device,
            coach: me.coach,
            municipality: me.municipality,
            made_at: now.timestamp_millis(),
        };
        let sealed = seal(&origin, &changes, &key, vault::random_bytes()?)?;
        write_new(file, &sealed)?;
        Ok(changes.len())
    }
}

/// Writes a new file, whole and on disk, or none.
fn write_new(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut opened = OpenOptions::new().write(true).create_new(true).open(file)?;
    let written = opened.write_all(bytes).and_then(|()| opened.sync_all());
    if written.is_err() {
        // Half a rescue file rescues nothing and looks as if it did.
        std::fs::remove_file(file)?;
    }
    Ok(written?)
}
