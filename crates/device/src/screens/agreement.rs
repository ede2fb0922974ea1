//! Onze afspraken: writing them down, reading them back, signing, and what comes after.

mod page;
mod signing;

pub use page::{AgreementPage, SealState, SignatureShown};
pub use signing::Signing;

use super::budget::spent;
use super::dossier::{File, seconds};
use super::field::{Field, RecordRef, id, number, plain, text};
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::seal;
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::HashSet;
use store::{Edit, FieldEdit, StoredRecord};
use uuid::Uuid;

/// A small contract in the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// Its record.
    pub r#ref: RecordRef,
    /// What was agreed.
    pub text: Field,
    /// For how long.
    pub weeks: Option<i32>,
    /// What it may cost at most, in whole euros.
    pub max_cost_eur: Option<i32>,
    /// Code of who pays.
    pub funding: Option<String>,
    /// That the benefit stays the same was said.
    pub benefit_stays: bool,
    /// When it is looked back at, `YYYY-MM-DD`.
    pub look_back_on: Option<String>,
    /// What referrals and trajectories cost of it so far, in whole euros.
    pub spent_eur: i32,
    /// Who signed: `inwoner`, `coach`.
    pub signed: Vec<String>,
    /// Whether it was signed and is as it was signed.
    pub seal: SealState,
    /// A newer version was signed.
    pub replaced: bool,
    /// When, RFC 3339.
    pub at: String,
}

/// What a new version takes over from the one before.
const TAKEN_OVER: &[&str] = &[
    "conversation",
    "text",
    "weeks",
    "max_cost_eur",
    "funding",
    "benefit_stays",
    "look_back_on",
    "read_how",
    "read_by",
];

impl Opened {
    /// Begins an agreement with a person, out of the talk that is held now; goes on with one that
    /// nobody signed yet. Answers its id.
    pub fn begin_agreement(
        &mut self,
        person: Uuid,
        talk: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let records = self.records_of(person)?;
        if !records.iter().any(|record| record.id.0 == person) {
            return Err(DeviceError::NotFound(person.to_string()));
        }
        let draft = records.iter().find(|record| {
            record.kind == "agreement"
                && signatures(&records, record.id.0).next().is_none()
                && record.state.value(seal::SEALED).is_blank()
        });
        if let Some(draft) = draft {
            return Ok(draft.id.0);
        }
        let fields = [
            ("person", Value::from(person)),
            ("conversation", self.talk_of_new(&records, talk).into()),
        ];
        self.new_agreement(person, fields.into_iter().collect(), now)
    }

    /// A new version of a signed agreement, which names it; the signed one stays as it is.
    pub fn new_version(&mut self, agreement: Uuid, now: DateTime<Utc>) -> Result<Uuid> {
        let before = self.agreement_record(agreement)?;
        let records = self.store.records(before.dossier)?;
        let begun = records.iter().find(|record| {
            id(record, "replaces") == Some(agreement) && record.state.value(seal::SEALED).is_blank()
        });
        if let Some(begun) = begun {
            return Ok(begun.id.0);
        }
        let mut fields = vec![
            ("person", Value::from(before.dossier.0)),
            ("replaces", agreement.into()),
        ];
        for field in TAKEN_OVER {
            fields.push((field, before.state.value(field).clone()));
        }
        self.new_agreement(before.dossier.0, fields, now)
    }

