//! What was never sent is read out of a damaged file, as far as its pages can be read.

use crate::support::{DOSSIER, Device, GOAL, KEY, PERSON, Town, enrolment, folder, sync};
use replication::{Change, RecordId};
use std::collections::BTreeSet;
use std::path::Path;
use store::{Adopted, SALVAGED, Salvaged, Store, salvage};
use uuid::Uuid;

const PAGE: usize = 4096;
const NOW: i64 = 1_790_000_000_000;

fn goal(n: u128) -> (RecordId, &'static str) {
    (RecordId(Uuid::from_u128(0x6000 + n)), "goal")
}

/// A device of which some work was sent, one change was refused, and `unsent` goals were not sent:
/// some short, some of several pages.
fn at_work(unsent: u128) -> Device {
    let (mut device, mut town) = (Device::new(1), Town::default());
    device.name_person("Gerda Wouters", &[]);
    device.type_goal("Weer fietsen", &[]);
    sync(&mut device, &mut town);
    let seen = device.seen(PERSON, "name");
    device.name_person("✗", &seen);
    sync(&mut device, &mut town);
    for n in 0..unsent {
        let text = format!("Doel {n}. ") + &"En zo voort. ".repeat((n as usize % 7) * 150);
        device
            .try_save(goal(n), &[("text", text.as_str().into(), &[])])
            .unwrap();
    }
    device
}

/// Closes the device without its write-ahead log going into the file.
fn killed(device: &Device) -> tempfile::TempDir {
    let copy = folder();
    for suffix in ["", "-wal"] {
        let name = format!("device.db{suffix}");
        std::fs::copy(device.home.path().join(&name), copy.path().join(&name)).unwrap();
    }
    copy
}

fn read(path: &Path) -> Salvaged {
    let before = std::fs::read(path).unwrap();
    let names = |folder: &Path| -> BTreeSet<_> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect()
    };
    let around = names(path.parent().unwrap());
    let salvaged = salvage(path, &KEY).unwrap();
    assert_eq!(std::fs::read(path).unwrap(), before);
    assert_eq!(
        names(path.parent().unwrap()),
        around,
        "nothing is beside it"
    );
    salvaged
}

#[test]
fn a_colleagues_change_of_the_same_number_does_not_stand_in_for_an_own_one() {
    let (mut device, mut colleague) = (Device::new(1), Device::new(2));
    let mut town = Town::default();
    colleague.type_goal("van de collega", &[]);
    sync(&mut colleague, &mut town);
    sync(&mut device, &mut town);
    // The colleague's lies here at position 1, which is its number and that of this one.
    device.name_person("Gerda Wouters", &[]);
    let unsent = device.store.unsent_changes().unwrap();
    let copy = killed(&device);
    assert_eq!(read(&copy.path().join("device.db")).unsent, unsent);
}

#[test]
fn a_whole_file_gives_all_that_was_not_sent_and_nothing_else() {
    let device = at_work(30);
    let unsent = device.store.unsent_changes().unwrap();
    let apart = device.store.quarantined().unwrap();
    // From the log beside the file, and from the file alone.
    let copy = killed(&device);
    let from_log = read(&copy.path().join("device.db"));
    let path = device.path();
    drop(device.store);
    let from_file = read(&path);
    for salvaged in [from_log, from_file] {
        assert_eq!(salvaged.unsent, unsent);
        assert_eq!(salvaged.lost, Some(0));
        let told: Vec<(&Change, &str)> = salvaged
            .apart
            .iter()
            .map(|(change, code)| (change, code.as_str()))
            .collect();
        assert_eq!(told, [(&apart[0].change, "invalid_field")]);
    }
}

#[test]
fn texts_of_every_length_come_back() {
    let mut device = Device::new(1);
    // Around one page, where a row begins to go over onto others, and around two.
    for length in (3850..4000).chain((7860..8100).step_by(7)) {
        let text = "x".repeat(length);
        device
            .try_save(goal(length as u128), &[("text", text.as_str().into(), &[])])
            .unwrap();
    }
    let unsent = device.store.unsent_changes().unwrap();
    let path = device.path();
    drop(device.store);
    assert_eq!(read(&path).unsent, unsent);
}

