//! `run`: the product with demo data, in a window; without a display, the main job played through
//! with pictures of every step.

mod demo;
mod play;

use crate::console::Step;
use crate::display::Display;
use crate::failure::Failure;
use crate::tools;
use clap::Args;
use demo::Demo;
use stage::fixture::end_all;
use std::env;
use std::process::{Command, exit};

/// How to run.
#[derive(Debug, Args)]
pub struct Options {
    /// Go on with the data of the last run instead of starting afresh.
    #[arg(long)]
    keep: bool,
    /// Play the main job without a window, also when there is a display.
    #[arg(long)]
    play: bool,
}

/// What a run needs.
const PROGRAMS: [&str; 3] = ["meedoen", "meedoen-server", "meedoen-device"];

/// What a shell reports for a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Builds and runs; Ctrl-C ends everything that was started.
pub fn run(options: &Options) -> Result<(), Failure> {
    end_all_on_interrupt()?;
    Step::run("Building the screens", || tools::npm("build"))?;
    Step::run(
        "Building the programs (the first time takes some minutes)",
        || {
            let mut build = vec!["build", "--workspace"];
            build.extend(PROGRAMS.iter().flat_map(|program| ["--bin", program]));
            tools::cargo(&build)
        },
    )?;
    if options.play || !Display::is_present() {
        play_unseen()
    } else {
        Demo::prepare(options.keep)?.show()
    }
}

/// Plays the main job on the display that this process was given.
pub fn play() -> Result<(), Failure> {
    end_all_on_interrupt()?;
    play::run()
}

fn play_unseen() -> Result<(), Failure> {
    let display = Display::start()?;
    // Our own environment has no display, and that of a running process is not to be changed.
    let mut again = Command::new(env::current_exe()?);
    let status = again.arg("play").envs(display.environment()).status()?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new("the main job could not be played"))
    }
}

fn end_all_on_interrupt() -> Result<(), Failure> {
    let interrupted = || {
        end_all();
        exit(INTERRUPTED);
    };
    ctrlc::set_handler(interrupted).map_err(Failure::during("listening for Ctrl-C"))
}
