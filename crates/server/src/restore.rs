//! Backups of the database, and what a restored one has to do before it serves.

use crate::access;
use crate::ledger::{Entry, LedgerError};
use crate::name_on_list;
use crate::push::PushError;
use crate::storage::{
    DATABASE, Storage, StorageError, Work, access_event, access_log, device, endpoint,
    enrolment_code, municipality,
};
use planted::planted;
use replication::{DeviceId, DossierId, Position};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why there is no backup, or none was restored.
#[derive(Debug, Error)]
pub enum RestoreError {
    /// A backup never overwrites.
    #[error("{0} exists already")]
    Exists(PathBuf),
    /// The server runs.
    #[error("the server of {0} runs; stop it first")]
    Running(PathBuf),
    /// A file cannot be copied, moved or removed.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// The ledger beside the database failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// What was erased could not be erased again.
    #[error(transparent)]
    Push(#[from] PushError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Storage {
    /// Writes a copy of the database while it is in use, and tells devices from then on what is in
    /// it. The master key and the ledger are not in it.
    pub async fn back_up(&self, to: &Path, now: i64) -> Result<Position, RestoreError> {
        if to.exists() {
            return Err(RestoreError::Exists(to.to_owned()));
        }
        let file = to.to_string_lossy().into_owned();
        let position = self
            .read(move |work| {
                let position = municipality::get(work.db)?.last_position;
                // `VACUUM INTO` does not run inside a transaction.
                work.db.execute_batch("COMMIT")?;
                work.db.execute("VACUUM INTO ?1", [file])?;
                work.db.execute_batch("BEGIN")?;
                Ok::<_, StorageError>(position)
            })
            .await?;
        let written = fs::File::open(to).and_then(|file| file.sync_all());
        written.map_err(|why| RestoreError::File(to.to_owned(), why))?;
        self.set_backed_up(position, now).await?;
        Ok(position)
    }

    /// Writes down up to where there is a backup.
    pub async fn set_backed_up(&self, position: Position, now: i64) -> Result<(), StorageError> {
        self.write(move |work| {
            endpoint::set_backed_up(work.db, position)?;
            let entry = access_log::Entry {
                event: "backup",
                result: format!("up to {}", position.0),
                ..Default::default()
            };
            access_log::append(work.db, now, &entry)
        })
        .await
    }

    /// Makes a database that was put back from a backup fit to serve: it gets an epoch of its own,
    /// what was erased since goes again, devices shut out since stay so, and no code of before
    /// makes a device. Open it anew afterwards.
    pub async fn begin_epoch(&self, now: i64) -> Result<(), RestoreError> {
        let ledger = self.ledger();
        let from = self.identity().epoch;
        self.write(move |work| {
            let epoch =
                uuid::Builder::from_random_bytes(work.random.bytes().map_err(StorageError::from)?);
            let epoch = epoch.into_uuid();
            let began = municipality::find(work.db)?.map_or(0, |town| town.last_position.0);
            ledger.append(&Entry::Epoch { epoch, from, began })?;
            if !planted!("a-restored-server-keeps-its-epoch") {
                endpoint::set_epoch(work.db, epoch)?;
            }
            // In this epoch no backup was made.
            endpoint::set_backed_up(work.db, Position(0))?;
            // One that is unused here may have made a device since.
            enrolment_code::expire_unused(work.db, now)?;
            for entry in ledger.entries()? {
                match entry {
                    Entry::Erased { dossier, at } => {
                        erase_again(work, DossierId(dossier), at, now)?
                    }
                    Entry::ShutOut { device, at } => {
                        device::revoke(work.db, DeviceId(device), at)?;
                    }
                    Entry::Epoch { .. } => {}
                }
            }
            let entry = access_log::Entry {
                event: "restore",
                result: format!("up to {began}"),
                ..Default::default()
            };
            Ok(access_log::append(work.db, now, &entry)?)
        })
        .await
    }
}

fn erase_again(work: &mut Work<'_>, id: DossierId, at: i64, now: i64) -> Result<(), PushError> {
    let is_erased = access_event::is_erased(work.db, id)?;
    if !is_erased && !planted!("a-restore-brings-back-the-erased") {
        access::erase_everywhere(work, id, at)?;
        name_on_list::forget(work, id, now)?;
    }
    Ok(())
}

/// Held by a server for as long as it serves this data folder; others may serve it too.
pub fn serving(data: &Path) -> Result<fs::File, RestoreError> {
    let lock = serving_file(data)?;
    match lock.try_lock_shared() {
        Ok(()) => Ok(lock),
        Err(_) => Err(RestoreError::Running(data.to_owned())),
    }
}

fn serving_file(data: &Path) -> Result<fs::File, RestoreError> {
    let file = data.join("serving");
    fs::File::create(&file).map_err(|why| RestoreError::File(file, why))
}

/// Puts a backup in the place of the database in `data`, whose server must not run. What was there
/// is kept beside it. Nothing is changed until the backup has shown that it can be used.
pub async fn restore(data: &Path, backup: &Path, now: i64) -> Result<(), RestoreError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |why| RestoreError::File(path, why)
    };
    let lock = serving_file(data)?;
    if lock.try_lock().is_err() {
        return Err(RestoreError::Running(data.to_owned()));
    }
    let trial = data.join("restoring");
    fs::create_dir_all(&trial).map_err(failed(&trial))?;
    let database = data.join(DATABASE);
    let fresh = trial.join(DATABASE);
    fs::copy(backup, &fresh).map_err(failed(backup))?;
    Storage::open_beside(&trial, data)?.begin_epoch(now).await?;
    let kept = data.join(format!("before-restore-{now}.db"));
    // A log of the old database must not lie beside the new one; the new one then takes the name
    // in one step.
    for suffix in ["-wal", "-shm"] {
        let [from, to] = [&database, &kept].map(|path| {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            PathBuf::from(name)
        });
        if from.exists() {
            fs::rename(&from, to).map_err(failed(&from))?;
        }
    }
    if database.exists() {
        fs::hard_link(&database, &kept).map_err(failed(&kept))?;
    }
    fs::rename(&fresh, &database).map_err(failed(&database))?;
    fs::remove_dir_all(&trial).map_err(failed(&trial))?;
    Ok(())
}
