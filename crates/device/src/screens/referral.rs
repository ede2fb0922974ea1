//! Referrals: asking somebody else to help, with the person's consent, the minimum that goes along,
//! and how it goes on.

use super::agreement::{in_force, over, spent};
use super::conversation::talks;
use super::dossier::{File, seconds};
use super::field::{Field, RecordRef, id, number, plain, text, texts, today};
use super::town::Town;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Days, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::ids::natural_id;
use domain::kinds::consent;
use domain::kinds::referral::{Ask, FEEDBACK_DAYS, asks, next_statuses};
use domain::packet::packet;
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

/// Whether the person agrees that one recipient gets the minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// What the person said.
    pub answer: ConsentAnswer,
    /// When, `YYYY-MM-DD`; none where it was not written down.
    pub on: Option<String>,
    /// The coach who asked.
    pub asked_by: Option<String>,
}

/// What the person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ConsentAnswer {
    /// Not asked yet.
    NotAsked,
    /// Yes.
    Given,
    /// No.
    Refused,
    /// Yes, and no since.
    Revoked,
}

/// One thing that goes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PacketLine {
    /// Its code: `name`, `birth_year`, `phone`, `reason`, `coach`.
    pub code: String,
    /// What it says.
    pub value: String,
}

/// An agreement's ceiling and what was spent of it, this referral left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct BudgetLeft {
    /// What it may cost at most.
    pub ceiling: i32,
    /// What the rest costs so far.
    pub spent: i32,
}

impl Opened {
    /// Begins a referral in the newest talk; goes on with one that was not sent. Answers its id.
    pub fn begin_referral(&mut self, person: Uuid, now: DateTime<Utc>) -> Result<Uuid> {
        let records = self.records_of(person)?;
        if !records.iter().any(|record| record.id.0 == person) {
            return Err(DeviceError::NotFound(person.to_string()));
        }
        let unsent = records
            .iter()
            .find(|record| record.kind == "referral" && text(record, "status").is_none());
        if let Some(unsent) = unsent {
            return Ok(unsent.id.0);
        }
        let talk = talks(&records).first().map(|talk| talk.id.0);
        let agreement = in_force(&records).map(|(agreement, _)| agreement);
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

    /// Writes down what the person said when asked whether the recipient may get the packet that
    /// was shown, or that they take it back.
    pub fn answer_consent(&mut self, referral: Uuid, yes: bool, now: DateTime<Utc>) -> Result<()> {
        let shown = self.referral(referral)?;
        let record = self.referral_record(referral)?;
        let to = text(&record, "to")
            .ok_or_else(|| DeviceError::BadRequest("a referral to nobody".to_owned()))?;
        let codes: Vec<&str> = shown.packet.iter().map(|line| line.code.as_str()).collect();
        let day = Value::from(today(now));
        let (given, refused, revoked) = match (yes, shown.consent.answer) {
            (true, _) => (day, Value::Null, Value::Null),
            // What was given stays written down beside its end.
            (false, ConsentAnswer::Given) => {
                let given = shown.consent.on.map_or(Value::Null, Value::from);
                (given, Value::Null, day)
            }
            (false, _) => (Value::Null, day, Value::Null),
        };
        let fields = [
            ("person", Value::from(record.dossier.0)),
            ("recipient", to.into()),
            ("given_on", given),
            ("refused_on", refused),
            ("revoked_on", revoked),
            ("asked_by", self.me().coach.0.into()),
            ("shown", codes.join(" ").into()),
        ];
        let consent = RecordId(natural_id(record.dossier.0, consent::KIND.name, to));
        let edit = match self.store.record(consent)? {
            Some(known) => over(&known, fields),
            None => Edit::of_new_record(record.dossier, consent, consent::KIND.name, fields),
        };
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
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
            if record.state.value("feedback_by").is_blank() {
                let day = now.with_timezone(&Amsterdam).date_naive();
                let by = day.checked_add_days(Days::new(FEEDBACK_DAYS));
                fields.push(("feedback_by", by.unwrap_or(day).to_string().into()));
            }
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

    /// What goes along, if the person agreed that this recipient gets it.
    pub fn packet_of(&self, referral: Uuid) -> Result<Vec<PacketLine>> {
        let shown = self.referral(referral)?;
        match shown.consent.answer {
            ConsentAnswer::Given => Ok(shown.packet),
            _ => Err(DeviceError::NoConsent(format!("{:?}", shown.to.value))),
        }
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

    fn referral_of(&self, file: &File<'_>, record: &StoredRecord) -> Result<Referral> {
        let field = |name| self.field(file.town, "referral", Some(record), name);
        let person = file.records.iter().find(|root| root.id.0 == file.person);
        let reason = texts(record, "reason").unwrap_or_default();
        let coach = person
            .and_then(|person| id(person, "coach"))
            .and_then(|coach| file.town.coach(coach))
            .unwrap_or(&self.me().coach_name);
        let lines = person.map(|person| packet(&plain(person), &reason, coach));
        let status = text(record, "status");
        let to = text(record, "to");
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
            consent: consent_of(file.town, file.records, file.person, to),
            packet: lines
                .into_iter()
                .flatten()
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

fn consent_of(town: &Town, records: &[StoredRecord], person: Uuid, to: Option<&str>) -> Consent {
    let consent = to.and_then(|to| {
        let consent = natural_id(person, consent::KIND.name, to);
        records.iter().find(|record| record.id.0 == consent)
    });
    let Some(consent) = consent else {
        return Consent {
            answer: ConsentAnswer::NotAsked,
            on: None,
            asked_by: None,
        };
    };
    let (answer, on) = match (text(consent, "revoked_on"), text(consent, "refused_on")) {
        (Some(on), _) => (ConsentAnswer::Revoked, Some(on)),
        (None, Some(on)) => (ConsentAnswer::Refused, Some(on)),
        (None, None) => (ConsentAnswer::Given, text(consent, "given_on")),
    };
    Consent {
        answer,
        on: on.map(str::to_owned),
        asked_by: id(consent, "asked_by")
            .and_then(|coach| town.coach(coach))
            .map(str::to_owned),
    }
}

/// The ceiling of the agreement that a referral counts towards, or of the one in force.
fn budget_of(records: &[StoredRecord], referral: &StoredRecord) -> Option<BudgetLeft> {
    let named = id(referral, "agreement");
    let agreement = named.or_else(|| in_force(records).map(|(agreement, _)| agreement))?;
    let agreement = records.iter().find(|record| record.id.0 == agreement)?;
    let all = spent(records, agreement);
    let counted = named.is_some() || id(referral, "conversation") == id(agreement, "conversation");
    let own = number(referral, "cost_eur").filter(|_| counted);
    Some(BudgetLeft {
        ceiling: number(agreement, "max_cost_eur")?,
        spent: all - own.unwrap_or_default(),
    })
}
