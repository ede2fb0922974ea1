//! A world in which one history happens.

use crate::desk::{Desk, Editor};
use crate::office::Office;
use crate::stage::{START, Stage};
use crate::step::{Cut, Fault, Meanwhile, Step, What};
use crate::typists::{Place, Typists, Write, WriteId};
use crate::verdict;
use crate::wire::{self, Aside, Post, Wire};
use chrono::{DateTime, Utc};
use device::SharedDevice;
use device::sync::{Synced, sync_over};
use domain::value::Value;
use faultdisk::{Chance, Disk, Failure, Plan};
use futures_util::FutureExt;
use replication::{ChangeId, DossierId, REMOVED, RecordId};
use std::collections::BTreeSet;
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::{Edit, FieldEdit, StoredRecord};
use uuid::Uuid;

/// Rounds in which everybody syncs, after the link healed, until the queues must be empty.
const ROUNDS: usize = 3;
const YEAR: i64 = 365 * 24 * 60 * 60 * 1000;

/// The fields that coaches fill in, by kind of record.
const FIELDS: &[(&str, &[&str])] = &[
    ("person", &["phone", "address"]),
    ("goal", &["text"]),
    ("conversation", &["wish", "strengths", "minutes"]),
    ("theme_note", &["note"]),
    ("next_step", &["what"]),
];

/// What a step may say when the product broke a promise.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A field and its value, with what was on screen.
#[derive(Debug, Clone)]
struct Typed {
    field: String,
    value: Value,
    seen: Vec<ChangeId>,
    saw: BTreeSet<WriteId>,
    /// Typed in a field that stands open, and goes on standing open.
    by_editor: bool,
}

impl Typed {
    fn blank(field: &str, value: impl Into<Value>) -> Self {
        Typed {
            field: field.to_owned(),
            value: value.into(),
            seen: Vec::new(),
            saw: BTreeSet::new(),
            by_editor: false,
        }
    }
}

/// A save under way.
#[derive(Debug, Clone)]
struct Attempt {
    place: Place,
    typed: Vec<Typed>,
    made_at: i64,
}

impl Attempt {
    /// Saves; answers the change when the device acknowledged it.
    fn save(&self, device: &SharedDevice) -> device::Result<ChangeId> {
        let fields = self.typed.iter().map(|typed| FieldEdit {
            field: typed.field.clone(),
            value: typed.value.clone(),
            seen: typed.seen.clone(),
        });
        let edit = Edit {
            dossier: self.place.dossier,
            record: self.place.record,
            kind: self.place.kind.clone(),
            fields: fields.collect(),
        };
        device.with(|opened| Ok(opened.store().save(&[edit], self.made_at)?[0]))
    }
}

/// Devices, a server, the post between them, and what the typists did.
pub struct World {
    pub desks: Vec<Desk>,
    pub office: Office,
    pub typists: Typists,
    post: Arc<Mutex<Post>>,
    ticks: i64,
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    /// A world of these.
    pub fn new(desks: Vec<Desk>, office: Office, typists: Typists) -> Self {
        World {
            desks,
            office,
            typists,
            post: Arc::default(),
            ticks: 0,
        }
    }

    /// A copy of the stage, with these of its desks.
    pub fn on_stage(desks: &[usize]) -> Result<Self> {
        let stage = Stage::get();
        let folder = crate::stage::folder()?;
        std::fs::write(folder.path().join("master.key"), &stage.master_key)?;
        let disk = Disk::at(folder.path());
        disk.restore(&stage.office);
        let office = Office::open(disk, folder)?;
        let open = |at: &usize| {
            let (me, image) = &stage.desks[*at];
            let disk = Disk::new();
            disk.restore(image);
            Ok(Desk::open(disk, me.clone())?)
        };
        let desks = desks.iter().map(open).collect::<Result<Vec<_>>>()?;
        Ok(World::new(desks, office, stage.typists.clone()))
    }

