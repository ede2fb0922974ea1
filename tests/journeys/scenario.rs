//! Three months of Berg en Dal: in through one device, out through another, and unreadable at rest.

use serde_json::Value;
use stage::Failure;
use stage::fixture::{Device, Places, Server};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PASSPHRASE: &str = "drie bruggen over de Waal en een pont";

#[test]
fn a_second_device_of_the_coach_exports_the_same_bytes() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let server = Server::start(&folder.path().join("server"))?;
    for coach in server.load(&Places::scenario())? {
        let first = Device::at(
            &folder.path().join(format!("{}-first", coach.key)),
            PASSPHRASE,
        );
        first.enrol(&server.url(), &coach.code)?;
        first.import(&Places::scenario(), &coach.key)?;
        let code = server.new_code(&coach.id)?;
        let second = Device::at(
            &folder.path().join(format!("{}-second", coach.key)),
            PASSPHRASE,
        );
        second.enrol(&server.url(), &code)?;
        // A colleague may have been first with what both may see.
        first.sync()?;

        let exported = first.export()?;
        assert!(dossiers_in(&exported)? > 1, "{} has no dossiers", coach.key);
        assert_eq!(
            exported,
            second.export()?,
            "the devices of {} differ",
            coach.key
        );
        let (one, other) = (
            first.json(&["status", "--json"])?,
            second.json(&["status", "--json"])?,
        );
        assert_eq!(one["digest"], other["digest"]);
        assert_eq!(
            (&one["unsent"], &one["quarantined"]),
            (&Value::from(0), &Value::from(0))
        );
    }
    Ok(())
}

#[test]
fn no_word_of_a_conversation_can_be_read_without_the_key() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let server = Server::start(&folder.path().join("server"))?;
    let words = words_of_people()?;
    for coach in server.load(&Places::scenario())? {
        let home = folder.path().join(&coach.key);
        let device = Device::at(&home, PASSPHRASE);
        device.enrol(&server.url(), &coach.code)?;
        device.run(&[
            "import",
            &Places::scenario().to_string_lossy(),
            "--coach",
            &coach.key,
        ])?;
        assert_eq!(words_found(&home, &words)?, BTreeSet::new());
        device.sync()?;
        assert_eq!(words_found(&home, &words)?, BTreeSet::new());
    }

    let plain = folder.path().join("plain");
    fs::create_dir_all(&plain)?;
    fs::copy(Places::scenario(), plain.join("main.db-wal"))?;
    assert_eq!(
        words_found(&plain, &words)?,
        words,
        "the search itself finds nothing"
    );
    Ok(())
}

fn dossiers_in(exported: &str) -> Result<usize, Failure> {
    let exported: Value =
        serde_json::from_str(exported).map_err(Failure::during("reading an export"))?;
    Ok(exported["dossiers"].as_array().map_or(0, Vec::len))
}

/// The longer words of people's names, wishes, strengths and notes, in small letters.
fn words_of_people() -> Result<BTreeSet<String>, Failure> {
    let text = fs::read_to_string(Places::scenario())?;
    let scenario: Value =
        serde_json::from_str(&text).map_err(Failure::during("reading the scenario"))?;
    let mut words = BTreeSet::new();
    for person in scenario["people"].as_array().into_iter().flatten() {
        words.extend(letters_in(
            person["name"].as_str().unwrap_or_default().as_bytes(),
        ));
    }
    for conversation in scenario["conversations"].as_array().into_iter().flatten() {
        let notes = conversation["themes"].as_array().into_iter().flatten();
        let texts = notes.map(|theme| &theme["note"]);
        for text in texts.chain([&conversation["wish"], &conversation["strengths"]]) {
            words.extend(letters_in(text.as_str().unwrap_or_default().as_bytes()));
        }
    }
    assert!(words.len() > 100, "only {} words to look for", words.len());
    Ok(words)
}

/// Which of `words` stand in any file below `folder`.
fn words_found(folder: &Path, words: &BTreeSet<String>) -> Result<BTreeSet<String>, Failure> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(words_found(&path, words)?);
        } else {
            let inside = letters_in(&fs::read(&path)?);
            found.extend(inside.intersection(words).cloned());
        }
    }
    Ok(found)
}

/// Runs of seven letters or more: long enough not to come about by chance.
fn letters_in(bytes: &[u8]) -> BTreeSet<String> {
    bytes
        .split(|byte| !byte.is_ascii_alphabetic())
        .filter(|run| run.len() >= 7)
        .map(|run| String::from_utf8_lossy(run).to_lowercase())
        .collect()
}
