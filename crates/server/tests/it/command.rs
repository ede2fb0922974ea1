//! The program itself: what it prints, how it exits, and admin commands beside a running server.

use crate::stage::{SCENARIO, TestDevice};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meedoen-server"));
    command
        .env_remove("MEEDOEN_MASTER_KEY_FILE")
        .env("RUST_LOG", "error");
    command.arg("--data").arg(data);
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    let mut command = program(data);
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let patience = Instant::now() + Duration::from_secs(60);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > patience {
            child.kill().unwrap();
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

fn json(data: &Path, arguments: &[&str]) -> Value {
    let output = run(data, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refusal(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
    let why = String::from_utf8(output.stderr).unwrap();
    assert_eq!(why.lines().count(), 1, "{why}");
    why
}

struct Server {
    child: Child,
    printed: BufReader<ChildStdout>,
    url: String,
}

impl Server {
    fn start(data: &Path, listen: &str) -> Self {
        let mut command = program(data);
        command
            .args(["serve", "--listen", listen])
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap());
        let mut server = Server {
            child,
            printed,
            url: String::new(),
        };
        let first = server.line();
        server.url = first.strip_prefix("listening on ").unwrap().to_owned();
        server
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.printed.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Stops it as an administrator does; returns what it still printed.
    fn stop(&mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
        let mut rest = String::new();
        self.printed.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success());
        rest
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn scenario_in(folder: &Path) -> String {
    let file = folder.join("scenario.json");
    std::fs::write(&file, SCENARIO).unwrap();
    file.to_string_lossy().into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_prints_a_code_that_works() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut server = Server::start(&data, "127.0.0.1:0");
    let line = server.line();
    let code = line.strip_prefix("first enrolment code: ").unwrap();
    let (code, rest) = code.split_once(' ').unwrap();
    assert!(rest.starts_with("(coach Coach 1, valid until 20"), "{rest}");
    let answer = TestDevice::new(server.url.clone())
        .enrol(code)
        .await
        .unwrap();
    assert_eq!(answer.municipality_name, "Gemeente");
    assert_eq!(answer.team_name, "Team 1");
    server.stop();
    let mut again = Server::start(&data, "127.0.0.1:0");
    assert_eq!(again.stop(), "");
    let taken = refusal(&data, &["admin", "load", &scenario_in(folder.path())]);
    assert!(taken.contains("another municipality"), "{taken}");
}

#[tokio::test(flavor = "multi_thread")]
async fn admin_commands_work_beside_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut server = Server::start(&data, "127.0.0.1:0");
    assert!(server.line().starts_with("first enrolment code: "));
    let scenario = scenario_in(folder.path());
    let loaded = json(&data, &["admin", "load", &scenario]);
    let coaches = loaded["coaches"].as_array().unwrap().clone();
    assert_eq!(coaches.len(), 3);
    assert_eq!(coaches[0]["key"], "anna");
    assert!(coaches[0]["expires_at"].as_str().unwrap().starts_with("20"));
    let mut anna = TestDevice::new(server.url.clone());
    anna.enrol(coaches[0]["code"].as_str().unwrap())
        .await
        .unwrap();
    let settled = anna.catch_up().await;

    let again = json(&data, &["admin", "load", &scenario]);
    assert_eq!(again["coaches"][0]["id"], coaches[0]["id"]);
    assert_ne!(again["coaches"][0]["code"], coaches[0]["code"]);
    assert_eq!(anna.catch_up().await, settled);

    let id = coaches[1]["id"].as_str().unwrap();
    let code = json(&data, &["admin", "enrol", id, "--json"]);
    assert_eq!(code["id"], id);
    let mut bas = TestDevice::new(server.url.clone());
    bas.enrol(code["code"].as_str().unwrap()).await.unwrap();

    let unknown = refusal(&data, &["admin", "coach", "add", "Dirk", "--team", "Oost"]);
    assert!(unknown.contains("Noord, Zuid"), "{unknown}");
    let added = json(
        &data,
        &[
            "admin",
            "coach",
            "add",
            "Dirk",
            "--team",
            "Oost",
            "--new-team",
        ],
    );
    let mut dirk = TestDevice::new(server.url.clone());
    let answer = dirk.enrol(added["code"].as_str().unwrap()).await.unwrap();
    assert_eq!(
        (answer.coach_name.as_str(), answer.team_name.as_str()),
        ("Dirk", "Oost")
    );
    assert_ne!(anna.catch_up().await, settled);
    let listed = json(&data, &["admin", "coach", "list", "--json"]);
    assert_eq!(listed["coaches"].as_array().unwrap().len(), 4);

    let device = bas.id.to_string();
    assert!(
        run(&data, &["admin", "device", "revoke", &device])
            .status
            .success()
    );
    assert_eq!(bas.sync(&[]).await.unwrap_err().1, "device_revoked");
    let listed = json(&data, &["admin", "device", "list", "--json"]);
    let devices = listed["devices"].as_array().unwrap();
    assert_eq!(devices.len(), 3);
    assert_eq!(devices[1]["id"], device);
    assert!(devices[0]["revoked_at"].is_null() && devices[1]["revoked_at"].is_string());

    let period = ["--from", "2026-09-01", "--until", "2026-09-30", "--json"];
    let report = json(&data, &[&["report"][..], &period].concat());
    assert_eq!(report["period"]["from"], "2026-09-01");
    assert_eq!(server.stop(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_port_key_and_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = json(
        folder.path(),
        &["admin", "load", &scenario_in(folder.path())],
    );
    let mut server = Server::start(folder.path(), "127.0.0.1:0");
    let mut anna = TestDevice::new(server.url.clone());
    anna.enrol(loaded["coaches"][0]["code"].as_str().unwrap())
        .await
        .unwrap();
    let digest = anna.catch_up().await;
    let epoch = anna.hello.epoch;
    assert_eq!(server.stop(), "", "no code is printed after `admin load`");
    let address = server.url.strip_prefix("http://").unwrap().to_owned();
    let _again = Server::start(folder.path(), &address);
    assert_eq!(anna.catch_up().await, digest);
    assert_eq!(anna.hello.epoch, epoch);
}

#[test]
fn what_is_refused_says_why_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    assert!(refusal(data, &["serve", "--listen", "0.0.0.0:0"]).contains("not a loopback address"));
    assert!(refusal(data, &["admin", "load", "/nowhere.json"]).contains("cannot be read"));
    let early = refusal(data, &["admin", "coach", "add", "Dirk", "--team", "Oost"]);
    assert!(early.contains("no municipality yet"), "{early}");
    let file = data.join("bad.json");
    std::fs::write(&file, r#"{"municipality": "Proefstad", "moons": []}"#).unwrap();
    assert!(refusal(data, &["admin", "load", &file.to_string_lossy()]).contains("moons"));
    json(data, &["admin", "load", &scenario_in(data)]);
    let nobody = "00000000-0000-0000-0000-000000000000";
    assert!(refusal(data, &["admin", "enrol", nobody, "--json"]).contains("no coach"));
    assert!(refusal(data, &["admin", "device", "revoke", nobody]).contains("no device"));
}

#[test]
fn words_are_added_and_retired_and_keep_their_meaning() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    json(&data, &["admin", "load", &scenario_in(folder.path())]);
    let add = |label| run(&data, &["admin", "word", "add", "place", label]);
    let places = || {
        let listed = json(&data, &["admin", "word", "list", "place", "--json"]);
        listed["words"].as_array().cloned().unwrap()
    };
    let shared = places().len();
    let added = add("De Kerk");
    assert_eq!(String::from_utf8(added.stdout).unwrap(), "de_kerk\n");
    // Done twice it is one.
    assert!(add("De Kerk").status.success());
    assert_eq!(places().len(), shared + 1);
    let taken = refusal(&data, &["admin", "word", "add", "place", "de kerk"]);
    assert!(taken.contains("\"De Kerk\""), "{taken}");

    for code in ["de_kerk", "thuis"] {
        assert!(
            run(&data, &["admin", "word", "retire", "place", code])
                .status
                .success()
        );
    }
    let retired = places();
    let retired: Vec<_> = retired
        .iter()
        .filter(|word| word["retired"] == true)
        .collect();
    assert_eq!(retired.len(), 2, "{retired:?}");
    assert!(add("De Kerk").status.success());
    assert_eq!(
        places()
            .iter()
            .filter(|word| word["retired"] == true)
            .count(),
        1
    );

    for (arguments, why) in [
        (["retire", "place", "de_maan"], "has no \"de_maan\""),
        (
            ["retire", "theme", "geestelijke_gezondheid"],
            "every conversation",
        ),
        (["add", "barrier", "weer"], "the same in every municipality"),
        (["add", "place", "?!"], "no code"),
    ] {
        let refused = refusal(&data, &[&["admin", "word"], &arguments[..]].concat());
        assert!(refused.contains(why), "{refused}");
    }
}

#[test]
fn a_word_is_renamed_and_restored_and_stays_the_same_word() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    json(&data, &["admin", "load", &scenario_in(folder.path())]);
    let word = |arguments: &[&str]| {
        let arguments = [&["admin", "word"], arguments].concat();
        assert!(run(&data, &arguments).status.success(), "{arguments:?}");
    };
    let kerk = || {
        let listed = json(&data, &["admin", "word", "list", "place", "--json"]);
        let words = listed["words"].as_array().cloned().unwrap();
        let own = words.into_iter().filter(|word| word["own"] == true);
        let own: Vec<_> = own.collect();
        assert_eq!(own.len(), 1, "{own:?}");
        let text = |field: &str| own[0][field].as_str().unwrap_or_default().to_owned();
        assert_eq!(text("code"), "de_kerk");
        (text("label"), text("english"), own[0]["retired"] == true)
    };
    word(&["add", "place", "De Kerk", "--english", "The church"]);
    assert_eq!(kerk(), ("De Kerk".into(), "The church".into(), false));
    word(&["rename", "place", "de_kerk", "De Ontmoeting"]);
    // The code stays, and so does the English label that was not named.
    assert_eq!(kerk(), ("De Ontmoeting".into(), "The church".into(), false));
    word(&[
        "rename",
        "place",
        "de_kerk",
        "De Ontmoeting",
        "--english",
        "The Meeting",
    ]);
    word(&["retire", "place", "de_kerk"]);
    assert_eq!(kerk(), ("De Ontmoeting".into(), "The Meeting".into(), true));
    word(&["restore", "place", "de_kerk"]);
    assert_eq!(
        kerk(),
        ("De Ontmoeting".into(), "The Meeting".into(), false)
    );

    for (arguments, why) in [
        (
            &["rename", "place", "de_maan", "Maan"][..],
            "has no \"de_maan\"",
        ),
        (
            &["rename", "place", "thuis", "Bij mensen thuis"],
            "every municipality has",
        ),
        (
            &["rename", "place", "de_kerk", "Bibliotheek"],
            "\"bibliotheek\" already",
        ),
        (&["rename", "place", "de_kerk", " "], "needs a label"),
        (&["add", "place", "De Kerk"], "\"De Ontmoeting\" already"),
        (
            &["add", "place", "de ontmoeting"],
            "\"De Ontmoeting\" already",
        ),
        (
            &["restore", "barrier", "weer"],
            "the same in every municipality",
        ),
        (&["restore", "place", "de_maan"], "has no \"de_maan\""),
    ] {
        let refused = refusal(&data, &[&["admin", "word"], arguments].concat());
        assert!(refused.contains(why), "{refused}");
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["serve", "--listen", "everywhere"][..],
        &["admin", "enrol", "not-an-id"],
        &[
            "report",
            "--from",
            "September",
            "--until",
            "2026-09-30",
            "--json",
        ],
        &["dance"],
        &[],
    ] {
        assert_eq!(
            run(folder.path(), arguments).status.code(),
            Some(2),
            "{arguments:?}"
        );
    }
}
