//! What a conversation of a file holds: themes, barriers, instruments, who was there, what was agreed on.

use super::agreements::AgreementKeys;
use super::error::ScenarioError;
use super::place::Place;
use super::town::Town;
use crate::ids::{natural_id, only_child_id};
use crate::kinds::{
    barrier, companion, health_score, ladder_step, next_step, private_task, soft_result,
    theme_note, working_note, zrm_score,
};
use crate::record::Record;
use crate::schema::Kind;
use crate::value::Value;
use crate::words::WordList;
use uuid::Uuid;

const NEXT_STEP: &[&str] = &["what", "who", "on", "done"];

/// The child records of one conversation.
pub(super) struct Children {
    conversation: Uuid,
    dossier: Uuid,
    records: Vec<Record>,
}

impl Children {
    pub(super) fn read(
        place: &Place,
        town: &Town,
        agreements: &AgreementKeys,
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
        if let Some(scores) = place.field("soft") {
            children.read_scores(&scores, &soft_result::KIND, "result", WordList::SoftResult)?;
        }
        for item in place.items("companions")? {
            children.read_companion(&item)?;
        }
        for (number, item) in place.items("next_steps")?.iter().enumerate() {
            children.read_next_step(item, number, agreements)?;
        }
        for (number, item) in place.items("private_tasks")?.iter().enumerate() {
            children.read_private_task(item, number, town)?;
        }
        if let Some(note) = place.field("working_note") {
            children.read_working_note(&note)?;
        }
        Ok(children.records)
    }

    /// An empty child whose natural key is `code`.
    fn child(&self, kind: &Kind, code: &str) -> Record {
        let id = natural_id(self.conversation, kind.name, code);
        Record::new(id, self.dossier, kind).with("conversation", self.conversation)
    }

    fn read_theme(&mut self, item: &Place) -> Result<(), ScenarioError> {
        item.only(&["theme", "note", "wants", "not_discussed"])?;
        let theme = item.required("theme")?;
        let code = theme.code(WordList::Theme, theme.name()?)?;
        let note = self.child(&theme_note::KIND, code).with("theme", code);
        let note = item.copy(&theme_note::KIND, &["note", "wants", "not_discussed"], note)?;
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
        let step = Record::new(id, self.dossier, &ladder_step::KIND)
            .with("conversation", self.conversation);
        let step = match (place.field("step"), ladder_step::KIND.field("step")) {
            (None, Some(spec)) => step.with(spec.name, place.value(spec)?),
            _ => {
                place.only(&["step", "firmer"])?;
                place.copy(&ladder_step::KIND, &["step", "firmer"], step)?
            }
        };
        self.records.push(step);
        Ok(())
    }

    fn read_companion(&mut self, item: &Place) -> Result<(), ScenarioError> {
        item.only(&["role", "name", "language", "minor"])?;
        let role = item.required("role")?;
        let code = role.code(WordList::Present, role.name()?)?;
        let companion = self.child(&companion::KIND, code).with("role", code);
        if self.records.iter().any(|known| known.id == companion.id) {
            return Err(role.twice(role.name()?));
        }
        let copied = &["name", "language", "minor"];
        let companion = item.copy(&companion::KIND, copied, companion.with("there", true))?;
        self.records.push(companion);
        Ok(())
    }

    fn read_next_step(
        &mut self,
        item: &Place,
        number: usize,
        agreements: &AgreementKeys,
    ) -> Result<(), ScenarioError> {
        item.only(&[NEXT_STEP, &["about"]].concat())?;
        item.required("what")?;
        let step = self.child(&next_step::KIND, &number.to_string());
        let mut step = step.with("person", self.dossier);
        if let Some(about) = item.field("about") {
            step = step.with("about", agreements.at(&about, self.dossier)?);
        }
        self.records
            .push(item.copy(&next_step::KIND, NEXT_STEP, step)?);
        Ok(())
    }

    fn read_private_task(
        &mut self,
        item: &Place,
        number: usize,
        town: &Town,
    ) -> Result<(), ScenarioError> {
        item.only(&["what", "colleague", "on", "done"])?;
        item.required("what")?;
        let colleague = town.coach(&item.required("colleague")?)?.id;
        let task = self
            .child(&private_task::KIND, &number.to_string())
            .with("person", self.dossier)
            .with("colleague", colleague);
        self.records
            .push(item.copy(&private_task::KIND, &["what", "on", "done"], task)?);
        Ok(())
    }

    fn read_working_note(&mut self, note: &Place) -> Result<(), ScenarioError> {
        let mut record = self
            .child(&working_note::KIND, "0")
            .with("person", self.dossier);
        if let Some(spec) = working_note::KIND.field("text") {
            record = record.with(spec.name, note.value(spec)?);
        }
        self.records.push(record);
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
