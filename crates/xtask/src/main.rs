//! The chores of the project: run, test, measure and audit. `./dev` sets up the machine and then
//! calls these.

mod audit;
mod bench;
mod bindings;
mod console;
mod display;
mod failure;
mod fuzz;
mod planted;
mod run;
mod soak;
mod test;
mod tools;

use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

/// Chores of Meedoen.
#[derive(Debug, Parser)]
#[command(name = "dev", bin_name = "./dev", version)]
enum Chore {
    /// Run the product with demo data.
    Run(run::Options),
    /// Play the main job on the display at hand; `run` calls this.
    #[command(hide = true)]
    Play,
    /// Run everything that continuous integration runs.
    Test(test::Options),
    /// Run the checks that take hours, in their long form.
    Soak(soak::Options),
    /// Throw made-up bytes at everything that reads bytes of others.
    Fuzz(fuzz::Options),
    /// Let bugs in, one by one, and see each caught.
    Planted(planted::Options),
    /// Measure; prints figures.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Write the screens' TypeScript bindings anew from the Rust commands.
    Bindings,
    /// Check licences and known holes of everything we build from.
    Audit,
}

fn main() -> ExitCode {
    match done(&Chore::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

fn done(chore: &Chore) -> Result<(), Failure> {
    match chore {
        Chore::Run(options) => run::run(options),
        Chore::Play => run::play(),
        Chore::Test(options) => test::run(options),
        Chore::Soak(options) => soak::run(options),
        Chore::Fuzz(options) => fuzz::run(options),
        Chore::Planted(options) => planted::run(options),
        Chore::Bench(bench) => bench::run(bench),
        Chore::Bindings => bindings::write(),
        Chore::Audit => audit::run(),
    }
}
