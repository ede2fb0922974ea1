//! Headings and durations on the terminal.

use crate::failure::Failure;
use std::time::Instant;

/// One step of a chore, with a heading and, at its end, how long it took.
#[derive(Debug)]
pub struct Step {
    title: String,
    began: Instant,
}

impl Step {
    /// Prints the heading.
    pub fn begin(title: &str) -> Self {
        eprintln!("\n== {title}");
        Self {
            title: title.into(),
            began: Instant::now(),
        }
    }

    /// Prints how long it took.
    pub fn end(self) {
        eprintln!(
            "-- {}: {:.1} s",
            self.title,
            self.began.elapsed().as_secs_f32()
        );
    }

    /// Runs `work` as a step.
    pub fn run<T>(title: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        let step = Self::begin(title);
        let outcome = work();
        step.end();
        outcome
    }
}
