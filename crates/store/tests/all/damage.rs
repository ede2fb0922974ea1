//! Keys, foreign files and what lies on the disk.

use crate::support::{DOSSIER, Device, GOAL, KEY, PERSON, Town, folder, open_raw, sync};
use replication::Seq;
use std::path::Path;
use store::{Store, StoreError};

#[test]
fn it_opens_again_with_its_key_and_with_no_other() {
    let mut device = Device::new(1);
    device.type_goal("blijft", &[]);
    device.reopen();
    assert_eq!(device.texts(GOAL, "text"), ["blijft"]);
    assert!(device.store.is_intact().unwrap());
    let path = device.path();
    drop(device.store);
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(
        Store::open(&path, &[0; 32]),
        Err(StoreError::Unreadable)
    ));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert!(Store::open(&path, &KEY).is_ok());
}

#[test]
fn a_foreign_file_is_not_touched() {
    let home = folder();
    let path = home.path().join("device.db");
    let plain = home.path().join("plain.db");
    plain_database(&plain);
    let files = [
        b"hallo".to_vec(),
        b"Geen database, maar een brief. ".repeat(400),
        std::fs::read(&plain).unwrap(),
        vec![0; 8192],
    ];
    for bytes in files {
        std::fs::write(&path, &bytes).unwrap();
        assert!(matches!(
            Store::open(&path, &KEY),
            Err(StoreError::Unreadable)
        ));
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
        let others = std::fs::read_dir(home.path()).unwrap().count();
        assert_eq!(others, 2, "nothing was left beside it");
    }
}

#[expect(clippy::disallowed_methods, reason = "a database of another program")]
fn plain_database(path: &Path) {
    let plain = rusqlite::Connection::open(path).unwrap();
    plain
        .execute_batch("CREATE TABLE letters (body TEXT); INSERT INTO letters VALUES ('x')")
        .unwrap();
}

#[test]
fn a_flipped_byte_is_noticed_and_never_read_as_text() {
    let mut device = Device::new(1);
    device.type_goal("blijft", &[]);
    let path = device.path();
    drop(device.store);
    let whole = std::fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        std::fs::write(&path, &damaged).unwrap();
        match Store::open(&path, &KEY) {
            Err(StoreError::Unreadable) => assert_eq!(std::fs::read(&path).unwrap(), damaged),
            Err(other) => panic!("byte {at}: {other}"),
            Ok(mut store) => assert!(!store.is_intact().unwrap(), "byte {at}"),
        }
    }
    let half = whole[..whole.len() / 2].to_vec();
    std::fs::write(&path, &half).unwrap();
    if let Ok(mut store) = Store::open(&path, &KEY) {
        assert!(!matches!(store.is_intact(), Ok(true)), "half a file");
    }
}

#[test]
fn work_that_was_never_sent_and_is_not_there_is_noticed() {
    for (gone, is_there) in [
        ("DELETE FROM own_change WHERE seq = 2", false),
        ("DELETE FROM own_change WHERE seq = 3", false),
        ("UPDATE own_change SET body = x'00' WHERE seq = 2", false),
        ("UPDATE own_change SET seq = 4 WHERE seq = 3", false),
        // What was offered may lie at the server alone.
        ("DELETE FROM own_change WHERE seq = 1", true),
    ] {
        let mut device = Device::new(1);
        let first = device.type_goal("een", &[]);
        device.store.offer(Seq(0), 1).unwrap();
        let second = device.type_goal("twee", &[first]);
        device.store.freeze().unwrap();
        device.type_goal("drie", &[second]);
        assert!(device.store.is_intact().unwrap());
        device.raw().execute_batch(gone).unwrap();
        assert_eq!(device.store.is_intact().unwrap(), is_there, "{gone}");
    }
}

#[test]
fn a_newer_schema_is_left_as_it_is() {
    let device = Device::new(1);
    let path = device.path();
    drop(device.store);
    let raw = open_raw(&path, &KEY);
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let before = std::fs::read(&path).unwrap();
    let refused = Store::open(&path, &KEY);
    assert!(matches!(
        refused,
        Err(StoreError::TooNew {
            found: 99,
            known: 5
        })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn without_the_key_no_word_is_on_the_disk() {
    let (mut device, mut town) = (Device::new(1), Town::default());
    let words = [
        "Quirijn",
        "xylofoon",
        "geheimwoord",
        "begroting",
        "Groesbeek",
    ];
    device.name_person("Quirijn Xylofoon", &[]);
    device.type_goal("geheimwoord en begroting", &[]);
    device.store.search("geheimwoord", 5).unwrap();
    let mut other = Device::new(2);
    sync(&mut device, &mut town);
    sync(&mut other, &mut town);
    other.store.search("geheimwoord", 5).unwrap();
    assert_eq!(other.store.records(DOSSIER).unwrap().len(), 2);
    assert_eq!(other.store.record(PERSON).unwrap().unwrap().kind, "person");
    for device in [&device, &other] {
        let mut files = 0;
        for entry in std::fs::read_dir(device.home.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            for word in words.iter().chain(&["search_index", "sqlite format"]) {
                let there = text.contains(&word.to_lowercase());
                assert!(!there, "{word} in {}", path.display());
            }
            files += 1;
        }
        assert!(files >= 2, "the write-ahead log is among them");
    }
}
