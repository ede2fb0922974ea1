//! Receipts, the feed beneath own unsent changes, and what settles when.

use crate::support::{DOSSIER, Device, GOAL, PERSON, Town, sync};
use domain::value::Value;
use replication::{DossierId, Position, RecordId, Seq};
use store::{Edit, FieldEdit, StoreError};
use uuid::Uuid;

/// Two devices that both have the goal `begin`.
fn both() -> (Device, Device, Town) {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    a.type_goal("begin", &[]);
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    (a, b, town)
}

/// The device takes its receipts, but no feed: the answer is cut there.
fn push_only(device: &mut Device, town: &mut Town) {
    let standing = device.store.standing().unwrap();
    let offer = device.store.offer(standing.receipts, usize::MAX).unwrap();
    town.push(&offer.changes);
    let receipts = town.receipts(device.id, standing.receipts);
    device.store.take_receipts(&receipts, 5).unwrap();
}

fn in_step(device: &Device, town: &Town) {
    let cursor = device.store.standing().unwrap().cursor;
    assert_eq!(device.store.digest().unwrap(), town.digest(cursor));
}

#[test]
fn a_change_travels_to_a_colleague_with_its_author() {
    let (a, b, town) = both();
    assert_eq!(b.texts(GOAL, "text"), ["begin"]);
    let version = &b.store.history(GOAL, "text").unwrap()[0];
    assert_eq!(version.author.map(|coach| coach.0.as_u128()), Some(1));
    assert!(!version.own && a.store.history(GOAL, "text").unwrap()[0].own);
    assert_eq!(version.made_at, a.clock);
    for device in [&a, &b] {
        in_step(device, &town);
        assert_eq!(device.count("base"), 0);
        assert_eq!(device.store.unsent().unwrap(), (0, 0));
    }
    assert_eq!(
        a.store.standing().unwrap().epoch,
        Some(Uuid::from_u128(0xE))
    );
    assert_eq!(a.store.synced_at().unwrap(), Some(1_790_000_000_000));
}

#[test]
fn the_feed_goes_beneath_own_unsent_changes() {
    let (mut a, mut b, mut town) = both();
    let seen = b.seen(GOAL, "text");
    b.type_goal("van b", &seen);
    sync(&mut b, &mut town);
    a.type_goal("van a", &seen);
    let before = a.store.digest().unwrap();
    // Something else arrives while ours is still unsent.
    let feed = town.feed(a.id, a.store.standing().unwrap().cursor, usize::MAX);
    assert_eq!(a.store.take_feed(&feed).unwrap(), [DOSSIER]);
    assert_eq!(a.texts(GOAL, "text"), ["van b", "van a"]);
    assert_eq!(a.store.open_texts().unwrap().len(), 1);
    assert_ne!(a.store.digest().unwrap(), before);
    in_step(&a, &town);
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    for device in [&a, &b] {
        assert_eq!(device.texts(GOAL, "text"), ["van b", "van a"]);
        in_step(device, &town);
    }
    let seen = b.seen(GOAL, "text");
    b.type_goal("samen", &seen);
    assert_eq!(b.store.open_texts().unwrap(), []);
    sync(&mut b, &mut town);
    sync(&mut a, &mut town);
    assert_eq!(a.texts(GOAL, "text"), ["samen"]);
    assert_eq!(a.store.open_texts().unwrap(), []);
    assert_eq!(
        a.history(GOAL, "text"),
        ["samen", "van a", "van b", "begin"]
    );
}

#[test]
fn a_feed_told_twice_changes_nothing() {
    let (mut a, mut b, mut town) = both();
    let seen = b.seen(GOAL, "text");
    b.type_goal("van b", &seen);
    sync(&mut b, &mut town);
    let feed = town.feed(a.id, a.store.standing().unwrap().cursor, usize::MAX);
    a.store.take_feed(&feed).unwrap();
    let digest = a.store.digest().unwrap();
    assert_eq!(a.store.take_feed(&feed).unwrap(), []);
    assert_eq!(a.store.digest().unwrap(), digest);
    assert_eq!(a.history(GOAL, "text").len(), 2);
}

