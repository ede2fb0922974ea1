//! What screens list.

use crate::support::{DOSSIER, Device, KEY, PERSON, Town, open_raw, sync};
use domain::value::Value;
use replication::{ChangeId, CoachId, DossierId, RecordId};
use store::{Edit, FieldEdit, Store};
use uuid::Uuid;

fn record(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

fn save(device: &mut Device, at: (RecordId, &str), fields: &[(&str, Value)]) -> ChangeId {
    let fields: Vec<(&str, Value, &[ChangeId])> = fields
        .iter()
        .map(|(field, value)| (*field, value.clone(), &[][..]))
        .collect();
    device.try_save(at, &fields).unwrap()
}

fn remove(device: &mut Device, id: RecordId, kind: &str) {
    let seen = device.store.record(id).unwrap().unwrap().state.seen_whole();
    device
        .try_save((id, kind), &[("removed", true.into(), &seen)])
        .unwrap();
}

fn add_people(device: &mut Device, names: &[&str]) {
    for (n, name) in names.iter().enumerate() {
        let id = Uuid::from_u128(0x1000 + n as u128);
        let name = FieldEdit {
            field: "name".into(),
            value: (*name).into(),
            seen: vec![],
        };
        let edit = Edit {
            dossier: DossierId(id),
            record: RecordId(id),
            kind: "person".into(),
            fields: vec![name],
        };
        device.store.save(&[edit], 1).unwrap();
    }
}

fn names(device: &Device, query: &str) -> Vec<String> {
    device
        .store
        .people(query, 50)
        .unwrap()
        .into_iter()
        .map(|person| person.name)
        .collect()
}

#[test]
fn people_are_found_by_any_part_of_their_name_without_accents_or_capitals() {
    let mut device = Device::new(1);
    add_people(
        &mut device,
        &[
            "Ayşe Yıldız",
            "Youssef El Haddad",
            "Henk van den Broek",
            "José Müller",
            "İpek Øster",
        ],
    );
    for (query, found) in [
        ("yildiz", "Ayşe Yıldız"),
        ("YILDIZ", "Ayşe Yıldız"),
        ("yıldız ayse", "Ayşe Yıldız"),
        ("haddad", "Youssef El Haddad"),
        ("el had", "Youssef El Haddad"),
        ("den broek", "Henk van den Broek"),
        ("broek henk", "Henk van den Broek"),
        ("  vAn   DEN ", "Henk van den Broek"),
        ("jose", "José Müller"),
        ("muller", "José Müller"),
        ("mu\u{308}ller", "José Müller"),
        ("ipek", "İpek Øster"),
        ("oster", "İpek Øster"),
    ] {
        assert_eq!(names(&device, query), [found], "{query:?}");
    }
    assert_eq!(names(&device, "").len(), 5);
    assert_eq!(names(&device, "%"), Vec::<String>::new());
    assert_eq!(device.store.people("", 2).unwrap().len(), 2);
    assert_eq!(device.store.people("", 0).unwrap(), []);
    // By name, with the letters' marks aside.
    assert_eq!(
        names(&device, "")[..2],
        ["Ayşe Yıldız", "Henk van den Broek"]
    );
}

#[test]
fn a_person_shows_the_last_talk_held_and_whether_one_is_unfinished() {
    let mut device = Device::new(1);
    let fields = [("name", "Sanne".into()), ("birth_year", 1961.into())];
    save(&mut device, (PERSON, "person"), &fields);
    let talks = [
        (1, "2026-09-01T10:00:00+02:00", "closed"),
        (2, "2026-09-03T09:00:00+02:00", "later"),
        (3, "2026-12-01T09:00:00+01:00", "planned"),
        // Later than the second, although its text sorts before it.
        (4, "2026-09-03T08:30:00+00:00", "closed"),
        (5, "2026-10-01T08:30:00+00:00", "missed"),
    ];
    for (n, at, status) in talks {
        let person = PERSON.0.into();
        let fields = [
            ("person", person),
            ("at", at.into()),
            ("status", status.into()),
        ];
        save(&mut device, (record(n), "conversation"), &fields);
    }
    let row = &device.store.people("", 9).unwrap()[0];
    assert_eq!((row.birth_year, row.unfinished), (Some(1961), true));
    assert_eq!(row.last_talk.as_deref(), Some("2026-09-03T08:30:00+00:00"));
    let unfinished = device.store.unfinished_conversations().unwrap();
    assert_eq!(
        unfinished.iter().map(|row| row.id).collect::<Vec<_>>(),
        [record(2)]
    );
    let moment = |n: usize| {
        chrono::DateTime::parse_from_rfc3339(talks[n].1)
            .unwrap()
            .timestamp()
    };
    let overdue = |until| device.store.conversations_overdue(until).unwrap();
    assert_eq!(overdue(moment(2)), []);
    assert_eq!(overdue(moment(2) + 1)[0].id, record(3));
    let between = device
        .store
        .conversations_between(moment(1), moment(2))
        .unwrap();
    assert_eq!(
        between.iter().map(|row| row.id).collect::<Vec<_>>(),
        [record(2), record(4), record(5)]
    );
    remove(&mut device, record(2), "conversation");
    assert!(!device.store.people("", 9).unwrap()[0].unfinished);
}

/// A person of coach 1, or of nobody.
fn add_person(device: &mut Device, n: u128, fields: &[(&str, Value)]) {
    let id = Uuid::from_u128(n);
    let name = [("name", format!("Inwoner {n}").into())];
    let fields = [&name[..], fields].concat();
    let edit = Edit::of_new_record(DossierId(id), RecordId(id), "person", fields);
    device.store.save(&[edit], 1).unwrap();
}

fn add_talk(device: &mut Device, n: u128, person: u128, fields: &[(&str, &str)]) {
    let id = Uuid::from_u128(person);
    let fields = fields
        .iter()
        .map(|(field, value)| (*field, Value::from(*value)));
    let fields = fields.chain([("person", id.into())]);
    let edit = Edit::of_new_record(DossierId(id), record(n), "conversation", fields);
    device.store.save(&[edit], 1).unwrap();
}

const COACH: CoachId = CoachId(Uuid::from_u128(1));

#[test]
fn a_caseload_holds_the_open_files_of_a_coach_and_of_nobody() {
    let mut device = Device::new(1);
    let mine = ("coach", Value::from(COACH.0));
    let other = ("coach", Value::from(Uuid::from_u128(2)));
    add_person(
        &mut device,
        0x21,
        &[mine.clone(), ("talks_a_year", 12.into())],
    );
    add_person(&mut device, 0x22, &[]);
    add_person(&mut device, 0x23, &[other]);
    add_person(&mut device, 0x24, &[mine, ("closing", "verhuisd".into())]);
    add_talk(
        &mut device,
        1,
        0x21,
        &[("at", "2026-09-01T10:00:00+02:00"), ("status", "closed")],
    );
    add_talk(
        &mut device,
        2,
        0x21,
        &[("at", "2026-12-01T10:00:00+01:00"), ("status", "planned")],
    );
    add_talk(
        &mut device,
        3,
        0x21,
        &[("at", "2026-11-01T10:00:00+01:00"), ("status", "planned")],
    );
    let from = |day: &str| {
        let at = format!("{day}T00:00:00+01:00");
        chrono::DateTime::parse_from_rfc3339(&at)
            .unwrap()
            .timestamp()
    };
    let rows = device.store.caseload(COACH, from("2026-11-20")).unwrap();
    let seen: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.id.as_u128(),
                row.talks_a_year,
                row.planned.as_ref().map(|(id, _)| *id),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [(0x21, Some(12), Some(record(2))), (0x22, None, None)]
    );
    assert_eq!(
        rows[0].last_talk.as_deref(),
        Some("2026-09-01T10:00:00+02:00")
    );
    let earlier = device.store.caseload(COACH, from("2026-10-20")).unwrap();
    assert_eq!(
        earlier[0].planned.as_ref().map(|(id, _)| *id),
        Some(record(3))
    );
}

