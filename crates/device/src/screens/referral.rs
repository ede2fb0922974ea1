//! Referrals: asking somebody else to help, with the person's consent, the minimum that goes along,
//! and how it goes on.

mod consent;

pub(super) use consent::consent_record;
pub use consent::{Consent, ConsentAnswer};

use super::agreement::{over, without};
use super::budget::{BudgetLeft, budget_of, in_force};
use super::conversation::talks;
use super::dossier::{File, seconds};
use super::field::{Field, RecordRef, id, plain, text, texts, today};
use super::town::Town;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Days, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::kinds::referral::{Ask, FEEDBACK_DAYS, asks, is_open, next_statuses};
use domain::packet::{PacketItem, packet};
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::{Edit, StoredRecord};
use uuid::Uuid;

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Referral {
    /// Its record.
    pub r#ref: RecordRef,
    /// About whom.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// Code of the recipient.
    pub to: Field,
    /// Why.
    pub reason: Field,
    /// What it costs, in whole euros.
    pub cost_eur: Field,
    /// Code of who pays.
    pub funding: Field,
    /// Code of the status; none before it is sent.
    pub status: Option<String>,
    /// Where it can go from here.
    pub next: Vec<String>,
    /// When it was sent, `YYYY-MM-DD`.
    pub sent_on: Option<String>,
    /// When it came to this status, `YYYY-MM-DD`.
    pub status_on: Option<String>,
    /// The recipient answered, and the person did not hear it yet.
    pub to_tell: bool,
    /// When word back is expected.
    pub feedback_by: Field,
    /// Why it stopped.
    pub stop_reason: Field,
    /// Whether the person agrees that the recipient gets anything.
    pub consent: Consent,
    /// All that goes along.
    pub packet: Vec<PacketLine>,
    /// What may still be spent; none without a ceiling.
    pub budget: Option<BudgetLeft>,
    /// When the talk was that it came out of, RFC 3339.
    pub at: String,
}

/// One thing that goes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PacketLine {
    /// Its code: `name`, `birth_year`, `phone`, `reason`, `coach`.
    pub code: String,
    /// What it says.
    pub value: String,
}

