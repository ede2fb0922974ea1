//! The product's own device and central endpoint behind the contract of a sync benchmark: one
//! process a phase, told what to do by its environment. Not shipped to users.
//!
//! `server` reads PORT and RUN. `client` reads WHO (A or B), PHASE, URL, DIR, DATA, N and RUN.

mod client;
mod environment;
mod memory;
mod serve;
mod workload;

use environment::Problem;
use std::process::ExitCode;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let outcome = match std::env::args().nth(1).as_deref() {
        Some("server") => serve::run().await,
        Some("client") => client::run().await,
        _ => {
            eprintln!("usage: meedoen-bench-peer server|client");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// What each part answers.
type Outcome<T> = Result<T, Problem>;
