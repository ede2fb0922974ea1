//! The folder of one device: its database, its key header and its lock.

use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, TimeDelta, Utc};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::{Store, StoreError};
use vault::VaultError;
use vault::header::Header;

/// A wrong passphrase takes at least this long, so that a script cannot try many.
const WRONG_PASSPHRASE_TAKES: Duration = Duration::from_millis(500);

/// The setting with the moment of the last whole check, and how long that is good for.
const CHECKED: &str = "checked";
const WHOLE_CHECK_EVERY: TimeDelta = TimeDelta::days(7);

/// What lies in a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeState {
    /// Nothing yet: a device has to be enrolled.
    Empty,
    /// An enrolled device, locked.
    Enrolled,
}

/// A home that this process alone has open.
#[derive(Debug)]
pub struct Home {
    folder: PathBuf,
    /// Held for as long as the home is; the operating system releases it with the process.
    _lock: File,
}

impl Home {
    /// Takes the folder, making it when it is not there.
    pub fn take(folder: &Path) -> Result<Home> {
        std::fs::create_dir_all(folder)?;
        restrict_to_owner(folder)?;
        let lock = File::create(folder.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Home {
                folder: folder.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(DeviceError::HomeBusy),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// What lies here.
    pub fn state(&self) -> HomeState {
        if self.header_path().exists() {
            HomeState::Enrolled
        } else {
            HomeState::Empty
        }
    }

    /// The key header, when the home is enrolled.
    pub fn header(&self) -> Result<Header> {
        match self.state() {
            HomeState::Empty => Err(DeviceError::NotEnrolled),
            HomeState::Enrolled => Ok(Header::read(&self.header_path())?),
        }
    }

    /// Opens the database with the passphrase. `now` names a file that has to be set aside.
    pub fn unlock(&self, passphrase: &str, now: DateTime<Utc>) -> Result<Opened> {
        let started = Instant::now();
        let key = match self.header()?.open(passphrase) {
            Ok(key) => key,
            Err(why) => {
                if matches!(why, VaultError::WrongPassphrase) {
                    std::thread::sleep(WRONG_PASSPHRASE_TAKES.saturating_sub(started.elapsed()));
                }
                return Err(why.into());
            }
        };
        // The header opened, so the key is right: what it does not open is damaged or foreign.
        let open = || open_whole(&self.database_path(), key.bytes(), now);
        // A disk may misread once.
        match open().or_else(|why| match why {
            StoreError::Unreadable => open(),
            other => Err(other),
        }) {
            Ok(store) => Opened::new(store),
            Err(StoreError::Unreadable) => Err(DeviceError::SetAside(self.set_aside(now)?)),
            Err(other) => Err(other.into()),
        }
    }

    /// Renames the database and its header, with a day and time in the name. Nothing is deleted
    /// or overwritten; the home is empty afterwards. Answers the database's new name.
    pub fn set_aside(&self, now: DateTime<Utc>) -> Result<String> {
        let stamp = now.format("%Y%m%d-%H%M%S%3f");
        let name = format!("apart-{stamp}.db");
        for (from, to) in [
            ("meedoen.db", name.clone()),
            ("meedoen.db-wal", format!("{name}-wal")),
            ("meedoen.db-shm", format!("{name}-shm")),
            ("key.json", format!("apart-{stamp}.key.json")),
        ] {
            let from = self.folder.join(from);
            if from.exists() {
                std::fs::rename(from, self.folder.join(to))?;
            }
        }
        Ok(name)
    }

    /// The databases that were set aside here, newest first.
    pub fn apart(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with("apart-") && name.ends_with(".db") {
                names.push(name);
            }
        }
        names.sort_unstable_by(|a, b| b.cmp(a));
        Ok(names)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn database_path(&self) -> PathBuf {
        self.folder.join("meedoen.db")
    }

    /// Where a database is made until the server has accepted the device.
    pub(crate) fn enrolling_path(&self) -> PathBuf {
        self.folder.join("enrolling.db")
    }

    pub(crate) fn header_path(&self) -> PathBuf {
        self.folder.join("key.json")
    }
}

/// Opens a database of which every page is as it was written. One that is found damaged today is
/// fetched anew; one that is found so after a week of work costs that week. Once a week each index
/// is held against its table too.
fn open_whole(
    path: &Path,
    key: &[u8; 32],
    now: DateTime<Utc>,
) -> std::result::Result<Store, StoreError> {
    let mut store = Store::open(path, key)?;
    let checked = store.setting(CHECKED)?;
    let checked = checked.and_then(|at| at.parse::<DateTime<Utc>>().ok());
    // A clock that was wrong then or is wrong now only makes it look once more.
    let lately = checked.is_some_and(|at| (now - at).abs() < WHOLE_CHECK_EVERY);
    let intact = match lately {
        true => store.is_intact()?,
        false => store.is_wholly_intact()?,
    };
    if !intact || store.enrolment()?.is_none() {
        return Err(StoreError::Unreadable);
    }
    if !lately {
        match store.set_setting(CHECKED, Some(&now.to_rfc3339())) {
            // What cannot be written can still be read; the next time looks again.
            Err(StoreError::DiskFull | StoreError::ReadOnly) => {}
            other => other?,
        }
    }
    Ok(store)
}

#[cfg(unix)]
fn restrict_to_owner(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    Ok(())
}

#[cfg(not(unix))]
fn restrict_to_owner(_: &Path) -> Result<()> {
    // A user's application folder is private to that user on Windows.
    Ok(())
}
