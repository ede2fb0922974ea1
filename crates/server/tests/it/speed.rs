//! What the endpoint spends on many changes, in a process of its own. Run with
//! `cargo test --release -p meedoen-server --test it speed -- --ignored --nocapture`.

use crate::stage::{SCENARIO, TestDevice, change, person};
use domain::scenario::Scenario;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;
use uuid::Uuid;

const DOSSIERS: usize = 200;
const EACH: usize = 100;

/// Processor time a process has used, in seconds.
fn cpu(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<_> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}

/// About a kilobyte of words.
fn note(seed: usize) -> String {
    let words = [
        "vaker", "naar", "buiten", "koken", "taal", "fietsen", "buurt", "werk", "slapen",
    ];
    let mut text = format!("{seed}");
    let mut state = seed as u64 + 1;
    while text.len() < 1000 {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        text.push(' ');
        text.push_str(words[(state >> 33) as usize % words.len()]);
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn twenty_thousand_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scenario.json");
    fs::write(&file, SCENARIO).unwrap();
    let program = env!("CARGO_BIN_EXE_meedoen-server");
    let data = folder.path().join("data");
    let loaded = Command::new(program)
        .arg("--data")
        .arg(&data)
        .args(["admin", "load"])
        .arg(&file)
        .output()
        .unwrap();
    let loaded: serde_json::Value = serde_json::from_slice(&loaded.stdout).unwrap();
    let mut server = Command::new(program)
        .arg("--data")
        .arg(&data)
        .arg("serve")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = line
        .trim()
        .strip_prefix("listening on ")
        .unwrap()
        .to_owned();
    let mut devices = Vec::new();
    for coach in 0..2 {
        let mut device = TestDevice::new(url.clone());
        device
            .enrol(loaded["coaches"][coach]["code"].as_str().unwrap())
            .await
            .unwrap();
        devices.push(device);
    }
    let scenario = Scenario::parse(SCENARIO).unwrap();
    let team = domain::ids::imported_id(scenario.municipality(), "teams", "Noord");

    let mut changes = Vec::new();
    for dossier in 0..DOSSIERS {
        let id = Uuid::now_v7();
        changes.push(devices[0].make(person(id, team, "Iemand")));
        for at in 1..EACH {
            let wish = note(dossier * EACH + at);
            let set = [
                ("person", id.to_string().into()),
                ("wish", wish.into()),
                ("minutes", 45.into()),
                ("at", "2026-11-01T10:00:00+01:00".into()),
            ];
            changes.push(devices[0].make(change(id, Uuid::now_v7(), "conversation", &set)));
        }
    }
    let frames: Vec<_> = changes.chunks(1000).map(<[_]>::to_vec).collect();
    let (clock, before) = (Instant::now(), cpu(server.id()));
    devices[0].sync(&frames).await.unwrap();
    let (seconds, pushed) = (clock.elapsed().as_secs_f64(), cpu(server.id()) - before);
    println!(
        "push: {} changes, {pushed:.2} s of server CPU, {seconds:.2} s in all",
        changes.len()
    );

    let (clock, before) = (Instant::now(), cpu(server.id()));
    let digest = devices[1].catch_up().await;
    let (seconds, pulled) = (clock.elapsed().as_secs_f64(), cpu(server.id()) - before);
    println!("pull: {pulled:.2} s of server CPU, {seconds:.2} s in all");
    assert_eq!(devices[1].digest(), digest);

    let before = cpu(server.id());
    let clock = Instant::now();
    for _ in 0..100 {
        devices[1].catch_up().await;
    }
    let (seconds, idle) = (clock.elapsed().as_secs_f64(), cpu(server.id()) - before);
    println!(
        "idle: {:.2} ms of server CPU, {:.2} ms in all",
        idle * 10.0,
        seconds * 10.0
    );
    let size = fs::metadata(data.join("meedoen.db")).unwrap().len();
    println!("database: {:.1} MB", size as f64 / 1e6);
    server.kill().unwrap();
    server.wait().unwrap();
}
