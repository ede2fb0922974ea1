//! Dossier: one person's file, the person's own words first.

use super::agreement::Agreement;
use super::conversation::{instant, talks};
use super::field::{Field, RecordRef, id, number, text, texts};
use super::goal::Goal;
use super::group_session::PrivateNote;
use super::handover::FixedCoach;
use super::network::Network;
use super::referral::Referral;
use super::same_person::SamePerson;
use super::theme::LadderPoint;
use super::town::Town;
use super::trajectory::Trajectory;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::ids::only_child_id;
use domain::kinds::conversation::BRIEF;
use serde::Serialize;
use specta::Type;
use store::StoredRecord;
use uuid::Uuid;

/// A person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Dossier {
    /// Who it is about.
    pub person: PersonFields,
    /// What the person wanted, newest first.
    pub wishes: Vec<Wish>,
    /// What the person can, the newest.
    pub strengths: Option<Wish>,
    /// Goals in the person's words.
    pub goals: Vec<Goal>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineItem>,
    /// Steps of the participatieladder, oldest first.
    pub ladder: Vec<LadderPoint>,
    /// Next steps, not done first, then by date.
    pub next_steps: Vec<DossierStep>,
    /// Onze afspraken, newest first.
    pub agreements: Vec<Agreement>,
    /// Referrals, those that are not over first.
    pub referrals: Vec<Referral>,
    /// Trajectories and placements, newest first.
    pub trajectories: Vec<Trajectory>,
    /// The fixed coach, and handovers.
    pub fixed_coach: FixedCoach,
    /// Other dossiers of the same person, shown with this one.
    pub same: Vec<SamePerson>,
    /// The people around them.
    pub network: Network,
    /// A talk that is not closed.
    pub open_conversation: Option<Uuid>,
}

/// Who a dossier is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonFields {
    /// The person's record.
    pub r#ref: RecordRef,
    /// Its id.
    pub id: Uuid,
    /// The name.
    pub name: Field,
    /// The year of birth.
    pub birth_year: Field,
    /// Code of the village.
    pub village: Field,
    /// Telephone number.
    pub phone: Field,
    /// Address.
    pub address: Field,
    /// Code of the law.
    pub law: Field,
    /// Code of how the person came.
    pub inflow: Field,
    /// The language gets in the way.
    pub language_signal: Field,
    /// Talks a year, where the person has a rhythm of their own.
    pub talks_a_year: Field,
    /// Talks a year that the municipality set.
    pub norm: u32,
    /// The team's name.
    pub team: String,
    /// The fixed coach's name.
    pub coach: Option<String>,
    /// Code of why the file is closed; nothing while it is open.
    pub closing: Option<String>,
    /// The day it was, `YYYY-MM-DD`.
    pub closed_on: Option<String>,
}

/// The person's own words of one talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Wish {
    /// The talk.
    pub r#ref: RecordRef,
    /// The words.
    pub text: Field,
    /// When, RFC 3339.
    pub at: String,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineItem {
    /// `conversation`, `missed`, `group_session`, `referral` or `outcome`.
    pub r#type: String,
    /// The record.
    pub id: Uuid,
    /// When: RFC 3339, or a day.
    pub at: String,
    /// Kind of talk, why it was missed, name of the group, recipient of the referral, or kind of outcome.
    pub kind: String,
    /// Code of the place.
    pub place: Option<String>,
    /// The coach's name.
    pub by: Option<String>,
    /// The record that holds the text, and the field.
    pub r#ref: RecordRef,
    /// The field of the text: `wish`, `note` or `shared_note`; empty when there is none.
    pub field: String,
    /// The person's words, or the group's note.
    pub text: Option<Field>,
    /// Status of the talk or referral.
    pub status: Option<String>,
    /// The spreekuur that the talk was held at.
    pub spreekuur: Option<Uuid>,
    /// What the coach keeps of this person at a group session that is over.
    pub private_note: Option<PrivateNote>,
}

/// A next step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DossierStep {
    /// Its record.
    pub r#ref: RecordRef,
    /// What.
    pub what: Field,
    /// Code of who.
    pub who: Option<String>,
    /// `YYYY-MM-DD`.
    pub on: Option<String>,
    /// Done.
    pub done: Field,
}

/// The records a dossier is made from.
pub(super) struct File<'r> {
    pub(super) town: &'r Town,
    pub(super) person: Uuid,
    pub(super) records: &'r [StoredRecord],
    pub(super) talks: Vec<&'r StoredRecord>,
}

