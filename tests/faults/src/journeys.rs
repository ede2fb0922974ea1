//! What users do, as functions of a device: each can be done again after a fault, as a coach who
//! tries once more would.

use crate::desk::{
    self, COLLEAGUE, Desk, NOW, dossier, enrolment, feed, goal, in_use, person, talk,
};
use chrono::DateTime;
use device::DeviceError;
use faultdisk::Image;
use replication::message::{Accepted, AccessEvent, Part, Receipts, Snapshot};
use replication::{CoachId, Position, REMOVED, RecordId, Seq};
use std::io::Write;
use store::{Answer, Edit, FieldEdit};
use uuid::Uuid;

/// Does the journey; answers what the coach sees at its end.
pub type Walk = fn(&Desk) -> device::Result<String>;

/// Something a user does.
#[derive(Clone, Copy)]
pub struct Journey {
    pub name: &'static str,
    /// What is on the disk before; nothing for a new device.
    pub before: Option<fn() -> &'static Image>,
    /// The device is opened beforehand; otherwise opening is part of it.
    pub opened: bool,
    pub walk: Walk,
}

/// The twelve journeys. The first three are those of the short form.
pub const ALL: [Journey; 12] = [
    used("type", type_text),
    closed("unlock", Some(in_use), unlock),
    used("receipts", take_receipts),
    closed("enrol", None, enrol),
    used("delete", delete),
    used("put back", put_back),
    used("import", import),
    used("feed", take_feed),
    used("snapshot", take_snapshot),
    used("search", search),
    used("retry", retry),
    used("export", export),
];

const fn used(name: &'static str, walk: Walk) -> Journey {
    Journey {
        name,
        before: Some(in_use),
        opened: true,
        walk,
    }
}

const fn closed(name: &'static str, before: Option<fn() -> &'static Image>, walk: Walk) -> Journey {
    Journey {
        name,
        before,
        opened: false,
        walk,
    }
}

fn now() -> DateTime<chrono::Utc> {
    DateTime::from_timestamp_millis(NOW).unwrap_or_default()
}

/// As on screen: every field as it stands.
fn seen(desk: &Desk, record: RecordId) -> device::Result<String> {
    desk.device.with(|opened| {
        let record = opened.store().record(record)?;
        let state = record.map(|record| record.state).unwrap_or_default();
        let line = |field: &str| {
            let values = state.versions(field).into_iter().map(|(value, _)| value);
            format!("{field}: {:?}\n", values.collect::<Vec<_>>())
        };
        Ok(state.fields().map(line).collect())
    })
}

/// Types a wish, types on, and into another field.
fn type_text(desk: &Desk) -> device::Result<String> {
    let place = (dossier(2), talk(2), "conversation");
    for text in ["Ze wil", "Ze wil leren zwemmen, en daarna fietsen."] {
        desk.set(place, "wish", text)?;
    }
    let long = "Kookt graag en goed. ".repeat(400);
    desk.set(place, "strengths", long.as_str())?;
    desk.device.with(|opened| Ok(opened.store().freeze()?))?;
    desk.set((dossier(2), goal(2), "goal"), "done", true)?;
    seen(desk, talk(2))
}

/// The passphrase was right: opens, checks every page, and reads the first screens.
fn unlock(desk: &Desk) -> device::Result<String> {
    let mut store = desk.store()?;
    if !store.is_wholly_intact()? {
        return Err(store::StoreError::Unreadable.into());
    }
    drop(store);
    desk.open()?;
    desk.device.with(|opened| {
        let people = opened.people("")?.len();
        Ok(format!("{people} people, {}", opened.status()?))
    })
}

/// All that waits is offered, most of it accepted, and one change refused.
fn take_receipts(desk: &Desk) -> device::Result<String> {
    desk.device.with(|opened| {
        let store = opened.store();
        let standing = store.standing()?;
        store.offer(standing.receipts, 1_000_000)?;
        Ok(())
    })?;
    desk.device.with(|opened| {
        let store = opened.store();
        let standing = store.standing()?;
        if standing.receipts < standing.last {
            let receipts = Receipts {
                high_water: standing.last,
                accepted: vec![Accepted {
                    first: standing.receipts.next(),
                    count: standing.last.0 - standing.receipts.0,
                    position: Position(200),
                }],
                refused: Vec::new(),
            };
            store.take_receipts(&receipts, NOW)?;
        }
        Ok(())
    })?;
    let change = desk::colleagues(
        299,
        dossier(3),
        goal(3),
        "goal",
        &[("text", "Ook van een collega".into())],
    );
    desk.device
        .with(|opened| Ok(opened.store().take_feed(&feed(vec![change], 300))?))?;
    desk.device.with(|opened| Ok(opened.status()?.to_string()))
}

/// A new device's database.
fn enrol(desk: &Desk) -> device::Result<String> {
    let mut store = desk.store()?;
    if store.enrolment()?.is_none() {
        store.enrol(&enrolment())?;
    }
    drop(store);
    desk.open()?;
    desk.device.with(|opened| {
        let people = opened.people("")?.len();
        Ok(format!("{} {people}", opened.me().coach_name))
    })
}

