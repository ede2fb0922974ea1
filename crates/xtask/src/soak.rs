//! `soak`: the checks of `test` in their long form, one after the other. They take hours.

use crate::console::Step;
use crate::display::Display;
use crate::failure::Failure;
use crate::fuzz;
use crate::planted;
use crate::test::Tally;
use crate::test::programs::{self, TestProgram};
use clap::Args;

/// Which long checks to run.
#[derive(Debug, Args)]
pub struct Options {
    /// Only the checks whose name contains this.
    filter: Option<String>,
    /// Names them and what they run, and runs nothing.
    #[arg(long)]
    list: bool,
}

/// A check that `test` runs shorter.
struct Check {
    name: &'static str,
    runs: Runs,
}

/// What a check runs.
enum Runs {
    /// The tests of these names in the programs of these names: "" is all.
    Tests {
        package: &'static str,
        program: &'static str,
        filter: &'static str,
        /// How long it is, in the words of the check.
        variables: &'static [(&'static str, &'static str)],
    },
    /// Every planted bug.
    Planted,
    /// Each decoder for so many seconds.
    Fuzz(u32),
}

const fn tests(
    name: &'static str,
    package: &'static str,
    program: &'static str,
    filter: &'static str,
    variables: &'static [(&'static str, &'static str)],
) -> Check {
    Check {
        name,
        runs: Runs::Tests {
            package,
            program,
            filter,
            variables,
        },
    }
}

/// All of them, the shortest first.
const CHECKS: [Check; 14] = [
    tests("upgrade", "meedoen-faults", "all", "upgrade", &[]),
    tests(
        "search",
        "meedoen-store",
        "all",
        "an_answer_takes",
        &[("MEEDOEN_NOTES", "50000")],
    ),
    tests(
        "finding",
        "meedoen-device",
        "",
        "within_a_blink",
        &[("MEEDOEN_NOTES", "50000")],
    ),
    tests(
        "doubles",
        "meedoen-server",
        "",
        "a_whole_town",
        &[("MEEDOEN_PEOPLE", "50000")],
    ),
    tests(
        "bit flips",
        "meedoen-faults",
        "all",
        "bit_flips",
        &[("MEEDOEN_FLIPS", "10000"), ("MEEDOEN_LOG_FLIPS", "2000")],
    ),
    tests(
        "bad peers",
        "meedoen-peers",
        "",
        "",
        &[("MEEDOEN_ROUNDS", "200")],
    ),
    tests(
        "power cuts",
        "meedoen-faults",
        "all",
        "power_cut",
        &[("MEEDOEN_CUTS", "100000")],
    ),
    // `test` runs them on a window as wide as a telephone.
    tests(
        "journeys on a laptop",
        programs::JOURNEYS,
        "",
        "",
        &[("MEEDOEN_WINDOW", "laptop")],
    ),
    tests(
        "failing calls and memory",
        "meedoen-faults",
        "all",
        "failing",
        &[("MEEDOEN_FAILING", "all")],
    ),
    tests(
        "interleavings",
        "meedoen-simulation",
        "interleavings",
        "",
        &[],
    ),
    tests(
        "histories",
        "meedoen-simulation",
        "histories",
        "",
        &[("MEEDOEN_HISTORIES", "250000")],
    ),
    tests(
        "kills",
        programs::JOURNEYS,
        "killed",
        "",
        &[("MEEDOEN_KILLS", "1000")],
    ),
    Check {
        name: "planted bugs",
        runs: Runs::Planted,
    },
    Check {
        name: "fuzz",
        runs: Runs::Fuzz(3600),
    },
];

impl Runs {
    /// What it does, in a line.
    fn describe(&self) -> String {
        match self {
            Runs::Tests {
                package,
                program,
                filter,
                variables,
            } => {
                let set = variables
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"));
                let words = [*package, *program, *filter];
                let words = words.into_iter().filter(|word| !word.is_empty());
                let words: Vec<String> = set.chain(words.map(str::to_owned)).collect();
                words.join(" ")
            }
            Runs::Planted => "each planted bug".to_owned(),
            Runs::Fuzz(seconds) => format!("each decoder, {seconds} s"),
        }
    }

    fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        match self {
            Runs::Tests {
                package,
                program,
                filter,
                variables,
            } => {
                let filter = Some(*filter).filter(|filter| !filter.is_empty());
                let mut ran = 0;
                for test in built(package)?.iter().filter(|test| {
                    test.is(package, program) || (program.is_empty() && test.is_of(package))
                }) {
                    let counts = run_long(test, filter, variables)?;
                    ran += counts.passed + counts.failed;
                    *tally += counts;
                }
                match ran {
                    0 => Err(Failure::new(format!("no test of {package} ran"))),
                    _ => Ok(()),
                }
            }
            Runs::Planted => {
                planted::plant(None, tally);
                Ok(())
            }
            Runs::Fuzz(seconds) => {
                fuzz::fuzz(*seconds, None, tally);
                Ok(())
            }
        }
    }
}

/// The journeys drive the app as `run` starts it; all else is optimised, to get further in an hour.
fn built(package: &str) -> Result<Vec<TestProgram>, Failure> {
    match package {
        programs::JOURNEYS => programs::all(false),
        _ => programs::built(&["--profile", "soak", "--package", package]),
    }
}

fn run_long(
    test: &TestProgram,
    filter: Option<&str>,
    variables: &[(&'static str, &'static str)],
) -> Result<Tally, Failure> {
    let display = match test.is_journey() {
        true => Some(Display::start()?),
        false => None,
    };
    let mut environment: Vec<(&str, String)> = variables
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    environment.extend(display.iter().flat_map(Display::environment));
    test.run(filter, &environment)
}

/// Runs the checks; the last line says how many passed and failed.
pub fn run(options: &Options) -> Result<(), Failure> {
    let wanted = CHECKS.iter().filter(|check| {
        let filter = options.filter.as_deref().unwrap_or_default();
        check.name.contains(filter)
    });
    if options.list {
        for check in wanted {
            println!("{:26}{}", check.name, check.runs.describe());
        }
        return Ok(());
    }
    let mut tally = Tally::default();
    for check in wanted {
        let step = Step::begin(check.name);
        if let Err(failure) = check.runs.run(&mut tally) {
            tally.fail(&failure);
        }
        step.end();
    }
    tally.close()
}
