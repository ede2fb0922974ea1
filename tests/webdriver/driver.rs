//! The driver process: one for each app, so that each app has its own environment.

use super::wire::Wire;
use crate::Failure;
use crate::fixture::{Patience, Process};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = "WebKitWebDriver";

/// A running `WebKitWebDriver`, ended when dropped.
#[derive(Debug)]
pub(super) struct Driver {
    pub(super) process: Process,
    pub(super) wire: Wire,
}

impl Driver {
    /// Starts a driver whose apps inherit `environment`; what both print goes to `log`.
    pub(super) fn start(environment: &[(&str, &str)], log: &Path) -> Result<Self, Failure> {
        let port = free_port()?;
        let mut command = Command::new(PROGRAM);
        command.args([format!("--port={port}"), "--host=127.0.0.1".into()]);
        command.envs(environment.iter().copied());
        let process = Process::start(&mut command, log)?;
        Patience::default().until("the WebDriver to listen", || {
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port))
                .is_ok()
                .then_some(()))
        })?;
        Ok(Self {
            process,
            wire: Wire::to_port(port),
        })
    }
}

fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
