//! `serve`.

use super::{CommandError, moment, now, print};
use crate::endpoint::Endpoint;
use crate::restore::serving;
use crate::setup;
use clap::Args;
use std::io;
use std::net::SocketAddr;
use std::path::Path;

/// Serve devices.
#[derive(Debug, Args)]
pub struct Serve {
    /// The address, on loopback; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
}

impl Serve {
    /// Serves until told to stop.
    pub async fn run(self, data: &Path) -> Result<(), CommandError> {
        let told_to_stop = told_to_stop()?;
        let endpoint = Endpoint::open(data)?;
        let _serving = serving(data)?;
        let running = endpoint.listen(self.listen).await?;
        print(&format!("listening on {}", running.url()))?;
        if let Some(first) = endpoint.storage().first_code(now()).await? {
            print(&format!(
                "first enrolment code: {} (coach {}, valid until {})",
                first.code.code,
                setup::COACH,
                moment(first.code.expires_at),
            ))?;
        }
        told_to_stop.await;
        tracing::info!("stopping");
        running.stop().await;
        Ok(())
    }
}

/// Listens from now on for the operating system's wish that the program stops.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Listens from now on for the operating system's wish that the program stops.
#[cfg(windows)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::windows::{ctrl_c, ctrl_close};
    let (mut interrupt, mut close) = (ctrl_c()?, ctrl_close()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = close.recv() => {}
        }
    })
}
