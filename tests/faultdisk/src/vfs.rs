//! The door between SQLite and a disk: its C calls, as methods of a handle.

#![expect(unsafe_code, reason = "SQLite calls a file system through C pointers")]

use crate::disk::{Code, Handle, find, guard};
use crate::lock::Level;
use rusqlite::ffi;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{Ordering, fence};

/// The file system that was the default before, for every path without a disk.
struct Before(*mut ffi::sqlite3_vfs);

// SAFETY: SQLite's own file systems may be called from any thread.
unsafe impl Send for Before {}
// SAFETY: as above; nothing changes through this pointer.
unsafe impl Sync for Before {}

static BEFORE: OnceLock<Before> = OnceLock::new();

/// Makes the disks of this process the default file system, once.
pub(crate) fn install() {
    BEFORE.get_or_init(|| {
        // SAFETY: the default file system lives as long as the process, and so does ours, which is
        // leaked. What ours does not do itself is done by the default one's functions, which find
        // their own data in `pAppData`.
        unsafe {
            ffi::sqlite3_initialize();
            let before = ffi::sqlite3_vfs_find(std::ptr::null());
            let mut ours = *before;
            ours.pNext = std::ptr::null_mut();
            ours.zName = c"faultdisk".as_ptr();
            ours.szOsFile = ours.szOsFile.max(size_of::<OpenFile>() as c_int);
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            ours.xAccess = Some(access);
            ours.xFullPathname = Some(full_pathname);
            ffi::sqlite3_vfs_register(Box::into_raw(Box::new(ours)), 1);
            Before(before)
        }
    });
}

fn before() -> *mut ffi::sqlite3_vfs {
    BEFORE.get().map_or(std::ptr::null_mut(), |before| before.0)
}

/// What SQLite keeps of an open file: its methods, and beside them what is ours.
#[repr(C)]
struct OpenFile {
    base: ffi::sqlite3_file,
    handle: *mut Handle,
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    // The second version has shared memory, and no memory-mapped files.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The path in a C string.
///
/// # Safety
/// `name` is null or a C string that lives as long as the answer is used.
unsafe fn path<'n>(name: *const c_char) -> Option<&'n Path> {
    if name.is_null() {
        return None;
    }
    // SAFETY: what the caller promised.
    let name = unsafe { CStr::from_ptr(name) };
    name.to_str().ok().map(Path::new)
}

/// The handle of an open file of ours.
///
/// # Safety
/// `file` was opened by `open` and not closed yet, and nobody else uses it meanwhile.
unsafe fn handle<'h>(file: *mut ffi::sqlite3_file) -> &'h mut Handle {
    // SAFETY: what the caller promised; `open` put a handle there.
    unsafe { &mut *(*file.cast::<OpenFile>()).handle }
}

fn code<T>(result: Code<T>) -> c_int {
    result.err().unwrap_or(ffi::SQLITE_OK)
}

fn size(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives a name or null, room for a file, and null or room for flags.
    unsafe {
        let Some((disk, on_disk)) = path(name).and_then(find) else {
            return match (*before()).xOpen {
                Some(open) => open(before(), name, file, flags, out_flags),
                None => ffi::SQLITE_CANTOPEN,
            };
        };
        let open = file.cast::<OpenFile>();
        // Without methods SQLite does not close what was never opened.
        (*open).base.pMethods = std::ptr::null();
        match Handle::open(&disk, &on_disk, flags) {
            Ok(handle) => {
                if !out_flags.is_null() {
                    let writes = ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE;
                    *out_flags = match handle.read_only {
                        true => flags & !writes | ffi::SQLITE_OPEN_READONLY,
                        false => flags,
                    };
                }
                (*open).handle = Box::into_raw(Box::new(handle));
                (*open).base.pMethods = &raw const METHODS;
                ffi::SQLITE_OK
            }
            Err(code) => code,
        }
    }
}

unsafe extern "C" fn delete(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: SQLite gives a name.
    unsafe {
        match path(name).and_then(find) {
            Some((disk, on_disk)) => code(guard(&disk).delete(&on_disk, sync_folder != 0)),
            None => match (*before()).xDelete {
                Some(delete) => delete(before(), name, sync_folder),
                None => ffi::SQLITE_IOERR_DELETE,
            },
        }
    }
}

unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives a name and room for the answer.
    unsafe {
        let Some((disk, on_disk)) = path(name).and_then(find) else {
            return match (*before()).xAccess {
                Some(access) => access(before(), name, flags, out),
                None => ffi::SQLITE_IOERR_ACCESS,
            };
        };
        let mut disk = guard(&disk);
        match disk.is_there(&on_disk) {
            Ok(there) => {
                let asks_to_write = flags == ffi::SQLITE_ACCESS_READWRITE;
                *out = c_int::from(there && (!asks_to_write || disk.is_writable()));
                ffi::SQLITE_OK
            }
            Err(code) => code,
        }
    }
}