#[test]
fn a_receipt_alone_settles_nothing() {
    let (mut a, _, mut town) = both();
    let seen = a.seen(GOAL, "text");
    a.type_goal("meer", &seen);
    let before = a.store.digest().unwrap();
    push_only(&mut a, &mut town);
    assert_eq!(a.store.unsent().unwrap().0, 0);
    assert_eq!(a.store.digest().unwrap(), before);
    assert_eq!(a.count("base"), 1);
    sync(&mut a, &mut town);
    assert_ne!(a.store.digest().unwrap(), before);
    in_step(&a, &town);
    assert_eq!(a.count("base"), 0);
}

#[test]
fn a_change_written_over_ours_arrives_together_with_our_place() {
    let (mut a, mut b, mut town) = both();
    let seen = a.seen(GOAL, "text");
    a.type_goal("van a", &seen);
    push_only(&mut a, &mut town);
    // The answer was cut; a colleague saw our change and wrote over it.
    sync(&mut b, &mut town);
    let seen = b.seen(GOAL, "text");
    b.type_goal("van b, over a", &seen);
    sync(&mut b, &mut town);
    sync(&mut a, &mut town);
    assert_eq!(a.texts(GOAL, "text"), ["van b, over a"]);
    in_step(&a, &town);
}

#[test]
fn the_same_with_own_changes_still_above_it() {
    let (mut a, mut b, mut town) = both();
    let seen = a.seen(GOAL, "text");
    let ours = a.type_goal("van a", &seen);
    push_only(&mut a, &mut town);
    a.type_goal("van a, verder", &[ours]);
    sync(&mut b, &mut town);
    let seen = b.seen(GOAL, "text");
    b.type_goal("van b, over a", &seen);
    sync(&mut b, &mut town);
    let feed = town.feed(a.id, a.store.standing().unwrap().cursor, usize::MAX);
    a.store.take_feed(&feed).unwrap();
    assert_eq!(a.texts(GOAL, "text"), ["van b, over a", "van a, verder"]);
    in_step(&a, &town);
    sync(&mut a, &mut town);
    in_step(&a, &town);
    assert_eq!(a.count("base"), 0);
}

#[test]
fn receipts_that_come_after_the_feed_has_passed_still_find_their_place() {
    let (mut a, mut b, mut town) = both();
    a.name_person("Van A", &[]);
    let seen = a.seen(GOAL, "text");
    let ours = a.type_goal("van a", &seen);
    let offer = a.store.offer(Seq(1), usize::MAX).unwrap();
    town.push(&offer.changes);
    sync(&mut b, &mut town);
    b.type_goal("van b, over a", &[ours]);
    b.name_person("Van B", &[]);
    sync(&mut b, &mut town);
    // The feed told more than the receipts did.
    let feed = town.feed(a.id, a.store.standing().unwrap().cursor, usize::MAX);
    a.store.take_feed(&feed).unwrap();
    a.type_goal("van a, verder", &[ours]);
    let receipts = town.receipts(a.id, Seq(1));
    a.store.take_receipts(&receipts, 5).unwrap();
    assert_eq!(a.texts(GOAL, "text"), ["van b, over a", "van a, verder"]);
    assert_eq!(a.store.people("", 9).unwrap()[0].name, "Van B");
    in_step(&a, &town);
    sync(&mut a, &mut town);
    in_step(&a, &town);
    assert_eq!(a.count("base"), 0);
}

