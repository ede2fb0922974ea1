//! `test`: everything that continuous integration runs, in the order in which it fails fastest.
//!
//! All Rust code is built once, with one set of features, and the test programs are then run
//! directly: a `cargo test -p` for each crate would build shared crates again and again.

mod journeys;
pub mod programs;
mod tally;

use crate::console::Step;
use crate::failure::Failure;
use crate::fuzz;
use crate::planted;
use crate::tools;
use clap::{Args, ValueEnum};
use programs::TestProgram;
pub use tally::Tally;

/// For each decoder; an hour in the soak.
const FUZZ_SECONDS: u32 = 60;

/// Which part of the tests to run.
#[derive(Debug, Args)]
pub struct Options {
    /// Only this part; without it, all of them.
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Only the tests whose name contains this.
    filter: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Format and lints.
    Lint,
    /// Types, words and build of the screens.
    Screens,
    /// The tests of every crate.
    Crates,
    /// Made-up bytes for everything that reads bytes of others.
    Fuzz,
    /// Bugs let into the product one by one, each to be caught.
    Planted,
    /// The real app against the real central endpoint.
    Journeys,
}

impl Options {
    /// Whether building is linting.
    fn lints(&self) -> bool {
        self.only.is_none()
    }

    fn wants(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part)
    }
}

/// Runs the tests; the last line says how many passed and failed.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut tally = Tally::default();
    let mut check = |title: &str, work: &dyn Fn() -> Result<(), Failure>| {
        tally.count(Step::run(title, work));
    };
    if options.wants(Part::Lint) {
        check("Format", &|| tools::cargo(&["fmt", "--all", "--check"]));
        // The fuzzers are a workspace of their own, whose lock file is easily forgotten.
        check("Lock file of the fuzzers", &|| {
            let fuzzers = "tests/fuzz/Cargo.toml";
            tools::cargo(&["fetch", "--locked", "--manifest-path", fuzzers])
        });
    }
    if options.wants(Part::Screens) {
        check("Screens: words and types", &|| tools::npm("check"));
    }
    // The app carries the screens inside it, so they come before any Rust code.
    check("Screens: build", &|| tools::npm("build"));
    if options.only == Some(Part::Lint) {
        let clippy = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ];
        check("Lints", &|| tools::cargo(&clippy));
    }
    if options.wants(Part::Crates) || options.wants(Part::Journeys) {
        let title = match options.lints() {
            true => "Lints and build",
            false => "Build",
        };
        check(title, &|| {
            let mut build = tools::cargo_command();
            build.args(["build", "--workspace", "--all-targets"]);
            if options.lints() {
                tools::lint_while_building(&mut build);
            }
            tools::finish(&mut build, "cargo build --workspace --all-targets")
        });
        run_programs(options, &mut tally);
    }
    if options.wants(Part::Fuzz) {
        let step = Step::begin("Fuzzing");
        fuzz::fuzz(FUZZ_SECONDS, options.filter.as_deref(), &mut tally);
        step.end();
    }
    // It builds the product anew with the bugs in it: only when asked for.
    if options.only == Some(Part::Planted) {
        let step = Step::begin("Planted bugs");
        planted::plant(options.filter.as_deref(), &mut tally);
        step.end();
    }
    tally.close()
}

fn run_programs(options: &Options, tally: &mut Tally) {
    let programs = match programs::all(options.lints()) {
        Ok(programs) => programs,
        Err(failure) => return tally.fail(&failure),
    };
    let (journeys, crates): (Vec<_>, Vec<_>) =
        programs.into_iter().partition(TestProgram::is_journey);
    let filter = options.filter.as_deref();
    if options.wants(Part::Crates) {
        for program in &crates {
            let step = Step::begin(&format!("Tests of {}", program.title()));
            tally.add(program.run(filter, &[]));
            step.end();
        }
        let step = Step::begin("Examples in the documentation");
        tally.add(programs::run_examples(filter, options.lints()));
        step.end();
    }
    if options.wants(Part::Journeys) {
        journeys::make_all(&journeys, filter, tally);
    }
}
