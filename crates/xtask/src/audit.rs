//! `audit`: licences and known holes of everything the product is built from. `deny.toml` is the
//! one list of what is allowed.

mod licences;

use crate::failure::Failure;
use crate::tools;

/// Checks both; what could not be checked is a failure, never silence.
pub fn run() -> Result<(), Failure> {
    let licences = licences::check();
    match &licences {
        Ok(counts) => println!("licences: {counts}, all allowed by deny.toml"),
        Err(failure) => eprintln!("licences: {failure}"),
    }
    let advisories = check_advisories();
    match &advisories {
        Ok(()) => println!("advisories: no known holes"),
        Err(failure) => eprintln!("advisories: {failure}"),
    }
    if licences.is_err() || advisories.is_err() {
        return Err(Failure::new("the audit did not pass; see above"));
    }
    Ok(())
}

fn check_advisories() -> Result<(), Failure> {
    let installed = tools::cargo_command().args(["deny", "--version"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        return Err(Failure::new(
            "NOT CHECKED: cargo-deny is missing; install it with: cargo install --locked cargo-deny",
        ));
    }
    tools::cargo(&["deny", "check", "advisories", "bans", "sources"]).map_err(|_| {
        Failure::new(
            "cargo-deny found something, or could not reach the advisory database; see above",
        )
    })
}