#[test]
fn a_late_receipt_of_what_was_written_over_others_does_not_bring_those_back() {
    let (mut a, mut b, mut town) = both();
    let seen = b.seen(GOAL, "text");
    b.type_goal("van b", &seen);
    sync(&mut b, &mut town);
    sync(&mut a, &mut town);
    let seen = a.seen(GOAL, "text");
    a.type_goal("van a, over b", &seen);
    let offer = a.store.offer(Seq(1), usize::MAX).unwrap();
    town.push(&offer.changes);
    let feed = town.feed(a.id, a.store.standing().unwrap().cursor, usize::MAX);
    a.store.take_feed(&feed).unwrap();
    let receipts = town.receipts(a.id, Seq(1));
    a.store.take_receipts(&receipts, 5).unwrap();
    assert_eq!(a.texts(GOAL, "text"), ["van a, over b"]);
    in_step(&a, &town);
}

#[test]
fn a_cursor_inside_a_run_settles_the_part_below_it() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    for n in 1..=4_u128 {
        let goal = (RecordId(Uuid::from_u128(n)), "goal");
        a.try_save(goal, &[("text", "van a".into(), &[])]).unwrap();
    }
    b.type_goal("van b", &[]);
    sync(&mut b, &mut town);
    push_only(&mut a, &mut town);
    for (cursor, bases) in [(1, 4), (2, 3), (4, 1), (5, 0)] {
        let at = a.store.standing().unwrap().cursor;
        let feed = town.feed(a.id, at, cursor - at.0 as usize);
        assert_eq!(feed.cursor, Position(cursor as u64));
        a.store.take_feed(&feed).unwrap();
        assert_eq!(a.count("base"), bases, "cursor {cursor}");
        in_step(&a, &town);
    }
}

#[test]
fn the_order_decides_lists_too_once_our_change_is_settled() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    a.name_person("Begin", &[]);
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    let seen = a.seen(PERSON, "name");
    a.name_person("Van A", &seen);
    b.name_person("Van B", &seen);
    push_only(&mut a, &mut town);
    sync(&mut b, &mut town);
    // Ours lies on top until the feed has passed it; then the other, which came later.
    assert_eq!(a.store.people("", 9).unwrap()[0].name, "Van A");
    sync(&mut a, &mut town);
    for device in [&a, &b] {
        assert_eq!(device.texts(PERSON, "name"), ["Van A", "Van B"]);
        assert_eq!(device.store.people("", 9).unwrap()[0].name, "Van B");
    }
}

#[test]
fn a_crash_between_frames_goes_on_where_it_was() {
    let (mut a, mut b, mut town) = both();
    for n in 0..6 {
        let seen = b.seen(GOAL, "text");
        b.type_goal(&format!("versie {n}"), &seen);
        sync(&mut b, &mut town);
    }
    let seen = a.seen(GOAL, "text");
    a.type_goal("van a", &seen);
    while a.store.standing().unwrap().cursor < Position(town.log.len() as u64) {
        let feed = town.feed(a.id, a.store.standing().unwrap().cursor, 1);
        a.store.take_feed(&feed).unwrap();
        a.reopen();
        in_step(&a, &town);
    }
    sync(&mut a, &mut town);
    assert_eq!(a.texts(GOAL, "text"), ["versie 5", "van a"]);
}

#[test]
fn what_waits_is_told_by_record_newest_first() {
    let mut device = Device::new(1);
    device.type_goal("een", &[]);
    device.name_person("Sanne", &[]);
    let offer = device.store.offer(Seq(0), usize::MAX).unwrap();
    assert_eq!(device.store.unsent().unwrap(), (2, offer.bytes as u64));
    let records: Vec<RecordId> = device
        .store
        .unsent_records()
        .unwrap()
        .into_iter()
        .map(|(record, _)| record)
        .collect();
    assert_eq!(records, [PERSON, GOAL]);
}