    /// Lets one step happen.
    pub async fn step(&mut self, step: &Step) -> Result<()> {
        match *step {
            Step::Open { desk, pick } => self.open(desk, pick).map(drop),
            Step::Type { desk, pick, times } => self.type_on(desk, pick, times),
            Step::Fill { desk, pick } => self.fill(desk, pick),
            Step::Choose { desk, pick } => self.choose(desk, pick),
            Step::Make { desk, pick, what } => self.make(desk, pick, what),
            Step::Remove { desk, pick } => self.remove(desk, pick),
            Step::Overreach { desk, pick } => self.overreach(desk, pick),
            Step::Freeze { desk } => {
                let shared = &self.desks[desk].shared;
                Ok(shared.with(|opened| Ok(opened.store().freeze()?))?)
            }
            Step::Sync {
                desk,
                fault,
                meanwhile,
            } => self.sync(desk, fault, meanwhile).await,
            Step::Late { pick } => self.late(pick).await,
            Step::Cut { desk, how } => Ok(self.desks[desk].cut(how)?),
            Step::CutWhileTyping {
                desk,
                pick,
                call,
                how,
            } => self.cut_while_typing(desk, pick, call, how),
            Step::CutServer { how } => Ok(self.office.cut(how)?),
            Step::Clock { desk, years } => {
                self.desks[desk].skew = years * YEAR;
                Ok(())
            }
        }
    }

    /// What the desk's clock says; no two moments are the same.
    fn now(&mut self, desk: usize) -> i64 {
        self.ticks += 1;
        START + self.ticks + self.desks[desk].skew
    }

    /// The writes behind what a device shows. What nobody typed is a forgery.
    fn behind(&self, record: &StoredRecord, field: &str) -> Result<BTreeSet<WriteId>> {
        let heads = record.state.heads(field).iter();
        heads
            .map(|head| {
                self.typists
                    .find(head.change, record.id, field, &head.value)
                    .ok_or_else(|| {
                        let (id, value) = (head.change, &head.value);
                        format!("forged: {field} of {} shows {value:?} of {id}", record.id).into()
                    })
            })
            .collect()
    }

    fn load(&self, record: &StoredRecord, field: &str) -> Result<Editor> {
        let text = record.state.value(field).as_text().unwrap_or_default();
        Ok(Editor {
            place: place(record),
            field: field.to_owned(),
            seen: record.state.seen(field),
            saw: self.behind(record, field)?,
            text: text.to_owned(),
        })
    }

    fn open(&mut self, at: usize, pick: usize) -> Result<Option<usize>> {
        let mut chance = Chance::seeded(pick as u64);
        let records = self.desks[at].records()?;
        let fillable: Vec<_> = records
            .iter()
            .filter_map(|record| Some((record, fields(&record.kind)?)))
            .collect();
        let Some((record, fields)) = fillable.get(chance.below(fillable.len())) else {
            return Ok(None);
        };
        let field = fields[chance.below(fields.len())];
        self.open_field(at, record, field).map(Some)
    }

    /// Opens a field of a record on screen; at most three stay open.
    pub fn open_field(&mut self, at: usize, record: &StoredRecord, field: &str) -> Result<usize> {
        let editor = self.load(record, field)?;
        let editors = &mut self.desks[at].editors;
        // The screen has one editor for a field; opened anew, it shows what is there now.
        editors.retain(|open| open.place.record != record.id || open.field != field);
        editors.push(editor);
        if editors.len() > 3 {
            editors.remove(0);
        }
        Ok(editors.len() - 1)
    }

    fn next_value(&mut self, at: usize, editor: usize, chance: &mut Chance) -> Value {
        let editor = self.desks[at].editors[editor].clone();
        if editor.field == "minutes" {
            return Value::Int(self.typists.fresh_number());
        }
        let fresh = self.typists.fresh_text("w");
        let grows = editor.field != "phone" && editor.text.len() < 150 && !chance.one_in(4);
        match grows {
            true => format!("{} {fresh}", editor.text).into(),
            false => fresh.into(),
        }
    }

    fn attempt_in(&mut self, at: usize, editor: usize, value: Value) -> Attempt {
        let made_at = self.now(at);
        let editor = &self.desks[at].editors[editor];
        Attempt {
            place: editor.place.clone(),
            typed: vec![Typed {
                field: editor.field.clone(),
                value,
                seen: editor.seen.clone(),
                saw: editor.saw.clone(),
                by_editor: true,
            }],
            made_at,
        }
    }