impl Opened {
    /// Begins a referral, out of the talk that is held now; goes on with one in which nothing was
    /// filled in. Answers its id.
    pub fn begin_referral(
        &mut self,
        person: Uuid,
        talk: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let records = self.records_of(person)?;
        if !records.iter().any(|record| record.id.0 == person) {
            return Err(DeviceError::NotFound(person.to_string()));
        }
        let is_empty = |record: &&StoredRecord| {
            let filled = ["status", "to", "reason"];
            record.kind == "referral" && filled.iter().all(|of| record.state.value(of).is_blank())
        };
        if let Some(empty) = records.iter().find(is_empty) {
            return Ok(empty.id.0);
        }
        let talk = self.talk_of_new(&records, talk);
        let agreement = in_force(&records).map(|agreement| agreement.id.0);
        let mut fields = vec![
            ("person", Value::from(person)),
            ("conversation", talk.into()),
            ("agreement", agreement.into()),
        ];
        fields.retain(|(_, value)| *value != Value::Null);
        let referral = new_id(now)?;
        let record = RecordId(referral);
        let edit = Edit::of_new_record(DossierId(person), record, "referral", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(referral)
    }

    /// Takes away a referral that was not sent.
    pub fn drop_referral(&mut self, referral: Uuid, now: DateTime<Utc>) -> Result<()> {
        let record = self.referral_record(referral)?;
        if text(&record, "status").is_some() {
            return Err(DeviceError::ChangedMeanwhile);
        }
        let records = self.store.records(record.dossier)?;
        let answer = consent_record(&records, &record);
        let edits: Vec<Edit> = answer.into_iter().chain([&record]).map(without).collect();
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }

    /// One referral as its screen shows it.
    pub fn referral(&self, referral: Uuid) -> Result<Referral> {
        let record = self.referral_record(referral)?;
        let town = self.town()?;
        let records = self.store.records(record.dossier)?;
        let file = File {
            town: &town,
            person: record.dossier.0,
            records: &records,
            talks: talks(&records),
        };
        self.referral_of(&file, &record)
    }

    /// Moves a referral on. Nothing is sent without consent, and nothing stops without a reason.
    pub fn move_referral(
        &mut self,
        referral: Uuid,
        status: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self.referral_record(referral)?;
        if !next_statuses(text(&record, "status")).contains(&status) {
            return Err(DeviceError::ChangedMeanwhile);
        }
        if status == "afgebroken" && texts(&record, "stop_reason").is_none() {
            return Err(DeviceError::BadRequest(
                "it stops without a reason".to_owned(),
            ));
        }
        let mut fields = vec![
            ("status", Value::from(status)),
            ("status_on", today(now).into()),
            ("told_on", Value::Null),
        ];
        if status == "verstuurd" {
            self.packet_of(referral)?;
            fields.push(("sent_on", today(now).into()));
        }
        // Each step has a word of its own to wait for.
        if is_open(Some(status)) {
            let day = now.with_timezone(&Amsterdam).date_naive();
            let by = day.checked_add_days(Days::new(FEEDBACK_DAYS));
            fields.push(("feedback_by", by.unwrap_or(day).to_string().into()));
        }
        self.store
            .save(&[over(&record, fields)], now.timestamp_millis())?;
        Ok(())
    }

    /// The person heard what the recipient answered.
    pub fn tell_referral(&mut self, referral: Uuid, now: DateTime<Utc>) -> Result<()> {
        let record = self.referral_record(referral)?;
        let told = [("told_on", Value::from(today(now)))];
        self.store
            .save(&[over(&record, told)], now.timestamp_millis())?;
        Ok(())
    }

    pub(super) fn referral_record(&self, referral: Uuid) -> Result<StoredRecord> {
        self.store
            .record(RecordId(referral))?
            .filter(|record| record.kind == "referral")
            .ok_or_else(|| DeviceError::NotFound(referral.to_string()))
    }

    pub(super) fn referrals(&self, file: &File<'_>) -> Result<Vec<Referral>> {
        let shown = file
            .of_kind("referral")
            .map(|record| self.referral_of(file, record));
        let mut shown: Vec<Referral> = shown.collect::<Result<_>>()?;
        shown.sort_by_key(|referral| {
            let over = referral.next.is_empty();
            (
                over,
                std::cmp::Reverse((seconds(&referral.at), referral.r#ref.record)),
            )
        });
        Ok(shown)
    }

    fn packet_items(
        &self,
        town: &Town,
        records: &[StoredRecord],
        referral: &StoredRecord,
    ) -> Vec<PacketItem> {
        let person = records.iter().find(|root| root.id.0 == referral.dossier.0);
        let reason = texts(referral, "reason").unwrap_or_default();
        let coach = person
            .and_then(|person| id(person, "coach"))
            .and_then(|coach| town.coach(coach))
            .unwrap_or(&self.me().coach_name);
        person.map_or_else(Vec::new, |person| packet(&plain(person), &reason, coach))
    }

    fn referral_of(&self, file: &File<'_>, record: &StoredRecord) -> Result<Referral> {
        let field = |name| self.field(file.town, "referral", Some(record), name);
        let person = file.records.iter().find(|root| root.id.0 == file.person);
        let packet = self.packet_items(file.town, file.records, record);
        let status = text(record, "status");
        Ok(Referral {
            r#ref: RecordRef::of(record),
            person: file.person,
            name: person
                .and_then(|person| text(person, "name"))
                .unwrap_or_default()
                .to_owned(),
            to: field("to")?,
            reason: field("reason")?,
            cost_eur: field("cost_eur")?,
            funding: field("funding")?,
            status: status.map(str::to_owned),
            next: owned(next_statuses(status)),
            sent_on: text(record, "sent_on").map(str::to_owned),
            status_on: text(record, "status_on").map(str::to_owned),
            to_tell: matches!(asks(|field| text(record, field)), Some((Ask::Tell, _))),
            feedback_by: field("feedback_by")?,
            stop_reason: field("stop_reason")?,
            consent: consent::consent_of(file, record, &packet),
            packet: packet
                .into_iter()
                .map(|line| PacketLine {
                    code: line.code.to_owned(),
                    value: line.value,
                })
                .collect(),
            budget: budget_of(file.records, record),
            at: file.talk_moment(record),
        })
    }
}

fn owned(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}
