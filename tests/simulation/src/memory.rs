//! SQLCipher locks each piece of memory it takes, so that none is swapped out: two system calls a
//! piece, half of the time of a history. Here they do nothing.

#![expect(
    unsafe_code,
    reason = "takes the place of two functions of the C library"
)]

use std::ffi::{c_int, c_void};

/// Stands in for the C library's function.
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
