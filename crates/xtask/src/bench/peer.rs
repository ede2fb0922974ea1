//! The program that is measured: the product's own device and central endpoint without a screen,
//! told what to do by its environment.

use crate::failure::Failure;
use crate::tools;
use serde_json::Value;
use stage::fixture::{Patience, Places, Process};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = "meedoen-bench-peer";

/// Builds the program as users get ours: optimised.
pub fn build() -> Result<PathBuf, Failure> {
    tools::cargo(&["build", "--release", "--workspace", "--bin", PROGRAM])?;
    Ok(Places::target()
        .join("release")
        .join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX)))
}

/// What all processes of one measurement share.
#[derive(Debug)]
pub struct Peer {
    /// The program.
    pub program: PathBuf,
    /// The folder of this measurement; emptied before.
    pub folder: PathBuf,
    /// The records, one a line.
    pub data: PathBuf,
    /// How many of them.
    pub records: u32,
}

impl Peer {
    /// Starts the central endpoint; returns its address.
    pub fn serve(&self) -> Result<(Process, SocketAddr), Failure> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut command = self.command("server");
        command.env("PORT", free.port().to_string());
        let mut process = Process::start(&mut command, &self.folder.join("server.log"))?;
        Patience::default().until("the central endpoint to listen", || {
            if process.has_ended() {
                return Err(stage::Failure::new(format!(
                    "it ended: {}",
                    process.last_words()
                )));
            }
            Ok(TcpStream::connect(free).is_ok().then_some(()))
        })?;
        Ok((process, free))
    }

    /// Runs one phase on device `who` as a process of its own; returns what it measured.
    pub fn phase(&self, phase: &str, who: &str, url: SocketAddr) -> Result<Value, Failure> {
        let home = self.folder.join(who);
        std::fs::create_dir_all(&home)?;
        let mut command = self.command("client");
        command
            .env("WHO", who)
            .env("PHASE", phase)
            .env("URL", url.to_string())
            .env("DIR", &home);
        let output = command
            .output()
            .map_err(Failure::during(format!("starting {PROGRAM}")))?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let measured = printed.lines().rev().find(|line| line.starts_with('{'));
        match measured {
            Some(line) if output.status.success() => {
                serde_json::from_str(line).map_err(Failure::during("reading what was measured"))
            }
            _ => {
                let why = String::from_utf8_lossy(&output.stderr);
                Err(Failure::new(format!(
                    "{phase} on device {who} failed: {}",
                    why.trim()
                )))
            }
        }
    }

    fn command(&self, role: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(role).current_dir(&self.folder);
        command.env("RUN", &self.folder).env("DATA", &self.data);
        command.env("N", self.records.to_string());
        command
    }
}

/// Empties the folder of a measurement.
pub fn fresh(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(std::fs::create_dir_all(folder)?)
}
