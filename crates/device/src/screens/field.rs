//! One field on screen: its value, what its editor has seen, and the versions to choose from.

use super::town::Town;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::kinds;
use domain::kinds::zrm_score;
use domain::record::Record;
use domain::schema::REMOVED;
use domain::value::Value;
use replication::{ChangeId, DossierId, RecordId};
use serde::{Deserialize, Serialize};
use specta::Type;
use store::{Edit, FieldEdit, StoredRecord, TextVersion};
use uuid::Uuid;

/// A value as screens hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(untagged)]
pub enum FieldValue {
    /// Text, a code, a date or a moment.
    Text(String),
    /// A whole number.
    Number(i32),
    /// Yes or no.
    Flag(bool),
    /// Nothing filled in.
    Nothing(()),
}

impl From<&Value> for FieldValue {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => FieldValue::Text(text.clone()),
            Value::Int(number) => {
                i32::try_from(*number).map_or(FieldValue::Nothing(()), FieldValue::Number)
            }
            Value::Bool(flag) => FieldValue::Flag(*flag),
            Value::Null | Value::Bytes(_) | Value::List(_) => FieldValue::Nothing(()),
        }
    }
}

impl From<FieldValue> for Value {
    fn from(value: FieldValue) -> Self {
        match value {
            FieldValue::Text(text) => Value::Text(text),
            FieldValue::Number(number) => Value::Int(number.into()),
            FieldValue::Flag(flag) => Value::Bool(flag),
            FieldValue::Nothing(()) => Value::Null,
        }
    }
}

/// Names one record for saving. A child that does not exist yet is made with its parent and code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordRef {
    /// The dossier.
    pub dossier: Uuid,
    /// The record.
    pub record: Uuid,
    /// Its kind.
    pub kind: String,
    /// The record it is a child of.
    pub parent: Option<Uuid>,
    /// The code that, with the parent, makes its id.
    pub code: Option<String>,
}

impl RecordRef {
    /// Names a record that exists.
    pub(crate) fn of(record: &StoredRecord) -> Self {
        RecordRef {
            dossier: record.dossier.0,
            record: record.id.0,
            kind: record.kind.clone(),
            parent: None,
            code: None,
        }
    }
}

/// One of several values, and who wrote it when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// The value.
    pub value: FieldValue,
    /// The writer's name; empty when it is not known here.
    pub by: String,
    /// Written by this coach.
    pub mine: bool,
    /// RFC 3339, what the writer's clock said.
    pub at: String,
    /// The changes that hold it.
    pub ids: Vec<String>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The value to show where one is shown.
    pub value: FieldValue,
    /// Names the changes whose values are on screen; goes back unchanged with a save.
    pub seen: Vec<String>,
    /// Two or more concurrent texts, or none.
    pub versions: Vec<Version>,
    /// The most characters, for texts.
    pub limit: Option<u32>,
}

/// What a save answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    /// What the field's editor has seen from here on.
    pub seen: Vec<String>,
}

impl Opened {
    /// One field of a record that may not exist yet.
    pub(crate) fn field(
        &self,
        town: &Town,
        kind: &str,
        record: Option<&StoredRecord>,
        name: &str,
    ) -> Result<Field> {
        let shape = kinds::kind(kind)
            .and_then(|kind| kind.field(name))
            .map(|field| field.shape);
        let limit = shape
            .and_then(|shape| shape.limit())
            .and_then(|limit| u32::try_from(limit).ok());
        let Some(record) = record else {
            let value = FieldValue::Nothing(());
            return Ok(Field {
                value,
                seen: Vec::new(),
                versions: Vec::new(),
                limit,
            });
        };
        let seen = record
            .state
            .seen(name)
            .iter()
            .map(ToString::to_string)
            .collect();
        let mut versions = Vec::new();
        let held = record.state.versions(name);
        if held.len() > 1 && shape.is_some_and(|shape| shape.keeps_versions()) {
            let history = self.store.history(record.id, name)?;
            for (value, heads) in held {
                let newest = heads.last().map(|head| head.change);
                let written = history
                    .iter()
                    .find(|version| Some(version.change) == newest);
                versions.push(Version {
                    value: value.into(),
                    ids: heads.iter().map(|head| head.change.to_string()).collect(),
                    ..self.version(town, written)
                });
            }
        }
        Ok(Field {
            value: record.state.value(name).into(),
            seen,
            versions,
            limit,
        })
    }

    pub(crate) fn version(&self, town: &Town, written: Option<&TextVersion>) -> Version {
        let author = written.and_then(|version| version.author);
        Version {
            value: written.map_or(FieldValue::Nothing(()), |version| (&version.value).into()),
            by: author
                .and_then(|coach| town.coach(coach.0))
                .unwrap_or_default()
                .to_owned(),
            mine: author == Some(self.me().coach),
            at: written
                .map(|version| moment(version.made_at))
                .unwrap_or_default(),
            ids: written
                .map(|version| version.change.to_string())
                .into_iter()
                .collect(),
        }
    }

