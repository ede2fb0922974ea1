//! What the central endpoint refuses is kept apart, and what was built on it lives on.

use crate::support::{DOSSIER, Device, GOAL, Town, sync};
use domain::value::Value;
use replication::Seq;
use replication::message::{Receipts, Refusal, Refused};
use store::{Answer, StoreError};

fn begun() -> (Device, Town) {
    let (mut device, mut town) = (Device::new(1), Town::default());
    device.type_goal("begin", &[]);
    sync(&mut device, &mut town);
    (device, town)
}

fn in_step(device: &Device, town: &Town) {
    let cursor = device.store.standing().unwrap().cursor;
    assert_eq!(device.store.digest().unwrap(), town.digest(cursor));
    assert_eq!(device.count("base"), 0);
}

#[test]
fn a_refused_change_is_kept_apart_and_the_text_before_it_is_back() {
    let (mut device, mut town) = begun();
    let seen = device.seen(GOAL, "text");
    let refused = device.type_goal("✗ geweigerd", &seen);
    sync(&mut device, &mut town);
    assert_eq!(device.texts(GOAL, "text"), ["begin"]);
    let apart = device.store.quarantined().unwrap();
    assert_eq!(apart.len(), 1);
    assert_eq!(
        (apart[0].change.id, apart[0].code.as_str()),
        (refused, "invalid_field")
    );
    assert_eq!(apart[0].change.set["text"], Value::from("✗ geweigerd"));
    assert_eq!(apart[0].refused_at, 1_790_000_000_001);
    assert_eq!(device.store.unsent().unwrap(), (0, 0));
    in_step(&device, &town);
}

#[test]
fn later_changes_built_on_it_survive_and_still_displace_what_was_seen() {
    let (mut device, mut town) = begun();
    let mut seen = device.seen(GOAL, "text");
    for text in ["✗ een", "✗ twee", "drie"] {
        seen = vec![device.type_goal(text, &seen)];
        device.store.freeze().unwrap();
    }
    sync(&mut device, &mut town);
    assert_eq!(device.texts(GOAL, "text"), ["drie"]);
    assert_eq!(device.store.quarantined().unwrap().len(), 2);
    in_step(&device, &town);
    let mut other = Device::new(2);
    sync(&mut other, &mut town);
    assert_eq!(other.texts(GOAL, "text"), ["drie"]);
}

#[test]
fn what_was_sent_is_sent_again_as_it_was() {
    let (mut device, mut town) = begun();
    let seen = device.seen(GOAL, "text");
    let refused = device.type_goal("✗ een", &seen);
    device.store.freeze().unwrap();
    device.type_goal("twee", &[refused]);
    let offer = device.store.offer(Seq(1), usize::MAX).unwrap();
    // Only the first arrives before the link breaks; its refusal comes back.
    town.push(&offer.changes[..1]);
    let receipts = town.receipts(device.id, Seq(1));
    device.store.take_receipts(&receipts, 1).unwrap();
    assert_eq!(device.texts(GOAL, "text"), ["twee"]);
    let again = device.store.offer(Seq(2), usize::MAX).unwrap();
    assert_eq!(again.changes, offer.changes[1..]);
    sync(&mut device, &mut town);
    assert_eq!(device.texts(GOAL, "text"), ["twee"]);
    in_step(&device, &town);
}

#[test]
fn an_editor_that_still_shows_a_refused_text_writes_over_what_lay_beneath() {
    let (mut device, mut town) = begun();
    let seen = device.seen(GOAL, "text");
    let refused = device.type_goal("✗ een", &seen);
    sync(&mut device, &mut town);
    device.type_goal("verbeterd", &[refused]);
    assert_eq!(device.texts(GOAL, "text"), ["verbeterd"]);
    sync(&mut device, &mut town);
    assert_eq!(device.texts(GOAL, "text"), ["verbeterd"]);
    in_step(&device, &town);
}

#[test]
fn a_refused_creation_leaves_every_list_and_stays_apart() {
    let (mut device, mut town) = (Device::new(1), Town::default());
    device.name_person("✗ Sanne", &[]);
    assert_eq!(device.store.people("sanne", 9).unwrap().len(), 1);
    assert_eq!(device.store.search("sanne", 9).unwrap().len(), 1);
    sync(&mut device, &mut town);
    assert_eq!(device.store.people("", 9).unwrap(), []);
    assert_eq!(device.store.records(DOSSIER).unwrap(), []);
    assert_eq!(device.store.dossiers().unwrap(), []);
    assert_eq!(device.store.search("sanne", 9).unwrap(), []);
    assert_eq!(device.store.quarantined().unwrap().len(), 1);
    in_step(&device, &town);
    // Its number is spent; the next is a new change.
    assert_eq!(device.name_person("Sanne", &[]).seq, Seq(2));
    sync(&mut device, &mut town);
    assert_eq!(device.store.people("", 9).unwrap()[0].name, "Sanne");
    in_step(&device, &town);
}

