//! The conversations of a file, with themes, barriers and instruments.

use super::error::{Fault, ScenarioError, quote};
use super::people::People;
use super::place::Place;
use super::town::Town;
use crate::ids::{imported_id, natural_id, only_child_id};
use crate::kinds::{barrier, conversation, health_score, ladder_step, theme_note, zrm_score};
use crate::record::Record;
use crate::schema::Kind;
use crate::value::Value;
use crate::words::WordList;
use std::collections::BTreeMap;
use uuid::Uuid;

const FIELDS: &[&str] = &[
    "key",
    "coach",
    "person",
    "at",
    "minutes",
    "place",
    "kind",
    "wish",
    "strengths",
    "themes",
    "barriers",
    "ladder",
    "zrm",
    "positive_health",
];
const COPIED: &[&str] = &["at", "minutes", "place", "kind", "wish", "strengths"];

/// Which conversation a key names, and the person it was with.
#[derive(Debug)]
pub(super) struct Conversations(BTreeMap<String, (Uuid, Uuid)>);

impl Conversations {
    pub(super) fn read(
        top: &Place,
        town: &Town,
        people: &mut People,
    ) -> Result<Conversations, ScenarioError> {
        let mut conversations = Conversations(BTreeMap::new());
        for place in top.items("conversations")? {
            place.only(FIELDS)?;
            let key = place.required("key")?.name()?;
            let coach = town.coach(&place.required("coach")?)?;
            let at = place.required("at")?.moment()?;
            let person = people.at(&place.required("person")?)?;
            let id = imported_id(town.id, "conversations", key);
            if conversations
                .0
                .insert(key.to_owned(), (id, person.id))
                .is_some()
            {
                return Err(place.required("key")?.twice(key));
            }
            for name in ["place", "kind"] {
                place.required(name)?;
            }
            let talk = Record::new(id, person.id, &conversation::KIND)
                .with("person", person.id)
                .with("coach", coach.id)
                .with("status", "closed");
            person
                .records
                .push(place.copy(&conversation::KIND, COPIED, talk)?);
            person
                .records
                .extend(Children::read(&place, id, person.id)?);
            person.spoke(at, coach);
        }
        Ok(conversations)
    }

    /// The key and id of the conversation whose key stands in `conversation` of `place`, which
    /// must be one with `person`.
    pub(super) fn of<'a>(
        &self,
        place: &Place<'a>,
        person: Uuid,
    ) -> Result<(&'a str, Uuid), ScenarioError> {
        let place = place.required("conversation")?;
        let key = place.name()?;
        match self.0.get(key) {
            Some((id, with)) if *with == person => Ok((key, *id)),
            Some(_) => Err(place.fault(Fault::SomebodyElse(quote(key)))),
            None => Err(place.dangling(key, "conversations")),
        }
    }
}

/// The child records of one conversation.
struct Children {
    conversation: Uuid,
    dossier: Uuid,
    records: Vec<Record>,
}

impl Children {
    fn read(
        place: &Place,
        conversation: Uuid,
        dossier: Uuid,
    ) -> Result<Vec<Record>, ScenarioError> {
        let mut children = Children {
            conversation,
            dossier,
            records: Vec::new(),
        };
        for item in place.items("themes")? {
            children.read_theme(&item)?;
        }
        for item in place.items("barriers")? {
            children.read_barrier(&item)?;
        }
        if let Some(step) = place.field("ladder") {
            children.read_step(&step)?;
        }
        if let Some(scores) = place.field("zrm") {
            children.read_scores(&scores, &zrm_score::KIND, "domain", WordList::ZrmDomain)?;
        }
        if let Some(scores) = place.field("positive_health") {
            children.read_scores(
                &scores,
                &health_score::KIND,
                "dimension",
                WordList::HealthDimension,
            )?;
        }
        Ok(children.records)
    }

    /// An empty child whose natural key is `code`.
    fn child(&self, kind: &Kind, code: &str) -> Record {
        let id = natural_id(self.conversation, kind.name, code);
        Record::new(id, self.dossier, kind).with("conversation", self.conversation)
    }

    fn read_theme(&mut self, item: &Place) -> Result<(), ScenarioError> {
        item.only(&["theme", "note"])?;
        let theme = item.required("theme")?;
        let code = theme.code(WordList::Theme, theme.name()?)?;
        let note = self.child(&theme_note::KIND, code).with("theme", code);
        let note = item.copy(&theme_note::KIND, &["note"], note)?;
        let known = self.records.iter().position(|known| known.id == note.id);
        match known.map(|index| self.records.remove(index)) {
            None => self.records.push(note),
            Some(earlier) => self.records.push(join_notes(item, earlier, &note)?),
        }
        Ok(())
    }

    fn read_barrier(&mut self, item: &Place) -> Result<(), ScenarioError> {
        item.only(&["kind", "hindrance"])?;
        let kind = item.required("kind")?;
        item.required("hindrance")?;
        let code = kind.code(WordList::Barrier, kind.name()?)?;
        let barrier = self.child(&barrier::KIND, code).with("barrier", code);
        if self.records.iter().any(|known| known.id == barrier.id) {
            return Err(kind.twice(kind.name()?));
        }
        self.records
            .push(item.copy(&barrier::KIND, &["hindrance"], barrier)?);
        Ok(())
    }

    fn read_step(&mut self, place: &Place) -> Result<(), ScenarioError> {
        let id = only_child_id(self.conversation, ladder_step::KIND.name);
        let mut step = Record::new(id, self.dossier, &ladder_step::KIND)
            .with("conversation", self.conversation);
        if let Some(spec) = ladder_step::KIND.field("step") {
            step = step.with(spec.name, place.value(spec)?);
        }
        self.records.push(step);
        Ok(())
    }

    /// Scores by Dutch label: `{"Financiën": 3}`.
    fn read_scores(
        &mut self,
        scores: &Place,
        kind: &Kind,
        key: &str,
        list: WordList,
    ) -> Result<(), ScenarioError> {
        for (label, place) in scores.entries()? {
            let code = place.code(list, label)?;
            let mut score = self.child(kind, code).with(key, code);
            if let Some(spec) = kind.field("score") {
                score = score.with(spec.name, place.value(spec)?);
            }
            if kind.name == zrm_score::KIND.name {
                score = score.with("version", zrm_score::VERSION);
            }
            self.records.push(score);
        }
        Ok(())
    }
}

/// A file may come back to a theme; a conversation has one note on it, which then holds both.
fn join_notes(item: &Place, earlier: Record, later: &Record) -> Result<Record, ScenarioError> {
    let notes: Vec<_> = [earlier.text("note"), later.text("note")]
        .into_iter()
        .flatten()
        .collect();
    let joined = Value::from(notes.join("\n\n"));
    theme_note::KIND
        .check("note", &joined)
        .map_err(|invalid| item.fault(invalid.why))?;
    Ok(earlier.with("note", joined))
}
