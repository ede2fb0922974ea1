//! The server of a world, on a disk of its own.

use crate::step::Cut;
use axum::Router;
use chrono::Utc;
use faultdisk::{Chance, Disk, Image};
use replication::{Change, DossierId, Position};
use server::feed::Keys;
use server::restore::RestoreError;
use server::storage::{Storage, StorageError, Work, change, municipality};
use std::path::Path;
use tempfile::TempDir;

/// A copy of the server's database.
pub struct Backup {
    pub image: Image,
    /// How much had been written by then.
    pub writes: usize,
    /// How much had been decided by then.
    pub decided: usize,
}

/// The server.
pub struct Office {
    pub disk: Disk,
    folder: TempDir,
    pub storage: Storage,
    pub router: Router,
    /// What its clock said last.
    clock: i64,
}

impl Office {
    /// Opens the server whose key file lies in `folder` and whose database lies on `disk`, which
    /// stands for the same folder.
    pub fn open(disk: Disk, folder: TempDir) -> Result<Self, StorageError> {
        let storage = Storage::open(folder.path())?;
        let router = server::http::routes(storage.clone());
        Ok(Office {
            disk,
            folder,
            storage,
            router,
            clock: 0,
        })
    }

    /// What its clock says, so long ago; no two moments are the same. It goes right: what devices
    /// send is judged by the same clock.
    pub fn now(&mut self, ago: i64) -> i64 {
        self.clock = (self.clock + 1).max(Utc::now().timestamp_millis());
        self.clock - ago
    }

    /// Copies the database while it is in use, and tells devices from then on what is in the copy.
    /// `server::restore::back_up` does so on a real file system.
    pub async fn back_up(&mut self) -> Result<Image, StorageError> {
        let last = |work: &mut Work<'_>| Ok(municipality::get(work.db)?.last_position);
        let position = self.storage.read::<_, StorageError>(last).await?;
        let image = self.disk.image();
        let now = self.now(0);
        self.storage.set_backed_up(position, now).await?;
        Ok(image)
    }

    /// Puts a copy back, as `server::restore::restore` does, and starts again.
    pub async fn restore(&mut self, image: &Image) -> Result<(), RestoreError> {
        self.disk.put_back(image);
        let now = self.now(0);
        let restored = Storage::open(self.folder.path())?;
        restored.begin_epoch(now).await?;
        Ok(self.start()?)
    }

    /// Where its key file lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The power goes, comes back, and the server starts again.
    pub fn cut(&mut self, cut: Cut) -> Result<(), StorageError> {
        self.disk.power_off();
        self.disk.power_on(cut.how, &mut Chance::seeded(cut.seed));
        self.start()
    }

    /// Starts anew on what lies on the disk.
    pub fn start(&mut self) -> Result<(), StorageError> {
        self.storage = Storage::open(self.folder.path())?;
        self.router = server::http::routes(self.storage.clone());
        Ok(())
    }

    /// Stops it and takes its disk out.
    pub fn close(self) -> Image {
        let Office {
            disk,
            storage,
            router,
            folder: _folder,
            ..
        } = self;
        drop((storage, router));
        disk.image()
    }

    /// Every accepted change of a dossier, or of all, in the town's order.
    pub async fn log(
        &self,
        dossier: Option<DossierId>,
    ) -> Result<Vec<(Position, Change)>, StorageError> {
        self.storage
            .read(move |work| {
                let mut keys = Keys::default();
                let mut log = Vec::new();
                change::visit(work.db, dossier, |row| {
                    let place = change::place(row.dossier, row.id);
                    let sealed = row.sealed.unwrap_or_default();
                    let content = keys.of(work, row.dossier)?.open(&place, &sealed)?;
                    let change =
                        Change::decode(&content).map_err(|_| StorageError::Unreadable("change"))?;
                    log.push((row.position, change));
                    Ok(())
                })?;
                Ok(log)
            })
            .await
    }
}
