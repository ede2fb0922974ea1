//! Changes that get new names, and a server that was restored.

use crate::support::{Device, GOAL, Town, sync};
use replication::message::Hashes;
use replication::{ChangeId, Position, Seq};
use uuid::Uuid;

/// The one that the town of these tests always says.
const EPOCH: Uuid = Uuid::from_u128(0xE);

#[test]
fn adopted_changes_stay_written_over_one_another() {
    let (mut old, mut new) = (Device::new(1), Device::new(2));
    let first = old.type_goal("eerst", &[]);
    old.store.freeze().unwrap();
    old.type_goal("daarna", &[first]);
    let rescued = old.store.unsent_changes().unwrap();
    let names = new.store.adopt(&rescued).unwrap();
    let named = |seq| ChangeId {
        device: new.id,
        seq: Seq(seq),
    };
    assert_eq!(names, [named(1), named(2)]);
    assert_eq!(new.texts(GOAL, "text"), ["daarna"]);
    assert_eq!(new.history(GOAL, "text"), ["daarna", "eerst"]);
    assert_eq!(new.store.unsent().unwrap().0, 2);
    let mut town = Town::default();
    sync(&mut new, &mut town);
    assert_eq!(new.store.digest().unwrap(), town.digest(Position(2)));
}

#[test]
fn adopted_changes_that_had_arrived_under_their_old_names_show_once() {
    let (mut old, mut new, mut town) = (Device::new(1), Device::new(2), Town::default());
    let first = old.type_goal("eerst", &[]);
    old.store.freeze().unwrap();
    old.type_goal("daarna", &[first]);
    let rescued = old.store.unsent_changes().unwrap();
    // The first had arrived, and its receipt was lost with the device.
    town.push(&rescued[..1]);
    new.store.adopt(&rescued).unwrap();
    sync(&mut new, &mut town);
    assert_eq!(new.texts(GOAL, "text"), ["daarna"]);
    assert_eq!(new.store.digest().unwrap(), town.digest(Position(3)));
}

#[test]
fn numbers_that_the_server_knows_otherwise_are_given_anew() {
    let mut device = Device::new(1);
    let mut seen = Vec::new();
    for text in ["een", "twee", "drie"] {
        seen = vec![device.type_goal(text, &seen)];
        device.store.freeze().unwrap();
    }
    let changes = device.store.unsent_changes().unwrap();
    // The server has the first as it is, another second, and two more.
    let hashes = [changes[0].content_hash(), [7; 32], [8; 32], [9; 32]];
    let told = Hashes {
        hashes: hashes.into_iter().map(Into::into).collect(),
        high_water: Seq(4),
    };
    assert_eq!(device.store.take_hashes(&told).unwrap(), 2);
    let now = device.store.unsent_changes().unwrap();
    let seqs: Vec<u64> = now.iter().map(|change| change.id.seq.0).collect();
    assert_eq!(seqs, [1, 5, 6]);
    assert_eq!(now[1].over["text"], [now[0].id]);
    assert_eq!(now[2].over["text"], [now[1].id]);
    assert_eq!(device.texts(GOAL, "text"), ["drie"]);
    device.store.freeze().unwrap();
    let next = device.type_goal("vier", &[now[2].id]);
    assert_eq!(next.seq, Seq(7));
}

#[test]
fn what_was_answered_earlier_is_compared_as_far_as_it_is_here() {
    let mut device = Device::new(1);
    let mut seen = Vec::new();
    for text in ["een", "twee"] {
        seen = vec![device.type_goal(text, &seen)];
        device.store.freeze().unwrap();
    }
    let changes = device.store.unsent_changes().unwrap();
    let [one, two] = [&changes[0], &changes[1]].map(|change| change.content_hash());
    let other = [7; 32];
    for (hashes, is_the_same) in [
        (vec![one], true),
        (vec![one, two], true),
        (vec![other, two], false),
        (vec![one, other], false),
        // The third is not here, so that one hash over all says nothing.
        (vec![one, two, other], true),
    ] {
        let high_water = Seq(hashes.len() as u64);
        let told = Hashes::of_earlier(&hashes, high_water);
        assert_eq!(device.store.has_earlier(&told).unwrap(), is_the_same);
    }
    // An older endpoint tells of the last alone.
    let mut told = Hashes::of_earlier(&[other, two], Seq(2));
    told.hashes.truncate(1);
    assert!(device.store.has_earlier(&told).unwrap());
    // Of a device that has the last and not those before it, that is compared.
    device
        .store
        .take_hashes(&Hashes::of_earlier(&[], Seq(9)))
        .unwrap();
    let now = device.store.unsent_changes().unwrap();
    let known: Vec<_> = now.iter().map(|change| change.content_hash()).collect();
    for (last, is_the_same) in [(known[1], true), (other, false)] {
        let told = Hashes::of_earlier(&[other, last], now[1].id.seq);
        assert_eq!(device.store.has_earlier(&told).unwrap(), is_the_same);
    }
}

#[test]
fn an_editor_that_was_open_while_numbers_were_given_anew_goes_on_from_its_own_text() {
    let mut device = Device::new(1);
    let typed = device.type_goal("een", &[]);
    // Its new name is the old one of the next.
    device.name_person("Gerda Wouters", &[]);
    device.store.freeze().unwrap();
    let told = Hashes {
        hashes: vec![[7; 32].into()],
        high_water: Seq(1),
    };
    assert_eq!(device.store.take_hashes(&told).unwrap(), 2);
    // It still says the old name of what it shows.
    device.type_goal("een en twee", &[typed]);
    assert_eq!(device.texts(GOAL, "text"), ["een en twee"]);
    // Who sees a change of that name now means the one that the server has.
    let of_server = ChangeId {
        device: device.id,
        seq: Seq(1),
    };
    let now = device.store.unsent_changes().unwrap();
    device.type_goal("drie", &[of_server, now[0].id]);
    let last = device.store.unsent_changes().unwrap().pop().unwrap();
    assert!(last.over["text"].contains(&of_server));
}

