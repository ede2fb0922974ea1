//! What the commands share.

use crate::preferences::Preferences;
use device::live::LiveSync;
use device::{AppError, Home, SharedDevice, pin};
use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The app's state.
pub(crate) struct App {
    folder: PathBuf,
    home: Mutex<Option<Arc<Home>>>,
    pub(crate) device: SharedDevice,
    pub(crate) live: LiveSync,
    /// Verbergen: keys stay, but no command shows anything until the PIN.
    hidden: AtomicBool,
    pin_tries: AtomicU8,
    /// The window stays open: text in it is not on disk yet.
    close_held: AtomicBool,
    active: Mutex<Instant>,
    /// The paper that was saved last, to be opened and printed.
    last_paper: Mutex<Option<PathBuf>>,
}

impl App {
    pub(crate) fn new(folder: PathBuf) -> Self {
        let device = SharedDevice::default();
        App {
            folder,
            home: Mutex::new(None),
            live: LiveSync::new(device.clone()),
            device,
            hidden: AtomicBool::new(false),
            pin_tries: AtomicU8::new(pin::TRIES),
            close_held: AtomicBool::new(false),
            active: Mutex::new(Instant::now()),
            last_paper: Mutex::new(None),
        }
    }

    /// The home, taken at first use: another process that has it open is told on screen.
    pub(crate) fn home(&self) -> Result<Arc<Home>, AppError> {
        let mut home = guard(&self.home);
        if let Some(home) = home.as_ref() {
            return Ok(home.clone());
        }
        let taken = Arc::new(Home::take(&self.folder)?);
        *home = Some(taken.clone());
        Ok(taken)
    }

    /// Something to do with an open device that is not hidden.
    pub(crate) fn with<T>(
        &self,
        act: impl FnOnce(&mut device::Opened) -> device::Result<T>,
    ) -> Result<T, AppError> {
        if !self.is_hidden() {
            self.touch();
        }
        self.with_unseen(act)
    }

    /// The same, when it is no sign that the coach is there.
    pub(crate) fn with_unseen<T>(
        &self,
        act: impl FnOnce(&mut device::Opened) -> device::Result<T>,
    ) -> Result<T, AppError> {
        if self.is_hidden() {
            return Err(device::DeviceError::Locked.into());
        }
        Ok(self.device.with(act)?)
    }

    pub(crate) fn preferences(&self) -> Preferences {
        Preferences::read(&self.folder)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn is_hidden(&self) -> bool {
        self.hidden.load(Ordering::SeqCst)
    }

    pub(crate) fn set_hidden(&self, hidden: bool) {
        self.hidden.store(hidden, Ordering::SeqCst);
        self.pin_tries.store(pin::TRIES, Ordering::SeqCst);
    }

    pub(crate) fn is_close_held(&self) -> bool {
        self.close_held.load(Ordering::SeqCst)
    }

    pub(crate) fn hold_close(&self, held: bool) {
        self.close_held.store(held, Ordering::SeqCst);
    }

    pub(crate) fn pin_tries(&self) -> u8 {
        self.pin_tries.load(Ordering::SeqCst)
    }

    /// Spends a PIN try; answers how many are left.
    pub(crate) fn spend_pin_try(&self) -> u8 {
        let spend = |left: u8| Some(left.saturating_sub(1));
        let before = self
            .pin_tries
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, spend);
        before.unwrap_or_default().saturating_sub(1)
    }

    pub(crate) fn last_paper(&self) -> Option<PathBuf> {
        guard(&self.last_paper).clone()
    }

    pub(crate) fn keep_last_paper(&self, path: PathBuf) {
        *guard(&self.last_paper) = Some(path);
    }

    /// The coach is there.
    pub(crate) fn touch(&self) {
        *guard(&self.active) = Instant::now();
    }

    pub(crate) fn idle_since(&self) -> Instant {
        *guard(&self.active)
    }
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Each holds a plain value that a panic elsewhere leaves whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells homes apart in a name on the desktop's bus; not a secret and not for storage.
pub(crate) fn short_hash(text: &OsStr) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
