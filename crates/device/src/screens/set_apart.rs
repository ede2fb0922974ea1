//! What was set apart: what it says, why, and what the coach can do about it.

use super::field::{FieldValue, RecordRef, change_ids, moment};
use super::history::is_told;
use crate::Result;
use crate::opened::Opened;
use chrono::{DateTime, Utc};
use domain::kinds;
use domain::value::Value;
use replication::{Change, DossierId, Seq};
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use store::{Answer, QuarantinedChange};
use uuid::Uuid;

/// The code of a colleague's change that a restored server lost, and that comes back by itself.
const RESTORED: &str = "restored";

/// Work that was set apart, as a coach thinks of it: a talk, a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetApart {
    /// Names the changes; goes back unchanged with what the coach does.
    pub changes: Vec<String>,
    /// The kind of the record.
    pub label: String,
    /// Whom it is about, if that is known here.
    pub name: String,
    /// Why: the server's code.
    pub reason: String,
    /// When the answer came, RFC 3339.
    pub at: String,
    /// What was typed and chosen, the newest of each field.
    pub texts: Vec<SetApartText>,
    /// Trying again may help.
    pub can_retry: bool,
    /// The coach can put it away.
    pub can_see: bool,
    /// The coach put it away.
    pub seen: bool,
}

/// A field of what was set apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetApartText {
    /// The record.
    pub r#ref: RecordRef,
    /// The field.
    pub field: String,
    /// What tells the record from others of its kind.
    pub code: Option<String>,
    /// What was set.
    pub value: FieldValue,
}

impl Opened {
    /// What was set apart and not tried again, newest first.
    pub(crate) fn set_apart(&self) -> Result<Vec<SetApart>> {
        let mut all = self.store.quarantined()?;
        all.retain(|apart| apart.answer != Answer::Retried);
        // When the server lost them nobody knows; when they were made, their writer's clock said.
        let orphans = self.store.orphans()?.into_iter().rev();
        all.extend(orphans.map(|change| QuarantinedChange {
            refused_at: change.made_at,
            change,
            code: RESTORED.to_owned(),
            answer: Answer::Open,
        }));
        let names = names_in(&all);
        let mut items: Vec<(Uuid, SetApart)> = Vec::new();
        for apart in &all {
            self.add_apart(&mut items, &names, apart)?;
        }
        let items = items.into_iter().map(|(_, mut item)| {
            // As it was filled in: the talk before what was said in it.
            item.texts.reverse();
            item
        });
        Ok(items.collect())
    }

    fn add_apart(
        &self,
        items: &mut Vec<(Uuid, SetApart)>,
        names: &HashMap<DossierId, String>,
        apart: &QuarantinedChange,
    ) -> Result<()> {
        let change = &apart.change;
        let (item, label) = item_of(change);
        let seen = apart.answer == Answer::Seen;
        let same = |(other, known): &&mut (Uuid, SetApart)| {
            *other == item && known.reason == apart.code && known.seen == seen
        };
        let id = change.id.to_string();
        let known = match items.iter_mut().find(same) {
            Some((_, known)) => known,
            None => {
                let new = SetApart {
                    changes: Vec::new(),
                    label,
                    name: match self.dossier_name(change.dossier.0)? {
                        unknown if unknown.is_empty() => {
                            names.get(&change.dossier).cloned().unwrap_or_default()
                        }
                        name => name,
                    },
                    reason: apart.code.clone(),
                    at: moment(apart.refused_at),
                    texts: Vec::new(),
                    can_retry: can_retry(&apart.code),
                    can_see: apart.code != RESTORED,
                    seen,
                };
                items.push((item, new));
                let last = items.len() - 1;
                &mut items[last].1
            }
        };
        known.changes.push(id);
        let texts = self.texts_in(change)?;
        // Newest first: what an earlier change said of a field is not what the coach wrote last.
        for text in texts {
            let same = |other: &SetApartText| {
                other.r#ref.record == text.r#ref.record && other.field == text.field
            };
            if !known.texts.iter().any(same) {
                known.texts.push(text);
            }
        }
        Ok(())
    }

    fn texts_in(&self, change: &Change) -> Result<Vec<SetApartText>> {
        let kind = kinds::kind(&change.kind);
        let record = self.store.record(change.record)?;
        let code = kind.and_then(|kind| kind.natural_key).and_then(|key| {
            let here = record.as_ref().map(|record| record.state.value(key));
            change.set.get(key).or(here).and_then(Value::as_text)
        });
        let told = change
            .set
            .iter()
            .filter(|(field, value)| is_told(&change.kind, field) && **value != Value::Null);
        Ok(told
            .map(|(field, value)| SetApartText {
                r#ref: RecordRef {
                    dossier: change.dossier.0,
                    record: change.record.0,
                    kind: change.kind.clone(),
                    parent: None,
                    code: None,
                },
                field: field.clone(),
                code: code.map(str::to_owned),
                value: value.into(),
            })
            .collect())
    }

    /// Says it all once more, in new changes, the oldest first.
    pub fn retry_set_apart(&mut self, changes: &[String], now: DateTime<Utc>) -> Result<()> {
        let mut seqs = own_seqs(changes)?;
        seqs.sort_unstable();
        for seq in seqs {
            self.store.retry_quarantined(seq, now.timestamp_millis())?;
        }
        Ok(())
    }

    /// Puts it away, or takes it out again. Nothing is deleted.
    pub fn see_set_apart(&mut self, changes: &[String], seen: bool) -> Result<()> {
        Ok(self.store.see_quarantined(&own_seqs(changes)?, seen)?)
    }
}

/// The names of dossiers that are not here, as far as they were set apart too.
fn names_in(all: &[QuarantinedChange]) -> HashMap<DossierId, String> {
    let roots = all
        .iter()
        .map(|apart| &apart.change)
        .filter(|change| change.record.0 == change.dossier.0);
    let named = roots.filter_map(|root| {
        let name = root.set.get("name").and_then(Value::as_text)?;
        Some((root.dossier, name.to_owned()))
    });
    named.collect()
}

/// The talk a change belongs to, or its dossier.
fn item_of(change: &Change) -> (Uuid, String) {
    let talk = change.set.get("conversation").and_then(Value::as_text);
    let talk = talk.and_then(|talk| Uuid::try_parse(talk).ok());
    match (talk, change.kind.as_str()) {
        (Some(talk), _) => (talk, "conversation".to_owned()),
        (None, "conversation") => (change.record.0, "conversation".to_owned()),
        (
            None,
            "group" | "group_session" | "attendance" | "together" | "together_person"
            | "group_person",
        ) => (change.dossier.0, "group".to_owned()),
        (None, "spreekuur" | "walk_in") => (change.dossier.0, "spreekuur".to_owned()),
        (None, _) => (change.dossier.0, "person".to_owned()),
    }
}

/// Another answer may come where access or a fault was in the way; not where the text itself, its
/// place or an erasure is.
fn can_retry(code: &str) -> bool {
    !matches!(
        code,
        "erased" | RESTORED | "invalid_field" | "too_large" | "wrong_place"
    )
}

fn own_seqs(changes: &[String]) -> Result<Vec<Seq>> {
    let ids = change_ids(changes)?;
    Ok(ids.into_iter().map(|id| id.seq).collect())
}