    /// Writes down what a device acknowledged. An editor has seen its own text from here on; what
    /// was saved without one closes those that show the field.
    fn acknowledge(&mut self, at: usize, attempt: Attempt, change: ChangeId) {
        for typed in attempt.typed {
            let value = typed.value.clone();
            let id = self.typists.wrote(Write {
                device: self.desks[at].me.device,
                coach: self.desks[at].me.coach,
                place: attempt.place.clone(),
                field: typed.field.clone(),
                value: typed.value,
                saw: typed.saw,
                change,
                lost_with_the_disk: false,
            });
            let shows = |editor: &Editor| {
                editor.place.record == attempt.place.record && editor.field == typed.field
            };
            let editors = &mut self.desks[at].editors;
            match typed.by_editor {
                false => editors.retain(|editor| !shows(editor)),
                true => editors
                    .iter_mut()
                    .filter(|editor| shows(editor))
                    .for_each(|editor| {
                        editor.seen = vec![change];
                        editor.saw = BTreeSet::from([id]);
                        editor.text = value.as_text().unwrap_or_default().to_owned();
                    }),
            }
        }
    }

    fn save(&mut self, at: usize, attempt: Attempt) -> Result<()> {
        let change = attempt.save(&self.desks[at].shared)?;
        self.acknowledge(at, attempt, change);
        Ok(())
    }

    fn picked_editor(&mut self, at: usize, pick: usize) -> Result<Option<usize>> {
        match self.desks[at].editors.len() {
            0 => self.open(at, pick),
            open => Ok(Some(pick % open)),
        }
    }

    fn type_on(&mut self, at: usize, pick: usize, times: usize) -> Result<()> {
        let mut chance = Chance::seeded(pick as u64);
        if let Some(editor) = self.picked_editor(at, pick)? {
            for _ in 0..times {
                let value = self.next_value(at, editor, &mut chance);
                let attempt = self.attempt_in(at, editor, value);
                self.save(at, attempt)?;
            }
        }
        Ok(())
    }

    fn fill(&mut self, at: usize, pick: usize) -> Result<()> {
        if let Some(editor) = self.open(at, pick)? {
            let value = self.next_value(at, editor, &mut Chance::seeded(pick as u64));
            let attempt = self.attempt_in(at, editor, value);
            self.save(at, attempt)?;
        }
        Ok(())
    }

    /// Types into a field as it stands now.
    pub fn write(&mut self, at: usize, record: RecordId, field: &str, text: &str) -> Result<()> {
        let editor = self.open_now(at, record, field)?;
        self.write_on(at, editor, text)
    }

    /// Types into a field that is open.
    pub fn write_on(&mut self, at: usize, editor: usize, text: &str) -> Result<()> {
        let attempt = self.attempt_in(at, editor, text.into());
        self.save(at, attempt)
    }

    fn choose(&mut self, at: usize, pick: usize) -> Result<()> {
        let records = self.desks[at].records()?;
        let mut open = Vec::new();
        for record in &records {
            for field in fields(&record.kind).unwrap_or_default() {
                if record.state.versions(field).len() > 1 {
                    open.push((record, *field));
                }
            }
        }
        if let Some((record, field)) = open.get(pick % open.len().max(1)) {
            let versions = record.state.versions(field);
            let (value, _) = versions[pick / 7 % versions.len()];
            let value = value.clone();
            let editor = self.open_field(at, record, field)?;
            let attempt = self.attempt_in(at, editor, value);
            self.save(at, attempt)?;
        }
        Ok(())
    }

    /// Makes a record of what is on screen at a desk.
    pub fn make(&mut self, at: usize, pick: usize, what: What) -> Result<()> {
        let records = self.desks[at].records()?;
        let kind = match what {
            What::Person => "",
            What::Goal | What::Conversation => "person",
            What::ThemeNote | What::NextStep => "conversation",
        };
        let parents: Vec<_> = records
            .iter()
            .filter(|record| record.kind == kind)
            .collect();
        let parent = parents.get(pick % parents.len().max(1)).copied();
        let text = self.typists.fresh_text("w");
        let id = self.typists.fresh_id();
        let attempt = match (what, parent) {
            (What::Person, _) => self.new_person(at, id, &text, pick),
            (_, None) => return Ok(()),
            (What::Goal, Some(person)) => Some((
                child(person, id, "goal"),
                vec![of("person", person), Typed::blank("text", text.as_str())],
            )),
            (What::Conversation, Some(person)) => Some((
                child(person, id, "conversation"),
                vec![of("person", person), Typed::blank("wish", text.as_str())],
            )),
            (What::NextStep, Some(talk)) => Some((
                child(talk, id, "next_step"),
                vec![
                    of("conversation", talk),
                    Typed::blank("what", text.as_str()),
                ],
            )),
            (What::ThemeNote, Some(talk)) => {
                let theme = ["wonen", "werk"][pick / 3 % 2];
                return self.make_note(at, talk.id, theme, &text);
            }
        };
        let Some((place, typed)) = attempt else {
            return Ok(());
        };
        let made_at = self.now(at);
        let attempt = Attempt {
            place,
            typed,
            made_at,
        };
        self.save(at, attempt)
    }

