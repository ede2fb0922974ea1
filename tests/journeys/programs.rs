//! What the built programs show to the libraries they run with.
#![cfg(target_os = "linux")]

use stage::Failure;
use stage::fixture::Places;
use std::process::Command;

/// WebKitGTK brings the system's SQLite into the app's process. Were our functions visible, its
/// calls would end in our SQLCipher, with a file and a version it knows nothing of.
#[test]
fn the_app_exports_no_function_of_its_database() -> Result<(), Failure> {
    let symbols = exported_symbols("meedoen")?;
    let ours: Vec<_> = symbols
        .lines()
        .filter(|line| line.contains("sqlite3_"))
        .collect();
    assert!(ours.is_empty(), "exported: {ours:?}");
    Ok(())
}

/// The check above would pass on an empty answer too.
#[test]
fn symbols_of_a_program_can_be_listed() -> Result<(), Failure> {
    let app = Places::program("meedoen");
    let all = Command::new("nm").arg(app).output()?;
    assert!(String::from_utf8_lossy(&all.stdout).contains("sqlite3_open"));
    Ok(())
}

fn exported_symbols(program: &str) -> Result<String, Failure> {
    let output = Command::new("nm")
        .args(["--dynamic", "--defined-only"])
        .arg(Places::program(program))
        .output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::new(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ))
    }
}