impl<'r> File<'r> {
    pub(super) fn of_kind(&self, kind: &str) -> impl Iterator<Item = &'r StoredRecord> {
        self.records
            .iter()
            .filter(move |record| record.kind == kind)
    }

    /// The person's record that holds a field: the one shown, or where that is empty another of the
    /// same person.
    pub(super) fn filled_in(&self, root: &'r StoredRecord, field: &str) -> &'r StoredRecord {
        let is_blank = |one: &StoredRecord| one.state.value(field).is_blank();
        let mut others = self.of_kind("person");
        let other = others.find(|other| is_blank(root) && !is_blank(other));
        other.unwrap_or(root)
    }

    /// When the talk was that a record belongs to.
    pub(super) fn talk_moment(&self, record: &StoredRecord) -> String {
        let talk = id(record, "conversation");
        let talk = self.records.iter().find(|other| Some(other.id.0) == talk);
        owned(talk.and_then(|talk| text(talk, "at")))
    }
}

impl Opened {
    /// A person's file.
    pub fn dossier(&self, person: Uuid, now: DateTime<Utc>) -> Result<Dossier> {
        let town = self.town()?;
        let person = self.same_people()?.head(person);
        let records = self.records_of(person)?;
        let file = File {
            town: &town,
            person,
            records: &records,
            talks: talks(&records),
        };
        let root = file
            .of_kind("person")
            .find(|record| record.id.0 == person)
            .ok_or_else(|| DeviceError::NotFound(person.to_string()))?;
        Ok(Dossier {
            person: self.person_fields(&file, root)?,
            wishes: self.own_words(&file, "wish")?,
            strengths: self.own_words(&file, "strengths")?.into_iter().next(),
            goals: self.goals(&file)?,
            timeline: self.timeline(&file, now)?,
            ladder: ladder(&file),
            next_steps: self.dossier_steps(&file)?,
            agreements: self.agreements(&file)?,
            referrals: self.referrals(&file)?,
            trajectories: self.trajectories(&file)?,
            network: self.network(&file)?,
            same: self.shown_with(&records, person),
            fixed_coach: self.fixed_coach(&file)?,
            open_conversation: file
                .talks
                .iter()
                .find(|talk| matches!(text(talk, "status"), Some("open" | "later")))
                .map(|talk| talk.id.0),
        })
    }

    fn person_fields(&self, file: &File<'_>, root: &StoredRecord) -> Result<PersonFields> {
        // What is known in another dossier of the same person alone is shown here. Typed over, it lies
        // in this one: nobody has seen another value of it.
        let field = |name| -> Result<Field> {
            let here = self.field(file.town, "person", Some(root), name)?;
            let value = file.filled_in(root, name).state.value(name).into();
            Ok(Field { value, ..here })
        };
        let team = id(root, "team").and_then(|team| file.town.team(team));
        let coach = id(root, "coach").and_then(|coach| file.town.coach(coach));
        Ok(PersonFields {
            r#ref: RecordRef::of(root),
            id: file.person,
            name: field("name")?,
            birth_year: field("birth_year")?,
            village: field("village")?,
            phone: field("phone")?,
            address: field("address")?,
            law: field("law")?,
            inflow: field("inflow")?,
            language_signal: field("language_signal")?,
            talks_a_year: field("talks_a_year")?,
            norm: file.town.norm().talks_a_year,
            team: owned(team),
            coach: coach.map(str::to_owned),
            closing: text(root, "closing").map(str::to_owned),
            closed_on: text(root, "closed_on").map(str::to_owned),
        })
    }

    fn own_words(&self, file: &File<'_>, field: &str) -> Result<Vec<Wish>> {
        let said = file.talks.iter().filter(|talk| is_said(talk, field));
        said.map(|talk| {
            Ok(Wish {
                r#ref: RecordRef::of(talk),
                text: self.field(file.town, "conversation", Some(talk), field)?,
                at: owned(text(talk, "at")),
            })
        })
        .collect()
    }

    fn dossier_steps(&self, file: &File<'_>) -> Result<Vec<DossierStep>> {
        let mut steps = Vec::new();
        for step in file.of_kind("next_step") {
            if !is_said(step, "what") {
                continue;
            }
            steps.push(DossierStep {
                r#ref: RecordRef::of(step),
                what: self.field(file.town, "next_step", Some(step), "what")?,
                who: text(step, "who").map(str::to_owned),
                on: text(step, "on").map(str::to_owned),
                done: self.field(file.town, "next_step", Some(step), "done")?,
            });
        }
        let is_done = |step: &DossierStep| step.done.value == super::FieldValue::Flag(true);
        steps.sort_by(|a, b| (is_done(a), &a.on).cmp(&(is_done(b), &b.on)));
        Ok(steps)
    }

