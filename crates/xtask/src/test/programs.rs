//! The test programs of the workspace: found through cargo, run directly.

use super::tally::Tally;
use crate::failure::Failure;
use crate::tools;
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The crate whose integration tests drive the app.
pub const JOURNEYS: &str = "meedoen-tests";

/// One test program.
#[derive(Debug)]
pub struct TestProgram {
    package: String,
    target: String,
    folder: PathBuf,
    program: PathBuf,
    is_integration: bool,
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    package_id: Option<String>,
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    executable: Option<PathBuf>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// Builds, if need be, and lists them all.
pub fn all(lint: bool) -> Result<Vec<TestProgram>, Failure> {
    list(&["--workspace", "--all-targets"], lint)
}

/// Builds, if need be, and lists the test programs that cargo makes of these arguments.
pub fn built(arguments: &[&str]) -> Result<Vec<TestProgram>, Failure> {
    list(arguments, false)
}

fn list(arguments: &[&str], lint: bool) -> Result<Vec<TestProgram>, Failure> {
    let building = "building the tests";
    let mut command = tools::cargo_command();
    if lint {
        tools::lint_while_building(&mut command);
    }
    command
        .args(["test", "--no-run"])
        .args(arguments)
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit());
    let output = command.output().map_err(Failure::during(building))?;
    if !output.status.success() {
        return Err(Failure::new(format!("{building} failed")));
    }
    let messages = output
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty());
    messages
        .filter_map(|line| match serde_json::from_slice(line) {
            Ok(message) => program_in(message).map(Ok),
            Err(cause) => Some(Err(Failure::during(building)(cause))),
        })
        .collect()
}

fn program_in(message: Message) -> Option<TestProgram> {
    if message.reason != "compiler-artifact" || !message.profile?.test {
        return None;
    }
    let target = message.target?;
    Some(TestProgram {
        package: package_name(&message.package_id?),
        folder: message.manifest_path?.parent().map(Path::to_owned)?,
        program: message.executable?,
        is_integration: target.kind.iter().any(|kind| kind == "test"),
        target: target.name,
    })
}

/// `path+file:///somewhere/crates/store#meedoen-store@0.1.0` names `meedoen-store`, and so does
/// `path+file:///somewhere/meedoen-store#0.1.0`.
fn package_name(id: &str) -> String {
    let (path, fragment) = id.rsplit_once('#').unwrap_or((id, id));
    let named = fragment.split_once('@').map(|(name, _)| name);
    named
        .unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path))
        .to_owned()
}

impl TestProgram {
    /// True for a program that needs a display.
    pub fn is_journey(&self) -> bool {
        self.package == JOURNEYS && self.is_integration
    }

    /// True for every program of this package.
    pub fn is_of(&self, package: &str) -> bool {
        self.package == package
    }

    /// True for this program of this package.
    pub fn is(&self, package: &str, target: &str) -> bool {
        self.package == package && self.target == target
    }

    /// Starts it in its package's folder, as cargo does.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&self.folder)
            .env("CARGO_MANIFEST_DIR", &self.folder);
        command
    }

    /// Its name for a heading.
    pub fn title(&self) -> String {
        let what = if self.is_integration {
            "tests"
        } else {
            "source"
        };
        if self.is_journey() {
            self.target.clone()
        } else {
            format!("{}: {} ({what})", self.package, self.target)
        }
    }

    /// Runs it, showing what it prints, and counts.
    pub fn run(
        &self,
        filter: Option<&str>,
        environment: &[(&str, String)],
    ) -> Result<Tally, Failure> {
        let mut command = self.command();
        command
            .args(filter)
            .envs(environment.iter().map(|(name, value)| (name, value)));
        if self.is_journey() {
            // Two apps at a time is what two cores can take: the journeys go one after another.
            command.args(["--test-threads=1", "--nocapture"]);
        }
        counted(&mut command, &self.title())
    }
}

/// Runs the examples in the documentation of all crates.
pub fn run_examples(filter: Option<&str>, lint: bool) -> Result<Tally, Failure> {
    let mut command = tools::cargo_command();
    if lint {
        tools::lint_while_building(&mut command);
    }
    command
        .args(["test", "--workspace", "--doc", "--no-fail-fast", "--"])
        .args(filter);
    counted(&mut command, "examples")
}

/// Runs a command that prints closing lines of tests, and sums them.
fn counted(command: &mut Command, title: &str) -> Result<Tally, Failure> {
    let starting = format!("starting {title}");
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Failure::during(starting))?;
    let mut tally = Tally::default();
    let mut closed = false;
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|out| BufReader::new(out).lines())
    {
        let line = line?;
        println!("{line}");
        if let Some(counts) = Tally::in_line(&line) {
            tally += counts;
            closed = true;
        }
    }
    let status = child.wait()?;
    if closed && (status.success() || tally.failed > 0) {
        Ok(tally)
    } else {
        Err(Failure::new(format!("{title} ended early: {status}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_named_in_both_forms() {
        assert_eq!(
            package_name("path+file:///a b/crates/store#meedoen-store@0.1.0"),
            "meedoen-store"
        );
        assert_eq!(package_name("path+file:///a b/crates/xtask#0.1.0"), "xtask");
    }
}