    /// Saves one field; on disk when it returns. `seen` is what the editor loaded or was last
    /// answered, never anything newer.
    pub fn save_field(
        &mut self,
        target: &RecordRef,
        field: &str,
        value: FieldValue,
        seen: &[String],
        now: DateTime<Utc>,
    ) -> Result<Saved> {
        let mut fields = vec![FieldEdit {
            field: field.to_owned(),
            value: value.into(),
            seen: change_ids(seen)?,
        }];
        if self.store.record(RecordId(target.record))?.is_none() {
            fields.extend(birth_fields(target)?);
        }
        let edit = Edit {
            dossier: DossierId(target.dossier),
            record: RecordId(target.record),
            kind: target.kind.clone(),
            fields,
        };
        let saved = self.store.save(&[edit], now.timestamp_millis())?;
        Ok(Saved {
            seen: saved.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Takes a record away as it stands here, or puts it back.
pub(super) fn taken_away(record: &StoredRecord, removed: bool) -> Edit {
    Edit {
        dossier: record.dossier,
        record: record.id,
        kind: record.kind.clone(),
        fields: vec![FieldEdit {
            field: REMOVED.name.to_owned(),
            value: removed.into(),
            seen: record.state.seen_whole(),
        }],
    }
}

/// Change ids as the screens hold them.
pub(crate) fn change_ids(texts: &[String]) -> Result<Vec<ChangeId>> {
    texts
        .iter()
        .map(|text| {
            text.parse::<ChangeId>()
                .map_err(|why| DeviceError::BadRequest(why.to_string()))
        })
        .collect()
}

/// What a child is born with: its parent, and the code that makes its id.
fn birth_fields(target: &RecordRef) -> Result<Vec<FieldEdit>> {
    let kind = kinds::kind(&target.kind).ok_or_else(|| {
        DeviceError::BadRequest(format!("{:?} is no kind of record", target.kind))
    })?;
    let mut born = Vec::new();
    let mut set = |field: &str, value: String| {
        born.push(FieldEdit {
            field: field.to_owned(),
            value: value.into(),
            seen: Vec::new(),
        });
    };
    match (kind.parent, target.parent) {
        (Some(field), Some(parent)) => set(field, parent.to_string()),
        (None, None) => {}
        _ => return Err(DeviceError::NotFound(target.record.to_string())),
    }
    if let (Some(field), Some(code)) = (kind.natural_key, &target.code) {
        set(field, code.clone());
    }
    // A score says for ever which version of its instrument it is of.
    if kind.name == zrm_score::KIND.name {
        set("version", zrm_score::VERSION.to_owned());
    }
    if kind.parent != Some("person") && kind.field("person").is_some() {
        set("person", target.dossier.to_string());
    }
    Ok(born)
}

/// The record as the rules of the domain take it: one value a field.
pub(crate) fn plain(record: &StoredRecord) -> Record {
    let state = &record.state;
    let values = state
        .fields()
        .map(|field| (field.to_owned(), state.value(field).clone()));
    Record {
        id: record.id.0,
        dossier: record.dossier.0,
        kind: record.kind.clone(),
        fields: values.collect(),
    }
}

/// The day in Amsterdam, `YYYY-MM-DD`.
pub(crate) fn today(now: DateTime<Utc>) -> String {
    now.with_timezone(&Amsterdam).date_naive().to_string()
}

/// RFC 3339 of milliseconds since 1970.
pub(crate) fn moment(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A field's text, when somebody typed one.
pub(crate) fn text<'r>(record: &'r StoredRecord, field: &str) -> Option<&'r str> {
    record
        .state
        .value(field)
        .as_text()
        .filter(|text| !text.trim().is_empty())
}

/// A field's texts where several are shown as one: all versions, one under the other.
pub(crate) fn texts(record: &StoredRecord, field: &str) -> Option<String> {
    let versions = record.state.versions(field);
    let texts: Vec<&str> = versions
        .iter()
        .filter_map(|(value, _)| value.as_text())
        .filter(|text| !text.trim().is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// A field's record id.
pub(crate) fn id(record: &StoredRecord, field: &str) -> Option<Uuid> {
    text(record, field).and_then(|text| Uuid::try_parse(text).ok())
}

/// A field's whole number, as screens hold it.
pub(crate) fn number(record: &StoredRecord, field: &str) -> Option<i32> {
    record
        .state
        .value(field)
        .as_int()
        .and_then(|number| i32::try_from(number).ok())
}
