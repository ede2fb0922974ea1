//! Dossiers that are granted, taken away, erased and fetched whole.

use crate::support::{DOSSIER, Device, GOAL, Town, sync};
use domain::value::Value;
use replication::message::{
    AccessEvent, Dossiers, Feed, Part, Receipts, Refusal, Refused, Snapshot, Want,
};
use replication::{Change, Digest, DossierId, Position, RecordId, Seq};
use std::collections::BTreeMap;
use store::Edit;
use uuid::Uuid;

/// A frame of the feed that says only this, at `at`.
fn told(at: u64, event: AccessEvent) -> Feed {
    Feed {
        changes: vec![],
        authors: BTreeMap::new(),
        access: vec![(Position(at), event)],
        cursor: Position(at),
    }
}

/// A part of the town's log, up to and with `through`.
fn part(town: &Town, after: u64, through: u64, part: Part) -> Snapshot {
    let log = town.log.iter().zip(1..);
    let placed = log.filter(|(_, at)| (after + 1..=through).contains(at));
    Snapshot {
        dossier: DOSSIER,
        changes: placed
            .map(|(change, at)| (Position(at), change.clone()))
            .collect(),
        authors: BTreeMap::new(),
        through: Position(through),
        part,
    }
}

/// Answers the dossiers that went with the receipts.
fn push_only(device: &mut Device, town: &mut Town) -> Vec<DossierId> {
    let standing = device.store.standing().unwrap();
    let offer = device.store.offer(standing.receipts, usize::MAX).unwrap();
    town.push(&offer.changes);
    let receipts = town.receipts(device.id, standing.receipts);
    device.store.take_receipts(&receipts, 5).unwrap()
}

/// A device whose goal has three texts, two of them sent.
fn begun() -> (Device, Town) {
    let (mut a, mut town) = (Device::new(1), Town::default());
    a.type_goal("eerst", &[]);
    sync(&mut a, &mut town);
    let seen = a.seen(GOAL, "text");
    a.type_goal("daarna", &seen);
    sync(&mut a, &mut town);
    let seen = a.seen(GOAL, "text");
    a.type_goal("nog niet verstuurd", &seen);
    (a, town)
}

fn words(device: &mut Device, word: &str) -> usize {
    device.store.search(word, 10).unwrap().len()
}

#[test]
fn a_granted_dossier_is_fetched_from_its_beginning_and_shown_when_it_is_whole() {
    let (_, town) = begun();
    let mut b = Device::new(2);
    b.store
        .take_feed(&told(2, AccessEvent::Granted(DOSSIER)))
        .unwrap();
    let want = |after| Want {
        dossier: DOSSIER,
        after: Position(after),
    };
    assert_eq!(b.store.pending().unwrap().want, [want(0)]);
    let replaced = b.store.take_snapshot(&part(&town, 0, 1, Part::More));
    assert!(!replaced.unwrap());
    assert_eq!(b.texts(GOAL, "text"), Vec::<String>::new());
    b.reopen();
    assert_eq!(b.store.pending().unwrap().want, [want(1)]);
    let replaced = b.store.take_snapshot(&part(&town, 1, 2, Part::Last));
    assert!(replaced.unwrap());
    assert_eq!(b.store.pending().unwrap().want, []);
    assert_eq!(b.history(GOAL, "text"), ["daarna", "eerst"]);
    assert_eq!(b.store.digest().unwrap(), town.digest(Position(2)));
}

#[test]
fn a_dossier_that_is_ahead_of_the_feed_waits_for_it() {
    let (mut a, mut town) = begun();
    let mut b = Device::new(2);
    b.store
        .take_feed(&told(2, AccessEvent::Granted(DOSSIER)))
        .unwrap();
    push_only(&mut a, &mut town);
    let replaced = b.store.take_snapshot(&part(&town, 0, 3, Part::Last));
    assert!(!replaced.unwrap());
    assert_eq!(b.texts(GOAL, "text"), Vec::<String>::new());
    assert_eq!(b.store.digest().unwrap(), Digest::default());
    let feed = town.feed(b.id, Position(2), usize::MAX);
    assert_eq!(b.store.take_feed(&feed).unwrap(), [DOSSIER]);
    assert_eq!(b.texts(GOAL, "text"), ["nog niet verstuurd"]);
    assert_eq!(b.store.digest().unwrap(), town.digest(Position(3)));
}

#[test]
fn a_dossier_that_differs_is_fetched_anew_and_keeps_what_was_not_sent() {
    let (mut a, mut town) = begun();
    let raw = a.raw();
    raw.execute("DELETE FROM own_change WHERE seq = 1", [])
        .unwrap();
    raw.execute(
        "UPDATE dossier SET digest = x'01020304050607080102030405060708'",
        [],
    )
    .unwrap();
    let told = Dossiers {
        dossiers: vec![(DOSSIER, town.digest(Position(2)))],
        at: Position(2),
    };
    assert_eq!(a.store.take_dossiers(&told).unwrap(), 1);
    let replaced = a.store.take_snapshot(&part(&town, 0, 2, Part::Last));
    assert!(replaced.unwrap());
    assert_eq!(a.store.digest().unwrap(), town.digest(Position(2)));
    assert_eq!(a.texts(GOAL, "text"), ["nog niet verstuurd"]);
    assert_eq!(a.history(GOAL, "text").len(), 3);
    assert_eq!(a.store.unsent().unwrap().0, 1);
    sync(&mut a, &mut town);
    assert_eq!(a.store.digest().unwrap(), town.digest(Position(3)));
    // Nothing differs any more.
    let told = Dossiers {
        dossiers: vec![(DOSSIER, town.digest(Position(3)))],
        at: Position(3),
    };
    assert_eq!(a.store.take_dossiers(&told).unwrap(), 0);
}

