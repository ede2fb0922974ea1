//! `bench sync`: five phases, every device a process of its own.

use super::peer::{self, Peer};
use super::proxy::{CountingProxy, Traffic};
use super::{Database, SyncOptions, write_records};
use crate::failure::Failure;
use serde_json::{Value, json};
use stage::fixture::Places;

/// How many records each device changes between two syncs.
const CHANGED: u32 = 100;

/// A phase: its name, the device that runs it and how many records it moves.
struct Phase {
    name: &'static str,
    who: &'static str,
    moved: u32,
}

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
        if options.json {
            println!("{row}")
        } else {
            print_aligned(&row)
        }
    }
    check_that_both_hold_the_same(&peer, &proxy)
}

fn row(phase: &Phase, measured: &Value, traffic: Traffic) -> Result<Value, Failure> {
    let number = |field: &str| {
        let found = measured[field].as_f64();
        found.ok_or_else(|| Failure::new(format!("{}: no {field} in {measured}", phase.name)))
    };
    let seconds = number("seconds")?;
    Ok(json!({
        "peer": "meedoen",
        "phase": phase.name,
        "seconds": (seconds * 1000.0).round() / 1000.0,
        "records_per_s": (f64::from(phase.moved) / seconds.max(1e-6)).round() as u64,
        "bytes_up": traffic.up,
        "bytes_down": traffic.down,
        "rss_mb": number("rss_mb")?.round() as u64,
    }))
}

fn print_aligned(row: &Value) {
    let phase = row["phase"].as_str().unwrap_or_default();
    println!(
        "{phase:<9} {:>9} s {:>9} records/s {:>11} bytes up {:>11} bytes down {:>6} MB",
        row["seconds"], row["records_per_s"], row["bytes_up"], row["bytes_down"], row["rss_mb"]
    );
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
