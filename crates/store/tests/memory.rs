//! What the database keeps in memory never reaches the swap file. A program of its own, as the first
//! connection of a process is the one that could go wrong.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use store::Store;

/// Kilobytes that the process has locked.
fn locked() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmLck:"));
    let count = line.unwrap().split_whitespace().nth(1);
    count.unwrap().parse().unwrap()
}

#[test]
fn the_memory_of_the_first_connection_is_locked_and_given_back() {
    let home = tempfile::tempdir().unwrap();
    let before = locked();
    let store = Store::open(&home.path().join("device.db"), &[1; 32]).unwrap();
    // `.cargo/config.toml` gives a connection 512 KiB for its small pieces.
    let open = locked();
    assert!(open >= before + 512, "{before} kB before, {open} kB open");
    drop(store);
    assert!(locked() < before + 256, "{} kB stay locked", locked());
}