#[test]
fn a_dossier_that_was_taken_away_goes_when_its_last_change_has_its_receipt() {
    let (mut a, mut town) = begun();
    let told = told(3, AccessEvent::Revoked(DOSSIER));
    assert_eq!(a.store.take_feed(&told).unwrap(), [], "it is still seen");
    assert_eq!(a.texts(GOAL, "text"), ["nog niet verstuurd"]);
    assert_eq!(a.store.unsent().unwrap().0, 1);
    assert_eq!(a.store.pending().unwrap().given_up, []);
    assert_eq!(push_only(&mut a, &mut town), [DOSSIER]);
    assert!(a.store.record(GOAL).unwrap().is_none());
    assert_eq!(words(&mut a, "verstuurd"), 0);
    assert_eq!(a.store.digest().unwrap(), Digest::default());
    assert_eq!(a.store.pending().unwrap().given_up, [DOSSIER]);
    a.store.forget_given_up(&[DOSSIER]).unwrap();
    assert_eq!(a.store.pending().unwrap().given_up, []);
}

#[test]
fn of_an_erased_dossier_no_word_stays_not_even_in_what_was_sent() {
    let (mut a, mut town) = begun();
    push_only(&mut a, &mut town);
    assert_eq!(words(&mut a, "daarna"), 0, "the text was written over");
    assert_eq!(words(&mut a, "verstuurd"), 1);
    let told = told(4, AccessEvent::Erased(DOSSIER));
    assert_eq!(a.store.take_feed(&told).unwrap(), [DOSSIER]);
    assert!(a.store.record(GOAL).unwrap().is_none());
    assert_eq!(words(&mut a, "verstuurd"), 0);
    let raw = a.raw();
    let mut bodies = raw.prepare("SELECT body FROM own_change").unwrap();
    let bodies = bodies
        .query_map([], |row| row.get::<_, Vec<u8>>(0))
        .unwrap();
    let changes = bodies.map(|body| Change::decode(&body.unwrap()).unwrap());
    assert!(changes.into_iter().all(|change| change.set.is_empty()));
    assert_eq!(a.count("feed_change"), 0);
}

#[test]
fn the_first_name_on_a_list_goes_with_the_dossier_of_whom_it_was() {
    let (mut a, mut town) = begun();
    let list = DossierId(Uuid::from_u128(77));
    let came = |walk_in: u128, name: &str, person: Uuid| {
        let fields = [("first_name", Value::from(name)), ("person", person.into())];
        let walk_in = RecordId(Uuid::from_u128(walk_in));
        Edit::of_new_record(list, walk_in, "walk_in", fields)
    };
    let edits = [
        came(78, "Gerdaatje", DOSSIER.0),
        came(79, "Bram", Uuid::from_u128(80)),
    ];
    a.store.save(&edits, 0).unwrap();
    sync(&mut a, &mut town);
    let mut b = Device::new(2);
    sync(&mut b, &mut town);
    for (device, table) in [(&mut a, "own_change"), (&mut b, "feed_change")] {
        let names = |device: &Device| -> Vec<String> {
            let raw = device.raw();
            let mut bodies = raw.prepare(&format!("SELECT body FROM {table}")).unwrap();
            let bodies = bodies
                .query_map([], |row| row.get::<_, Vec<u8>>(0))
                .unwrap();
            let changes = bodies.map(|body| Change::decode(&body.unwrap()).unwrap());
            let name = |change: Change| Some(change.set.get("first_name")?.as_text()?.to_owned());
            changes.filter_map(name).collect()
        };
        assert_eq!(names(device), ["Gerdaatje", "Bram"], "{table}");
        let at = town.log.len() as u64 + 1;
        device
            .store
            .take_feed(&told(at, AccessEvent::Erased(DOSSIER)))
            .unwrap();
        assert_eq!(names(device), ["Bram"], "{table}");
    }
}

#[test]
fn what_was_refused_as_erased_is_set_apart_without_its_words() {
    let (mut a, _) = begun();
    a.store.offer(Seq(2), usize::MAX).unwrap();
    let receipts = Receipts {
        high_water: Seq(3),
        accepted: vec![],
        refused: vec![Refused {
            seq: Seq(3),
            code: Refusal::Erased,
        }],
    };
    a.store.take_receipts(&receipts, 5).unwrap();
    let apart = a.store.quarantined().unwrap();
    assert_eq!(apart[0].code, "erased");
    assert!(apart[0].change.set.is_empty());
}

#[test]
fn a_dossier_that_nobody_may_see_any_more_is_let_go_of_while_it_is_fetched() {
    let (mut a, mut town) = begun();
    push_only(&mut a, &mut town);
    let told = Dossiers {
        dossiers: vec![(DOSSIER, Digest::default())],
        at: Position(3),
    };
    a.store.take_dossiers(&told).unwrap();
    a.store
        .take_snapshot(&part(&town, 0, 0, Part::Hidden))
        .unwrap();
    assert!(a.store.record(GOAL).unwrap().is_none());
    assert_eq!(a.store.pending().unwrap().want, []);
    assert_eq!(a.store.pending().unwrap().given_up, [DOSSIER]);
}
