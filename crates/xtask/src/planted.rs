//! `planted`: lets bugs into the product, one at a time, and sees each caught by the tests that
//! docs/reliability.md names for it.

use crate::console::Step;
use crate::failure::Failure;
use crate::test::Tally;
use crate::test::programs::{self, TestProgram};
use clap::Args;
use stage::fixture::Places;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Where each bug stands with the tests that catch it.
const LIST: &str = "docs/reliability.md";
/// A bug that makes a test wait for ever is not caught by it.
const PATIENCE: Duration = Duration::from_secs(300);
/// The seed histories of a run without a bug, which must pass.
const HISTORIES_WITHOUT: &str = "200";

/// Which bugs to plant.
#[derive(Debug, Args)]
pub struct Options {
    /// Only bugs whose name contains this.
    filter: Option<String>,
}

/// A bug and the tests that must fail with it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bug {
    name: String,
    /// The tests' package, program and filter.
    check: Check,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Check {
    package: String,
    program: String,
    filter: Option<String>,
}

impl Bug {
    /// Reads a row `| bug | what it does | caught by |`, the last in the form
    /// `` `package program filter` ``.
    fn in_row(row: &str) -> Option<Self> {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let &["", name, _, check, ""] = cells.as_slice() else {
            return None;
        };
        let mut words = check.strip_prefix('`')?.strip_suffix('`')?.split(' ');
        Some(Bug {
            name: name.strip_prefix('`')?.strip_suffix('`')?.to_owned(),
            check: Check {
                package: words.next()?.to_owned(),
                program: words.next()?.to_owned(),
                filter: words.next().map(str::to_owned),
            },
        })
    }
}

/// Plants the bugs; the last line says how many were caught.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut tally = Tally::default();
    plant(options.filter.as_deref(), &mut tally);
    tally.close()
}

/// Plants the bugs whose name contains the filter and counts those that were caught.
pub fn plant(filter: Option<&str>, tally: &mut Tally) {
    let bugs: Vec<Bug> = match list() {
        Ok(bugs) => bugs,
        Err(failure) => return tally.fail(&failure),
    };
    let wanted = |bug: &Bug| filter.is_none_or(|filter| bug.name.contains(filter));
    let bugs: Vec<Bug> = bugs.into_iter().filter(wanted).collect();
    if bugs.is_empty() {
        return;
    }
    let programs = match Step::run("Planted bugs: build", build) {
        Ok(programs) => programs,
        Err(failure) => return tally.fail(&failure),
    };
    let checks: BTreeSet<&Check> = bugs.iter().map(|bug| &bug.check).collect();
    for check in checks {
        tally.count(passes_without(check, &programs));
    }
    for bug in &bugs {
        let began = Instant::now();
        let outcome = catch(bug, &programs);
        if outcome.is_ok() {
            let took = began.elapsed().as_secs_f32();
            println!("caught {} in {took:.1} s", bug.name);
        }
        tally.count(outcome);
    }
}

fn list() -> Result<Vec<Bug>, Failure> {
    let text = fs::read_to_string(Places::project().join(LIST))
        .map_err(Failure::during(format!("reading {LIST}")))?;
    let bugs: Vec<Bug> = text.lines().filter_map(Bug::in_row).collect();
    match bugs.is_empty() {
        true => Err(Failure::new(format!("{LIST} lists no bug"))),
        false => Ok(bugs),
    }
}

/// With the features of the other builds beside it, so that only what bugs are planted in is built anew.
fn build() -> Result<Vec<TestProgram>, Failure> {
    programs::built(&[
        "--workspace",
        "--tests",
        "--features",
        "meedoen-simulation/planted",
    ])
}

fn passes_without(check: &Check, programs: &[TestProgram]) -> Result<(), Failure> {
    let mut command = command(check, programs)?;
    command.env("MEEDOEN_HISTORIES", HISTORIES_WITHOUT);
    match wait(command.spawn()?)? {
        Outcome::Passed => Ok(()),
        _ => Err(Failure::new(format!("{check:?} fails without a bug"))),
    }
}

fn catch(bug: &Bug, programs: &[TestProgram]) -> Result<(), Failure> {
    let mut command = command(&bug.check, programs)?;
    // That it is caught is enough; how short the history can be does not matter here.
    command
        .env("MEEDOEN_PLANTED", &bug.name)
        .env("MEEDOEN_TRIES", "0");
    match wait(command.spawn()?)? {
        Outcome::Failed => Ok(()),
        Outcome::Passed => Err(Failure::new(format!("{} was not caught", bug.name))),
        Outcome::Hung => Err(Failure::new(format!("{} hung the tests", bug.name))),
    }
}

fn command(check: &Check, programs: &[TestProgram]) -> Result<Command, Failure> {
    let program = programs
        .iter()
        .find(|program| program.is(&check.package, &check.program))
        .ok_or_else(|| Failure::new(format!("{LIST} names {check:?}, which is no test program")))?;
    let mut command = program.command();
    command
        .args(&check.filter)
        .env_remove("MEEDOEN_PLANTED")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Ok(command)
}

enum Outcome {
    Passed,
    Failed,
    Hung,
}

/// Of a test program 101 says that a test failed; anything else but success is no such answer.
fn wait(mut child: Child) -> Result<Outcome, Failure> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return match status.code() {
                Some(0) => Ok(Outcome::Passed),
                Some(101) => Ok(Outcome::Failed),
                _ => Err(Failure::new(format!("a test program ended with {status}"))),
            };
        }
        if began.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok(Outcome::Hung);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names between the macro's brackets in a source file.
    fn planted_in(text: &str) -> Vec<String> {
        let names = text.split("planted!(\"").skip(1);
        names
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect()
    }

    fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                found.extend(planted_in(&fs::read_to_string(&path).unwrap()));
            }
        }
    }

    #[test]
    fn the_list_and_the_code_name_the_same_bugs() {
        let mut planted = Vec::new();
        for room in ["replication", "store", "device", "server"] {
            sources(
                &Places::project().join("crates").join(room).join("src"),
                &mut planted,
            );
        }
        planted.sort();
        planted.dedup();
        let mut listed: Vec<String> = list().unwrap().into_iter().map(|bug| bug.name).collect();
        listed.sort();
        assert_eq!(listed, planted);
    }

    #[test]
    fn a_row_names_a_bug_and_its_tests() {
        let row = "| `no-fsync` | nothing waits for the disk | `meedoen-faults all power_cut` |";
        let bug = Bug::in_row(row).unwrap();
        assert_eq!(bug.name, "no-fsync");
        assert_eq!(bug.check.package, "meedoen-faults");
        assert_eq!(bug.check.filter.as_deref(), Some("power_cut"));
        assert_eq!(Bug::in_row("| fault | short | soak |"), None);
    }
}