#[test]
fn a_brief_contact_is_no_talk() {
    let mut device = Device::new(1);
    add_person(&mut device, 0x21, &[]);
    add_talk(
        &mut device,
        1,
        0x21,
        &[("at", "2026-09-01T10:00:00+02:00"), ("status", "closed")],
    );
    let brief = [
        ("at", "2026-10-01T10:00:00+02:00"),
        ("status", "closed"),
        ("kind", "kort_contact"),
    ];
    add_talk(&mut device, 2, 0x21, &brief);
    let last = Some("2026-09-01T10:00:00+02:00");
    assert_eq!(
        device.store.people("", 9).unwrap()[0].last_talk.as_deref(),
        last
    );
    assert_eq!(
        device.store.caseload(COACH, 0).unwrap()[0]
            .last_talk
            .as_deref(),
        last
    );
}

#[test]
fn lists_of_another_version_are_made_anew_when_it_opens() {
    let mut device = Device::new(1);
    add_person(&mut device, 0x21, &[("coach", COACH.0.into())]);
    add_person(&mut device, 0x22, &[("coach", COACH.0.into())]);
    let gone = FieldEdit {
        field: "removed".into(),
        value: true.into(),
        seen: device
            .store
            .record(record(0x22))
            .unwrap()
            .unwrap()
            .state
            .seen_whole(),
    };
    let gone = Edit {
        dossier: DossierId(Uuid::from_u128(0x22)),
        record: record(0x22),
        kind: "person".into(),
        fields: vec![gone],
    };
    device.store.save(&[gone], 2).unwrap();
    add_talk(
        &mut device,
        1,
        0x21,
        &[
            ("at", "2026-09-01T10:00:00+02:00"),
            ("kind", "kort_contact"),
        ],
    );
    let told = device.store.caseload(COACH, 0).unwrap();
    assert_eq!(told.len(), 1);
    let path = device.path();
    drop(device.store);
    // As the migration leaves them.
    let raw = open_raw(&path, &KEY);
    raw.execute_batch(
        "UPDATE conversation SET kind = ''; UPDATE person SET coach = x'';
         DELETE FROM setting WHERE name = 'projection'",
    )
    .unwrap();
    drop(raw);
    let store = Store::open(&path, &KEY).unwrap();
    assert_eq!(store.caseload(COACH, 0).unwrap(), told);
    assert_eq!(store.people("", 9).unwrap().len(), 1);
}