fn delete(desk: &Desk) -> device::Result<String> {
    let place = goal(4);
    let seen_whole = desk.device.with(|opened| {
        let record = opened.store().record(place)?;
        Ok(record.map(|record| record.state.seen_whole()))
    })?;
    let edit = Edit {
        dossier: dossier(4),
        record: place,
        kind: "goal".into(),
        fields: vec![FieldEdit {
            field: REMOVED.to_owned(),
            value: true.into(),
            seen: seen_whole.unwrap_or_default(),
        }],
    };
    desk.device
        .with(|opened| Ok(opened.store().save(&[edit], NOW)?))?;
    let left = desk
        .device
        .with(|opened| Ok(opened.store().records(dossier(4))?.len()))?;
    Ok(format!("{left} records left"))
}

/// "Terugzetten": the text as it was before the last one.
fn put_back(desk: &Desk) -> device::Result<String> {
    let (place, field) = ((dossier(1), goal(1), "goal"), "text");
    let history = |desk: &Desk| {
        desk.device
            .with(|opened| Ok(opened.store().history(goal(1), field)?))
    };
    let first = history(desk)?;
    let original = first.last().cloned().ok_or(DeviceError::Locked)?;
    desk.device.with(|opened| Ok(opened.store().freeze()?))?;
    desk.set(place, field, "Iets heel anders")?;
    desk.device.with(|opened| Ok(opened.store().freeze()?))?;
    let seen_now = desk.device.with(|opened| {
        let record = opened.store().record(goal(1))?;
        Ok(record.map(|record| record.state.seen(field)))
    })?;
    let target = device::screens::RecordRef {
        dossier: dossier(1).0,
        record: goal(1).0,
        kind: "goal".into(),
        parent: None,
        code: None,
    };
    let ids: Vec<String> = seen_now
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect();
    desk.device.with(|opened| {
        opened.put_back(&target, field, &original.change.to_string(), &ids, now())
    })?;
    seen(desk, goal(1))
}

fn import(desk: &Desk) -> device::Result<String> {
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(desk::SCENARIO.as_bytes())?;
    desk.device.with(|opened| {
        let imported = opened.import(file.path(), None, now())?;
        Ok(format!("{} records", imported.records))
    })?;
    desk.device
        .with(|opened| Ok(format!("{:?}", opened.people("")?)))
}

fn take_feed(desk: &Desk) -> device::Result<String> {
    let changes = (0..12).map(|n| {
        let text = format!("Deel {n}: ") + &"veel te lezen. ".repeat(60);
        let record = RecordId(Uuid::from_u128(0x9A00 + u128::from(n % 5)));
        let fields = [("text", text.as_str().into())];
        desk::colleagues(300 + n, dossier(2), record, "goal", &fields)
    });
    let frame = feed(changes.collect(), 330);
    desk.device
        .with(|opened| Ok(opened.store().take_feed(&frame)?))?;
    desk.device.with(|opened| {
        let records = opened.store().records(dossier(2))?.len();
        Ok(format!("{records} records, {}", opened.status()?))
    })
}

/// A dossier is granted, comes whole, and takes the place of what was here.
fn take_snapshot(desk: &Desk) -> device::Result<String> {
    let granted = dossier(0x50);
    let mut frame = feed(Vec::new(), 310);
    frame.access = vec![(Position(305), AccessEvent::Granted(granted))];
    desk.device
        .with(|opened| Ok(opened.store().take_feed(&frame)?))?;
    let text = "Kwam in zijn geheel. ".repeat(300);
    let part = |through: u64, part, changes| Snapshot {
        dossier: granted,
        changes,
        authors: [(COLLEAGUE, CoachId(Uuid::from_u128(2)))].into(),
        through: Position(through),
        part,
    };
    let named = desk::colleagues(
        301,
        granted,
        person(0x50),
        "person",
        &[("name", "Geheel Nieuw".into())],
    );
    let aimed = desk::colleagues(
        302,
        granted,
        goal(0x50),
        "goal",
        &[("text", text.as_str().into())],
    );
    for snapshot in [
        part(301, Part::More, vec![named]),
        part(305, Part::Last, vec![aimed]),
    ] {
        desk.device
            .with(|opened| Ok(opened.store().take_snapshot(&snapshot)?))?;
    }
    seen(desk, goal(0x50))
}

fn search(desk: &Desk) -> device::Result<String> {
    let found = |words: &str| {
        desk.device.with(|opened| {
            let found = opened.search(words, 20)?;
            // Which of the words an excerpt shows FTS5 may choose otherwise without memory.
            let records = found.into_iter().map(|found| found.record.to_string());
            Ok(records.collect::<Vec<_>>().join("|"))
        })
    };
    desk.set((dossier(2), goal(2), "goal"), "text", "Zwemmen in de plas")?;
    Ok(format!(
        "{} {} {}",
        found("fiets")?,
        found("plas")?,
        found("tuinderij")?
    ))
}

/// What the server refused is said once more.
fn retry(desk: &Desk) -> device::Result<String> {
    let apart = desk
        .device
        .with(|opened| Ok(opened.store().quarantined()?))?;
    let mut open: Vec<Seq> = apart
        .iter()
        .filter(|apart| apart.answer == Answer::Open)
        .map(|apart| apart.change.id.seq)
        .collect();
    open.sort_unstable();
    for seq in open {
        desk.device
            .with(|opened| Ok(opened.store().retry_quarantined(seq, NOW)?))?;
    }
    seen(desk, person(0))
}

fn export(desk: &Desk) -> device::Result<String> {
    desk.device.with(|opened| {
        let export = serde_json::to_string(&opened.export()?);
        export.map_err(|why| DeviceError::BadRequest(why.to_string()))
    })
}
