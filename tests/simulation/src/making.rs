//! Coaches who make records, remove them, and try what they may not.

use crate::attempt::{Attempt, Typed, of};
use crate::stage::Stage;
use crate::step::What;
use crate::typists::Place;
use crate::world::{Result, World, place};
use domain::value::Value;
use replication::{DossierId, REMOVED, RecordId};
use std::collections::BTreeSet;
use store::StoredRecord;
use uuid::Uuid;

impl World {
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
        let moment = self.now(at);
        let attempt = Attempt {
            place,
            typed,
            moment,
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
        let moment = self.now(at);
        let attempt = Attempt {
            place: child(&talk, id.0, "theme_note"),
            typed: vec![
                of("conversation", &talk),
                Typed::blank("theme", theme),
                Typed::blank("note", text),
            ],
            moment,
        };
        self.save(at, attempt)
    }

    /// Makes a record of any kind.
    pub fn make_record(
        &mut self,
        at: usize,
        place: Place,
        fields: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<()> {
        let typed = fields
            .into_iter()
            .map(|(field, value)| Typed::blank(field, value));
        let attempt = Attempt {
            place,
            typed: typed.collect(),
            moment: self.now(at),
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

    /// Writes into one person's dossier that another is of the same person.
    pub fn link(
        &mut self,
        at: usize,
        person: &StoredRecord,
        id: RecordId,
        other: RecordId,
    ) -> Result<()> {
        let moment = self.now(at);
        let attempt = Attempt {
            place: child(person, id.0, "link"),
            typed: vec![
                of("person", person),
                Typed::blank("other", other.to_string().as_str()),
            ],
            moment,
        };
        self.save(at, attempt)
    }

    pub(crate) fn remove(&mut self, at: usize, pick: usize) -> Result<()> {
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
            saw.extend(self.behind(at, record, field)?);
        }
        let moment = self.now(at);
        let attempt = Attempt {
            place: place(record),
            typed: vec![Typed {
                field: REMOVED.to_owned(),
                value: Value::Bool(removed),
                seen: record.state.seen_whole(),
                saw,
                by_editor: false,
            }],
            moment,
        };
        self.save(at, attempt)
    }

    pub(crate) fn overreach(&mut self, at: usize, pick: usize) -> Result<()> {
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
                saw: self.behind(at, &person, field)?,
                by_editor: false,
            });
        }
        let moment = self.now(at);
        let attempt = Attempt {
            place: place(&person),
            typed,
            moment,
        };
        self.save(at, attempt)
    }
}

fn child(parent: &StoredRecord, id: Uuid, kind: &str) -> Place {
    Place {
        dossier: parent.dossier,
        record: RecordId(id),
        kind: kind.to_owned(),
    }
}