    /// Writes the note on a theme of a talk, which is one record whoever makes it.
    pub fn make_note(&mut self, at: usize, talk: RecordId, theme: &str, text: &str) -> Result<()> {
        let id = domain::ids::natural_id(talk.0, "theme_note", theme).into();
        if self.desks[at].record(id)?.is_some() {
            return self.write(at, id, "note", text);
        }
        let talk = self.desks[at].record(talk)?.ok_or("no such talk")?;
        let made_at = self.now(at);
        let attempt = Attempt {
            place: child(&talk, id.0, "theme_note"),
            typed: vec![
                of("conversation", &talk),
                Typed::blank("theme", theme),
                Typed::blank("note", text),
            ],
            made_at,
        };
        self.save(at, attempt)
    }

    fn new_person(
        &self,
        at: usize,
        id: Uuid,
        name: &str,
        pick: usize,
    ) -> Option<(Place, Vec<Typed>)> {
        let mine = self.desks[at].me.team;
        let team = match pick % 16 {
            // No team of this town: the server refuses it, and all that is written in it.
            13 => Uuid::from_u128(13),
            14 | 15 => Stage::get().teams[pick % 3],
            _ => mine,
        };
        let place = Place {
            dossier: DossierId(id),
            record: RecordId(id),
            kind: "person".to_owned(),
        };
        let typed = vec![
            Typed::blank("name", name),
            Typed::blank("team", team.to_string().as_str()),
        ];
        Some((place, typed))
    }

    fn remove(&mut self, at: usize, pick: usize) -> Result<()> {
        let known = self.typists.records();
        let mut here = Vec::new();
        for place in known {
            here.extend(self.desks[at].record(place.record)?);
        }
        if let Some(record) = here.get(pick % here.len().max(1)) {
            let removed = !record.state.is_removed();
            self.set_removed(at, record, removed)?;
        }
        Ok(())
    }

    /// Removes a record as it stands now, or puts it back.
    pub fn set_removed(&mut self, at: usize, record: &StoredRecord, removed: bool) -> Result<()> {
        let mut saw = BTreeSet::new();
        for field in record.state.fields() {
            saw.extend(self.behind(record, field)?);
        }
        let made_at = self.now(at);
        let attempt = Attempt {
            place: place(record),
            typed: vec![Typed {
                field: REMOVED.to_owned(),
                value: Value::Bool(removed),
                seen: record.state.seen_whole(),
                saw,
                by_editor: false,
            }],
            made_at,
        };
        self.save(at, attempt)
    }

    fn overreach(&mut self, at: usize, pick: usize) -> Result<()> {
        let records = self.desks[at].records()?;
        let people: Vec<_> = records
            .iter()
            .filter(|record| record.kind == "person")
            .collect();
        match people.get(pick % people.len().max(1)) {
            None => Ok(()),
            Some(person) => {
                let phone = self.typists.fresh_text("w");
                self.give_away(at, person.id, pick / 5 % 3, &phone)
            }
        }
    }

    /// Fills in a telephone number and a team in one go. That a dossier goes to another team is not
    /// for a coach to say.
    pub fn give_away(&mut self, at: usize, id: RecordId, team: usize, phone: &str) -> Result<()> {
        let person = self.desks[at].record(id)?.ok_or("no such record")?;
        let team = Stage::get().teams[team].to_string();
        let mut typed = Vec::new();
        for (field, value) in [("team", team.as_str()), ("phone", phone)] {
            typed.push(Typed {
                field: field.to_owned(),
                value: value.into(),
                seen: person.state.seen(field),
                saw: self.behind(&person, field)?,
                by_editor: false,
            });
        }
        let made_at = self.now(at);
        let attempt = Attempt {
            place: place(&person),
            typed,
            made_at,
        };
        self.save(at, attempt)
    }

