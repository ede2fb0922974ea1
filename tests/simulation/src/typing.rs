//! Coaches who open fields and type.

use crate::attempt::{Attempt, Typed};
use crate::desk::Editor;
use crate::step::Cut;
use crate::typists::WriteId;
use crate::world::{Result, World, place};
use domain::value::Value;
use faultdisk::{Chance, Failure, Plan};
use replication::RecordId;
use std::collections::BTreeSet;
use store::{StoredRecord, TextVersion};

/// The fields that coaches fill in, by kind of record.
const FIELDS: &[(&str, &[&str])] = &[
    ("person", &["phone", "address"]),
    ("goal", &["text"]),
    ("conversation", &["wish", "strengths", "minutes"]),
    ("theme_note", &["note"]),
    ("next_step", &["what"]),
];

impl World {
    /// The writes behind what a device shows. What nobody typed is a forgery.
    pub(crate) fn behind(
        &mut self,
        at: usize,
        record: &StoredRecord,
        field: &str,
    ) -> Result<BTreeSet<WriteId>> {
        let told = match self.typists.names_are_plain() {
            true => Vec::new(),
            false => self.desks[at].history(record.id, field)?,
        };
        let mut behind = BTreeSet::new();
        for head in record.state.heads(field) {
            let (id, value) = (head.change, &head.value);
            let of_head = |told: &&TextVersion| told.change == id && told.value == *value;
            let found = match told.iter().find(of_head) {
                Some(told) => {
                    let made_at = told.made_at;
                    self.typists
                        .trace_value(id, made_at, record.id, field, value)
                }
                None => self.typists.find(id, record.id, field, value),
            };
            behind.insert(found.ok_or_else(|| {
                format!("forged: {field} of {} shows {value:?} of {id}", record.id)
            })?);
        }
        Ok(behind)
    }

    fn load(&mut self, at: usize, record: &StoredRecord, field: &str) -> Result<Editor> {
        let text = record.state.value(field).as_text().unwrap_or_default();
        Ok(Editor {
            place: place(record),
            field: field.to_owned(),
            seen: record.state.seen(field),
            saw: self.behind(at, record, field)?,
            text: text.to_owned(),
        })
    }

    pub(crate) fn open(&mut self, at: usize, pick: usize) -> Result<Option<usize>> {
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
        let editor = self.load(at, record, field)?;
        let editors = &mut self.desks[at].editors;
        // The screen has one editor for a field; opened anew, it shows what is there now.
        editors.retain(|open| open.place.record != record.id || open.field != field);
        editors.push(editor);
        if editors.len() > 3 {
            editors.remove(0);
        }
        Ok(editors.len() - 1)
    }

    pub(crate) fn next_value(&mut self, at: usize, editor: usize, chance: &mut Chance) -> Value {
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

    pub(crate) fn attempt_in(&mut self, at: usize, editor: usize, value: Value) -> Attempt {
        let moment = self.now(at);
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
            moment,
        }
    }

    pub(crate) fn picked_editor(&mut self, at: usize, pick: usize) -> Result<Option<usize>> {
        match self.desks[at].editors.len() {
            0 => self.open(at, pick),
            open => Ok(Some(pick % open)),
        }
    }

    pub(crate) fn type_on(&mut self, at: usize, pick: usize, times: usize) -> Result<()> {
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

    pub(crate) fn fill(&mut self, at: usize, pick: usize) -> Result<()> {
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

    /// Answers a field as it stands now, whatever it holds.
    pub fn answer(&mut self, at: usize, record: RecordId, field: &str, value: Value) -> Result<()> {
        let editor = self.open_now(at, record, field)?;
        let attempt = self.attempt_in(at, editor, value);
        self.save(at, attempt)
    }

    /// Types into a field that is open.
    pub fn write_on(&mut self, at: usize, editor: usize, text: &str) -> Result<()> {
        let attempt = self.attempt_in(at, editor, text.into());
        self.save(at, attempt)
    }

    pub(crate) fn choose(&mut self, at: usize, pick: usize) -> Result<()> {
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

    pub(crate) fn cut_while_typing(
        &mut self,
        at: usize,
        pick: usize,
        call: u64,
        cut: Cut,
    ) -> Result<()> {
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

    /// Opens a field as it stands now.
    pub fn open_now(&mut self, at: usize, record: RecordId, field: &str) -> Result<usize> {
        let found = self.desks[at].record(record)?.ok_or("no such record")?;
        self.open_field(at, &found, field)
    }
}

fn fields(kind: &str) -> Option<&'static [&'static str]> {
    let mut known = FIELDS.iter();
    known.find(|(name, _)| *name == kind).map(|(_, of)| *of)
}
