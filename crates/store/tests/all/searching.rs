//! Full-text search, and that its index forgets.

use crate::support::{DOSSIER, Device, GOAL, PERSON, Town, sync};
use replication::RecordId;
use rusqlite::types::ValueRef;
use uuid::Uuid;

fn found(device: &mut Device, words: &str) -> Vec<RecordId> {
    device
        .store
        .search(words, 20)
        .unwrap()
        .into_iter()
        .map(|found| found.record)
        .collect()
}

#[test]
fn words_and_their_beginnings_are_found_in_any_order() {
    let mut device = Device::new(1);
    device.type_goal(
        "Een rijbewijs halen, en daarna bij de tuinderij werken",
        &[],
    );
    device.name_person("Ayşe Yıldız", &[]);
    for words in [
        "rijbewijs",
        "RIJB",
        "werken tuinderij",
        "\"rijbewijs\" OR",
        "bij-de",
        "rijbewijs*",
    ] {
        let hits = found(&mut device, words);
        assert_eq!(
            hits,
            if words.contains("OR") {
                vec![]
            } else {
                vec![GOAL]
            },
            "{words}"
        );
    }
    for words in ["yildiz", "yıldız", "ayse", "Ays\u{327}e", "yild"] {
        assert_eq!(found(&mut device, words), [PERSON], "{words}");
    }
    for nothing in ["", "  ", "*", "\"", "fiets", "'; DROP TABLE record; --"] {
        assert_eq!(found(&mut device, nothing), [], "{nothing}");
    }
    let hit = &device.store.search("tuinderij", 1).unwrap()[0];
    assert_eq!((hit.dossier, hit.kind.as_str()), (DOSSIER, "goal"));
    assert!(hit.excerpt.contains("tuinderij"));
}

#[test]
fn every_version_of_a_text_is_found() {
    let mut device = Device::new(1);
    device.type_goal("zwemmen", &[]);
    device.type_goal("fietsen", &[]);
    assert_eq!(found(&mut device, "zwemmen"), [GOAL]);
    assert_eq!(found(&mut device, "fietsen"), [GOAL]);
}

#[test]
fn the_index_may_lag_and_catches_up() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    for n in 0..30 {
        let goal = (RecordId(Uuid::from_u128(n)), "goal");
        a.try_save(goal, &[("text", "zwemmen".into(), &[])])
            .unwrap();
    }
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    assert_eq!(b.count("search_queue"), 30);
    assert!(!b.store.index(20).unwrap());
    b.reopen();
    assert_eq!(b.count("search_queue"), 10);
    assert!(b.store.index(20).unwrap());
    assert_eq!(b.store.search("zwemmen", 50).unwrap().len(), 30);
}

/// Whether any cell of the index's tables holds these bytes.
fn index_holds(device: &Device, word: &str) -> bool {
    let raw = device.raw();
    let mut tables = raw
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'search%'")
        .unwrap();
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(names.contains(&"search_index_data".to_owned()));
    let has_word = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        text.contains(word)
    };
    names
        .iter()
        .filter(|name| *name != "search_index")
        .any(|name| {
            let mut statement = raw.prepare(&format!("SELECT * FROM {name}")).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            let mut holds = false;
            while let Some(row) = rows.next().unwrap() {
                holds |= (0..columns).any(|at| match row.get_ref(at).unwrap() {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => has_word(bytes),
                    _ => false,
                });
            }
            holds
        })
}

#[test]
fn deleted_words_are_gone_from_the_index() {
    let mut device = Device::new(1);
    let first = device.type_goal("xylofoon spelen", &[]);
    device.name_person("Quirijn", &[]);
    assert_eq!(found(&mut device, "xylofoon"), [GOAL]);
    assert!(index_holds(&device, "xylofoon"));
    device.type_goal("gitaar spelen", &[first]);
    assert_eq!(found(&mut device, "xylofoon"), []);
    assert!(!index_holds(&device, "xylofoon"));
    assert!(!index_holds(&device, "xylof"));
    let seen = device
        .store
        .record(PERSON)
        .unwrap()
        .unwrap()
        .state
        .seen_whole();
    device
        .try_save((PERSON, "person"), &[("removed", true.into(), &seen)])
        .unwrap();
    assert_eq!(found(&mut device, "quirijn"), []);
    assert!(!index_holds(&device, "quirijn"));
    assert!(index_holds(&device, "gitaar"));
}
