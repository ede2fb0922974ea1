//! `soak`: the checks of `test` in their long form, one after the other. They take hours.

use crate::console::Step;
use crate::display::Display;
use crate::failure::Failure;
use crate::test::Tally;
use crate::tools;
use clap::Args;
use std::process::Command;

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
    /// What cargo runs.
    cargo: &'static [&'static str],
    /// How long it is, in the words of the check.
    variables: &'static [(&'static str, &'static str)],
    /// Drives the app in a window.
    needs_display: bool,
}

const fn check(
    name: &'static str,
    cargo: &'static [&'static str],
    variables: &'static [(&'static str, &'static str)],
) -> Check {
    Check {
        name,
        cargo,
        variables,
        needs_display: false,
    }
}

/// All of them, the shortest first.
const CHECKS: [Check; 10] = [
    check(
        "upgrade",
        &[
            "test",
            "--release",
            "-p",
            "meedoen-faults",
            "--test",
            "all",
            "upgrade",
        ],
        &[],
    ),
    check(
        "bit flips",
        &[
            "test",
            "--release",
            "-p",
            "meedoen-faults",
            "--test",
            "all",
            "bit_flips",
        ],
        &[("MEEDOEN_FLIPS", "10000"), ("MEEDOEN_LOG_FLIPS", "2000")],
    ),
    check(
        "bad peers",
        &["test", "--release", "-p", "meedoen-peers"],
        &[("MEEDOEN_ROUNDS", "200")],
    ),
    check(
        "power cuts",
        &[
            "test",
            "--release",
            "-p",
            "meedoen-faults",
            "--test",
            "all",
            "power_cut",
        ],
        &[("MEEDOEN_CUTS", "100000")],
    ),
    check(
        "failing calls and memory",
        &[
            "test",
            "--release",
            "-p",
            "meedoen-faults",
            "--test",
            "all",
            "failing",
        ],
        &[("MEEDOEN_FAILING", "all")],
    ),
    check(
        "interleavings",
        &[
            "test",
            "--release",
            "-p",
            "meedoen-simulation",
            "--test",
            "interleavings",
        ],
        &[],
    ),
    check(
        "histories",
        &[
            "test",
            "--release",
            "-p",
            "meedoen-simulation",
            "--test",
            "histories",
        ],
        &[("MEEDOEN_HISTORIES", "250000")],
    ),
    Check {
        needs_display: true,
        // The app's own build: a journey tests what `run` starts.
        ..check(
            "kills",
            &[
                "test",
                "-p",
                "meedoen-tests",
                "--test",
                "sigkill",
                "--",
                "--test-threads=1",
                "--nocapture",
            ],
            &[("MEEDOEN_KILLS", "1000")],
        )
    },
    check("planted bugs", &["xtask", "planted"], &[]),
    check("fuzz", &["xtask", "fuzz", "--seconds", "3600"], &[]),
];

impl Check {
    fn command_line(&self) -> String {
        let variables = self
            .variables
            .iter()
            .map(|(name, value)| format!("{name}={value} "));
        format!(
            "{}cargo {}",
            variables.collect::<String>(),
            self.cargo.join(" ")
        )
    }

    fn run(&self) -> Result<(), Failure> {
        let display = match self.needs_display {
            true => Some(Display::start()?),
            false => None,
        };
        let mut command = self.command();
        command.envs(display.iter().flat_map(Display::environment));
        tools::finish(&mut command, self.name)
    }

    fn command(&self) -> Command {
        let mut command = tools::cargo_command();
        command
            .args(self.cargo)
            .envs(self.variables.iter().copied());
        command
    }
}

/// Runs the checks; the last line says how many passed and failed.
pub fn run(options: &Options) -> Result<(), Failure> {
    let wanted = CHECKS.iter().filter(|check| {
        let filter = options.filter.as_deref().unwrap_or_default();
        check.name.contains(filter)
    });
    if options.list {
        for check in wanted {
            println!("{:26}{}", check.name, check.command_line());
        }
        return Ok(());
    }
    let mut tally = Tally::default();
    for check in wanted {
        tally.count(Step::run(check.name, || check.run()));
    }
    tally.close()
}
