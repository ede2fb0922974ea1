//! `bench sync`: five phases, every device a process of its own.

use super::peer::{self, Peer};
use super::proxy::{CountingProxy, Traffic};
use super::{Database, SyncOptions, write_records};
use crate::failure::Failure;
use serde::Serialize;
use serde_json::Value;
use stage::fixture::Places;

/// How many records each device changes between two syncs.
const CHANGED: u32 = 100;

/// A phase: its name, the device that runs it and how many records it moves.
struct Phase {
    name: &'static str,
    who: &'static str,
    moved: u32,
}

/// What is printed of a phase, in this order.
#[derive(Serialize)]
struct Row {
    peer: &'static str,
    phase: &'static str,
    seconds: f64,
    records_per_s: u64,
    bytes_up: u64,
    bytes_down: u64,
    rss_mb: u64,
}

/// Measures all phases.
pub fn run(options: &SyncOptions) -> Result<(), Failure> {
    if options.server == Database::Postgres {
        return Err(Failure::Usage(
            "the central endpoint does not run on PostgreSQL yet".into(),
        ));
    }
    let folder = Places::target().join("bench").join("sync");
    peer::fresh(&folder)?;
    let data = folder.join("records.ndjson");
    write_records(options.records as usize, &data)?;
    let peer = Peer {
        program: peer::build()?,
        folder,
        data,
        records: options.records,
    };
    let (_server, address) = peer.serve()?;
    let proxy = CountingProxy::start(address)?;
    let phases = [
        Phase {
            name: "load",
            who: "A",
            moved: options.records,
        },
        Phase {
            name: "push",
            who: "A",
            moved: options.records,
        },
        Phase {
            name: "pull",
            who: "B",
            moved: options.records,
        },
        Phase {
            name: "inc_up",
            who: "A",
            moved: CHANGED,
        },
        Phase {
            name: "inc_both",
            who: "B",
            moved: 2 * CHANGED,
        },
    ];
    for phase in &phases {
        let before = proxy.traffic();
        let measured = peer.phase(phase.name, phase.who, proxy.address())?;
        let row = row(phase, &measured, proxy.traffic().since(before))?;
        print(&row, options.json)?;
    }
    check_that_both_hold_the_same(&peer, &proxy)
}

fn row(phase: &Phase, measured: &Value, traffic: Traffic) -> Result<Row, Failure> {
    let number = |field: &str| {
        let found = measured[field].as_f64();
        found.ok_or_else(|| Failure::new(format!("{}: no {field} in {measured}", phase.name)))
    };
    let seconds = number("seconds")?;
    Ok(Row {
        peer: "meedoen",
        phase: phase.name,
        seconds: (seconds * 1000.0).round() / 1000.0,
        records_per_s: (f64::from(phase.moved) / seconds.max(1e-6)).round() as u64,
        bytes_up: traffic.up,
        bytes_down: traffic.down,
        rss_mb: number("rss_mb")?.round() as u64,
    })
}

fn print(row: &Row, as_json: bool) -> Result<(), Failure> {
    if as_json {
        let line = serde_json::to_string(row).map_err(Failure::during("writing a row"))?;
        println!("{line}");
    } else {
        let Row {
            phase,
            seconds,
            records_per_s,
            bytes_up,
            bytes_down,
            rss_mb,
            ..
        } = row;
        println!(
            "{phase:<9} {seconds:>8.3} s {records_per_s:>8} records/s {bytes_up:>11} bytes up \
             {bytes_down:>11} bytes down {rss_mb:>5} MB"
        );
    }
    Ok(())
}

/// A fast sync that loses something is no sync: the figures only count when this holds.
fn check_that_both_hold_the_same(peer: &Peer, proxy: &CountingProxy) -> Result<(), Failure> {
    let a = peer.phase("verify", "A", proxy.address())?;
    let b = peer.phase("verify", "B", proxy.address())?;
    let complete = a["count"] == peer.records && a["changed"] == 2 * CHANGED;
    if !complete || a["hash"] != b["hash"] || a["count"] != b["count"] || !a["hash"].is_string() {
        return Err(Failure::new(format!(
            "the devices differ afterwards: A {a}, B {b}"
        )));
    }
    eprintln!(
        "both devices hold the same {} records, {} of them changed",
        peer.records,
        2 * CHANGED
    );
    Ok(())
}
