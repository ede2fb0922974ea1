//! The process's own peak memory, as Linux counts it.

/// Peak resident memory in MiB since the start or the last [`reset`]; 0 where it is not told.
pub fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}

/// Forgets the peak: stretching the passphrase needs its memory only for a moment.
pub fn reset() {
    // Where the system has no such file the peak simply stays.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
