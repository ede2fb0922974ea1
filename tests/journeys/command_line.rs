//! The device on the command line: what other programs rely on, and what happens when something
//! is wrong.

use serde_json::Value;
use stage::Failure;
use stage::fixture::{Device, PASSPHRASE, Places, Server};
use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

/// A device of the first coach, enrolled and empty.
fn device(folder: &Path) -> Result<(Server, Device), Failure> {
    let server = Server::start(&folder.join("server"))?;
    let coaches = server.load(&Places::scenario())?;
    let first = coaches.first().ok_or_else(|| Failure::new("no coach"))?;
    let device = Device::at(&folder.join("device"), PASSPHRASE);
    device.enrol(&server.url(), &first.code)?;
    Ok((server, device))
}

/// Exit code 1 and one line that says why.
fn refused(output: &Output, why: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(why), "{said}");
}

#[test]
fn a_wrong_passphrase_takes_half_a_second_and_opens_nothing() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (_server, device) = device(folder.path())?;
    let stranger = Device::at(device.home(), "zeven gele fietsen bij de Rijn");
    let started = Instant::now();
    refused(&stranger.attempt(&["status", "--json"])?, "passphrase");
    assert!(started.elapsed() >= Duration::from_millis(500));
    Ok(())
}

#[test]
fn a_damaged_database_is_set_aside_and_never_changed() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (_server, device) = device(folder.path())?;
    let database = device.home().join("meedoen.db");
    let mut bytes = fs::read(&database)?;
    bytes.iter_mut().take(4096).for_each(|byte| *byte ^= 0x55);
    fs::write(&database, &bytes)?;
    refused(
        &device.attempt(&["status", "--json"])?,
        "set aside as apart-",
    );
    let names: Vec<_> = fs::read_dir(device.home())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    let apart = names
        .iter()
        .find(|path| path.extension().is_some_and(|end| end == "db"))
        .ok_or_else(|| Failure::new("the database is gone"))?;
    assert_eq!(fs::read(apart)?, bytes);
    assert!(
        names
            .iter()
            .any(|path| path.to_string_lossy().ends_with(".key.json"))
    );
    Ok(())
}

#[test]
fn a_refused_file_names_the_place_and_stores_nothing() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (_server, device) = device(folder.path())?;
    let before = device.export()?;
    let scenario = fs::read_to_string(Places::scenario())?;
    for (right, wrong, place) in [
        (
            "\"place\": \"thuis\"",
            "\"place\": \"op de maan\"",
            "conversations[0].place",
        ),
        ("\"person\": \"p06\"", "\"person\": \"p66\"", "p66"),
        ("\"hindrance\": 2", "\"hindrance\": 4", "hindrance"),
        ("Slaapt slecht", "Slaapt \\u0000 slecht", "NUL"),
        ("\"coaches\": [", "\"coaches\": ", "line"),
    ] {
        let file = folder.path().join("scenario.json");
        let broken = scenario.replacen(right, wrong, 1);
        assert_ne!(broken, scenario, "{right} is not in the scenario");
        fs::write(&file, broken)?;
        refused(
            &device.attempt(&["import", &file.to_string_lossy()])?,
            place,
        );
        assert_eq!(device.export()?, before, "{place}");
    }
    Ok(())
}

#[test]
fn imported_twice_it_is_there_once() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (_server, device) = device(folder.path())?;
    device.import(&Places::scenario(), "c1")?;
    let once = device.export()?;
    let file = Places::scenario();
    let again = device.json(&["import", &file.to_string_lossy(), "--coach", "c1"])?;
    assert_eq!(again["changed"], Value::from(0));
    assert_eq!(device.export()?, once);
    assert_eq!(
        device.json(&["status", "--json"])?["unsent"],
        Value::from(0)
    );
    Ok(())
}

#[test]
fn without_a_server_everything_waits_and_nothing_is_lost() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (mut server, device) = device(folder.path())?;
    server.stop();
    let file = Places::scenario();
    device.run(&["import", &file.to_string_lossy(), "--coach", "c1"])?;
    let waiting = device.json(&["status", "--json"])?;
    assert!(waiting["unsent"].as_u64() > Some(100));
    refused(&device.attempt(&["sync"])?, "cannot be reached");
    assert_eq!(device.json(&["status", "--json"])?, waiting);
    server.resume()?;
    let synced = device.json(&["sync", "--json"])?;
    assert_eq!(synced["sent"], waiting["unsent"]);
    assert_eq!(
        device.json(&["status", "--json"])?["unsent"],
        Value::from(0)
    );
    Ok(())
}

#[test]
fn what_cannot_be_sent_is_read_back_by_the_administrator() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (mut server, device) = device(folder.path())?;
    let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (file, key) = (place("rescue"), place("recovery.key"));
    refused(&device.attempt(&["rescue", &file])?, "no recovery key");
    assert!(!Path::new(&file).exists());
    let made = server.admin(&["recovery", "new", "--out", &key])?;
    assert!(server.admin(&["recovery", "new", "--out", &key]).is_err());
    device.sync()?;

    server.stop();
    let scenario = Places::scenario().to_string_lossy().into_owned();
    device.run(&["import", &scenario, "--coach", "c1"])?;
    let unsent = device.json(&["status", "--json"])?["unsent"].clone();
    assert_eq!(device.json(&["rescue", &file])?["changes"], unsent);
    refused(&device.attempt(&["rescue", &file])?, "exists");

    let read = server.admin(&["recovery", "read", &file, "--key", &key, "--json"])?;
    let changes = read["changes"].as_array().cloned().unwrap_or_default();
    assert_eq!(Value::from(changes.len()), unsent);
    assert!(changes.iter().all(|change| change["code"] == "unsent"));
    // Each change here makes a record whole, so the export says what was typed.
    let export: Value = serde_json::from_str(&device.export()?)
        .map_err(Failure::during("reading what the device exported"))?;
    let mut typed = 0;
    for change in &changes {
        let records = export["dossiers"].as_array().into_iter().flatten();
        let record = records
            .flat_map(|dossier| dossier["records"].as_array().into_iter().flatten())
            .find(|record| record["id"] == change["record"]);
        for (field, value) in change["set"].as_object().into_iter().flatten() {
            assert_eq!(record.map(|record| &record["fields"][field]), Some(value));
            typed += 1;
        }
    }
    assert!(typed > 300, "{typed}");

    fs::write(
        &key,
        format!("{}\n", made["recovery_key"].as_str().unwrap_or("")),
    )?;
    assert!(
        server
            .admin(&["recovery", "read", &file, "--key", &key])
            .is_err(),
        "the public half opens nothing"
    );
    Ok(())
}

#[test]
fn wrong_usage_is_told_from_failure() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let device = Device::at(&folder.path().join("device"), PASSPHRASE);
    assert_eq!(device.attempt(&["fly"])?.status.code(), Some(2));
    refused(
        &device.attempt(&["status", "--json"])?,
        "no enrolled device",
    );
    refused(
        &device.attempt(&["enrol", "http://meedoen.example", "AAAA-BBBB-CCCC"])?,
        "https://",
    );
    Ok(())
}
