//! A disk in memory: its folder of files, what of it is durable, and its faults.

use crate::fault::{Failure, Faults, Plan, io_error};
use crate::file::File;
use crate::lock::{HandleId, Level, Locks, Shared};
use crate::{Call, Chance, PowerCut, vfs};
use rusqlite::ffi;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// The disks of this process by the folder that they stand for.
static DISKS: RwLock<BTreeMap<PathBuf, Arc<Mutex<State>>>> = RwLock::new(BTreeMap::new());
static LAST_DISK: AtomicU64 = AtomicU64::new(0);

/// A disk of its own. What SQLite opens below its folder lies on it, in memory, and goes with it.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    state: Arc<Mutex<State>>,
}

/// A copy of everything on a disk.
#[derive(Debug, Clone)]
pub struct Image {
    files: BTreeMap<FileId, File>,
    names: BTreeMap<String, FileId>,
    durable_names: BTreeMap<String, FileId>,
    modelled: bool,
}

impl Disk {
    /// A disk that knows what is durable, under a folder that nobody else has.
    pub fn new() -> Disk {
        Disk::claim(Disk::unused_folder(), true)
    }

    /// A disk that keeps no account of syncs, for speed: a power cut takes nothing from it.
    pub fn plain() -> Disk {
        Disk::claim(Disk::unused_folder(), false)
    }

    /// Stands for a folder, also one of the real file system, of which only what SQLite opens
    /// lies here.
    pub fn at(folder: &Path) -> Disk {
        Disk::claim(folder.to_owned(), true)
    }

    fn unused_folder() -> PathBuf {
        let number = LAST_DISK.fetch_add(1, Ordering::Relaxed);
        PathBuf::from(format!("/faultdisk/{number}"))
    }

    fn claim(folder: PathBuf, modelled: bool) -> Disk {
        vfs::install();
        let state = Arc::new(Mutex::new(State {
            modelled,
            ..State::default()
        }));
        DISKS
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(folder.clone(), Arc::clone(&state));
        Disk { folder, state }
    }

    /// The path of a file on this disk.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// How many calls SQLite made so far.
    pub fn calls(&self) -> u64 {
        self.state().faults.calls
    }

    /// How many calls failed by plan.
    pub fn failed(&self) -> u64 {
        self.state().faults.failed
    }

    /// Lets a call fail. There is one plan at a time; counting starts here.
    pub fn plan(&self, plan: Plan) {
        let faults = &mut self.state().faults;
        (faults.plan, faults.counted) = (Some(plan), 0);
    }

    /// Makes the disk healthy: no plan, room again, and it can be written. What was lost stays so.
    pub fn heal(&self) {
        let faults = &mut self.state().faults;
        (faults.plan, faults.capacity, faults.read_only) = (None, None, false);
    }

    /// Bounds what all files together may hold.
    pub fn set_capacity(&self, bytes: usize) {
        self.state().faults.capacity = Some(bytes);
    }

    /// What all files together hold.
    pub fn used(&self) -> usize {
        self.state().used()
    }

    /// Lets nothing be written from here on, as when a system mounts a failing disk read-only.
    pub fn set_read_only(&self) {
        self.state().faults.read_only = true;
    }

    /// Says of every sync that it was done, and does none: the bug that a power cut has to find.
    pub fn lose_syncs(&self) {
        self.state().faults.syncs_are_lost = true;
    }

    /// Cuts the power. Every call fails until it is back.
    pub fn power_off(&self) {
        self.state().faults.powerless = true;
    }

    /// Brings the power back after a cut that left `how` much. Files that were open are dead.
    /// With [`PowerCut::EverythingKept`] this is what a killed program leaves behind.
    pub fn power_on(&self, how: PowerCut, chance: &mut Chance) {
        self.state().cut(how, chance);
    }

    /// A copy of everything, also of what is not durable yet.
    pub fn image(&self) -> Image {
        self.state().image()
    }

    /// Puts a copy in the place of everything. Files that were open are dead.
    pub fn restore(&self, image: &Image) {
        self.state().restore(image);
    }

    /// The same for a backup: whoever puts files back waits until they are there for good.
    pub fn put_back(&self, image: &Image) {
        let mut state = self.state();
        state.restore(image);
        state.cut(PowerCut::EverythingKept, &mut Chance::seeded(0));
    }

    /// The names of all files.
    pub fn names(&self) -> Vec<String> {
        self.state().names.keys().cloned().collect()
    }