unsafe extern "C" fn full_pathname(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite gives a name and `room` bytes for the answer.
    unsafe {
        if path(name).and_then(find).is_none() {
            return match (*before()).xFullPathname {
                Some(full) => full(before(), name, room, out),
                None => ffi::SQLITE_CANTOPEN,
            };
        }
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > size(room.into()) {
            return ffi::SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len());
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: the file is open; SQLite uses it no more after this.
    let handle = unsafe { Box::from_raw((*file.cast::<OpenFile>()).handle) };
    handle.close();
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    count: c_int,
    at: i64,
) -> c_int {
    // SAFETY: the file is open, and `into` has room for `count` bytes.
    let (handle, into) = unsafe {
        let into = std::slice::from_raw_parts_mut(into.cast::<u8>(), size(count.into()));
        (handle(file), into)
    };
    match handle.read(size(at), into) {
        Ok(there) if there == into.len() => ffi::SQLITE_OK,
        Ok(there) => {
            into[there..].fill(0);
            ffi::SQLITE_IOERR_SHORT_READ
        }
        Err(code) => code,
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    count: c_int,
    at: i64,
) -> c_int {
    // SAFETY: the file is open, and there are `count` bytes.
    let (handle, bytes) = unsafe {
        let bytes = std::slice::from_raw_parts(bytes.cast::<u8>(), size(count.into()));
        (handle(file), bytes)
    };
    code(handle.write(size(at), bytes))
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, to: i64) -> c_int {
    // SAFETY: the file is open.
    code(unsafe { handle(file) }.truncate(size(to)))
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: the file is open.
    code(unsafe { handle(file) }.sync())
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    // SAFETY: the file is open, and there is room for the answer.
    unsafe {
        match handle(file).size() {
            Ok(size) => {
                *out = size as i64;
                ffi::SQLITE_OK
            }
            Err(code) => code,
        }
    }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    let level = match level {
        ffi::SQLITE_LOCK_NONE => return ffi::SQLITE_OK,
        ffi::SQLITE_LOCK_SHARED => Level::Shared,
        ffi::SQLITE_LOCK_RESERVED => Level::Reserved,
        ffi::SQLITE_LOCK_PENDING => Level::Pending,
        _ => Level::Exclusive,
    };
    // SAFETY: the file is open.
    code(unsafe { handle(file) }.lock(level))
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: the file is open.
    unsafe { handle(file) }.unlock(level == ffi::SQLITE_LOCK_SHARED);
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: the file is open, and there is room for the answer.
    unsafe { *out = c_int::from(handle(file).is_reserved()) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    // What SQLite's own file system for Unix says, so that it writes the same bytes here.
    4096
}

unsafe extern "C" fn device_characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    // As the one for Unix: a torn write does not touch the bytes beside it.
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE | ffi::SQLITE_IOCAP_SUBPAGE_READ
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    region_size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: the file is open, and there is room for the answer. The memory stays until
    // `shm_unmap`, or `close`.
    unsafe {
        *out = std::ptr::null_mut();
        match handle(file).map(size(region.into()), size(region_size.into()), extend != 0) {
            Ok(memory) => {
                *out = memory;
                ffi::SQLITE_OK
            }
            Err(code) => code,
        }
    }
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: the file is open.
    let handle = unsafe { handle(file) };
    let (first, count) = (size(first.into()), size(count.into()));
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        handle.unlock_slots(first, count);
        return ffi::SQLITE_OK;
    }
    code(handle.lock_slots(first, count, flags & ffi::SQLITE_SHM_EXCLUSIVE != 0))
}

unsafe extern "C" fn shm_barrier(_: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: the file is open.
    unsafe { handle(file) }.unmap();
    ffi::SQLITE_OK
}
