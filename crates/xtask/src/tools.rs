//! Calls to cargo and npm, their output straight to the terminal.

use crate::failure::Failure;
use stage::fixture::Places;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// A cargo command in the project's folder: the cargo that runs us.
pub fn cargo_command() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(Places::project());
    command
}

/// Lets the compiler of the workspace be Clippy, as `cargo clippy` does, so that linting and building are
/// one: apart, each compiles all that we depend on. A warning is an error.
pub fn lint_while_building(command: &mut Command) {
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env(
        "CLIPPY_ARGS",
        "--deny__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__",
    );
}

/// Runs cargo; fails when it does.
pub fn cargo(arguments: &[&str]) -> Result<(), Failure> {
    finish(
        cargo_command().args(arguments),
        &format!("cargo {}", arguments.join(" ")),
    )
}

/// Runs a script of the screens' package; fails when it does.
pub fn npm(script: &str) -> Result<(), Failure> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    command.args(["run", script]).current_dir(screens());
    finish(&mut command, &format!("npm run {script}"))
}

/// The folder of the screens.
pub fn screens() -> PathBuf {
    Places::project().join("ui")
}

/// Runs a command; fails, with its name, when it does.
pub fn finish(command: &mut Command, name: &str) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(Failure::during(format!("starting {name}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{name} failed")))
    }
}