#[test]
fn each_damaged_page_takes_only_what_lies_on_it() {
    let device = at_work(40);
    let unsent = device.store.unsent_changes().unwrap();
    let path = device.path();
    drop(device.store);
    let whole = std::fs::read(&path).unwrap();
    let pages = whole.len() / PAGE;
    let mut worst = 0;
    // Every fifth, the first among them: unoptimised, a page takes a millisecond.
    for page in (0..pages).step_by(5) {
        let mut damaged = whole.clone();
        // The salt of the whole file stands at its very beginning.
        damaged[page * PAGE + 100] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        let salvaged = read(&path);
        let doubtful = salvaged.apart.iter().filter(|(_, code)| code == SALVAGED);
        let found: Vec<Change> = salvaged
            .unsent
            .iter()
            .chain(doubtful.map(|(change, _)| change))
            .filter(|change| unsent.contains(change))
            .cloned()
            .collect();
        let missing = unsent.len() - found.len();
        worst = worst.max(missing);
        match salvaged.lost {
            Some(lost) => {
                assert_eq!(lost, missing as u64, "page {page}");
                assert_eq!(salvaged.unsent, found, "page {page}");
            }
            None => assert!(salvaged.unsent.is_empty() && missing == 0, "page {page}"),
        }
    }
    assert!((1..40).contains(&worst), "one page takes {worst} at most");
}

#[test]
fn what_is_no_database_of_ours_gives_nothing() {
    let home = folder();
    let path = home.path().join("device.db");
    for bytes in [
        vec![],
        b"hallo".to_vec(),
        vec![0; 8 * PAGE],
        vec![0xA5; 8 * PAGE + 7],
    ] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(read(&path), Salvaged::default());
    }
    let device = at_work(3);
    let path = device.path();
    drop(device.store);
    assert_eq!(salvage(&path, &[1; 32]).unwrap(), Salvaged::default());
    assert!(salvage(&home.path().join("nothing.db"), &KEY).is_err());
}

#[test]
fn a_new_device_sends_what_was_salvaged() {
    let mut old = at_work(9);
    // Over one that was sent, and over one of its own.
    let seen = old.seen(GOAL, "text");
    let first = old.type_goal("Weer fietsen, naar Millingen", &seen);
    old.store.freeze().unwrap();
    old.type_goal("Weer fietsen, naar Millingen en terug", &[first]);
    let path = old.path();
    drop(old.store);
    let salvaged = salvage(&path, &KEY).unwrap();
    assert_eq!(salvaged.unsent.len(), 11);

    let home = folder();
    let mut store = Store::open(&home.path().join("new.db"), &KEY).unwrap();
    store.enrol(&enrolment(2)).unwrap();
    let adopted = store.adopt_salvaged(&salvaged, NOW).unwrap();
    assert_eq!(
        adopted,
        Adopted {
            taken: 11,
            apart: 1
        }
    );
    let own = enrolment(2).me.device;
    let unsent = store.unsent_changes().unwrap();
    assert!(
        unsent
            .iter()
            .zip(1..)
            .all(|(change, n)| { change.id.device == own && change.id.seq.0 == n })
    );
    let goals: Vec<&Change> = unsent
        .iter()
        .filter(|change| change.record == GOAL)
        .collect();
    let [first, second] = goals.as_slice() else {
        panic!("{goals:?}");
    };
    assert!(
        seen.iter().all(|id| first.over["text"].contains(id)),
        "what the server knows is still named"
    );
    assert!(
        second.over["text"].contains(&first.id),
        "what it does not has its new name"
    );
    assert_eq!(store.records(DOSSIER).unwrap().len(), 10);
    // What was refused can be tried again here.
    let apart = store.quarantined().unwrap();
    assert_eq!((apart.len(), apart[0].code.as_str()), (1, "invalid_field"));
    store
        .retry_quarantined(apart[0].change.id.seq, NOW)
        .unwrap();
    assert_eq!(store.unsent().unwrap().0, 12);
    assert!(store.is_wholly_intact().unwrap());
}

#[test]
fn what_does_not_go_together_is_set_apart() {
    let mut old = at_work(2);
    let path = old.path();
    old.name_person("Gerda", &[]);
    drop(old.store);
    let mut salvaged = salvage(&path, &KEY).unwrap();
    let mut elsewhere = salvaged.unsent[0].clone();
    elsewhere.kind = "person".into();
    salvaged.unsent.push(elsewhere);
    let home = folder();
    let mut store = Store::open(&home.path().join("new.db"), &KEY).unwrap();
    store.enrol(&enrolment(2)).unwrap();
    let adopted = store.adopt_salvaged(&salvaged, NOW).unwrap();
    assert_eq!(adopted, Adopted { taken: 2, apart: 3 });
    let codes: Vec<String> = store
        .quarantined()
        .unwrap()
        .into_iter()
        .map(|apart| apart.code)
        .collect();
    assert_eq!(codes.iter().filter(|code| *code == SALVAGED).count(), 2);
}
