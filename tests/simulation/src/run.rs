//! Runs histories, one after the other or on all cores.

use crate::shrink;
use crate::stage::Stage;
use crate::step::History;
use crate::world::{Result, World};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// A promise that a history broke.
#[derive(Debug, Clone)]
pub struct Broken {
    pub history: History,
    pub why: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Broken { history, why } = self;
        writeln!(f, "seed {}: {why}", history.seed)?;
        writeln!(f, "desks {:?}", history.desks)?;
        for (n, step) in &history.steps {
            writeln!(f, "{n:4} {step:?}")?;
        }
        write!(f, "replay: {}", history.command())
    }
}

/// The runtime of one worker.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    let built = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    built.unwrap_or_else(|why| panic!("no runtime: {why}"))
}

/// Plays a history that is written out, on these desks of the stage.
pub fn scene(desks: &[usize], act: impl AsyncFnOnce(&mut World) -> Result<()>) {
    Stage::get();
    let played = runtime().block_on(async {
        let mut world = World::on_stage(desks)?;
        act(&mut world).await
    });
    played.unwrap_or_else(|why| panic!("{why}"));
}

/// Lets a history happen and judges its end.
pub fn run(history: &History) -> std::result::Result<(), Broken> {
    Stage::get();
    run_on(&runtime(), history)
}

fn run_on(runtime: &tokio::runtime::Runtime, history: &History) -> std::result::Result<(), Broken> {
    let played = catch_unwind(AssertUnwindSafe(|| {
        runtime
            .block_on(play(history))
            .map_err(|why| why.to_string())
    }));
    let why = match played {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(why)) => why,
        Err(panic) => match panic.downcast_ref::<String>() {
            Some(text) => format!("panicked: {text}"),
            None => "panicked".to_owned(),
        },
    };
    Err(Broken {
        history: history.clone(),
        why,
    })
}

async fn play(history: &History) -> Result<()> {
    let mut world = World::on_stage(&history.desks)?;
    for (n, step) in &history.steps {
        let stepped = world.step(step).await;
        stepped.map_err(|why| format!("at step {n}, {step:?}: {why}"))?;
    }
    world.settle().await
}

/// Runs the histories of these seeds on all cores; stops at the first that breaks a promise, and
/// answers the smallest history that still does.
pub fn run_many(seeds: std::ops::Range<u64>) -> std::result::Result<(), Broken> {
    run_each(seeds.end - seeds.start, |n| History::of(seeds.start + n))
}

/// The same for histories that are written out.
pub fn run_all(histories: &[History]) -> std::result::Result<(), Broken> {
    run_each(histories.len() as u64, |n| histories[n as usize].clone())
}

fn run_each(
    count: u64,
    history: impl Fn(u64) -> History + Sync,
) -> std::result::Result<(), Broken> {
    Stage::get();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let broken: Mutex<Option<Broken>> = Mutex::new(None);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let runtime = runtime();
                while !stop.load(Ordering::Relaxed) {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= count {
                        return;
                    }
                    if let Err(found) = run_on(&runtime, &history(n)) {
                        stop.store(true, Ordering::Relaxed);
                        if let Ok(mut broken) = broken.lock() {
                            broken.get_or_insert(found);
                        }
                    }
                }
            });
        }
    });
    if let Some(found) = broken.into_inner().unwrap_or_default() {
        return Err(shrink::shrink(found));
    }
    println!(
        "{count} histories in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

/// The one history that `MEEDOEN_SEED` names, with the steps of `MEEDOEN_STEPS` alone, if that is set.
/// True when there was one; it kept every promise.
pub fn replay(history: impl Fn(u64) -> History) -> bool {
    let number = |text: &str| text.trim().parse().ok();
    let said = |name| std::env::var(name).ok();
    let Some(seed) = said("MEEDOEN_SEED").and_then(|seed| seed.parse().ok()) else {
        return false;
    };
    let mut history = history(seed);
    if let Some(steps) = said("MEEDOEN_STEPS") {
        let steps: Vec<usize> = steps.split(',').filter_map(number).collect();
        history = history.only(&steps);
    }
    run(&history).unwrap_or_else(|broken| report(&broken));
    true
}

/// Tells of a broken promise and stops the test.
pub fn report(broken: &Broken) -> ! {
    panic!("\n{broken}\n")
}
