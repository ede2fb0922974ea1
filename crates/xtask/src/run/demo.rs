//! Demo data on this machine: a central endpoint on loopback that holds the Berg en Dal scenario,
//! and the device of its first coach.

use crate::console::Step;
use crate::failure::Failure;
use stage::fixture::{Device, PASSPHRASE, Places, Process, Server, Town, today};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

/// The first coach of the scenario.
pub const FIRST_COACH: &str = "c1";

/// A prepared demo.
#[derive(Debug)]
pub struct Demo {
    server: Server,
    app_home: PathBuf,
}

/// Where the demo keeps its data.
pub fn folder() -> PathBuf {
    Places::target().join("demo").join("data")
}

/// Removes what an earlier demo left.
pub fn start_afresh() -> Result<(), Failure> {
    let demo = Places::target().join("demo");
    if demo.exists() {
        fs::remove_dir_all(&demo)?;
    }
    Ok(())
}

/// Starts the central endpoint and brings the scenario in, with what every screen shows.
pub fn start_town() -> Result<Town, Failure> {
    let town = Step::run(
        "Starting the central endpoint with the Berg en Dal scenario",
        || Ok(Town::start(&folder())?),
    )?;
    Step::run("Bringing in what every screen shows", || {
        Ok(town.bring_demo(today())?)
    })?;
    Ok(town)
}

impl Demo {
    /// Starts the central endpoint and enrols the app's device, unless an earlier demo is kept.
    pub fn prepare(keep: bool) -> Result<Self, Failure> {
        let app_home = folder().join("app");
        if keep && app_home.exists() {
            let server = Server::start_again(&folder().join("server"))?;
            return Ok(Self { server, app_home });
        }
        start_afresh()?;
        let town = start_town()?;
        Step::run("Enrolling this device", || {
            let device = Device::at(&app_home, PASSPHRASE);
            Ok(device.enrol(&town.server.url(), &town.new_code(FIRST_COACH)?)?)
        })?;
        Ok(Self {
            server: town.server,
            app_home,
        })
    }

    /// Opens the app and waits until it is closed.
    pub fn show(self) -> Result<(), Failure> {
        eprintln!("\nCentral endpoint: {}", self.server.url());
        eprintln!("Passphrase:       {PASSPHRASE}");
        eprintln!("Close the window, or press Ctrl-C here, to stop everything.\n");
        let mut command = Command::new(Places::program("meedoen"));
        command.env("MEEDOEN_HOME", &self.app_home);
        let mut app = Process::start(&mut command, &folder().join("app.log"))?;
        while !app.has_ended() {
            sleep(Duration::from_millis(200));
        }
        Ok(())
    }
}
