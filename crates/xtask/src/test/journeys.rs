//! The journeys, two at a time, because an app mostly waits for hands. Those of a coach's work are made
//! on a window as wide as a telephone, and then on a laptop's.

use super::programs::TestProgram;
use super::tally::Tally;
use crate::display::Display;
use crate::failure::Failure;
use std::fs;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const AT_A_TIME: usize = 2;

/// What each part of a coach's work is shown by (README); all others are made on a laptop's window
/// by `soak`.
const ON_A_LAPTOP_TOO: [&str; 18] = [
    "agreement",
    "around_a_talk",
    "out_of_a_talk",
    "spreekuur",
    "today",
    "own_file",
    "activity",
    "one_person",
    "progress",
    "groups",
    "talk",
    "find",
    "handover",
    "referral",
    "words",
    "outcomes",
    "network",
    "people_file",
];

/// One program, made on a window of one size.
struct Journey<'a> {
    program: &'a TestProgram,
    window: Option<&'static str>,
}

impl Journey<'_> {
    fn title(&self) -> String {
        match self.window {
            Some(window) => format!("Journey {}, {window}", self.program.title()),
            None => format!("Journey {}", self.program.title()),
        }
    }

    /// Makes it; answers the counts and all that it printed.
    fn make(
        &self,
        filter: Option<&str>,
        display: &Display,
    ) -> Result<(Result<Tally, Failure>, String), Failure> {
        let printed = tempfile::NamedTempFile::new()?;
        let mut command = self.program.command();
        command
            .args(filter)
            // Within one, they go one after another: some open two apps.
            .args(["--test-threads=1", "--nocapture"])
            .envs(display.environment())
            .envs(self.window.map(|window| ("MEEDOEN_WINDOW", window)))
            .stdout(printed.as_file().try_clone()?)
            .stderr(printed.as_file().try_clone()?);
        let status = command.status()?;
        let said = String::from_utf8_lossy(&fs::read(printed.path())?).into_owned();
        let counts = said.lines().filter_map(Tally::in_line).next_back();
        let counts = match counts {
            Some(counts) if status.success() || counts.failed > 0 => Ok(counts),
            _ => Err(Failure::new(format!(
                "{} ended early: {status}",
                self.title()
            ))),
        };
        Ok((counts, said))
    }
}

/// Makes all of them; each is told as a whole once it is done.
pub fn make_all(programs: &[TestProgram], filter: Option<&str>, tally: &mut Tally) {
    for name in ON_A_LAPTOP_TOO {
        if !programs.iter().any(|program| program.title() == name) {
            tally.fail(&Failure::new(format!("there is no journey {name}")));
        }
    }
    let journeys = in_order(programs);
    let (next, told) = (AtomicUsize::new(0), Mutex::new(tally));
    let worker = || -> Result<(), Failure> {
        let display = Display::start()?;
        while let Some(journey) = journeys.get(next.fetch_add(1, Ordering::Relaxed)) {
            let began = Instant::now();
            let (counts, printed) = journey.make(filter, &display)?;
            let mut tally = told
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            let mut out = std::io::stdout();
            writeln!(out, "\n== {}", journey.title())?;
            out.write_all(printed.as_bytes())?;
            let seconds = began.elapsed().as_secs_f32();
            writeln!(out, "-- {}: {seconds:.1} s", journey.title())?;
            tally.add(counts);
        }
        Ok(())
    };
    let failed: Vec<Failure> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(worker)).collect();
        let ended = workers.into_iter().map(|worker| match worker.join() {
            Ok(outcome) => outcome,
            Err(_) => Err(Failure::new("a thread of the journeys panicked")),
        });
        ended.filter_map(Result::err).collect()
    });
    let tally = told
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    for failure in &failed {
        tally.fail(failure);
    }
}

/// On a telephone's window first, then on a laptop's.
fn in_order(programs: &[TestProgram]) -> Vec<Journey<'_>> {
    let narrow = programs.iter().map(|program| Journey {
        program,
        window: None,
    });
    let wide = programs
        .iter()
        .filter(|program| ON_A_LAPTOP_TOO.contains(&program.title().as_str()))
        .map(|program| Journey {
            program,
            window: Some("laptop"),
        });
    narrow.chain(wide).collect()
}