    fn new_agreement(
        &mut self,
        person: Uuid,
        mut fields: Vec<(&str, Value)>,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        fields.retain(|(_, value)| *value != Value::Null);
        let agreement = new_id(now)?;
        let record = RecordId(agreement);
        let edit = Edit::of_new_record(DossierId(person), record, "agreement", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(agreement)
    }

    /// The person has a copy: on paper, as a file or as a photograph.
    pub fn give_copy(&mut self, agreement: Uuid, now: DateTime<Utc>) -> Result<()> {
        let record = self.agreement_record(agreement)?;
        let step = RecordId(domain::ids::only_child_id(agreement, "next_step"));
        let mut edits = vec![over(
            &record,
            [("copy_given_on", super::field::today(now).into())],
        )];
        if let Some(step) = self.store.record(step)? {
            edits.push(over(&step, [("done", true.into())]));
        }
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }

    /// Whether an agreement was signed, on paper perhaps, and nothing newer took its place.
    pub(super) fn holds(&self, agreement: &StoredRecord) -> Result<bool> {
        let records = self.store.records(agreement.dossier)?;
        let signed = SealState::of(&records, agreement) != SealState::Draft;
        Ok(signed && !replaced(&records).contains(&agreement.id.0))
    }

    pub(super) fn agreement_record(&self, agreement: Uuid) -> Result<StoredRecord> {
        self.store
            .record(RecordId(agreement))?
            .filter(|record| record.kind == "agreement")
            .ok_or_else(|| DeviceError::NotFound(agreement.to_string()))
    }

    pub(super) fn agreements(&self, file: &File<'_>) -> Result<Vec<Agreement>> {
        let replaced = replaced(file.records);
        let mut agreements = Vec::new();
        for agreement in file.of_kind("agreement") {
            let signed = signatures(file.records, agreement.id.0);
            agreements.push(Agreement {
                r#ref: RecordRef::of(agreement),
                text: self.field(file.town, "agreement", Some(agreement), "text")?,
                weeks: number(agreement, "weeks"),
                max_cost_eur: number(agreement, "max_cost_eur"),
                funding: text(agreement, "funding").map(str::to_owned),
                benefit_stays: agreement.state.value("benefit_stays").is_true(),
                look_back_on: text(agreement, "look_back_on").map(str::to_owned),
                spent_eur: spent(file.records, agreement),
                signed: signed
                    .filter_map(|signature| text(signature, "by").map(str::to_owned))
                    .collect(),
                seal: SealState::of(file.records, agreement),
                replaced: replaced.contains(&agreement.id.0),
                at: match text(agreement, "sealed_at") {
                    Some(at) => at.to_owned(),
                    None => file.talk_moment(agreement),
                },
            });
        }
        agreements.sort_by_key(|agreement| {
            std::cmp::Reverse((seconds(&agreement.at), agreement.r#ref.record))
        });
        Ok(agreements)
    }
}

/// The signatures under an agreement.
pub(super) fn signatures(
    records: &[StoredRecord],
    agreement: Uuid,
) -> impl Iterator<Item = &StoredRecord> {
    records
        .iter()
        .filter(|record| record.kind == "signature")
        .filter(move |record| id(record, "agreement") == Some(agreement))
}

/// The agreements whose place a signed one took.
pub(super) fn replaced(records: &[StoredRecord]) -> HashSet<Uuid> {
    records
        .iter()
        .filter(|record| record.kind == "agreement")
        .filter(|record| !record.state.value(seal::SEALED).is_blank())
        .filter_map(|record| id(record, "replaces"))
        .collect()
}

/// Fields set over what is there: for buttons, which show no text to overlook.
pub(super) fn over<'f>(
    record: &StoredRecord,
    fields: impl IntoIterator<Item = (&'f str, Value)>,
) -> Edit {
    let fields = fields.into_iter().map(|(field, value)| FieldEdit {
        field: field.to_owned(),
        value,
        seen: record.state.seen(field),
    });
    Edit {
        dossier: record.dossier,
        record: record.id,
        kind: record.kind.clone(),
        fields: fields.collect(),
    }
}

/// A record taken away, over everything there is of it.
pub(super) fn without(record: &StoredRecord) -> Edit {
    let mut edit = over(record, [("removed", true.into())]);
    for field in &mut edit.fields {
        field.seen = record.state.seen_whole();
    }
    edit
}

/// The agreement as it was signed, when what is here still is that: of a text with several versions
/// the one that the signatures are under.
fn as_signed(records: &[StoredRecord], agreement: &StoredRecord) -> Option<domain::record::Record> {
    let stored = text(agreement, seal::SEALED)?;
    let signatures: Vec<_> = signatures(records, agreement.id.0).map(plain).collect();
    let versions = agreement.state.versions("text");
    let texts = versions.iter().map(|(value, _)| (*value).clone());
    texts
        .map(|text| plain(agreement).with("text", text))
        .find(|version| seal::seal(version, &signatures) == stored)
}
