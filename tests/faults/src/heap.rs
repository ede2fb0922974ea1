//! SQLite's memory, of which any piece can be refused.

#![expect(
    unsafe_code,
    reason = "SQLite takes its memory through C pointers, and two functions of the C library are replaced"
)]

use rusqlite::ffi;
use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::sync::OnceLock;

thread_local! {
    /// How many pieces this thread asked for since [`refuse`] or [`count`].
    static ASKED: Cell<u64> = const { Cell::new(0) };
    /// From which piece on they are refused, and how many.
    static REFUSED: Cell<(u64, u64)> = const { Cell::new((u64::MAX, 0)) };
}

/// SQLite's own methods.
struct Methods(ffi::sqlite3_mem_methods);

// SAFETY: the C library's memory may be asked for from any thread.
unsafe impl Send for Methods {}
// SAFETY: as above; nothing changes in it.
unsafe impl Sync for Methods {}

static BEFORE: OnceLock<Methods> = OnceLock::new();

/// Puts this memory beneath SQLite. Only the first call in a process does, and it must come before
/// anything that opens a database.
pub fn install() {
    BEFORE.get_or_init(|| {
        // SAFETY: SQLite is not initialised yet, or it says so. The methods it gets do what its own
        // do, or answer that there is no memory.
        unsafe {
            let mut before = std::mem::zeroed::<ffi::sqlite3_mem_methods>();
            let got = ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETMALLOC, &raw mut before);
            assert_eq!(got, ffi::SQLITE_OK, "a database was opened before");
            let mut ours = before;
            ours.xMalloc = Some(malloc);
            ours.xRealloc = Some(realloc);
            let set = ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw mut ours);
            assert_eq!(set, ffi::SQLITE_OK, "a database was opened before");
            Methods(before)
        }
    });
}

/// Refuses this thread `times` pieces from the `nth` on; the first is 1.
pub fn refuse(nth: u64, times: u64) {
    ASKED.set(0);
    REFUSED.set((nth, times));
}

/// Refuses nothing any more; answers how many pieces this thread asked for meanwhile.
pub fn heal() -> u64 {
    REFUSED.set((u64::MAX, 0));
    ASKED.replace(0)
}

fn is_refused() -> bool {
    let asked = ASKED.get() + 1;
    ASKED.set(asked);
    let (from, times) = REFUSED.get();
    asked >= from && asked - from < times
}

unsafe extern "C" fn malloc(size: c_int) -> *mut c_void {
    match BEFORE.get().and_then(|before| before.0.xMalloc) {
        // SAFETY: what SQLite asks, passed on.
        Some(malloc) if !is_refused() => unsafe { malloc(size) },
        _ => std::ptr::null_mut(),
    }
}

unsafe extern "C" fn realloc(piece: *mut c_void, size: c_int) -> *mut c_void {
    match BEFORE.get().and_then(|before| before.0.xRealloc) {
        // SAFETY: as above.
        Some(realloc) if !is_refused() => unsafe { realloc(piece, size) },
        _ => std::ptr::null_mut(),
    }
}

/// SQLCipher locks each piece of memory it takes, so that none is swapped out: two system calls a
/// piece, half of the time of a test.
// SAFETY: nobody relies on the memory really being locked.
#[unsafe(no_mangle)]
pub extern "C" fn mlock(_: *const c_void, _: usize) -> c_int {
    0
}

/// The same.
// SAFETY: as above.
#[unsafe(no_mangle)]
pub extern "C" fn munlock(_: *const c_void, _: usize) -> c_int {
    0
}