    fn cut_while_typing(&mut self, at: usize, pick: usize, call: u64, cut: Cut) -> Result<()> {
        let Some(editor) = self.picked_editor(at, pick)? else {
            return Ok(());
        };
        let value = self.next_value(at, editor, &mut Chance::seeded(pick as u64));
        let attempt = self.attempt_in(at, editor, value);
        let desk = &self.desks[at];
        desk.disk.plan(Plan::nth(call, Failure::PowerCut));
        let saved = attempt.save(&desk.shared);
        self.desks[at].cut(cut)?;
        match saved {
            Ok(change) => self.acknowledge(at, attempt, change),
            Err(_) => self.acknowledge_if_there(at, attempt)?,
        }
        Ok(())
    }

    /// A save that was cut off may be on the disk or not. Nobody was told that it is.
    fn acknowledge_if_there(&mut self, at: usize, attempt: Attempt) -> Result<()> {
        let own = self.desks[at].me.device;
        let typed = &attempt.typed[0];
        let record = self.desks[at].record(attempt.place.record)?;
        let change = record.and_then(|record| {
            let mut heads = record.state.heads(&typed.field).iter();
            heads
                .find(|head| head.change.device == own && head.value == typed.value)
                .map(|head| head.change)
        });
        if let Some(change) = change {
            self.acknowledge(at, attempt, change);
        }
        Ok(())
    }

    async fn late(&mut self, pick: usize) -> Result<()> {
        let letter = {
            let mut post = guard(&self.post);
            let waiting = post.held_up.len();
            (waiting > 0).then(|| post.held_up.remove(pick % waiting))
        };
        if let Some(letter) = letter {
            wire::arrive(&self.office.router, &letter).await;
        }
        Ok(())
    }

    fn clock(&mut self, at: usize) -> impl Fn() -> DateTime<Utc> + use<> {
        let now = self.now(at);
        move || DateTime::from_timestamp_millis(now).unwrap_or_default()
    }

    fn wire(&self, fault: Fault, aside: Option<Aside>) -> Wire {
        Wire::new(
            self.office.router.clone(),
            Arc::clone(&self.post),
            fault,
            aside,
        )
    }

    /// The first record of a kind on a desk's screen.
    pub fn first(&self, at: usize, kind: &str) -> Result<StoredRecord> {
        let mut records = self.desks[at].records()?.into_iter();
        let found = records.find(|record| record.kind == kind);
        Ok(found.ok_or("no such record")?)
    }

    /// Opens a field as it stands now.
    pub fn open_now(&mut self, at: usize, record: RecordId, field: &str) -> Result<usize> {
        let found = self.desks[at].record(record)?.ok_or("no such record")?;
        self.open_field(at, &found, field)
    }

    /// The versions of a field that a desk shows, sorted.
    pub fn versions(&self, at: usize, record: RecordId, field: &str) -> Result<Vec<String>> {
        let Some(found) = self.desks[at].record(record)? else {
            return Ok(Vec::new());
        };
        let versions = found.state.versions(field).into_iter();
        let mut texts: Vec<String> = versions
            .filter_map(|(value, _)| value.as_text().map(str::to_owned))
            .collect();
        texts.sort();
        Ok(texts)
    }

    /// Everybody syncs over a good link until all is quiet; then everything promised must hold.
    pub async fn settle(&mut self) -> Result<()> {
        let mut quiet = 0;
        for _ in 0..ROUNDS {
            for desk in 0..self.desks.len() {
                let progress = self.sync_well(desk).await?.progress;
                let moved = progress.to_send > 0 || progress.received > 0;
                quiet = if moved { 1 } else { quiet + 1 };
                // Since the last that moved anything, everybody was asked.
                if quiet > self.desks.len() {
                    return verdict::check(self).await;
                }
            }
        }
        verdict::check(self).await
    }

    /// Syncs over a link that holds.
    pub async fn sync_well(&mut self, at: usize) -> Result<Synced> {
        let (clock, wire) = (self.clock(at), self.wire(Fault::None, None));
        let synced = sync_over(&self.desks[at].shared, &wire, clock, |_| ()).await;
        let synced = synced.map_err(|why| format!("a sync over a good link failed: {why}"))?;
        agrees(at, &synced)?;
        Ok(synced)
    }

