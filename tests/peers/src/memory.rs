//! How much memory this process needed at most.

use std::fs;

/// A measurement that begins now.
pub struct Peak {
    before: u64,
}

impl Peak {
    /// Forgets what was needed before.
    pub fn begin() -> Self {
        // Unprivileged processes may reset their own.
        fs::write("/proc/self/clear_refs", "5").unwrap();
        Peak { before: peak_kib() }
    }

    /// How many MiB more than at the beginning were needed at most.
    pub fn grown(&self) -> u64 {
        peak_kib().saturating_sub(self.before) / 1024
    }
}

fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap()
}
