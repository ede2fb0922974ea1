//! `fuzz`: throws made-up bytes at everything that reads bytes of others.
//!
//! libFuzzer comes with a crate and its counters with the compiler, so that neither another
//! toolchain nor cargo-fuzz is needed; with them `cargo fuzz --fuzz-dir tests/fuzz` does the same.

use crate::console::Step;
use crate::failure::Failure;
use crate::test::Tally;
use crate::tools;
use clap::Args;
use stage::fixture::Places;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The decoders; each is a program in tests/fuzz.
const TARGETS: [&str; 5] = ["frames", "messages", "scenario", "rescue", "key_header"];
/// So many at a time as the least machine has cores.
const AT_ONCE: usize = 2;
/// What makes a program tell libFuzzer where it came, as cargo-fuzz sets it.
const COUNTERS: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Ccodegen-units=1";

/// What to fuzz, and for how long.
#[derive(Debug, Args)]
pub struct Options {
    /// Seconds for each decoder.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Only decoders whose name contains this.
    filter: Option<String>,
}

/// Fuzzes; the last line says how many decoders stood it.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut tally = Tally::default();
    fuzz(options.seconds, options.filter.as_deref(), &mut tally);
    tally.close()
}

/// Fuzzes each decoder whose name contains the filter for so many seconds and counts those that
/// stood it.
pub fn fuzz(seconds: u32, filter: Option<&str>, tally: &mut Tally) {
    let wanted = |target: &&str| filter.is_none_or(|filter| target.contains(filter));
    let targets: Vec<&str> = TARGETS.into_iter().filter(wanted).collect();
    if targets.is_empty() {
        return;
    }
    let programs = match Step::run("Fuzzing: build", build) {
        Ok(folder) => folder,
        Err(failure) => return tally.fail(&failure),
    };
    for some in targets.chunks(AT_ONCE) {
        let started: Vec<_> = some
            .iter()
            .map(|target| (target, start(&programs, target, seconds)))
            .collect();
        for (target, child) in started {
            tally.count(child.and_then(|child| finish(target, child)));
        }
    }
}

/// Builds the programs; answers their folder.
fn build() -> Result<PathBuf, Failure> {
    let host = host()?;
    let target = Places::target().join("fuzz");
    let mut command = tools::cargo_command();
    // For a named target, the counters stay out of build scripts.
    command
        .args([
            "build",
            "--release",
            "--manifest-path",
            "tests/fuzz/Cargo.toml",
        ])
        .args(["--target", &host, "--locked", "--target-dir"])
        .arg(&target)
        .env("RUSTFLAGS", COUNTERS);
    tools::finish(&mut command, "cargo build of tests/fuzz")?;
    Ok(target.join(host).join("release"))
}

fn host() -> Result<String, Failure> {
    let asked = "asking rustc for the host";
    let output = Command::new("rustc").args(["-vV"]).output();
    let output = output.map_err(Failure::during(asked))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Failure::new(asked))
}

/// What is found new goes to a folder of its own; the committed corpus stays as it is.
fn start(programs: &Path, target: &str, seconds: u32) -> Result<Child, Failure> {
    let found = Places::target().join("fuzz/found").join(target);
    std::fs::create_dir_all(&found)?;
    let seeds = Places::project().join("tests/fuzz/corpus").join(target);
    let prefix = format!("-artifact_prefix={}/failed-", found.display());
    println!("fuzzing {target} for {seconds} s");
    Ok(Command::new(programs.join(target))
        .arg(format!("-max_total_time={seconds}"))
        .args(["-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=1"])
        .arg(prefix)
        .args([found, seeds])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?)
}

fn finish(target: &str, child: Child) -> Result<(), Failure> {
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let stat = |name: &str| {
        let line = said.lines().find(|line| line.contains(name));
        line.and_then(|line| line.split_whitespace().last())
            .unwrap_or("?")
            .to_owned()
    };
    if output.status.success() {
        println!(
            "{target}: {} inputs, {} MB at most",
            stat("number_of_executed_units"),
            stat("peak_rss_mb")
        );
        return Ok(());
    }
    eprintln!("{said}");
    Err(Failure::new(format!(
        "fuzzing {target} failed; an input that does it lies in fuzz/found/{target} of the target folder"
    )))
}