    /// Syncs over a link on which a fault strikes.
    pub async fn sync(&mut self, at: usize, fault: Fault, meanwhile: Meanwhile) -> Result<()> {
        let (typed, other) = (Arc::default(), Arc::default());
        let (aside, attempt) = self.aside(at, meanwhile, &typed, &other)?;
        let (clock, wire) = (self.clock(at), self.wire(fault, aside));
        let failed = (self.desks[at].disk.failed(), self.office.disk.failed());
        match fault {
            Fault::DevicePower { call, .. } => {
                let plan = Plan::nth(call, Failure::PowerCut);
                self.desks[at].disk.plan(plan);
            }
            Fault::ServerPower { call, .. } => {
                self.office.disk.plan(Plan::nth(call, Failure::PowerCut));
            }
            _ => {}
        }
        let outcome = sync_over(&self.desks[at].shared, &wire, clock, |_| ()).await;
        drop(wire);
        if let Fault::DevicePower { cut, .. } = fault {
            match self.desks[at].disk.failed() > failed.0 {
                true => self.desks[at].cut(cut)?,
                false => self.desks[at].disk.heal(),
            }
        }
        if let Fault::ServerPower { cut, .. } = fault {
            match self.office.disk.failed() > failed.1 {
                true => self.office.cut(cut)?,
                false => self.office.disk.heal(),
            }
        }
        if let Some(attempt) = attempt {
            match guard(&typed).take() {
                Some(Ok(change)) => self.acknowledge(at, attempt, change),
                Some(Err(_)) => self.acknowledge_if_there(at, attempt)?,
                None => {}
            }
        }
        if let Some(Ok(synced)) = guard(&other).take() {
            agrees(at, &synced)?;
        }
        match outcome {
            Ok(synced) => agrees(at, &synced),
            Err(why) if fault == Fault::None => {
                Err(format!("desk {at}: a sync over a good link failed: {why}").into())
            }
            Err(_) => Ok(()),
        }
    }

    fn aside(
        &mut self,
        at: usize,
        meanwhile: Meanwhile,
        typed: &Arc<Mutex<Option<device::Result<ChangeId>>>>,
        other: &Arc<Mutex<Option<device::Result<Synced>>>>,
    ) -> Result<(Option<Aside>, Option<Attempt>)> {
        match meanwhile {
            Meanwhile::Types { pick } => {
                let Some(editor) = self.picked_editor(at, pick)? else {
                    return Ok((None, None));
                };
                let value = self.next_value(at, editor, &mut Chance::seeded(pick as u64));
                let attempt = self.attempt_in(at, editor, value);
                let (ours, shared) = (attempt.clone(), self.desks[at].shared.clone());
                let typed = Arc::clone(typed);
                let act = async move { *guard(&typed) = Some(ours.save(&shared)) };
                let aside = Aside {
                    after: pick % 3,
                    act: act.boxed(),
                };
                Ok((Some(aside), Some(attempt)))
            }
            Meanwhile::Syncs { desk, after } if desk != at => {
                let (clock, wire) = (self.clock(desk), self.wire(Fault::None, None));
                let (shared, other) = (self.desks[desk].shared.clone(), Arc::clone(other));
                let act = async move {
                    let synced = sync_over(&shared, &wire, clock, |_| ()).await;
                    *guard(&other) = Some(synced);
                };
                let act = act.boxed();
                Ok((Some(Aside { after, act }), None))
            }
            _ => Ok((None, None)),
        }
    }
}

fn agrees(at: usize, synced: &Synced) -> Result<()> {
    match synced.digest_agrees {
        true => Ok(()),
        false => Err(format!("desk {at}: the digests of device and server differ").into()),
    }
}

fn fields(kind: &str) -> Option<&'static [&'static str]> {
    let mut known = FIELDS.iter();
    known.find(|(name, _)| *name == kind).map(|(_, of)| *of)
}

fn place(record: &StoredRecord) -> Place {
    Place {
        dossier: record.dossier,
        record: record.id,
        kind: record.kind.clone(),
    }
}

fn child(parent: &StoredRecord, id: Uuid, kind: &str) -> Place {
    Place {
        dossier: parent.dossier,
        record: RecordId(id),
        kind: kind.to_owned(),
    }
}

fn of(field: &str, parent: &StoredRecord) -> Typed {
    Typed::blank(field, parent.id.to_string().as_str())
}
