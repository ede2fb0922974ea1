//! Typing becomes changes: amended while nobody has them, never over what was not seen.

use crate::support::{DOSSIER, Device, GOAL, PERSON};
use domain::value::Value;
use replication::{ChangeId, DossierId, RecordId, Seq};
use store::{Edit, FieldEdit, StoreError};
use uuid::Uuid;

#[test]
fn typing_on_in_one_editor_stays_one_change() {
    let mut device = Device::new(1);
    let mut seen: Vec<ChangeId> = vec![];
    for text in ["w", "we", "wer", "werk"] {
        seen = vec![device.type_goal(text, &seen)];
    }
    assert_eq!(device.texts(GOAL, "text"), ["werk"]);
    assert_eq!(device.history(GOAL, "text"), ["werk"]);
    assert_eq!(device.store.unsent().unwrap().0, 1);
    // Another field of the same record goes along in it.
    let done = device
        .try_save((GOAL, "goal"), &[("done", true.into(), &[])])
        .unwrap();
    assert_eq!(vec![done], seen);
    let offer = device.store.offer(Seq(0), usize::MAX).unwrap();
    assert_eq!(offer.changes.len(), 1);
    assert_eq!(offer.changes[0].set.len(), 2);
    assert!(offer.changes[0].over.is_empty());
    assert_eq!(offer.changes[0].made_at, device.clock);
}

#[test]
fn an_editor_that_had_not_seen_the_change_makes_a_version_beside_it() {
    let mut device = Device::new(1);
    let first = device.type_goal("uit het ene scherm", &[]);
    let second = device.type_goal("uit het andere scherm", &[]);
    assert_ne!(first, second);
    assert_eq!(
        device.texts(GOAL, "text"),
        ["uit het ene scherm", "uit het andere scherm"]
    );
    assert_eq!(
        device.store.open_texts().unwrap(),
        [(GOAL, "text".to_owned())]
    );
    // The first editor goes on typing over its own, and leaves the other alone.
    let on = device.type_goal("uit het ene scherm, verder", &[first]);
    assert_eq!(
        device.texts(GOAL, "text"),
        ["uit het andere scherm", "uit het ene scherm, verder"]
    );
    // Who chooses between them leaves both in the history, also while nobody else has them.
    device.type_goal("samen", &[second, on]);
    assert_eq!(device.texts(GOAL, "text"), ["samen"]);
    assert_eq!(
        device.history(GOAL, "text"),
        [
            "samen",
            "uit het ene scherm, verder",
            "uit het andere scherm",
            "uit het ene scherm"
        ]
    );
    assert_eq!(device.store.open_texts().unwrap(), []);
}

#[test]
fn what_was_offered_is_never_amended() {
    let mut device = Device::new(1);
    let first = device.type_goal("een", &[]);
    let offer = device.store.offer(Seq(0), usize::MAX).unwrap();
    let second = device.type_goal("twee", &[first]);
    assert_ne!(first, second);
    assert_eq!(device.texts(GOAL, "text"), ["twee"]);
    assert_eq!(device.history(GOAL, "text"), ["twee", "een"]);
    let again = device.store.offer(Seq(0), usize::MAX).unwrap();
    assert_eq!(again.changes[0], offer.changes[0]);
    assert_eq!(again.changes[1].over("text"), [first]);
    assert_eq!(device.store.standing().unwrap().offered, Seq(2));
}

#[test]
fn an_offer_is_as_large_as_asked_and_at_least_one() {
    let mut device = Device::new(1);
    for n in 0..5_u128 {
        let goal = RecordId(Uuid::from_u128(n));
        device
            .try_save((goal, "goal"), &[("text", "tekst".into(), &[])])
            .unwrap();
    }
    let one = device.store.offer(Seq(0), 1).unwrap();
    assert_eq!(
        (one.changes.len(), device.store.standing().unwrap().offered),
        (1, Seq(1))
    );
    let two = device.store.offer(Seq(1), one.bytes * 2).unwrap();
    assert_eq!(
        two.changes.iter().map(|c| c.id.seq.0).collect::<Vec<_>>(),
        [2, 3]
    );
    // What was not offered is still amendable, what was is not.
    let amended = device.seen(RecordId(Uuid::from_u128(4)), "text");
    let goal = (RecordId(Uuid::from_u128(4)), "goal");
    assert_eq!(
        device
            .try_save(goal, &[("text", "meer".into(), &amended)])
            .unwrap(),
        amended[0]
    );
    assert_eq!(device.store.offer(Seq(5), 1).unwrap().changes, []);
}

