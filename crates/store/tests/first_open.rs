//! Many threads open their database at the very first moment of a process. Each try needs a process
//! of its own: this program starts itself again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::Command;
use std::sync::Barrier;
use std::time::{Duration, Instant};
use std::{env, thread};
use store::Store;

const PROCESSES: u32 = 20;
const THREADS: u32 = 3;
const AT_ONCE: &str = "MEEDOEN_OPEN_AT_ONCE";

#[test]
fn every_thread_may_be_the_first_to_open() {
    if let Ok(process) = env::var(AT_ONCE) {
        return open_at_once(Duration::from_micros(10) * process.parse().unwrap());
    }
    for process in 0..PROCESSES {
        let again = Command::new(env::current_exe().unwrap())
            .env(AT_ONCE, process.to_string())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.success(), "process {process}: {said}");
    }
}

/// Each next thread comes a `step` later: the moment to be refused is short.
fn open_at_once(step: Duration) {
    let home = tempfile::tempdir().unwrap();
    let start = Barrier::new(THREADS as usize);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let path = home.path().join(format!("{thread}.db"));
            let start = &start;
            scope.spawn(move || {
                start.wait();
                let now = Instant::now();
                while now.elapsed() < step * thread {
                    std::hint::spin_loop();
                }
                Store::open(&path, &[1; 32]).unwrap();
            });
        }
    });
}
