//! What the person says is not right, and what was done with it.

use super::super::agreement::over;
use super::super::dossier::File;
use super::super::field::{Field, RecordRef, text, texts, today};
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::kinds::correction::{KIND, answer_by, may_answer};
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::Edit;
use uuid::Uuid;

/// What the person asked to correct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Correction {
    /// Its record.
    pub r#ref: RecordRef,
    /// What is not right.
    pub text: Field,
    /// `YYYY-MM-DD`.
    pub asked_on: String,
    /// By when the person hears what was done, `YYYY-MM-DD`.
    pub answer_by: Option<String>,
    /// Code of what was done; nothing before it is answered.
    pub outcome: Option<String>,
    /// What was done, or why not.
    pub answer: Field,
    /// `YYYY-MM-DD`.
    pub answered_on: Option<String>,
}

impl Opened {
    /// Writes down what the person says is not right. Answers its id.
    pub fn add_correction(&mut self, person: Uuid, said: &str, now: DateTime<Utc>) -> Result<Uuid> {
        let said = said.trim();
        if said.is_empty() {
            return Err(DeviceError::BadRequest("nothing to correct".into()));
        }
        let correction = new_id(now)?;
        let fields = [
            ("person", Value::from(person)),
            ("text", said.into()),
            ("asked_on", today(now).into()),
            ("asked_by", self.me().coach.0.into()),
        ];
        let record = RecordId(correction);
        let edit = Edit::of_new_record(DossierId(person), record, KIND.name, fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(correction)
    }

    /// Tells the person what was done with a correction. Answers whose file it is.
    pub fn answer_correction(
        &mut self,
        correction: Uuid,
        outcome: &str,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let record = self
            .store
            .record(RecordId(correction))?
            .filter(|record| record.kind == KIND.name)
            .ok_or_else(|| DeviceError::NotFound(correction.to_string()))?;
        if !may_answer(outcome, texts(&record, "answer").as_deref()) {
            return Err(DeviceError::BadRequest("an answer without a reason".into()));
        }
        let fields = [
            ("outcome", Value::from(outcome)),
            ("answered_on", today(now).into()),
            ("answered_by", self.me().coach.0.into()),
        ];
        self.store
            .save(&[over(&record, fields)], now.timestamp_millis())?;
        Ok(record.dossier.0)
    }

    pub(super) fn corrections(&self, file: &File<'_>) -> Result<Vec<Correction>> {
        let mut corrections = Vec::new();
        for record in file.of_kind(KIND.name) {
            let asked_on = text(record, "asked_on").unwrap_or_default();
            let day: Option<NaiveDate> = asked_on.parse().ok();
            let field = |name| self.field(file.town, KIND.name, Some(record), name);
            corrections.push(Correction {
                r#ref: RecordRef::of(record),
                text: field("text")?,
                asked_on: asked_on.to_owned(),
                answer_by: day.map(|day| answer_by(day).to_string()),
                outcome: text(record, "outcome").map(str::to_owned),
                answer: field("answer")?,
                answered_on: text(record, "answered_on").map(str::to_owned),
            });
        }
        corrections
            .sort_by(|a, b| (&b.asked_on, b.r#ref.record).cmp(&(&a.asked_on, a.r#ref.record)));
        Ok(corrections)
    }
}