#[test]
fn it_is_known_since_when_work_waits() {
    let mut device = Device::new(1);
    assert_eq!(device.store.unsent_since().unwrap(), None);
    add_person(&mut device, 0x21, &[]);
    let edit = FieldEdit {
        field: "name".into(),
        value: "Sanne".into(),
        seen: vec![],
    };
    let edit = Edit {
        dossier: DossierId(PERSON.0),
        record: PERSON,
        kind: "person".into(),
        fields: vec![edit],
    };
    device.store.save(&[edit], 9).unwrap();
    assert_eq!(device.store.unsent_since().unwrap(), Some(1));
}

#[test]
fn steps_are_due_until_they_are_done() {
    let mut device = Device::new(1);
    for (n, on) in [
        (1, "2026-09-10".into()),
        (2, "2026-09-01".into()),
        (3, Value::Null),
    ] {
        save(&mut device, (record(n), "next_step"), &[("on", on)]);
    }
    assert_eq!(device.store.steps_due("2026-09-09").unwrap(), [record(2)]);
    assert_eq!(
        device.store.steps_due("2026-09-10").unwrap(),
        [record(2), record(1)]
    );
    save(
        &mut device,
        (record(2), "next_step"),
        &[("done", true.into())],
    );
    assert_eq!(device.store.steps_due("2026-09-10").unwrap(), [record(1)]);
    remove(&mut device, record(1), "next_step");
    assert_eq!(device.store.steps_due("2026-09-10").unwrap(), []);
    // Without a day it is due until it is done; without a word it is nothing.
    save(
        &mut device,
        (record(4), "next_step"),
        &[("what", "Bellen.".into())],
    );
    assert_eq!(device.store.steps_due("2026-09-01").unwrap(), [record(4)]);
}

#[test]
fn sessions_are_found_by_who_was_there() {
    let mut device = Device::new(1);
    let fields = [("session", record(8).0.into()), ("person", PERSON.0.into())];
    save(&mut device, (record(1), "attendance"), &fields);
    assert_eq!(device.store.sessions_of(PERSON.0).unwrap(), [record(8)]);
    assert_eq!(device.store.sessions_of(record(8).0).unwrap(), []);
}

#[test]
fn roots_are_found_by_their_kind() {
    let mut device = Device::new(1);
    device.name_person("Sanne", &[]);
    save(&mut device, (record(2), "conversation"), &[]);
    let ids = |device: &Device, kind| {
        let roots = device.store.roots(kind).unwrap();
        roots.iter().map(|root| root.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&device, "person"), [PERSON]);
    // A record that lies in a dossier is not what the dossier is about.
    assert_eq!(ids(&device, "conversation"), []);
    remove(&mut device, PERSON, "person");
    assert_eq!(ids(&device, "person"), []);
}

#[test]
fn a_child_that_was_not_seen_keeps_its_removed_parent_in_the_lists() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    a.name_person("Sanne", &[]);
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    let talk = [("person", Value::from(PERSON.0)), ("status", "open".into())];
    save(&mut b, (record(2), "conversation"), &talk);
    sync(&mut b, &mut town);
    remove(&mut a, PERSON, "person");
    assert_eq!(names(&a, ""), Vec::<String>::new());
    sync(&mut a, &mut town);
    sync(&mut b, &mut town);
    for device in [&a, &b] {
        assert_eq!(names(device, ""), ["Sanne"]);
        assert_eq!(device.store.records(DOSSIER).unwrap().len(), 2);
        assert!(device.store.people("", 1).unwrap()[0].unfinished);
    }
    remove(&mut b, record(2), "conversation");
    sync(&mut b, &mut town);
    sync(&mut a, &mut town);
    for device in [&a, &b] {
        assert_eq!(names(device, ""), Vec::<String>::new());
        assert_eq!(device.store.records(DOSSIER).unwrap(), []);
    }
}