    /// The bytes of a file, if it is there.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let state = self.state();
        let file = state.files.get(state.names.get(name)?)?;
        Some(file.bytes().to_vec())
    }

    /// Makes or replaces a file, durably. Files that were open are dead.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        let mut state = self.state();
        let id = state.make(name);
        state.files.insert(id, File::with(bytes));
        state.durable_names.insert(name.to_owned(), id);
        state.forget_handles();
    }

    /// Deletes a file, durably. Files that were open are dead.
    pub fn remove(&self, name: &str) {
        let mut state = self.state();
        state.names.remove(name);
        state.durable_names.remove(name);
        state.forget_handles();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        guard(&self.state)
    }
}

impl Default for Disk {
    fn default() -> Self {
        Disk::new()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let mut disks = DISKS.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may stand for the folder by now.
        if (disks.get(&self.folder)).is_some_and(|state| Arc::ptr_eq(state, &self.state)) {
            disks.remove(&self.folder);
        }
    }
}

pub(crate) fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The disk a path lies on, and the file's name there.
pub(crate) fn find(path: &Path) -> Option<(Arc<Mutex<State>>, String)> {
    let disks = DISKS.read().unwrap_or_else(PoisonError::into_inner);
    let (folder, state) = path
        .ancestors()
        .skip(1)
        .find_map(|folder| disks.get_key_value(folder))?;
    let name = path.strip_prefix(folder).ok()?.to_str()?;
    Some((Arc::clone(state), name.to_owned()))
}

pub(crate) type FileId = u64;

/// What a call answers when it fails: SQLite's code.
pub(crate) type Code<T> = Result<T, i32>;

/// Everything of a disk.
#[derive(Debug, Default)]
pub(crate) struct State {
    modelled: bool,
    files: BTreeMap<FileId, File>,
    names: BTreeMap<String, FileId>,
    /// The folder as a power cut would leave it at worst.
    durable_names: BTreeMap<String, FileId>,
    open: BTreeMap<HandleId, FileId>,
    locks: BTreeMap<FileId, Locks>,
    shared: BTreeMap<FileId, Arc<Mutex<Shared>>>,
    last_id: u64,
    faults: Faults,
}

/// An open file.
#[derive(Debug)]
pub(crate) struct Handle {
    pub(crate) disk: Arc<Mutex<State>>,
    id: HandleId,
    file: FileId,
    /// A new journal makes the folder durable with its first sync.
    syncs_folder: bool,
    delete_on_close: Option<String>,
    /// Kept here too: the memory must outlive a power cut for as long as somebody may touch it.
    shared: Option<Arc<Mutex<Shared>>>,
    pub(crate) read_only: bool,
}

impl State {
    fn check(&mut self, call: Call) -> Code<()> {
        self.faults
            .count(call)
            .map_or(Ok(()), |_| Err(io_error(call)))
    }

    fn check_open(&mut self, handle: &Handle, call: Call) -> Code<Option<Failure>> {
        match self.open.contains_key(&handle.id) {
            true => Ok(self.faults.count(call)),
            false => Err(io_error(call)),
        }
    }

    fn check_whole(&mut self, handle: &Handle, call: Call) -> Code<()> {
        match self.check_open(handle, call)? {
            Some(_) => Err(io_error(call)),
            None => Ok(()),
        }
    }

    fn new_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    fn make(&mut self, name: &str) -> FileId {
        let id = self.new_id();
        self.files.insert(id, File::default());
        self.names.insert(name.to_owned(), id);
        id
    }

    fn used(&self) -> usize {
        let named = self.names.values();
        named
            .filter_map(|id| self.files.get(id))
            .map(|file| file.bytes().len())
            .sum()
    }

    fn file(&mut self, handle: &Handle) -> Code<&mut File> {
        self.files.get_mut(&handle.file).ok_or(ffi::SQLITE_IOERR)
    }

    /// Files that nobody can reach any more need no room.
    fn sweep(&mut self) {
        let State {
            files,
            names,
            durable_names,
            open,
            ..
        } = self;
        let reachable = |id: &FileId| {
            let mut all = names
                .values()
                .chain(durable_names.values())
                .chain(open.values());
            all.any(|other| other == id)
        };
        files.retain(|id, _| reachable(id));
        self.locks.retain(|id, _| files.contains_key(id));
        self.shared.retain(|id, _| files.contains_key(id));
    }

    fn forget_handles(&mut self) {
        self.open.clear();
        self.locks.clear();
        self.shared.clear();
        self.sweep();
    }

    fn cut(&mut self, how: PowerCut, chance: &mut Chance) {
        if self.modelled {
            self.cut_names(how, chance);
            for file in self.files.values_mut() {
                file.cut(how, chance);
            }
        }
        self.faults.powerless = false;
        self.faults.plan = None;
        self.forget_handles();
    }