#[test]
fn after_a_freeze_the_earlier_text_stays_in_the_history() {
    let mut device = Device::new(1);
    let first = device.type_goal("zoals afgerond", &[]);
    device.store.freeze().unwrap();
    device.type_goal("aangevuld", &[first]);
    assert_eq!(
        device.history(GOAL, "text"),
        ["aangevuld", "zoals afgerond"]
    );
    // Nothing left the device by that.
    assert_eq!(device.store.standing().unwrap().offered, Seq(0));
}

#[test]
fn numbers_have_no_gaps_even_after_saves_that_fail() {
    let mut device = Device::new(1);
    for n in 1..=20_u64 {
        let goal = (RecordId(Uuid::from_u128(n.into())), "goal");
        let long = "x".repeat(20_001);
        assert!(
            device
                .try_save(goal, &[("text", long.into(), &[])])
                .is_err()
        );
        let saved = device
            .try_save(goal, &[("text", "goed".into(), &[])])
            .unwrap();
        assert_eq!(saved.seq, Seq(n));
    }
    let offered = device.store.offer(Seq(0), usize::MAX).unwrap().changes;
    let seqs: Vec<u64> = offered.iter().map(|change| change.id.seq.0).collect();
    assert_eq!(seqs, (1..=20).collect::<Vec<_>>());
}

#[test]
fn a_value_that_does_not_fit_stores_nothing_of_the_whole_save() {
    let mut device = Device::new(1);
    let misfits = [
        ("goal", "text", Value::from("x".repeat(100_000))),
        ("goal", "text", Value::from("nul\0")),
        ("goal", "done", Value::from("ja")),
        ("barrier", "hindrance", Value::from(4)),
        ("person", "name", Value::from("twee\nregels")),
        ("person", "name", Value::from("n".repeat(121))),
        ("goal", "removed", Value::from(1)),
    ];
    for (kind, field, value) in misfits {
        let edit = |kind: &str, field: &str, value| Edit {
            dossier: DOSSIER,
            record: RecordId(Uuid::new_v5(&DOSSIER.0, kind.as_bytes())),
            kind: kind.into(),
            fields: vec![FieldEdit {
                field: field.into(),
                value,
                seen: vec![],
            }],
        };
        let edits = [
            edit("consent", "note", "goed".into()),
            edit(kind, field, value),
        ];
        let refused = device.store.save(&edits, 1);
        assert!(
            matches!(refused, Err(StoreError::Invalid(_))),
            "{kind}.{field}"
        );
        assert_eq!(device.store.dossiers().unwrap(), [], "{kind}.{field}");
        assert_eq!(
            device.store.standing().unwrap().last,
            Seq(0),
            "{kind}.{field}"
        );
    }
}

#[test]
fn texts_come_back_byte_for_byte() {
    let mut device = Device::new(1);
    let longest = "é".repeat(20_000);
    let texts = [
        "👩‍👩‍👧‍👦🏳️‍🌈 e\u{301} \u{feff}",
        "مرحبا بكم שלום \u{202e}omgekeerd\u{202c}",
        "<script>alert('x')</script> &amp; \"quotes\"",
        "'; DROP TABLE record; --",
        "regel\nregel\r\nregel\r\ttab \u{2028} \u{7f}",
        "   ",
        "",
        &longest,
    ];
    for (n, text) in texts.iter().enumerate() {
        let goal = RecordId(Uuid::from_u128(n as u128));
        device
            .try_save((goal, "goal"), &[("text", (*text).into(), &[])])
            .unwrap();
    }
    device.reopen();
    for (n, text) in texts.iter().enumerate() {
        let goal = RecordId(Uuid::from_u128(n as u128));
        let stored = device.store.record(goal).unwrap().unwrap();
        assert_eq!(stored.state.value("text"), &Value::from(*text));
    }
}

