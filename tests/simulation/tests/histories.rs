//! Histories drawn from seeds.
//!
//! `MEEDOEN_HISTORIES` says how many, `MEEDOEN_FIRST` from which seed on; `MEEDOEN_SEED` replays one.

use simulation::{History, replay, report, run_many};

/// The short form, which runs with every test.
const SHORT: u64 = 10_000;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn every_history_keeps_every_promise() {
    if replay(History::of) {
        return;
    }
    let count = number("MEEDOEN_HISTORIES").unwrap_or(SHORT);
    let first = number("MEEDOEN_FIRST").unwrap_or(1);
    run_many(first..first + count).unwrap_or_else(|broken| report(&broken));
}