    fn cut_names(&mut self, how: PowerCut, chance: &mut Chance) {
        let mut all: Vec<String> = self.names.keys().cloned().collect();
        all.extend(self.durable_names.keys().cloned());
        all.sort_unstable();
        all.dedup();
        for name in all {
            let kept = match how {
                PowerCut::NothingKept => false,
                PowerCut::EverythingKept => true,
                PowerCut::InOrder | PowerCut::AnyOrder => chance.one_in(2),
            };
            let (from, to) = match kept {
                true => (&self.names, &mut self.durable_names),
                false => (&self.durable_names, &mut self.names),
            };
            match from.get(&name) {
                Some(id) => to.insert(name, *id),
                None => to.remove(&name),
            };
        }
    }

    fn image(&self) -> Image {
        Image {
            files: self.files.clone(),
            names: self.names.clone(),
            durable_names: self.durable_names.clone(),
            modelled: self.modelled,
        }
    }

    fn restore(&mut self, image: &Image) {
        self.files.clone_from(&image.files);
        self.names.clone_from(&image.names);
        self.durable_names.clone_from(&image.durable_names);
        // Ids go on from the greater, or an old handle could mean a new file.
        let last = image.files.keys().next_back().copied().unwrap_or_default();
        self.last_id = self.last_id.max(last);
        if self.modelled && !image.modelled {
            self.durable_names.clone_from(&image.names);
            for file in self.files.values_mut() {
                *file = File::with(file.bytes());
            }
        }
        self.forget_handles();
    }

    pub(crate) fn delete(&mut self, name: &str, durably: bool) -> Code<()> {
        self.check(Call::Delete)?;
        if self.faults.read_only {
            return Err(ffi::SQLITE_IOERR_DELETE);
        }
        if self.names.remove(name).is_none() {
            return Err(ffi::SQLITE_IOERR_DELETE_NOENT);
        }
        if durably && !self.faults.syncs_are_lost {
            self.durable_names.clone_from(&self.names);
        }
        self.sweep();
        Ok(())
    }

    /// Whether a file with something in it is there.
    pub(crate) fn is_there(&mut self, name: &str) -> Code<bool> {
        self.check(Call::Access)?;
        let file = self.names.get(name).and_then(|id| self.files.get(id));
        Ok(file.is_some_and(|file| !file.bytes().is_empty()))
    }

    pub(crate) fn is_writable(&self) -> bool {
        !self.faults.read_only
    }
}

impl Handle {
    pub(crate) fn open(disk: &Arc<Mutex<State>>, name: &str, flags: i32) -> Code<Handle> {
        let mut state = guard(disk);
        state.check(Call::Open)?;
        let read_only = state.faults.read_only || flags & ffi::SQLITE_OPEN_READONLY != 0;
        let known = state.names.get(name).copied();
        let file = match known {
            Some(file) => file,
            None if read_only || flags & ffi::SQLITE_OPEN_CREATE == 0 => {
                return Err(ffi::SQLITE_CANTOPEN);
            }
            None => state.make(name),
        };
        let journal =
            ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_SUPER_JOURNAL | ffi::SQLITE_OPEN_WAL;
        let id = state.new_id();
        state.open.insert(id, file);
        Ok(Handle {
            disk: Arc::clone(disk),
            id,
            file,
            syncs_folder: known.is_none() && flags & journal != 0,
            delete_on_close: (flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0).then(|| name.to_owned()),
            shared: None,
            read_only,
        })
    }

    pub(crate) fn close(mut self) {
        self.unmap();
        let mut state = guard(&self.disk);
        if state.open.remove(&self.id).is_none() {
            return;
        }
        if let Some(locks) = state.locks.get_mut(&self.file) {
            locks.unlock(self.id, false);
        }
        if let Some(name) = &self.delete_on_close {
            state.names.remove(name);
        }
        state.sweep();
    }

    /// Reads; answers how many bytes there were.
    pub(crate) fn read(&self, at: usize, into: &mut [u8]) -> Code<usize> {
        let mut state = guard(&self.disk);
        let failure = state.check_open(self, Call::Read)?;
        let count = state.file(self)?.read(at, into);
        match failure {
            None => Ok(count),
            Some(Failure::Short) => Ok(count / 2),
            Some(_) => Err(ffi::SQLITE_IOERR_READ),
        }
    }

