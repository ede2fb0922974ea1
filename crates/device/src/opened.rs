//! An unlocked device, and how the parts of a program share it.

use crate::batch::Batches;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use replication::DossierId;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Enrolment, Me, Store, StoreError};
use uuid::Uuid;

/// An unlocked device.
#[derive(Debug)]
pub struct Opened {
    pub(crate) store: Store,
    pub(crate) enrolment: Enrolment,
    pub(crate) batches: Batches,
}

impl Opened {
    /// The device whose open database this is.
    pub fn new(mut store: Store) -> Result<Self> {
        let mut enrolment = store.enrolment();
        if !store.is_sound() {
            store.reopen()?;
            enrolment = store.enrolment();
        }
        let enrolment = enrolment?.ok_or(DeviceError::NotEnrolled)?;
        Ok(Opened {
            store,
            enrolment,
            batches: Batches::default(),
        })
    }

    /// Who this device is and whom it belongs to.
    pub fn me(&self) -> &Me {
        &self.enrolment.me
    }

    /// Where it syncs.
    pub fn server_url(&self) -> &str {
        &self.enrolment.server_url
    }

    /// The database, for programs without screens.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// A setting of this device alone.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        Ok(self.store.setting(name)?)
    }

    /// Sets or removes a setting of this device alone.
    pub fn set_setting(&mut self, name: &str, value: Option<&str>) -> Result<()> {
        Ok(self.store.set_setting(name, value)?)
    }

    /// Replaces a connection that does not answer what the file holds.
    fn ensure_sound(&mut self) -> Result<Connection> {
        if self.store.is_sound() {
            return Ok(Connection::Kept);
        }
        self.store.reopen()?;
        Ok(Connection::Renewed)
    }

    /// Records that have all the words, those that came last first, at most `most`.
    pub fn search(&mut self, words: &str, most: usize) -> Result<Vec<store::Found>> {
        self.search_among(words, most, &|_, _| true)
    }

    /// The same, of those dossiers and kinds alone that are wanted.
    pub(crate) fn search_among(
        &mut self,
        words: &str,
        most: usize,
        wanted: &dyn Fn(DossierId, &str) -> bool,
    ) -> Result<Vec<store::Found>> {
        let mut found = Vec::new();
        for one in self.store.search_among(words, most, wanted)? {
            let record = self.store.record(one.record)?;
            let is_kept = record.map(|record| self.is_kept_from_me(&record));
            if !is_kept.transpose()?.unwrap_or_default() {
                found.push(one);
            }
        }
        Ok(found)
    }
}

enum Connection {
    Kept,
    Renewed,
}

/// A new record id: UUIDv7 of the device's clock.
pub(crate) fn new_id(now: DateTime<Utc>) -> Result<Uuid> {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &vault::random_bytes()?).into_uuid())
}

/// A device that may be locked at any moment by any part of the program. Locking drops the keys
/// with the database.
#[derive(Debug, Clone, Default)]
pub struct SharedDevice(Arc<Mutex<Option<Opened>>>);

impl SharedDevice {
    /// Shares a device.
    pub fn new(opened: Opened) -> Self {
        SharedDevice(Arc::new(Mutex::new(Some(opened))))
    }

    /// Puts an unlocked device in place.
    pub fn put(&self, opened: Opened) {
        *self.guard() = Some(opened);
    }

    /// Drops the device's keys and database.
    pub fn lock(&self) {
        *self.guard() = None;
    }

    /// True when unlocked.
    pub fn is_open(&self) -> bool {
        self.guard().is_some()
    }

    /// Does something with the device, or says that it is locked.
    ///
    /// What came from pages that could not be read is not answered, however it looks.
    pub fn with<T>(&self, act: impl FnOnce(&mut Opened) -> Result<T>) -> Result<T> {
        let mut guard = self.guard();
        let opened = guard.as_mut().ok_or(DeviceError::Locked)?;
        opened.ensure_sound()?;
        let answer = act(opened);
        if let Err(DeviceError::Store(StoreError::SpoiltIndex)) = answer {
            opened.store.renew_index()?;
        }
        match opened.ensure_sound()? {
            Connection::Kept => answer,
            Connection::Renewed => Err(StoreError::Misread.into()),
        }
    }

    fn guard(&self) -> std::sync::MutexGuard<'_, Option<Opened>> {
        // A panic elsewhere leaves the database as it was: each write is one transaction.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
