//! `serve`.

use super::{CommandError, moment, now, print};
use crate::endpoint::Endpoint;
use crate::setup;
use clap::Args;
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
        let endpoint = Endpoint::open(data)?;
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
        told_to_stop().await?;
        tracing::info!("stopping");
        running.stop().await;
        Ok(())
    }
}

#[cfg(unix)]
async fn told_to_stop() -> Result<(), CommandError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => Ok(interrupted?),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> Result<(), CommandError> {
    Ok(tokio::signal::ctrl_c().await?)
}