    pub(crate) fn write(&self, at: usize, bytes: &[u8]) -> Code<()> {
        let mut state = guard(&self.disk);
        let failure = state.check_open(self, Call::Write)?;
        if self.read_only || state.faults.read_only {
            return Err(ffi::SQLITE_IOERR_WRITE);
        }
        let modelled = state.modelled;
        let grows = (at + bytes.len()).saturating_sub(state.file(self)?.bytes().len());
        let room = state
            .faults
            .capacity
            .map_or(usize::MAX, |capacity| capacity.saturating_sub(state.used()));
        let (written, answer) = match failure {
            None if grows > room => {
                let fits = bytes.len().saturating_sub(grows - room);
                (fits, Err(ffi::SQLITE_FULL))
            }
            None => (bytes.len(), Ok(())),
            // On its way when the power went: it may have arrived.
            Some(Failure::PowerCut) => (bytes.len(), Err(ffi::SQLITE_IOERR_WRITE)),
            Some(Failure::Short) => (bytes.len() / 2, Err(ffi::SQLITE_FULL)),
            Some(Failure::DiskFull) => (0, Err(ffi::SQLITE_FULL)),
            Some(_) => (0, Err(ffi::SQLITE_IOERR_WRITE)),
        };
        if written > 0 {
            state.file(self)?.write(at, &bytes[..written], modelled);
        }
        answer
    }

    pub(crate) fn truncate(&self, size: usize) -> Code<()> {
        let mut state = guard(&self.disk);
        state.check_whole(self, Call::Truncate)?;
        if self.read_only || state.faults.read_only {
            return Err(ffi::SQLITE_IOERR_TRUNCATE);
        }
        let modelled = state.modelled;
        state.file(self)?.resize(size, modelled);
        Ok(())
    }

    pub(crate) fn sync(&mut self) -> Code<()> {
        let mut state = guard(&self.disk);
        state.check_whole(self, Call::Sync)?;
        if !state.modelled || state.faults.syncs_are_lost {
            return Ok(());
        }
        state.file(self)?.sync();
        if std::mem::take(&mut self.syncs_folder) {
            state.durable_names = state.names.clone();
        }
        Ok(())
    }

    pub(crate) fn size(&self) -> Code<usize> {
        let mut state = guard(&self.disk);
        state.check_whole(self, Call::Size)?;
        Ok(state.file(self)?.bytes().len())
    }

    pub(crate) fn lock(&self, level: Level) -> Code<()> {
        let mut state = guard(&self.disk);
        state.check_whole(self, Call::Lock)?;
        let locks = state.locks.entry(self.file).or_default();
        match locks.lock(self.id, level) {
            true => Ok(()),
            false => Err(ffi::SQLITE_BUSY),
        }
    }

    pub(crate) fn unlock(&self, keep_shared: bool) {
        let mut state = guard(&self.disk);
        if !state.open.contains_key(&self.id) {
            return;
        }
        if let Some(locks) = state.locks.get_mut(&self.file) {
            locks.unlock(self.id, keep_shared);
        }
    }

    pub(crate) fn is_reserved(&self) -> bool {
        let state = guard(&self.disk);
        state.locks.get(&self.file).is_some_and(Locks::is_reserved)
    }

    pub(crate) fn map(
        &mut self,
        region: usize,
        size: usize,
        extend: bool,
    ) -> Code<*mut std::ffi::c_void> {
        let mut state = guard(&self.disk);
        state.check_whole(self, Call::Map)?;
        // A real system needs a file beside the database for it.
        if state.faults.read_only && !state.shared.contains_key(&self.file) {
            return Err(ffi::SQLITE_CANTOPEN);
        }
        let shared = match &self.shared {
            Some(shared) => shared,
            None => {
                let shared = Arc::clone(state.shared.entry(self.file).or_default());
                self.shared.insert(shared)
            }
        };
        Ok(guard(shared).map(self.id, region, size, extend))
    }

    /// Locks slots of the shared memory.
    pub(crate) fn lock_slots(&self, first: usize, count: usize, exclusive: bool) -> Code<()> {
        let Some(shared) = &self.shared else {
            return Err(ffi::SQLITE_IOERR_SHMLOCK);
        };
        match guard(shared).lock(self.id, first, count, exclusive) {
            true => Ok(()),
            false => Err(ffi::SQLITE_BUSY),
        }
    }

    pub(crate) fn unlock_slots(&self, first: usize, count: usize) {
        if let Some(shared) = &self.shared {
            guard(shared).unlock(self.id, first, count);
        }
    }

    pub(crate) fn unmap(&mut self) {
        let Some(shared) = self.shared.take() else {
            return;
        };
        let mut state = guard(&self.disk);
        if guard(&shared).unmap(self.id) {
            let ours = state.shared.get(&self.file);
            if ours.is_some_and(|ours| Arc::ptr_eq(ours, &shared)) {
                state.shared.remove(&self.file);
            }
        }
    }
}
