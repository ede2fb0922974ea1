//! What a dossier's fields held before, who wrote it, and putting it back.

use super::field::{RecordRef, Saved, Version, change_ids, id, text};
use super::town::Town;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::kinds;
use domain::schema::{Kind, Shape};
use replication::{ChangeId, DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use store::{Edit, FieldEdit, StoredRecord, TextVersion};
use uuid::Uuid;

/// The values one field has and had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldHistory {
    /// The record.
    pub r#ref: RecordRef,
    /// The field.
    pub field: String,
    /// What tells the record from others of its kind: the code of a theme, a hindrance, a domain.
    pub code: Option<String>,
    /// Whose name tells it from others of its kind, where that is a person.
    pub whose: Option<String>,
    /// When the talk was that it belongs to, RFC 3339.
    pub talk: Option<String>,
    /// Names the changes whose values stand now; goes back unchanged with a putting back.
    pub seen: Vec<String>,
    /// Newest first.
    pub values: Vec<PastValue>,
}

/// A value that a field has or had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PastValue {
    /// The value, with who and when.
    pub version: Version,
    /// Where it stands.
    pub standing: ValueStanding,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ValueStanding {
    /// It is shown.
    Now,
    /// Nobody wrote over it, and yet another is shown: two people answered at once.
    Lost,
    /// Somebody wrote over it.
    Earlier,
}

impl Opened {
    /// Every value a field has or had.
    pub fn history(&self, target: &RecordRef, field: &str) -> Result<FieldHistory> {
        let town = self.town()?;
        let record = self.store.record(RecordId(target.record))?;
        let versions = self.store.history(RecordId(target.record), field)?;
        Ok(self.field_history(&town, record.as_ref(), target.clone(), field, &versions))
    }

    /// The fields of a dossier, or of one talk or session in it, that held something else before. What
    /// changed last comes first.
    pub fn dossier_history(&self, dossier: Uuid, talk: Option<Uuid>) -> Result<Vec<FieldHistory>> {
        let town = self.town()?;
        let mut records: HashMap<RecordId, Option<StoredRecord>> = HashMap::new();
        let mut found = Vec::new();
        let dossiers = self.same_people()?.dossiers(dossier).into_iter();
        let histories = dossiers.map(|dossier| self.store.dossier_history(DossierId(dossier)));
        let histories: std::result::Result<Vec<_>, _> = histories.collect();
        for history in histories?.into_iter().flatten() {
            if history.versions.len() < 2 && history.field != "left" {
                continue;
            }
            let record = match records.get(&history.record) {
                Some(known) => known.clone(),
                None => {
                    let record = self.store.record(history.record)?;
                    records.insert(history.record, record.clone());
                    record
                }
            };
            let Some(record) = record.filter(|record| is_told(&record.kind, &history.field)) else {
                continue;
            };
            if self.is_kept_from_me(&record)? {
                continue;
            }
            let of = talk_of(&record).or_else(|| session_of(&record));
            if talk.is_some_and(|talk| of != Some(talk)) {
                continue;
            }
            let (target, versions) = (RecordRef::of(&record), &history.versions);
            let record = Some(&record);
            let told = self.field_history(&town, record, target, &history.field, versions);
            // Whether somebody takes part is told from the first answer on.
            let takes_part = |record: &&StoredRecord| {
                matches!(record.kind.as_str(), "group_person" | "together_person")
            };
            if told.values.len() > 1 || record.is_some_and(|record| takes_part(&record)) {
                found.push(self.dated(told, record, &records)?);
            }
        }
        Ok(found)
    }

    /// Puts an earlier value back, as a new change over what `seen` says was on screen. Both it
    /// and the value that stood there stay in the history.
    pub fn put_back(
        &mut self,
        target: &RecordRef,
        field: &str,
        change: &str,
        seen: &[String],
        now: DateTime<Utc>,
    ) -> Result<Saved> {
        let record = RecordId(target.record);
        let versions = self.store.history(record, field)?;
        let earlier = versions
            .into_iter()
            .find(|version| version.change.to_string() == change)
            .ok_or_else(|| DeviceError::NotFound(change.to_owned()))?;
        let edit = Edit {
            dossier: DossierId(target.dossier),
            record,
            kind: target.kind.clone(),
            fields: vec![FieldEdit {
                field: field.to_owned(),
                value: earlier.value,
                seen: change_ids(seen)?,
            }],
        };
        // An unsent change would otherwise be amended, and what it held be gone.
        self.store.freeze()?;
        let saved = self.store.save(&[edit], now.timestamp_millis())?;
        Ok(Saved {
            seen: saved.iter().map(ToString::to_string).collect(),
        })
    }

