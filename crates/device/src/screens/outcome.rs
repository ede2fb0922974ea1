//! Outcomes: what somebody does now, whether it lasts, and closing the file.

use super::aftercare::Aftercare;
use super::field::{Field, RecordRef, text};
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::kinds::outcome::asked_on;
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::{Edit, StoredRecord};
use uuid::Uuid;

/// What came of it, for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Outcomes {
    /// The person's record.
    pub person: RecordRef,
    /// Newest first.
    pub outcomes: Vec<Outcome>,
    /// Code of the group.
    pub group: Field,
    /// Why in that group.
    pub group_reason: Field,
    /// Code of why the file is closed; nothing while it is open.
    pub closing: Field,
    /// `YYYY-MM-DD`.
    pub closed_on: Field,
    /// To hear how it goes, where something began or the file was closed lately.
    pub aftercare: Option<Aftercare>,
}

/// What somebody does now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// Its record.
    pub r#ref: RecordRef,
    /// Code of what it is.
    pub kind: Field,
    /// `YYYY-MM-DD`.
    pub on: Field,
    /// What and where.
    pub note: Field,
    /// Still so after six months.
    pub lasted: Field,
    /// The day on which that is asked, `YYYY-MM-DD`.
    pub asked_on: Option<String>,
    /// That day has come.
    pub to_ask: bool,
}

impl Opened {
    /// What came of it.
    pub fn outcomes(&self, person: Uuid, now: DateTime<Utc>) -> Result<Outcomes> {
        let town = self.town()?;
        let today = now.with_timezone(&Amsterdam).date_naive();
        let records = self.records_of(person)?;
        let root = records
            .iter()
            .find(|record| record.id.0 == person)
            .ok_or_else(|| DeviceError::NotFound(person.to_string()))?;
        let mut found: Vec<&StoredRecord> = records
            .iter()
            .filter(|record| record.kind == "outcome")
            .collect();
        found.sort_by_key(|outcome| std::cmp::Reverse((text(outcome, "on"), outcome.id)));
        let mut outcomes = Vec::new();
        for outcome in found {
            let field = |name| self.field(&town, "outcome", Some(outcome), name);
            let on: Option<NaiveDate> = text(outcome, "on").and_then(|on| on.parse().ok());
            let asked_on = on.and_then(asked_on);
            outcomes.push(Outcome {
                r#ref: RecordRef::of(outcome),
                kind: field("kind")?,
                on: field("on")?,
                note: field("note")?,
                lasted: field("lasted")?,
                asked_on: asked_on.map(|day| day.to_string()),
                to_ask: asked_on.is_some_and(|day| day <= today),
            });
        }
        let field = |name| self.field(&town, "person", Some(root), name);
        Ok(Outcomes {
            person: RecordRef::of(root),
            outcomes,
            group: field("group")?,
            group_reason: field("group_reason")?,
            closing: field("closing")?,
            closed_on: field("closed_on")?,
            aftercare: self.aftercare(&records, root, today),
        })
    }

    /// Writes down what somebody does now. `on` is `YYYY-MM-DD`.
    pub fn add_outcome(
        &mut self,
        person: Uuid,
        kind: &str,
        on: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let fields = [
            ("person", Value::from(person)),
            ("kind", kind.into()),
            ("on", on.into()),
        ];
        let record = RecordId(new_id(now)?);
        let edit = Edit::of_new_record(DossierId(person), record, "outcome", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }

    /// Closes a file with its reason, or with none opens it again.
    pub fn close_dossier(
        &mut self,
        person: Uuid,
        reason: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let root = self
            .store
            .record(RecordId(person))?
            .filter(|record| record.kind == "person")
            .ok_or_else(|| DeviceError::NotFound(person.to_string()))?;
        let today = now.with_timezone(&Amsterdam).date_naive().to_string();
        let fields = [
            ("closing", Value::from(reason.map(str::to_owned))),
            ("closed_on", Value::from(reason.map(|_| today))),
        ];
        // Otherwise an unsent reason would be amended, and not be known any more.
        self.store.freeze()?;
        self.set(&root, &fields, now)
    }
}

/// True for somebody whose file is closed.
pub(crate) fn is_closed(person: &StoredRecord) -> bool {
    text(person, "closing").is_some()
}
