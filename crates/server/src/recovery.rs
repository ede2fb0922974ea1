//! The organisation's recovery key. Its private half is written to a file for the administrator
//! and kept nowhere; the public half is a setting of the town, which travels to every device.

use crate::master_key::write_private;
use crate::random::Random;
use crate::setup::log;
use crate::storage::{Storage, StorageError, municipality};
use crate::town::{self, TownError};
use domain::kinds;
use domain::record::Record;
use replication::rescue::{self, BadRecoveryKey, Header, RecoveryKey, RecoverySecret, Rescued};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why there is no recovery key, or why it opens nothing.
#[derive(Debug, Error)]
pub enum RecoveryError {
    /// The file is there already; it may be the only copy of a key.
    #[error("{0} exists already; nothing was changed")]
    Exists(PathBuf),
    /// A file cannot be read or written.
    #[error("{0} cannot be read or written: {1}")]
    File(PathBuf, io::Error),
    /// The key file holds something else.
    #[error("{0}: {1}")]
    Key(PathBuf, BadRecoveryKey),
    /// The rescue file does not open.
    #[error("{0}: {1}")]
    Rescue(PathBuf, rescue::RescueError),
    /// The setting was not taken.
    #[error(transparent)]
    Town(#[from] TownError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Storage {
    /// Makes a recovery key: the private half to `file`, which must not exist, the public half to
    /// the devices. A key that was there before still opens the files that were sealed to it.
    pub async fn new_recovery_key(
        &self,
        file: &Path,
        now: i64,
    ) -> Result<RecoveryKey, RecoveryError> {
        let randomness = Random::default().bytes().map_err(StorageError::from)?;
        let secret = RecoverySecret::new(randomness);
        // Before any device seals to it.
        write_private(file, &secret.to_text()).map_err(|why| match why.kind() {
            io::ErrorKind::AlreadyExists => RecoveryError::Exists(file.to_owned()),
            _ => RecoveryError::File(file.to_owned(), why),
        })?;
        let public = secret.public();
        let settled = self.settle_recovery_key(public, now).await;
        if settled.is_err() {
            // Nothing was or will be sealed to it. Left behind it would only be in the way.
            let _ = fs::remove_file(file);
        }
        settled.map(|()| public)
    }

    async fn settle_recovery_key(&self, key: RecoveryKey, now: i64) -> Result<(), RecoveryError> {
        self.write(move |work| {
            let town = municipality::get(work.db)?.id;
            let record = Record::new(town, town, &kinds::municipality::KIND)
                .with("recovery_key", key.to_string());
            town::settle(work, &[record], now)?;
            Ok(log(work, now, "admin recovery new", None, key.to_string())?)
        })
        .await
    }
}

/// Opens a rescue file with the private half that an administrator kept in a file.
pub fn read(file: &Path, key: &Path) -> Result<(Header, Vec<Rescued>), RecoveryError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |why| RecoveryError::File(path, why)
    };
    let text = fs::read_to_string(key).map_err(failed(key))?;
    let secret = Zeroizing::new(text)
        .parse::<RecoverySecret>()
        .map_err(|why| RecoveryError::Key(key.to_owned(), why))?;
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|opened| {
            let mut within = opened.take(rescue::MAX_FILE as u64 + 1);
            within.read_to_end(&mut bytes)
        })
        .map_err(failed(file))?;
    rescue::open(&bytes, &secret).map_err(|why| RecoveryError::Rescue(file.to_owned(), why))
}
