//! What the harness tells us, and what can go wrong.

use crate::Outcome;
use std::path::PathBuf;
use thiserror::Error;

/// Why a phase failed.
#[derive(Debug, Error)]
pub enum Problem {
    /// A variable the harness sets is missing.
    #[error("{0} is not set")]
    Missing(&'static str),
    /// A variable, line or file says something else than expected.
    #[error("{0}")]
    Unexpected(String),
    /// The device failed.
    #[error(transparent)]
    Device(#[from] device::DeviceError),
    /// The device's database failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The endpoint failed.
    #[error(transparent)]
    Endpoint(#[from] server::endpoint::EndpointError),
    /// Setting the endpoint up failed.
    #[error(transparent)]
    Setup(#[from] server::setup::SetupError),
    /// The endpoint's database failed.
    #[error(transparent)]
    Storage(#[from] server::storage::StorageError),
    /// The first settings were not taken.
    #[error(transparent)]
    Town(#[from] server::town::TownError),
    /// A file failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A line of the workload cannot be read.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// A variable as text.
pub fn text(name: &'static str) -> Outcome<String> {
    std::env::var(name).map_err(|_| Problem::Missing(name))
}

/// A variable as a folder or file.
pub fn path(name: &'static str) -> Outcome<PathBuf> {
    std::env::var_os(name)
        .map(PathBuf::from)
        .ok_or(Problem::Missing(name))
}

/// A variable as a number.
pub fn number(name: &'static str) -> Outcome<usize> {
    text(name)?
        .parse()
        .map_err(|_| Problem::Unexpected(format!("{name} is not a number")))
}

/// Where the server leaves the one-time code of a device for its client.
pub fn code_file(who: &str) -> Outcome<PathBuf> {
    Ok(path("RUN")?.join(format!("code-{who}")))
}
