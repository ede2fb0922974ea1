//! What passed and what failed, over all test programs.

use crate::failure::Failure;
use std::ops::AddAssign;

/// Counts of passed, failed and skipped tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
    /// Tests that were not run.
    pub skipped: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Tally {
    /// The counts in a closing line of a test program, if `line` is one.
    pub fn in_line(line: &str) -> Option<Self> {
        let (_, counts) = line.split_once("test result: ")?;
        let count = |of: &str| {
            let part = counts
                .split(['.', ';'])
                .map(str::trim)
                .find(|part| part.ends_with(of))?;
            part.split(' ').next()?.parse().ok()
        };
        Some(Self {
            passed: count(" passed")?,
            failed: count(" failed")?,
            skipped: count(" ignored")?,
        })
    }

    /// Adds the counts of a test program; one that did not get to its end counts as a failure.
    pub fn add(&mut self, outcome: Result<Self, Failure>) {
        match outcome {
            Ok(counts) => *self += counts,
            Err(failure) => self.fail(&failure),
        }
    }

    /// A check that passed or failed as a whole counts as one test.
    pub fn count(&mut self, outcome: Result<(), Failure>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(failure) => self.fail(&failure),
        }
    }

    /// Counts and tells a failure.
    pub fn fail(&mut self, failure: &Failure) {
        self.failed += 1;
        eprintln!("FAILED: {failure}");
    }

    /// Prints the closing line. Nothing passed and nothing failed is a failure too.
    pub fn close(self) -> Result<(), Failure> {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        let skipped = if skipped > 0 {
            format!(", {skipped} skipped")
        } else {
            String::new()
        };
        println!("{passed} passed, {failed} failed{skipped}");
        match (passed, failed) {
            (0, 0) => Err(Failure::new("no test ran")),
            (_, 0) => Ok(()),
            _ => Err(Failure::new(format!("{failed} failed; see above"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_a_closing_line() {
        let line = "test result: FAILED. 12 passed; 3 failed; 2 ignored; 0 measured; 4 filtered out; finished in 0.01s";
        assert_eq!(
            Tally::in_line(line),
            Some(Tally {
                passed: 12,
                failed: 3,
                skipped: 2
            })
        );
        assert_eq!(Tally::in_line("test sync ... ok"), None);
    }

    #[test]
    fn a_run_without_tests_fails() {
        assert!(Tally::default().close().is_err());
        assert!(
            Tally {
                passed: 1,
                ..Tally::default()
            }
            .close()
            .is_ok()
        );
        assert!(
            Tally {
                passed: 1,
                failed: 1,
                skipped: 0
            }
            .close()
            .is_err()
        );
    }
}
