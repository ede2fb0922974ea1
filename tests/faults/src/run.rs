//! Runs tries drawn from seeds on all cores, and tells how to replay the one that failed.
//!
//! An environment variable says how many tries, `MEEDOEN_SEED` replays one.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// What became of one try, in a word that is counted; or which promise was broken.
pub type Outcome = Result<&'static str, String>;

/// How often each outcome came.
pub type Counts = BTreeMap<&'static str, u64>;

/// A number in an environment variable.
pub fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Tries as often as `variable` says, or `short` times. Panics, with the command that replays it,
/// when one breaks a promise.
pub fn each_seed(
    name: &str,
    (variable, short): (&str, u64),
    attempt: impl Fn(u64) -> Outcome + Sync,
) -> Counts {
    if let Some(seed) = number("MEEDOEN_SEED") {
        return each(name, seed..seed + 1, attempt);
    }
    each(name, 1..number(variable).unwrap_or(short) + 1, attempt)
}

/// Tries with each number.
pub fn each(
    name: &str,
    seeds: std::ops::Range<u64>,
    attempt: impl Fn(u64) -> Outcome + Sync,
) -> Counts {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, stop) = (AtomicU64::new(seeds.start), AtomicBool::new(false));
    let counts = Mutex::new(Counts::new());
    let broken: Mutex<Option<(u64, String)>> = Mutex::new(None);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    match calmly(|| attempt(seed)) {
                        Ok(word) => *locked(&counts).entry(word).or_default() += 1,
                        Err(why) => {
                            stop.store(true, Ordering::Relaxed);
                            locked(&broken).get_or_insert((seed, why));
                        }
                    }
                }
            });
        }
    });
    if let Some((seed, why)) = locked(&broken).take() {
        panic!(
            "\n{name}, seed {seed}: {why}\n\
             replay: MEEDOEN_SEED={seed} cargo test -p meedoen-faults --test all {filter}\n",
            filter = name.split([' ', ':']).next().unwrap_or_default()
        );
    }
    let counts = locked(&counts).clone();
    let tries = seeds.end - seeds.start;
    println!(
        "{name}: {tries} tries in {:.1} s: {counts:?}",
        begun.elapsed().as_secs_f64()
    );
    counts
}

/// Does something; a panic is a broken promise like any other.
pub fn calmly<T>(act: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|panic| {
        let text = (panic.downcast_ref::<String>().map(String::as_str))
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("panicked: {}", text.unwrap_or("without a word")))
    })
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
