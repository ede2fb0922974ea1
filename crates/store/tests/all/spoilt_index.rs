//! A search index that contradicts itself is no damaged device: it is made anew from the records.
//!
//! SQLite 3.53.4 can leave one behind by itself, through FTS5's `secure-delete`.

use crate::support::{DOSSIER, Device, GOAL};
use replication::RecordId;
use store::{Store, StoreError};
use uuid::Uuid;

fn found(store: &mut Store, words: &str) -> usize {
    store.search(words, 100).unwrap().len()
}

fn note(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(0x6000 + n))
}

/// A device with indexed notes, of which the index was altered from outside.
fn spoilt(how: &str) -> Device {
    let mut device = Device::new(1);
    device.type_goal("fietsen in de polder", &[]);
    for n in 0..60 {
        let text = format!("woord{n} en nog {}", "meer ".repeat(n as usize));
        device
            .try_save((note(n), "goal"), &[("text", text.as_str().into(), &[])])
            .unwrap();
    }
    assert_eq!(found(&mut device.store, "woord7"), 1);
    device.raw().execute_batch(how).unwrap();
    // The index keeps its structure in memory.
    device.reopen();
    device
}

const BLANK_SEGMENTS: &str =
    "UPDATE search_index_data SET block = zeroblob(length(block)) WHERE id > 10";
const LOSE_SEGMENTS: &str = "DELETE FROM search_index_data WHERE id > 10";
const GARBLE_STRUCTURE: &str =
    "UPDATE search_index_data SET block = x'0000000165ff7f7f7f7f7f' WHERE id = 10";

#[test]
fn the_check_makes_a_spoilt_index_anew() {
    for how in [BLANK_SEGMENTS, LOSE_SEGMENTS, GARBLE_STRUCTURE] {
        let mut device = spoilt(how);
        assert!(device.store.is_intact().unwrap(), "{how}");
        assert_eq!(device.count("search_document"), 0, "{how}: it begins anew");
        assert_eq!(found(&mut device.store, "woord7"), 1, "{how}");
        assert_eq!(found(&mut device.store, "polder"), 1, "{how}");
        assert!(device.store.is_wholly_intact().unwrap(), "{how}");
        assert_eq!(
            device.count("search_document"),
            61,
            "{how}: nothing was spoilt any more"
        );
    }
}

#[test]
fn words_that_nobody_wrote_are_noticed_by_the_whole_check() {
    let mut device =
        spoilt("UPDATE search_document SET words = 'iets anders' WHERE record_row = 1");
    assert!(device.store.is_intact().unwrap());
    assert_eq!(device.count("search_document"), 61, "not noticed yet");
    assert!(device.store.is_wholly_intact().unwrap());
    assert_eq!(device.count("search_document"), 0);
    assert_eq!(found(&mut device.store, "anders"), 0);
    assert_eq!(found(&mut device.store, "polder"), 1);
}

#[test]
fn a_search_that_meets_it_makes_it_anew_itself() {
    for how in [BLANK_SEGMENTS, GARBLE_STRUCTURE] {
        let mut device = spoilt(how);
        let seen = device.seen(GOAL, "text");
        device.type_goal("varen in de polder", &seen);
        assert_eq!(found(&mut device.store, "varen"), 1, "{how}");
        assert_eq!(found(&mut device.store, "woord59"), 1, "{how}");
    }
}

#[test]
fn it_has_a_name_of_its_own_and_the_index_still_wipes_what_is_deleted() {
    let mut device = spoilt(GARBLE_STRUCTURE);
    let seen = device.seen(GOAL, "text");
    device.type_goal("varen", &seen);
    assert!(matches!(
        device.store.index(10),
        Err(StoreError::SpoiltIndex)
    ));
    assert_eq!(device.store.records(DOSSIER).unwrap().len(), 61);
    device.store.renew_index().unwrap();
    assert_eq!(found(&mut device.store, "varen"), 1);
    let secure: i64 = device
        .raw()
        .query_row(
            "SELECT v FROM search_index_config WHERE k = 'secure-delete'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(secure, 1);
}