#[test]
fn settings_are_set_read_and_taken_away() {
    let mut device = Device::new(1);
    assert_eq!(device.store.setting("language").unwrap(), None);
    device.store.set_setting("language", Some("nl")).unwrap();
    device.store.set_setting("language", Some("en")).unwrap();
    assert_eq!(
        device.store.setting("language").unwrap().as_deref(),
        Some("en")
    );
    device.store.set_setting("language", None).unwrap();
    assert_eq!(device.store.setting("language").unwrap(), None);
}

#[test]
fn before_enrolment_lists_are_empty_and_nothing_can_be_saved() {
    let home = crate::support::folder();
    let path = home.path().join("device.db");
    let mut store = store::Store::open(&path, &crate::support::KEY).unwrap();
    assert_eq!(store.enrolment().unwrap(), None);
    assert_eq!(store.people("", 9).unwrap(), []);
    assert_eq!(store.records(DOSSIER).unwrap(), []);
    assert_eq!(store.dossiers().unwrap(), []);
    assert!(store.save(&[], 1).is_err());
    let enrolment = crate::support::enrolment(3);
    store.enrol(&enrolment).unwrap();
    assert_eq!(store.enrolment().unwrap(), Some(enrolment.clone()));
    assert!(
        store.enrol(&enrolment).is_err(),
        "once in a database's life"
    );
}

#[test]
fn people_are_found_by_what_the_newest_talk_says() {
    let mut device = Device::new(1);
    device.name_person("Gerda", &[]);
    let talk = |device: &mut Device, n: u128, at: &str| {
        let fields = [("at", Value::from(at)), ("status", "closed".into())];
        save(device, (record(n), "conversation"), &fields);
    };
    talk(&mut device, 20, "2026-10-19T09:30:00+02:00");
    talk(&mut device, 10, "2026-09-07T09:30:00+02:00");
    let about = |talk: u128| ("conversation", Value::from(record(talk).0));
    let hindered = |device: &mut Device, n, of, much: i64| {
        let fields = [
            about(of),
            ("barrier", "taal".into()),
            ("hindrance", much.into()),
        ];
        save(device, (record(n), "barrier"), &fields);
    };
    let people = |device: &Device, list: &str, code: &str| {
        let noted = device.store.noted(list, code).unwrap();
        noted.into_values().collect::<Vec<_>>()
    };
    hindered(&mut device, 11, 10, 3);
    assert_eq!(people(&device, "barrier", "taal"), [3]);
    assert!(people(&device, "barrier", "schulden").is_empty());
    // The newer talk was written down first.
    hindered(&mut device, 12, 20, 0);
    assert!(people(&device, "barrier", "taal").is_empty());
    let step = |device: &mut Device, n, of, step: i64| {
        save(
            device,
            (record(n), "ladder_step"),
            &[about(of), ("step", step.into())],
        );
    };
    step(&mut device, 21, 20, 4);
    step(&mut device, 22, 10, 1);
    assert_eq!(people(&device, "ladder", "step"), [4]);
    save(
        &mut device,
        (PERSON, "person"),
        &[("group", "doorstromer".into())],
    );
    assert_eq!(people(&device, "group", "doorstromer"), [1]);
    let note = (record(23), "theme_note");
    save(&mut device, note, &[about(20), ("theme", "vervoer".into())]);
    assert!(people(&device, "theme", "vervoer").is_empty());
    save(&mut device, note, &[("note", "Geen bus meer.".into())]);
    assert_eq!(people(&device, "theme", "vervoer"), [1]);
    remove(&mut device, record(23), "theme_note");
    assert!(people(&device, "theme", "vervoer").is_empty());
}

#[test]
fn a_private_task_shows_nobody_that_something_is_due() {
    let mut device = Device::new(1);
    device.name_person("Gerda", &[]);
    let due = ("on", Value::from("2026-10-01"));
    save(
        &mut device,
        (record(30), "private_task"),
        std::slice::from_ref(&due),
    );
    assert!(
        device
            .store
            .people_with_due("2026-10-19")
            .unwrap()
            .is_empty()
    );
    save(&mut device, (record(31), "next_step"), &[due]);
    assert_eq!(device.store.people_with_due("2026-10-19").unwrap().len(), 1);
    assert!(
        device
            .store
            .people_with_due("2026-09-30")
            .unwrap()
            .is_empty()
    );
}
