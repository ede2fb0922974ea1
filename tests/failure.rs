//! What went wrong on the stage, and at which line of the journey.

use std::fmt::Display;
use std::panic::Location;
use thiserror::Error;

/// A step that did not go as expected.
#[derive(Debug, Error)]
#[error("{what} ({at})")]
pub struct Failure {
    what: String,
    at: &'static Location<'static>,
}

impl Failure {
    /// A failure at the line that called the caller.
    #[track_caller]
    pub fn new(what: impl Display) -> Self {
        Self {
            what: what.to_string(),
            at: Location::caller(),
        }
    }

    /// Says what was being done when `cause` came up; for `map_err`.
    #[track_caller]
    pub fn during<E: Display>(doing: impl Display) -> impl FnOnce(E) -> Self {
        let at = Location::caller();
        move |cause| Self {
            what: format!("{doing}: {cause}"),
            at,
        }
    }

    /// The same failure, with more to say about it.
    pub fn with(mut self, more: impl Display) -> Self {
        self.what = format!("{}{more}", self.what);
        self
    }
}

impl From<std::io::Error> for Failure {
    #[track_caller]
    fn from(cause: std::io::Error) -> Self {
        Self::new(cause)
    }
}
