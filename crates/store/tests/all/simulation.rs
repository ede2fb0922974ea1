//! Two or three devices and a town under a seeded scheduler: editors that stay open, links that
//! break anywhere, refusals, removals. At every step each device must agree with a fold of the
//! log from scratch.

use crate::support::{Chance, DOSSIER, Device, GOAL, Link, PERSON, Town, sync, sync_over};
use domain::value::Value;
use replication::state::Keep;
use replication::{Change, ChangeId, RecordId, RecordState, Seq};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const OTHER_GOAL: RecordId = RecordId(Uuid::from_u128(0x61));

/// A text field on somebody's screen, with what it showed.
struct Editor {
    record: RecordId,
    kind: &'static str,
    field: &'static str,
    seen: Vec<ChangeId>,
}

struct Desk {
    device: Device,
    inside: Connection,
    editors: Vec<Editor>,
}

struct Run {
    chance: Chance,
    desks: Vec<Desk>,
    town: Town,
    /// The last text that each change held.
    typed: BTreeMap<ChangeId, (RecordId, &'static str, String)>,
    texts: u32,
}

impl Run {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::seeded(seed);
        let devices = 2 + chance.below(2) as u8;
        let desks = (1..=devices).map(|n| {
            let device = Device::new(n);
            Desk {
                inside: device.raw(),
                device,
                editors: vec![],
            }
        });
        Run {
            desks: desks.collect(),
            chance,
            town: Town::default(),
            typed: BTreeMap::new(),
            texts: 0,
        }
    }

    fn step(&mut self) {
        let at = self.chance.below(self.desks.len());
        match self.chance.below(10) {
            0 | 1 => self.load(at),
            2..=5 => self.type_on(at),
            6 => self.remove_or_put_back(at),
            7 => self.desks[at].device.store.freeze().unwrap(),
            _ => {
                let desk = &mut self.desks[at];
                sync_over(&mut desk.device, &mut self.town, &mut &mut self.chance);
            }
        }
    }

    fn load(&mut self, at: usize) {
        let (record, kind, field) = [
            (GOAL, "goal", "text"),
            (OTHER_GOAL, "goal", "text"),
            (PERSON, "person", "name"),
        ][self.chance.below(3)];
        let desk = &mut self.desks[at];
        let seen = desk.device.seen(record, field);
        desk.editors.push(Editor {
            record,
            kind,
            field,
            seen,
        });
        if desk.editors.len() > 3 {
            desk.editors.remove(0);
        }
    }

    fn type_on(&mut self, at: usize) {
        let desk = &mut self.desks[at];
        let open = desk.editors.len();
        let Some(editor) = desk.editors.get_mut(self.chance.below(open)) else {
            return;
        };
        self.texts += 1;
        let mark = if self.chance.one_in(8) { "✗ " } else { "" };
        let text = format!("{mark}tekst {}", self.texts);
        let fields: &[(&str, Value, &[ChangeId])] =
            &[(editor.field, text.as_str().into(), &editor.seen)];
        let saved = desk
            .device
            .try_save((editor.record, editor.kind), fields)
            .unwrap();
        editor.seen = vec![saved];
        self.typed
            .insert(saved, (editor.record, editor.field, text));
    }

    fn remove_or_put_back(&mut self, at: usize) {
        let device = &mut self.desks[at].device;
        let Some(goal) = device.store.record(GOAL).unwrap() else {
            return;
        };
        let seen = goal.state.seen_whole();
        let removed = !goal.state.is_removed();
        let fields: &[(&str, Value, &[ChangeId])] = &[("removed", removed.into(), &seen)];
        device.try_save((GOAL, "goal"), fields).unwrap();
    }