#[test]
fn unknown_kinds_and_fields_are_kept() {
    let mut device = Device::new(1);
    let list = Value::List(vec![1.into(), Value::Bytes(vec![0, 1])]);
    device
        .try_save((GOAL, "goal"), &[("colour", list.clone(), &[])])
        .unwrap();
    device
        .try_save((PERSON, "weather"), &[("sky", "blauw".into(), &[])])
        .unwrap();
    device.reopen();
    let records = device.store.records(DOSSIER).unwrap();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0].state.value("colour"), &list);
    assert_eq!(
        (records[1].kind.as_str(), records[1].id),
        ("weather", PERSON)
    );
}

#[test]
fn a_record_stays_in_its_dossier_and_kind() {
    let mut device = Device::new(1);
    device.type_goal("een", &[]);
    let wrong_kind = device.try_save((GOAL, "consent"), &[("note", "x".into(), &[])]);
    assert!(matches!(wrong_kind, Err(StoreError::WrongPlace(GOAL))));
    let elsewhere = Edit {
        dossier: DossierId(Uuid::from_u128(5)),
        record: GOAL,
        kind: "goal".into(),
        fields: vec![],
    };
    assert!(matches!(
        device.store.save(&[elsewhere], 1),
        Err(StoreError::WrongPlace(GOAL))
    ));
    assert_eq!(device.store.standing().unwrap().last, Seq(1));
}

#[test]
fn a_removal_saw_what_was_typed_just_before_and_not_what_came_beside_it() {
    let mut device = Device::new(1);
    let text = device.type_goal("een", &[]);
    let remove = |device: &mut Device, value: bool, seen: &[ChangeId]| {
        device
            .try_save((GOAL, "goal"), &[("removed", value.into(), seen)])
            .unwrap()
    };
    let seen = device
        .store
        .record(GOAL)
        .unwrap()
        .unwrap()
        .state
        .seen_whole();
    let removal = remove(&mut device, true, &seen);
    assert_ne!(removal, text);
    assert_eq!(device.store.records(DOSSIER).unwrap(), []);
    // An editor that was open all the while types on: that was not seen by who removed it.
    device.type_goal("een, en verder", &[text]);
    assert_eq!(device.store.records(DOSSIER).unwrap().len(), 1);
    let back = remove(&mut device, false, &[removal]);
    let whole = device
        .store
        .record(GOAL)
        .unwrap()
        .unwrap()
        .state
        .seen_whole();
    assert!(whole.contains(&back));
    remove(&mut device, true, &whole);
    assert_eq!(device.store.records(DOSSIER).unwrap(), []);
}

#[test]
fn what_was_signed_stays_as_it_is() {
    let mut device = Device::new(1);
    let agreement = (RecordId(Uuid::from_u128(90)), "agreement");
    let mut save = |field: &'static str, value: Value| {
        let seen = device.store.record(agreement.0).unwrap();
        let seen = seen
            .map(|record| record.state.seen(field))
            .unwrap_or_default();
        device.try_save(agreement, &[(field, value, seen.as_slice())])
    };
    save("text", "Ik kook mee.".into()).unwrap();
    save("text", "Ik kook tien weken mee.".into()).unwrap();
    save("sealed", "ab".into()).unwrap();
    for (field, value) in [
        ("text", Value::from("Ik kook nooit.")),
        ("weeks", Value::Int(52)),
        ("sealed", Value::Null),
        ("removed", true.into()),
    ] {
        let refused = save(field, value);
        assert!(
            matches!(refused, Err(StoreError::Sealed(record)) if record == agreement.0),
            "{field}"
        );
    }
    save("text", "Ik kook tien weken mee.".into()).unwrap();
    save("copy_given_on", "2026-09-07".into()).unwrap();
    assert_eq!(
        device.texts(agreement.0, "text"),
        ["Ik kook tien weken mee."]
    );
}