    fn field_history(
        &self,
        town: &Town,
        record: Option<&StoredRecord>,
        target: RecordRef,
        field: &str,
        versions: &[TextVersion],
    ) -> FieldHistory {
        let kind = kinds::kind(&target.kind);
        let keeps_all = kind
            .and_then(|kind| kind.field(field))
            .is_some_and(|field| field.shape.keeps_versions());
        let heads = record.map_or(&[][..], |record| record.state.heads(field));
        let shown = heads.last().map(|head| head.change);
        let standing = |change: ChangeId| {
            let is_head = heads.iter().any(|head| head.change == change);
            match is_head {
                true if keeps_all || shown == Some(change) => ValueStanding::Now,
                true => ValueStanding::Lost,
                false => ValueStanding::Earlier,
            }
        };
        let values = without_halves(versions)
            .map(|version| PastValue {
                version: self.version(town, Some(version)),
                standing: standing(version.change),
            })
            .collect();
        FieldHistory {
            field: field.to_owned(),
            code: kind
                .and_then(|kind| kind.natural_key)
                .and_then(|key| record.and_then(|record| text(record, key)))
                .map(str::to_owned),
            whose: None,
            talk: None,
            seen: heads.iter().map(|head| head.change.to_string()).collect(),
            r#ref: target,
            values,
        }
    }

    /// With the moment of the talk that the record belongs to.
    fn dated(
        &self,
        history: FieldHistory,
        record: Option<&StoredRecord>,
        records: &HashMap<RecordId, Option<StoredRecord>>,
    ) -> Result<FieldHistory> {
        let is_named = |record: &&StoredRecord| {
            kinds::kind(&record.kind).and_then(|kind| kind.natural_key) == Some("person")
        };
        let history = match record
            .filter(is_named)
            .and_then(|record| id(record, "person"))
        {
            Some(person) => FieldHistory {
                whose: Some(self.dossier_name(person)?),
                code: None,
                ..history
            },
            None => history,
        };
        let Some(talk) = record.and_then(talk_of).map(RecordId) else {
            return Ok(history);
        };
        let known = match records.get(&talk) {
            Some(known) => known.clone(),
            None => self.store.record(talk)?,
        };
        Ok(FieldHistory {
            talk: known.and_then(|talk| text(&talk, "at").map(str::to_owned)),
            ..history
        })
    }
}

/// Leaves out what its writer went on with: a sync in the middle of a sentence makes a version of
/// its first half, which stands in the next one letter by letter.
fn without_halves(versions: &[TextVersion]) -> impl Iterator<Item = &TextVersion> {
    let is_half = |older: &TextVersion, newer: &TextVersion| {
        let of = |version: &TextVersion| version.value.as_text().map(str::to_owned);
        older.author == newer.author
            && of(older).is_some_and(|older| of(newer).is_some_and(|it| it.starts_with(&older)))
    };
    versions.iter().enumerate().filter_map(move |(at, older)| {
        let newer = at.checked_sub(1).and_then(|newer| versions.get(newer));
        (!newer.is_some_and(|newer| is_half(older, newer))).then_some(older)
    })
}

/// True for what a person fills in. What the app keeps for itself, such as which person a talk is
/// about, is no history to anybody.
pub(crate) fn is_told(kind: &str, field: &str) -> bool {
    let is_told = |kind: &Kind| {
        let shape = kind.field(field).map(|field| field.shape);
        shape.is_some_and(|shape| !matches!(shape, Shape::Record | Shape::Bytes(_)))
            && field != domain::seal::SEALED
            && kind.natural_key != Some(field)
            && !(kind.name == "conversation"
                && matches!(field, "status" | "closed_at" | "try_again"))
    };
    kinds::kind(kind).is_some_and(is_told)
}

/// The talk a record belongs to, or is.
fn talk_of(record: &StoredRecord) -> Option<Uuid> {
    match record.kind.as_str() {
        "conversation" => Some(record.id.0),
        _ => id(record, "conversation"),
    }
}

/// The session of a group that a record belongs to, or is.
fn session_of(record: &StoredRecord) -> Option<Uuid> {
    match record.kind.as_str() {
        "group_session" => Some(record.id.0),
        _ => id(record, "session"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use replication::{CoachId, DeviceId, Seq};

    fn version(author: u128, text: &str) -> TextVersion {
        TextVersion {
            change: ChangeId {
                device: DeviceId(Uuid::from_u128(author)),
                seq: Seq(1),
            },
            value: text.into(),
            made_at: 0,
            author: Some(CoachId(Uuid::from_u128(author))),
            own: false,
        }
    }

    #[test]
    fn only_what_the_same_writer_went_on_with_is_left_out() {
        let versions = [
            version(1, "Naar het zwembad in Groesbeek."),
            version(1, "Naar het zwem"),
            version(2, "Naar het"),
            version(1, "Wandelen."),
        ];
        let told: Vec<_> = without_halves(&versions)
            .map(|version| version.value.as_text().unwrap())
            .collect();
        assert_eq!(
            told,
            ["Naar het zwembad in Groesbeek.", "Naar het", "Wandelen."]
        );
    }
}