#[test]
fn a_refused_creation_with_a_later_change_keeps_the_record() {
    let (mut device, mut town) = (Device::new(1), Town::default());
    let refused = device.type_goal("✗ een", &[]);
    device.store.freeze().unwrap();
    device.type_goal("twee", &[refused]);
    sync(&mut device, &mut town);
    assert_eq!(device.texts(GOAL, "text"), ["twee"]);
    in_step(&device, &town);
}

#[test]
fn refused_and_accepted_in_turns_settle_in_their_places() {
    let (mut device, mut town) = begun();
    let mut seen = device.seen(GOAL, "text");
    for n in 0..9 {
        let mark = if n % 3 == 1 { "✗ " } else { "" };
        seen = vec![device.type_goal(&format!("{mark}{n}"), &seen)];
        device.store.freeze().unwrap();
    }
    sync(&mut device, &mut town);
    assert_eq!(device.texts(GOAL, "text"), ["8"]);
    assert_eq!(
        device.history(GOAL, "text"),
        ["8", "6", "5", "3", "2", "0", "begin"]
    );
    in_step(&device, &town);
}

#[test]
fn a_refused_removal_brings_the_record_back() {
    let (mut device, mut town) = begun();
    let seen = device
        .store
        .record(GOAL)
        .unwrap()
        .unwrap()
        .state
        .seen_whole();
    let fields: &[(&str, Value, &[replication::ChangeId])] =
        &[("removed", true.into(), &seen), ("weg", "✗".into(), &[])];
    device.try_save((GOAL, "goal"), fields).unwrap();
    assert_eq!(device.store.records(DOSSIER).unwrap(), []);
    sync(&mut device, &mut town);
    assert_eq!(device.store.records(DOSSIER).unwrap().len(), 1);
    in_step(&device, &town);
}

#[test]
fn a_receipt_for_a_change_that_is_not_there_stores_nothing() {
    let (mut device, _) = begun();
    let before = device.store.standing().unwrap();
    let receipts = Receipts {
        high_water: Seq(9),
        accepted: vec![],
        refused: vec![Refused {
            seq: Seq(9),
            code: Refusal::Erased,
        }],
    };
    let missing = device.store.take_receipts(&receipts, 1);
    assert!(matches!(missing, Err(StoreError::MissingChange(Seq(9)))));
    assert_eq!(device.store.standing().unwrap(), before);
}

#[test]
fn what_was_set_apart_is_tried_again_as_a_new_change_over_what_is_shown() {
    let (mut device, mut town) = begun();
    let seen = device.seen(GOAL, "text");
    let refused = device.type_goal("✗ verboden", &seen);
    sync(&mut device, &mut town);
    let now = device.seen(GOAL, "text");
    device.type_goal("intussen", &now);

    let again = device.store.retry_quarantined(refused.seq, 7).unwrap();
    assert!(again.seq > refused.seq);
    assert_eq!(device.texts(GOAL, "text"), ["✗ verboden"]);
    // A change of its own: what was typed meanwhile is not amended away.
    assert_eq!(
        device.history(GOAL, "text"),
        ["✗ verboden", "intussen", "begin"]
    );
    let apart = device.store.quarantined().unwrap();
    assert_eq!(apart.len(), 1);
    assert_eq!(apart[0].answer, Answer::Retried);
    // Once is enough, and putting it away takes nothing of that back.
    let twice = device.store.retry_quarantined(refused.seq, 8);
    assert!(matches!(twice, Err(StoreError::MissingChange(_))));
    device.store.see_quarantined(&[refused.seq], true).unwrap();
    assert_eq!(
        device.store.quarantined().unwrap()[0].answer,
        Answer::Retried
    );
    // Refused again, it is set apart again; the first row is still there.
    sync(&mut device, &mut town);
    assert_eq!(device.texts(GOAL, "text"), ["intussen"]);
    let answers: Vec<_> = device.store.quarantined().unwrap();
    let answers: Vec<_> = answers.iter().map(|apart| apart.answer).collect();
    assert_eq!(answers, [Answer::Open, Answer::Retried]);
    in_step(&device, &town);
}

#[test]
fn a_record_that_was_refused_from_its_first_change_is_made_anew() {
    let (mut device, mut town) = (Device::new(1), Town::default());
    let refused = device.name_person("✗ Sanne", &[]);
    sync(&mut device, &mut town);
    device.store.retry_quarantined(refused.seq, 7).unwrap();
    assert_eq!(device.store.people("sanne", 9).unwrap().len(), 1);
    let unsent = device.store.unsent_changes().unwrap();
    assert!(unsent[0].over.is_empty(), "nothing refused is written over");
}

#[test]
fn what_was_seen_is_put_away_and_taken_out_again() {
    let (mut device, mut town) = begun();
    let seen = device.seen(GOAL, "text");
    let refused = device.type_goal("✗ verboden", &seen);
    sync(&mut device, &mut town);
    for (on, answer) in [(true, Answer::Seen), (false, Answer::Open)] {
        device.store.see_quarantined(&[refused.seq], on).unwrap();
        assert_eq!(device.store.quarantined().unwrap()[0].answer, answer);
    }
    assert_eq!(device.count("quarantine"), 1);
}