    /// The device against the log of the town with its own changes on top.
    fn check(&self, at: usize, when: &str) {
        let Desk { device, inside, .. } = &self.desks[at];
        let cursor = device.store.standing().unwrap().cursor;
        assert_eq!(
            device.store.digest().unwrap(),
            self.town.digest(cursor),
            "digest, {when}"
        );
        let mut records = self.town.fold(cursor);
        let refused: Vec<Change> = changes(inside, "quarantine");
        let mut above: BTreeSet<RecordId> = BTreeSet::new();
        for mut change in changes(inside, "own_change").into_iter().rev() {
            if self
                .town
                .position(change.id)
                .is_some_and(|position| position <= cursor)
            {
                continue;
            }
            refused.iter().for_each(|refused| {
                change.look_through(refused);
            });
            above.insert(change.record);
            let state = records.entry(change.record).or_default();
            state.apply(&change, None, Keep::Values);
        }
        for record in [GOAL, OTHER_GOAL, PERSON] {
            let stored = device.store.record(record).unwrap();
            assert_eq!(
                stored.map(|stored| heads(&stored.state)),
                records.get(&record).map(heads),
                "{record}, {when}"
            );
        }
        let bases: BTreeSet<RecordId> = inside
            .prepare("SELECT record FROM base")
            .unwrap()
            .query_map([], |row| Ok(RecordId(row.get(0)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(bases, above, "bases, {when}");
        self.check_lists(device, when);
    }

    fn check_lists(&self, device: &Device, when: &str) {
        let visible = device.store.records(DOSSIER).unwrap();
        let person = visible.iter().find(|record| record.id == PERSON);
        let listed = device.store.people("", 9).unwrap();
        assert_eq!(
            listed.first().map(|row| row.name.as_str()),
            person.map(|record| record.state.value("name").as_text().unwrap_or_default()),
            "people, {when}"
        );
        let open: Vec<RecordId> = visible
            .iter()
            .filter(|record| record.kind == "goal" && record.state.versions("text").len() > 1)
            .map(|record| record.id)
            .collect();
        let listed: Vec<RecordId> = device
            .store
            .open_texts()
            .unwrap()
            .into_iter()
            .map(|(record, _)| record)
            .collect();
        assert_eq!(listed, open, "open texts, {when}");
    }

    /// Everybody syncs until all is quiet; then all must be equal and nothing lost.
    fn settle(&mut self, seed: u64) {
        for _ in 0..2 {
            for desk in &mut self.desks {
                sync(&mut desk.device, &mut self.town);
            }
        }
        let all = self.town.digest(replication::Position(u64::MAX));
        for at in 0..self.desks.len() {
            self.check(at, &format!("seed {seed}, at the end"));
            let Desk { device, .. } = &self.desks[at];
            assert_eq!(device.store.digest().unwrap(), all);
            assert_eq!(
                (device.count("base"), device.store.unsent().unwrap().0),
                (0, 0)
            );
            let states = |device: &Device| -> Vec<_> {
                let records = device.store.records(DOSSIER).unwrap().into_iter();
                records
                    .map(|record| (record.id, heads(&record.state)))
                    .collect()
            };
            assert_eq!(states(device), states(&self.desks[0].device), "seed {seed}");
        }
        for (id, (record, field, text)) in &self.typed {
            let kept = |desk: &Desk| {
                let history = desk.device.history(*record, field);
                let apart = desk.device.store.quarantined().unwrap();
                history.contains(text)
                    || apart.iter().any(|apart| {
                        apart.change.id == *id && apart.change.set[*field] == text.as_str().into()
                    })
            };
            assert!(self.desks.iter().any(kept), "{text} is lost, seed {seed}");
        }
    }
}

/// A state's fields, each with its heads in order and their values.
fn heads(state: &RecordState) -> Vec<(String, Vec<(ChangeId, Value)>)> {
    let of = |field: &str| {
        state
            .heads(field)
            .iter()
            .map(|head| (head.change, head.value.clone()))
            .collect()
    };
    state
        .fields()
        .map(|field| (field.to_owned(), of(field)))
        .collect()
}

/// The changes in a table, the newest first.
fn changes(inside: &Connection, table: &str) -> Vec<Change> {
    let sql = format!("SELECT body FROM {table} ORDER BY seq DESC");
    let mut statement = inside.prepare(&sql).unwrap();
    let rows = statement
        .query_map([], |row| row.get::<_, Vec<u8>>(0))
        .unwrap();
    rows.map(|body| Change::decode(&body.unwrap()).unwrap())
        .collect()
}

#[test]
fn every_history_ends_equal_with_nothing_lost() {
    for seed in 1..=40 {
        let mut run = Run::new(seed);
        for step in 0..60 {
            run.step();
            for at in 0..run.desks.len() {
                run.check(at, &format!("seed {seed}, step {step}, device {}", at + 1));
            }
        }
        run.settle(seed);
    }
}

/// The link holds, and the coach types on all the while.
struct Typing {
    left: u32,
}

impl Link for Typing {
    fn breaks(&mut self) -> bool {
        false
    }
    fn frame(&mut self) -> (usize, bool) {
        (1, true)
    }
    fn meanwhile(&mut self, device: &mut Device) {
        if self.left > 0 {
            self.left -= 1;
            let seen = device.seen(GOAL, "text");
            device.type_goal(&format!("nog {}", self.left), &seen);
        }
    }
}

#[test]
fn what_is_typed_during_a_sync_goes_along_in_it() {
    let (mut a, mut b, mut town) = (Device::new(1), Device::new(2), Town::default());
    for n in 0..5 {
        b.store.freeze().unwrap();
        let seen = b.seen(GOAL, "text");
        b.type_goal(&format!("van b {n}"), &seen);
    }
    sync(&mut b, &mut town);
    assert!(sync_over(&mut a, &mut town, &mut Typing { left: 12 }).is_some());
    assert_eq!(
        a.store.standing().unwrap().receipts,
        a.store.standing().unwrap().last
    );
    assert!(a.store.standing().unwrap().last > Seq(3));
    sync(&mut b, &mut town);
    assert_eq!(a.texts(GOAL, "text"), b.texts(GOAL, "text"));
    assert!(b.texts(GOAL, "text").contains(&"nog 0".to_owned()));
    assert_eq!(a.store.digest().unwrap(), b.store.digest().unwrap());
    assert_eq!(a.count("base"), 0);
}
