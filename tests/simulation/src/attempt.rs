//! A save under way, and what becomes of it.

use crate::desk::Editor;
use crate::typists::{Place, Write, WriteId};
use crate::world::{Result, World};
use device::SharedDevice;
use domain::value::Value;
use replication::ChangeId;
use std::collections::BTreeSet;
use store::{Edit, FieldEdit, StoredRecord};

/// A field and its value, with what was on screen.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    pub(crate) field: String,
    pub(crate) value: Value,
    pub(crate) seen: Vec<ChangeId>,
    pub(crate) saw: BTreeSet<WriteId>,
    /// Typed in a field that stands open, and goes on standing open.
    pub(crate) by_editor: bool,
}

impl Typed {
    pub(crate) fn blank(field: &str, value: impl Into<Value>) -> Self {
        Typed {
            field: field.to_owned(),
            value: value.into(),
            seen: Vec::new(),
            saw: BTreeSet::new(),
            by_editor: false,
        }
    }
}

/// When something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Counted by the world.
    pub(crate) tick: i64,
    /// What the clock of the device says; no two moments of a world are the same by it.
    pub(crate) clock: i64,
}

/// A save under way.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub(crate) place: Place,
    pub(crate) typed: Vec<Typed>,
    pub(crate) moment: Moment,
}

impl Attempt {
    /// Saves; answers the change when the device acknowledged it.
    pub(crate) fn save(&self, device: &SharedDevice) -> device::Result<ChangeId> {
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
        device.with(|opened| Ok(opened.store().save(&[edit], self.moment.clock)?[0]))
    }
}

impl World {
    /// Writes down what a device acknowledged. An editor has seen its own text from here on; what
    /// was saved without one closes those that show the field.
    pub(crate) fn acknowledge(&mut self, at: usize, attempt: Attempt, change: ChangeId) {
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
                tick: attempt.moment.tick,
                made_at: attempt.moment.clock,
                lost_with_the_disk: false,
                repeats: None,
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

    pub(crate) fn save(&mut self, at: usize, attempt: Attempt) -> Result<()> {
        let change = attempt.save(&self.desks[at].shared)?;
        self.acknowledge(at, attempt, change);
        Ok(())
    }

    /// A save that was cut off may be on the disk or not. Nobody was told that it is.
    pub(crate) fn acknowledge_if_there(&mut self, at: usize, attempt: Attempt) -> Result<()> {
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
}

/// A field of a child that says whose child it is.
pub(crate) fn of(field: &str, parent: &StoredRecord) -> Typed {
    Typed::blank(field, parent.id.to_string().as_str())
}