    fn timeline(&self, file: &File<'_>, now: DateTime<Utc>) -> Result<Vec<TimelineItem>> {
        let mut items: Vec<(i64, TimelineItem)> = Vec::new();
        let by = |record: &StoredRecord| {
            id(record, "coach")
                .and_then(|coach| file.town.coach(coach))
                .map(str::to_owned)
        };
        let item = |r#type: &str, record: &StoredRecord, kind: String| TimelineItem {
            r#type: r#type.to_owned(),
            id: record.id.0,
            at: owned(text(record, "at")),
            kind,
            place: text(record, "place").map(str::to_owned),
            by: by(record),
            r#ref: RecordRef::of(record),
            field: String::new(),
            text: None,
            status: text(record, "status").map(str::to_owned),
            spreekuur: id(record, "spreekuur"),
            private_note: None,
        };
        let said = |record: &StoredRecord, field: &str| {
            let shown = self.field(file.town, &record.kind, Some(record), field);
            is_said(record, field).then_some(shown).transpose()
        };
        for talk in &file.talks {
            let kind = owned(text(talk, "kind"));
            let field = if kind == BRIEF { "note" } else { "wish" };
            items.push((
                instant(talk),
                TimelineItem {
                    field: field.to_owned(),
                    text: said(talk, field)?,
                    ..item("conversation", talk, kind)
                },
            ));
        }
        let missed = |talk: &&StoredRecord| text(talk, "status") == Some("missed");
        for talk in file.of_kind("conversation").filter(missed) {
            let why = owned(text(talk, "missed"));
            items.push((instant(talk), item("missed", talk, why)));
        }
        let dossiers: Vec<Uuid> = file.of_kind("person").map(|person| person.id.0).collect();
        for session in self.sessions_of(&dossiers)? {
            let group = self.dossier_name(session.dossier.0)?;
            items.push((
                instant(&session),
                TimelineItem {
                    field: "shared_note".to_owned(),
                    text: said(&session, "shared_note")?,
                    private_note: self.private_note(
                        file.town,
                        file.records,
                        &session,
                        file.person,
                        now,
                    )?,
                    ..item("group_session", &session, group)
                },
            ));
        }
        for referral in file.of_kind("referral") {
            let at = file.talk_moment(referral);
            let to = owned(text(referral, "to"));
            items.push((
                seconds(&at),
                TimelineItem {
                    at,
                    ..item("referral", referral, to)
                },
            ));
        }
        for outcome in file.of_kind("outcome") {
            let at = owned(text(outcome, "on"));
            let kind = owned(text(outcome, "kind"));
            items.push((
                seconds(&at),
                TimelineItem {
                    at,
                    ..item("outcome", outcome, kind)
                },
            ));
        }
        // Of one moment, the talk comes before what came out of it; newest first turns that round.
        items.sort_by_key(|(at, item)| {
            std::cmp::Reverse((*at, item.r#type == "conversation", item.id))
        });
        Ok(items.into_iter().map(|(_, item)| item).collect())
    }
}

fn ladder(file: &File<'_>) -> Vec<LadderPoint> {
    let point = |talk: &&StoredRecord| {
        let step = only_child_id(talk.id.0, "ladder_step");
        let step = file.records.iter().find(|record| record.id.0 == step)?;
        Some(LadderPoint {
            on: owned(text(talk, "at")),
            step: number(step, "step")?,
            firmer: step.state.value("firmer").is_true(),
        })
    };
    file.talks.iter().rev().filter_map(point).collect()
}

/// True when the field, or a version of it, holds words.
pub(super) fn is_said(record: &StoredRecord, field: &str) -> bool {
    texts(record, field).is_some()
}

/// Seconds since 1970 of RFC 3339, or of a day's noon.
pub(super) fn seconds(at: &str) -> i64 {
    if let Ok(moment) = chrono::DateTime::parse_from_rfc3339(at) {
        return moment.timestamp();
    }
    let noon = at
        .parse::<chrono::NaiveDate>()
        .ok()
        .and_then(|day| day.and_hms_opt(12, 0, 0));
    noon.map_or(0, |noon| noon.and_utc().timestamp())
}

pub(super) fn owned(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}