#[test]
fn an_own_record_gives_way_to_one_of_another_place_under_its_id() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    let edit = |dossier: u128, text: &str| Edit {
        dossier: DossierId(Uuid::from_u128(dossier)),
        record: GOAL,
        kind: "goal".into(),
        fields: vec![FieldEdit {
            field: "text".into(),
            value: text.into(),
            seen: vec![],
        }],
    };
    b.store.save(&[edit(5, "van b")], 1).unwrap();
    sync(&mut b, &mut town);
    a.store.save(&[edit(6, "van a ✗")], 1).unwrap();
    let feed = town.feed(a.id, Position(0), usize::MAX);
    a.store.take_feed(&feed).unwrap();
    assert_eq!(a.texts(GOAL, "text"), ["van b"]);
    assert_eq!(a.store.dossiers().unwrap(), [DossierId(Uuid::from_u128(5))]);
    in_step(&a, &town);
    // It still waits, is refused, and is kept apart.
    assert_eq!(a.store.unsent().unwrap().0, 1);
    assert!(matches!(
        a.store.save(&[edit(6, "meer")], 1),
        Err(StoreError::WrongPlace(GOAL))
    ));
    sync(&mut a, &mut town);
    let apart = a.store.quarantined().unwrap();
    assert_eq!(apart[0].change.set["text"], Value::from("van a ✗"));
    assert_eq!(a.texts(GOAL, "text"), ["van b"]);
    in_step(&a, &town);
    assert_eq!(a.count("base"), 0);
}

#[test]
fn request_numbers_are_never_given_twice() {
    let mut device = Device::new(1);
    let numbers: Vec<u64> = (0..5)
        .map(|_| {
            device.reopen();
            device.store.next_request_number().unwrap()
        })
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[test]
fn an_empty_page_takes_nothing_away() {
    let (mut a, _, town) = both();
    let cursor = a.store.standing().unwrap().cursor;
    let empty = town.feed(a.id, cursor, usize::MAX);
    assert!(empty.changes.is_empty());
    assert_eq!(a.store.take_feed(&empty).unwrap(), []);
    assert_eq!(a.texts(GOAL, "text"), ["begin"]);
    in_step(&a, &town);
}

/// From here on the database refuses rows in this table, as a disk that fails between would.
fn stop_at(device: &Device, table: &str) {
    let sql = format!(
        "CREATE TRIGGER stop BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'stop'); END"
    );
    device.raw().execute_batch(&sql).unwrap();
}

#[test]
fn a_frame_of_the_feed_is_stored_whole_or_not_at_all() {
    let (mut a, mut b, mut town) = both();
    let seen = b.seen(GOAL, "text");
    b.type_goal("van b", &seen);
    sync(&mut b, &mut town);
    let before = a.store.standing().unwrap();
    stop_at(&a, "feed_change");
    let feed = town.feed(a.id, before.cursor, usize::MAX);
    assert!(a.store.take_feed(&feed).is_err());
    a.reopen();
    assert_eq!(a.store.standing().unwrap(), before);
    a.raw().execute_batch("DROP TRIGGER stop").unwrap();
    a.reopen();
    sync(&mut a, &mut town);
    assert_eq!(a.texts(GOAL, "text"), ["van b"]);
}

#[test]
fn receipts_and_what_they_set_apart_are_stored_together_or_not_at_all() {
    let (mut a, _, mut town) = both();
    let seen = a.seen(GOAL, "text");
    a.type_goal("verboden ✗", &seen);
    let before = a.store.standing().unwrap();
    stop_at(&a, "quarantine");
    let offer = a.store.offer(before.receipts, usize::MAX).unwrap();
    town.push(&offer.changes);
    let receipts = town.receipts(a.id, before.receipts);
    assert!(a.store.take_receipts(&receipts, 5).is_err());
    a.reopen();
    assert_eq!(a.store.standing().unwrap().receipts, before.receipts);
    assert_eq!(a.store.unsent().unwrap().0, 1);
    a.raw().execute_batch("DROP TRIGGER stop").unwrap();
    a.reopen();
    sync(&mut a, &mut town);
    assert_eq!(a.store.quarantined().unwrap().len(), 1);
    assert_eq!(a.texts(GOAL, "text"), ["begin"]);
}
