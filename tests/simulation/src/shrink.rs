//! Leaves steps out of a history for as long as it still breaks a promise.

use crate::run::{Broken, run};
use crate::step::History;

/// How often a smaller history is tried, unless `MEEDOEN_TRIES` says otherwise.
const TRIES: usize = 400;

fn tries() -> usize {
    let said = std::env::var("MEEDOEN_TRIES").ok();
    said.and_then(|tries| tries.parse().ok()).unwrap_or(TRIES)
}

/// The smallest history found that still breaks a promise.
pub fn shrink(found: Broken) -> Broken {
    let mut best = found;
    let (mut tries, most) = (0, tries());
    let mut size = best.history.steps.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < best.history.steps.len() && tries < most {
            tries += 1;
            let mut steps = best.history.steps.clone();
            steps.drain(at..(at + size).min(steps.len()));
            let smaller = History {
                steps,
                ..best.history.clone()
            };
            match run(&smaller) {
                Err(broken) => best = broken,
                Ok(()) => at += size,
            }
        }
        size /= 2;
    }
    best
}
