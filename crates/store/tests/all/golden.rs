//! A database of each released schema opens, reads and answers the same for ever.
//!
//! `cargo test -p meedoen-store --test all -- --ignored make_golden` makes the file of the newest
//! schema anew, which is right only until that schema has shipped.

use crate::support::{Device, GOAL, KEY, PERSON, Town, folder, open_raw, sync};
use domain::value::Value;
use replication::RecordId;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use store::Store;
use uuid::Uuid;

/// Each schema's database, and what it told on the day it was made.
const SCHEMAS: [(&str, &str); 5] = [
    ("0001", include_str!("../golden/0001.txt")),
    ("0002", include_str!("../golden/0002.txt")),
    ("0003", include_str!("../golden/0003.txt")),
    ("0004", include_str!("../golden/0004.txt")),
    ("0005", include_str!("../golden/0005.txt")),
];

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A device in every state at once: settled, unsent, two versions, refused, removed, unknown.
fn make() -> Device {
    let (mut device, mut other, mut town) = (Device::new(1), Device::new(2), Town::default());
    device.name_person("Ayşe Yıldız", &[]);
    let goal = device.type_goal("Weer aan het werk", &[]);
    let list = Value::List(vec![true.into(), Value::Bytes(vec![0, 255])]);
    let weather = (RecordId(Uuid::from_u128(9)), "weather");
    device.try_save(weather, &[("sky", list, &[])]).unwrap();
    let gone = (RecordId(Uuid::from_u128(10)), "goal");
    let seen = [device
        .try_save(gone, &[("text", "weg".into(), &[])])
        .unwrap()];
    device
        .try_save(gone, &[("removed", true.into(), &seen)])
        .unwrap();
    sync(&mut device, &mut town);
    sync(&mut other, &mut town);
    other.type_goal("Vrijwilliger worden\nbij de tuinderij", &[goal]);
    sync(&mut other, &mut town);
    device.type_goal("Werk in de zorg", &[goal]);
    sync(&mut device, &mut town);
    let seen = device.seen(PERSON, "name");
    device.name_person("✗", &seen);
    sync(&mut device, &mut town);
    device
        .try_save((GOAL, "goal"), &[("done", true.into(), &[])])
        .unwrap();
    device.store.search("werk", 9).unwrap();
    device.store.set_setting("language", Some("nl")).unwrap();
    device
}

/// Everything a store answers, as text.
fn tell(store: &mut Store) -> String {
    let mut told = String::new();
    let mut line = |line: String| writeln!(told, "{line}").unwrap();
    line(format!("{:?}", store.enrolment().unwrap().unwrap().me));
    line(format!("{:?}", store.standing().unwrap()));
    line(format!("digest {}", store.digest().unwrap()));
    for dossier in store.dossiers().unwrap() {
        for record in store.records(dossier).unwrap() {
            line(format!("{} {}", record.kind, record.id));
            for field in record.state.fields() {
                line(format!("  {field}: {:?}", record.state.versions(field)));
                for version in store.history(record.id, field).unwrap() {
                    line(format!("    {version:?}"));
                }
            }
        }
    }
    line(format!("{:?}", store.people("", 9).unwrap()));
    line(format!("{:?}", store.open_texts().unwrap()));
    line(format!("{:?}", store.search("werk", 9).unwrap()));
    line(format!("{:?}", store.quarantined().unwrap()));
    line(format!("{:?}", store.unsent().unwrap()));
    line(format!("{:?}", store.setting("language").unwrap()));
    told
}

#[test]
fn each_schema_opens_and_tells_the_same() {
    for (schema, expected) in SCHEMAS {
        let home = folder();
        let path = home.path().join("device.db");
        std::fs::copy(golden().join(schema).with_extension("db"), &path).unwrap();
        let mut store = Store::open(&path, &KEY).unwrap();
        assert!(store.is_intact().unwrap(), "{schema}");
        assert_eq!(tell(&mut store), expected, "{schema}");
        assert_eq!(store.verify().unwrap(), [], "{schema}");
    }
}

#[test]
#[ignore = "writes the golden files"]
fn make_golden() {
    let mut device = make();
    let told = tell(&mut device.store);
    let path = device.path();
    drop(device.store);
    let raw = open_raw(&path, &KEY);
    // One small file, with nothing beside it.
    raw.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
        .unwrap();
    raw.execute_batch("VACUUM").unwrap();
    drop(raw);
    std::fs::create_dir_all(golden()).unwrap();
    let newest = golden().join(SCHEMAS.map(|(schema, _)| schema)[SCHEMAS.len() - 1]);
    std::fs::copy(&path, newest.with_extension("db")).unwrap();
    std::fs::write(newest.with_extension("txt"), told).unwrap();
}
