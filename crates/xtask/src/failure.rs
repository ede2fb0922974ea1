//! Why a chore did not succeed, in one line for the person at the terminal.

use std::fmt::Display;
use thiserror::Error;

/// A chore that failed.
#[derive(Debug, Error)]
pub enum Failure {
    /// Something could not be done, or was found wanting.
    #[error("{0}")]
    Failed(String),
    /// The chore was called for something it does not do: exit code 2.
    #[error("{0}")]
    Usage(String),
}

impl Failure {
    /// A failure that says `what`.
    pub fn new(what: impl Display) -> Self {
        Self::Failed(what.to_string())
    }

    /// Says what was being done when a cause came up; for `map_err`.
    pub fn during<E: Display>(doing: impl Display) -> impl FnOnce(E) -> Self {
        move |cause| Self::Failed(format!("{doing}: {cause}"))
    }

    /// The exit code that tells scripts which of the two it was.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(cause: std::io::Error) -> Self {
        Self::new(cause)
    }
}

impl From<stage::Failure> for Failure {
    fn from(cause: stage::Failure) -> Self {
        Self::new(cause)
    }
}