#[test]
fn a_device_whose_server_knows_more_of_it_fetches_all_anew() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    b.type_goal("van b", &[]);
    sync(&mut b, &mut town);
    sync(&mut a, &mut town);
    assert_eq!(a.store.pending().unwrap().want, []);
    let known = Hashes {
        hashes: Vec::new(),
        high_water: Seq(0),
    };
    a.store.take_hashes(&known).unwrap();
    assert_eq!(a.store.pending().unwrap().want, []);
    let more = Hashes {
        hashes: vec![[7; 32].into()],
        high_water: Seq(1),
    };
    a.store.take_hashes(&more).unwrap();
    assert_eq!(a.store.pending().unwrap().want.len(), 1);
}

#[test]
fn what_a_restored_server_lost_is_offered_again_and_comes_back() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    a.type_goal("bewaard", &[]);
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    let seen = a.seen(GOAL, "text");
    a.type_goal("na de kopie", &seen);
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    // The server goes back to where it had one change.
    let mut restored = Town::default();
    restored.push(&town.log[..1]);
    for device in [&mut a, &mut b] {
        let high_water = restored.high_water(device.id);
        device
            .store
            .begin_epoch(EPOCH, Position(1), high_water)
            .unwrap();
        let cursor = device.store.standing().unwrap().cursor;
        assert_eq!(device.store.digest().unwrap(), restored.digest(cursor));
    }
    assert_eq!(a.texts(GOAL, "text"), ["na de kopie"]);
    assert_eq!(a.store.unsent().unwrap().0, 1);
    // The colleague keeps what was lost beside the record, until it comes back.
    assert_eq!(b.texts(GOAL, "text"), ["bewaard"]);
    assert_eq!(b.store.orphans().unwrap().len(), 1);
    sync(&mut a, &mut restored);
    sync(&mut b, &mut restored);
    assert_eq!(b.texts(GOAL, "text"), ["na de kopie"]);
    assert_eq!(b.store.orphans().unwrap(), []);
    for device in [&a, &b] {
        assert_eq!(device.store.digest().unwrap(), restored.digest(Position(2)));
    }
}

#[test]
fn numbers_whose_changes_are_gone_from_the_device_hold_up_nothing_after_them() {
    let (mut device, mut town) = (Device::new(1), Town::default());
    let told = Hashes {
        hashes: vec![[7; 32].into(); 3],
        high_water: Seq(3),
    };
    device.store.take_hashes(&told).unwrap();
    device.type_goal("vier", &[]);
    // The server goes back to where it had heard nothing of this device.
    device
        .store
        .begin_epoch(EPOCH, Position(0), Seq(0))
        .unwrap();
    let offered = device.store.unsent_changes().unwrap();
    let said: Vec<usize> = offered.iter().map(|change| change.set.len()).collect();
    assert_eq!(said, [0, 0, 0, 1]);
    sync(&mut device, &mut town);
    assert_eq!(device.store.unsent().unwrap().0, 0);
    assert_eq!(device.texts(GOAL, "text"), ["vier"]);
    assert_eq!(device.store.quarantined().unwrap(), []);
}

#[test]
fn what_a_server_lost_is_kept_when_another_change_comes_by_its_name() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    a.type_goal("in het eerste leven", &[]);
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    b.store.begin_epoch(EPOCH, Position(0), Seq(0)).unwrap();
    assert_eq!(b.store.orphans().unwrap().len(), 1);
    // A's device was put back too, and gives the number to something else.
    let (mut again, mut restored) = (Device::new(1), Town::default());
    again.type_goal("in het tweede", &[]);
    sync(&mut again, &mut restored);
    sync(&mut b, &mut restored);
    assert_eq!(b.texts(GOAL, "text"), ["in het tweede"]);
    let orphans = b.store.orphans().unwrap();
    assert_eq!(orphans[0].set["text"], "in het eerste leven".into());
}

#[test]
fn what_was_written_over_a_lost_change_is_offered_as_written_over_what_lay_beneath() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    a.type_goal("bewaard", &[]);
    sync(&mut a, &mut town);
    let mut restored = Town::default();
    restored.push(&town.log);
    let seen = a.seen(GOAL, "text");
    a.type_goal("na de kopie", &seen);
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    let seen = b.seen(GOAL, "text");
    b.type_goal("daar weer na", &seen);
    sync(&mut b, &mut town);
    // A's device is lost, and the server put back.
    b.store.begin_epoch(EPOCH, Position(1), Seq(0)).unwrap();
    sync(&mut b, &mut restored);
    assert_eq!(b.texts(GOAL, "text"), ["daar weer na"]);
    assert_eq!(b.store.digest().unwrap(), restored.digest(Position(2)));
}

#[test]
fn nothing_is_amended_that_was_in_the_file_when_it_was_opened() {
    let mut device = Device::new(1);
    let first = device.type_goal("een", &[]);
    assert_eq!(device.type_goal("een en", &[first]), first);
    device.reopen();
    let second = device.type_goal("een en twee", &[first]);
    assert_ne!(second, first);
    assert_eq!(device.history(GOAL, "text"), ["een en twee", "een en"]);
}
