//! Mijn dossier: what the person gets to see, in the parts that were chosen, and what they ask to
//! correct.

use super::agreement::{Agreement, over};
use super::conversation::talks;
use super::dossier::{File, seconds};
use super::field::{Field, RecordRef, id, number, text, texts, today};
use super::goal::Goal;
use super::referral::Referral;
use super::trajectory::Trajectory;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{natural_id, only_child_id};
use domain::kinds::correction::{KIND as CORRECTION, answer_by, may_answer};
use domain::own_file::{Part, part_of};
use domain::value::Value;
use domain::words::WordList;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::{Edit, StoredRecord};
use uuid::Uuid;

/// A person's own file, with the parts that were chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnFile {
    /// The person's name.
    pub name: String,
    /// The municipality's name.
    pub municipality: String,
    /// All parts there are, in the order they are read.
    pub parts: Vec<OwnPart>,
    /// Who the person is.
    pub facts: Option<Facts>,
    /// Talks, newest first.
    pub talks: Vec<OwnTalk>,
    /// Goals in the person's words.
    pub goals: Vec<Goal>,
    /// Agreements that hold, newest first.
    pub agreements: Vec<Agreement>,
    /// What the person takes part in: trajectories, newest first.
    pub trajectories: Vec<Trajectory>,
    /// Meetings of groups, newest first: the group's name and when, RFC 3339.
    pub meetings: Vec<(String, String)>,
    /// What the person does now, newest first.
    pub outcomes: Vec<OwnOutcome>,
    /// Who was told what.
    pub knows: Vec<Knows>,
    /// Who can look in the file.
    pub access: Option<Access>,
    /// What the coach noted for the work.
    pub working: Vec<WorkingNote>,
    /// What the person asked to correct, newest first. They are here whatever was chosen.
    pub corrections: Vec<Correction>,
}

/// A part that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnPart {
    /// Its code.
    pub part: String,
    /// It goes along now.
    pub chosen: bool,
    /// It goes along unless somebody says otherwise.
    pub goes_along: bool,
}

/// A talk as the person may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnTalk {
    /// The talk.
    pub id: Uuid,
    /// RFC 3339.
    pub at: String,
    /// Code of the kind.
    pub kind: Option<String>,
    /// The coach's name.
    pub by: String,
    /// What the person wanted.
    pub wish: Option<String>,
    /// What the person can.
    pub strengths: Option<String>,
    /// The line of a brief contact.
    pub note: Option<String>,
    /// What was to happen next.
    pub steps: Vec<OwnStep>,
    /// What was noted on each theme: its code and the note.
    pub themes: Vec<(String, String)>,
    /// Step of the participatieladder.
    pub ladder: Option<i32>,
}

/// What was to happen next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OwnStep {
    /// What.
    pub what: String,
    /// Code of who.
    pub who: Option<String>,
    /// `YYYY-MM-DD`.
    pub on: Option<String>,
}

/// Who the person is, as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// The year of birth.
    pub birth_year: Option<i32>,
    /// Code of the village.
    pub village: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Code of the group.
    pub group: Option<String>,
    /// Why in that group.
    pub group_reason: Option<String>,
    /// Code of the law.
    pub law: Option<String>,
}

/// What somebody does now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OwnOutcome {
    /// Code of what it is.
    pub kind: String,
    /// `YYYY-MM-DD`.
    pub on: String,
    /// What and where.
    pub note: Option<String>,
}

/// What one recipient knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Knows {
    /// Code of the recipient.
    pub to: String,
    /// `given`, `refused` or `revoked`; nothing where it was not asked.
    pub answer: Option<String>,
    /// When that was said, `YYYY-MM-DD`; nothing where it was not written down.
    pub on: Option<String>,
    /// Codes of what was passed on; empty when nothing was sent.
    pub told: Vec<String>,
    /// Why, of each referral that was sent.
    pub reasons: Vec<String>,
}

/// Who can look in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Access {
    /// The fixed coach's name.
    pub coach: Option<String>,
    /// The name of the team that has the file.
    pub team: String,
    /// The other coaches of that team.
    pub others: Vec<String>,
}

/// What the coach noted for the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct WorkingNote {
    /// RFC 3339.
    pub at: String,
    /// The name of the group, for a note at a session.
    pub group: Option<String>,
    /// The note.
    pub text: String,
}

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
    /// A person's own file with these parts; without a choice those that go along by themselves.
    pub fn own_file(&self, person: Uuid, chosen: Option<&[String]>) -> Result<OwnFile> {
        let town = self.town()?;
        let records = self.store.records(DossierId(person))?;
        let file = File {
            town: &town,
            person,
            records: &records,
            talks: talks(&records),
        };
        let root = records.iter().find(|record| record.id.0 == person);
        let root = root.ok_or_else(|| DeviceError::NotFound(person.to_string()))?;
        let is_chosen = |part: Part| match chosen {
            Some(chosen) => chosen.iter().any(|code| code == part.code()),
            None => part.goes_along(),
        };
        let own = Own {
            file: &file,
            is_chosen: &is_chosen,
        };
        let agreements = is_chosen(Part::Agreements);
        Ok(OwnFile {
            name: text(root, "name").unwrap_or_default().to_owned(),
            municipality: self.me().municipality_name.clone(),
            parts: Part::ALL
                .iter()
                .map(|part| OwnPart {
                    part: part.code().to_owned(),
                    chosen: is_chosen(*part),
                    goes_along: part.goes_along(),
                })
                .collect(),
            facts: is_chosen(Part::Facts).then(|| facts(root)),
            talks: own.talks(),
            trajectories: match agreements {
                true => self.trajectories(&file)?,
                false => Vec::new(),
            },
            meetings: match agreements {
                true => self.meetings(person)?,
                false => Vec::new(),
            },
            outcomes: match agreements {
                true => own.outcomes(),
                false => Vec::new(),
            },
            goals: match agreements {
                true => self.goals(&file)?,
                false => Vec::new(),
            },
            agreements: match agreements {
                true => self.agreements(&file)?,
                false => Vec::new(),
            }
            .into_iter()
            .filter(|agreement| !agreement.replaced)
            .collect(),
            knows: match is_chosen(Part::Knows) {
                true => knows(&file, &self.referrals(&file)?),
                false => Vec::new(),
            },
            access: is_chosen(Part::Access).then(|| access(&file, root)),
            working: self.working_notes(&own)?,
            corrections: self.corrections(&file)?,
        })
    }

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
        let edit = Edit::of_new_record(DossierId(person), record, CORRECTION.name, fields);
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
            .filter(|record| record.kind == CORRECTION.name)
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

    /// The meetings of groups that somebody was at. What was noted there names others.
    fn meetings(&self, person: Uuid) -> Result<Vec<(String, String)>> {
        let mut meetings = Vec::new();
        for session in self.store.sessions_of(person)? {
            if let Some(session) = self.store.record(session)? {
                meetings.push((self.dossier_name(session.dossier.0)?, moment(&session)));
            }
        }
        meetings.sort_by_key(|(_, at)| std::cmp::Reverse(seconds(at)));
        Ok(meetings)
    }

    fn corrections(&self, file: &File<'_>) -> Result<Vec<Correction>> {
        let mut corrections = Vec::new();
        for record in file.of_kind(CORRECTION.name) {
            let asked_on = text(record, "asked_on").unwrap_or_default();
            let day: Option<NaiveDate> = asked_on.parse().ok();
            let field = |name| self.field(file.town, CORRECTION.name, Some(record), name);
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

    fn working_notes(&self, own: &Own<'_>) -> Result<Vec<WorkingNote>> {
        let mut notes = Vec::new();
        for note in own.file.of_kind("working_note") {
            if let Some(text) = own.said(note, "text") {
                let (at, group) = (own.file.talk_moment(note), None);
                notes.push(WorkingNote { at, group, text });
            }
        }
        for note in own.file.of_kind("private_note") {
            let Some(text) = own.said(note, "text") else {
                continue;
            };
            let session = id(note, "session").map(RecordId);
            let session = session
                .map(|session| self.store.record(session))
                .transpose()?;
            let session = session.flatten();
            let group = session
                .as_ref()
                .map(|session| self.dossier_name(session.dossier.0));
            notes.push(WorkingNote {
                at: session.as_ref().map(moment).unwrap_or_default(),
                group: group.transpose()?,
                text,
            });
        }
        notes.sort_by_key(|note| std::cmp::Reverse(seconds(&note.at)));
        Ok(notes)
    }
}

/// A dossier, read with the eyes of the person it is about.
struct Own<'f> {
    file: &'f File<'f>,
    is_chosen: &'f dyn Fn(Part) -> bool,
}

impl Own<'_> {
    /// What a field says, if its part goes along.
    fn said(&self, record: &StoredRecord, field: &str) -> Option<String> {
        part_of(&record.kind, field).filter(|part| (self.is_chosen)(*part))?;
        texts(record, field)
    }

    fn talks(&self) -> Vec<OwnTalk> {
        let talks = self.file.talks.iter().map(|talk| self.talk(talk));
        talks.filter(|talk| !talk.is_empty()).collect()
    }

    fn talk(&self, talk: &StoredRecord) -> OwnTalk {
        let of_talk = |kind| {
            let records = self.file.of_kind(kind);
            records.filter(move |record| id(record, "conversation") == Some(talk.id.0))
        };
        let mut themes: Vec<(String, String)> = of_talk("theme_note")
            .filter_map(|note| Some((text(note, "theme")?.to_owned(), self.said(note, "note")?)))
            .collect();
        let place = |theme: &str| {
            let mut words = WordList::Theme.words().iter();
            words
                .position(|word| word.code == theme)
                .unwrap_or(usize::MAX)
        };
        themes.sort_by_key(|(theme, _)| place(theme));
        let ladder = only_child_id(talk.id.0, "ladder_step");
        let ladder = self
            .file
            .records
            .iter()
            .find(|record| record.id.0 == ladder);
        OwnTalk {
            id: talk.id.0,
            at: moment(talk),
            kind: text(talk, "kind").map(str::to_owned),
            by: id(talk, "coach")
                .and_then(|coach| self.file.town.coach(coach))
                .unwrap_or_default()
                .to_owned(),
            wish: self.said(talk, "wish"),
            strengths: self.said(talk, "strengths"),
            note: self.said(talk, "note"),
            steps: of_talk("next_step")
                .filter_map(|step| {
                    Some(OwnStep {
                        what: self.said(step, "what")?,
                        who: text(step, "who").map(str::to_owned),
                        on: text(step, "on").map(str::to_owned),
                    })
                })
                .collect(),
            themes,
            ladder: ladder
                .filter(|_| (self.is_chosen)(Part::Themes))
                .and_then(|step| number(step, "step")),
        }
    }
}

impl Own<'_> {
    fn outcomes(&self) -> Vec<OwnOutcome> {
        let outcomes = self.file.of_kind("outcome").map(|outcome| OwnOutcome {
            kind: text(outcome, "kind").unwrap_or_default().to_owned(),
            on: text(outcome, "on").unwrap_or_default().to_owned(),
            note: self.said(outcome, "note"),
        });
        let mut outcomes: Vec<_> = outcomes.collect();
        outcomes.sort_by(|a, b| b.on.cmp(&a.on));
        outcomes
    }
}

impl OwnTalk {
    fn is_empty(&self) -> bool {
        let said = [&self.wish, &self.strengths, &self.note];
        said.iter().all(|said| said.is_none())
            && self.steps.is_empty()
            && self.themes.is_empty()
            && self.ladder.is_none()
    }
}

/// By recipient: what the person agreed to, and what was sent.
fn knows(file: &File<'_>, referrals: &[Referral]) -> Vec<Knows> {
    let mut knows: Vec<Knows> = Vec::new();
    for consent in file.of_kind("consent") {
        let Some(to) = text(consent, "recipient") else {
            continue;
        };
        let of = |field| text(consent, field);
        let (answer, on) = match (of("revoked_on"), of("refused_on")) {
            (Some(on), _) => ("revoked", Some(on)),
            (None, Some(on)) => ("refused", Some(on)),
            (None, None) => ("given", of("given_on")),
        };
        knows.push(Knows {
            to: to.to_owned(),
            answer: Some(answer.to_owned()),
            on: on.map(str::to_owned),
            told: Vec::new(),
            reasons: Vec::new(),
        });
    }
    for referral in referrals
        .iter()
        .filter(|referral| referral.status.is_some())
    {
        let super::FieldValue::Text(to) = &referral.to.value else {
            continue;
        };
        let known = knows.iter().position(|one| one.to == *to);
        let place = known.unwrap_or(knows.len());
        if known.is_none() {
            knows.push(Knows {
                to: to.clone(),
                answer: None,
                on: None,
                told: Vec::new(),
                reasons: Vec::new(),
            });
        }
        let Some(one) = knows.get_mut(place) else {
            continue;
        };
        let consent = natural_id(file.person, "consent", to);
        let consent = file.records.iter().find(|record| record.id.0 == consent);
        let shown = consent.and_then(|consent| text(consent, "shown"));
        for code in shown.unwrap_or_default().split_whitespace() {
            if !one.told.iter().any(|told| told == code) {
                one.told.push(code.to_owned());
            }
        }
        if let super::FieldValue::Text(reason) = &referral.reason.value {
            one.reasons.push(reason.clone());
        }
    }
    knows
}

fn facts(root: &StoredRecord) -> Facts {
    let of = |field| text(root, field).map(str::to_owned);
    Facts {
        birth_year: number(root, "birth_year"),
        village: of("village"),
        phone: of("phone"),
        address: of("address"),
        group: of("group"),
        group_reason: texts(root, "group_reason"),
        law: of("law"),
    }
}

fn access(file: &File<'_>, root: &StoredRecord) -> Access {
    let coach = id(root, "coach");
    let team = id(root, "team");
    let mut others: Vec<String> = file
        .town
        .coaches_of(team)
        .filter(|(other, _)| Some(*other) != coach)
        .map(|(_, name)| name.to_owned())
        .collect();
    others.sort();
    Access {
        coach: coach
            .and_then(|coach| file.town.coach(coach))
            .map(str::to_owned),
        team: team
            .and_then(|team| file.town.team(team))
            .unwrap_or_default()
            .to_owned(),
        others,
    }
}

fn moment(record: &StoredRecord) -> String {
    text(record, "at").unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::FieldValue;
    use crate::screens::desk::{Desk, at};

    const DAY: &str = "2026-10-19";
    const WORKING: &str = "Volgende keer vragen naar haar zoon.";

    fn desk() -> (Desk, Uuid) {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let talk = desk
            .opened
            .begin_conversation(person, None, at(DAY))
            .unwrap();
        let shown = desk.opened.conversation(talk, at(DAY)).unwrap();
        let mut fill = |target: &RecordRef, field: &str, text: &str| {
            let value = FieldValue::Text(text.into());
            desk.opened
                .save_field(target, field, value, &[], at(DAY))
                .unwrap();
        };
        fill(&shown.r#ref, "wish", "Weer eens ergens bij horen.");
        fill(&shown.working_note.r#ref, "text", WORKING);
        fill(&shown.themes[0].r#ref, "note", "De knie doet minder pijn.");
        let task = shown.private_task.unwrap();
        fill(&task.r#ref, "what", "Blauwe plek gezien.");
        desk.opened
            .close_conversation(talk, "closed", at(DAY))
            .unwrap();
        (desk, person)
    }

    fn told(file: &OwnFile) -> String {
        format!("{file:?}")
    }

    #[test]
    fn working_notes_go_along_only_when_they_are_chosen_and_a_worry_never_does() {
        let (desk, person) = desk();
        let usual = told(&desk.opened.own_file(person, None).unwrap());
        assert!(usual.contains("ergens bij horen") && usual.contains("De knie"));
        assert!(!usual.contains(WORKING) && !usual.contains("Blauwe plek"));
        let all: Vec<String> = Part::ALL
            .iter()
            .map(|part| part.code().to_owned())
            .collect();
        let all = told(&desk.opened.own_file(person, Some(&all)).unwrap());
        assert!(all.contains(WORKING) && !all.contains("Blauwe plek"));
        let talks = ["talks".to_owned()];
        let talks = told(&desk.opened.own_file(person, Some(&talks)).unwrap());
        assert!(talks.contains("ergens bij horen") && !talks.contains("De knie"));
        let none = desk.opened.own_file(person, Some(&[])).unwrap();
        assert!(none.talks.is_empty() && none.access.is_none() && none.facts.is_none());
    }

    #[test]
    fn a_correction_is_kept_and_answered_with_a_reason() {
        let (mut desk, person) = desk();
        let said = "Ik heb geen kat.";
        let asked = desk.opened.add_correction(person, said, at(DAY)).unwrap();
        assert!(desk.opened.add_correction(person, "  ", at(DAY)).is_err());
        let of = |desk: &Desk| desk.opened.own_file(person, None).unwrap().corrections;
        assert_eq!(of(&desk)[0].answer_by.as_deref(), Some("2026-11-19"));
        let left = desk.opened.today(at(DAY)).unwrap().to_do;
        assert_eq!(left.iter().filter(|thing| thing.what == said).count(), 1);
        // A no needs its reason; the person's words stay whatever the answer is.
        assert!(
            desk.opened
                .answer_correction(asked, "blijft_staan", at(DAY))
                .is_err()
        );
        let target = of(&desk)[0].r#ref.clone();
        let why = FieldValue::Text("De kat is van de buurvrouw.".into());
        desk.opened
            .save_field(&target, "answer", why, &[], at(DAY))
            .unwrap();
        desk.opened
            .answer_correction(asked, "blijft_staan", at(DAY))
            .unwrap();
        let answered = &of(&desk)[0];
        assert_eq!(answered.outcome.as_deref(), Some("blijft_staan"));
        assert_eq!(answered.text.value, FieldValue::Text(said.into()));
        let left = desk.opened.today(at(DAY)).unwrap().to_do;
        assert!(left.iter().all(|thing| thing.what != said));
    }

    #[test]
    fn it_says_who_knows_what_and_who_can_look() {
        let (mut desk, person) = desk();
        let referral = desk.opened.begin_referral(person, at(DAY)).unwrap();
        let target = desk.opened.referral(referral).unwrap().r#ref;
        for (field, value) in [("to", "huisarts"), ("reason", "Wil graag leren zwemmen.")] {
            let value = FieldValue::Text(value.into());
            desk.opened
                .save_field(&target, field, value, &[], at(DAY))
                .unwrap();
        }
        desk.opened.answer_consent(referral, true, at(DAY)).unwrap();
        // Agreed, and nothing sent yet.
        let knows = |desk: &Desk| desk.opened.own_file(person, None).unwrap().knows;
        assert_eq!(knows(&desk)[0].told, Vec::<String>::new());
        desk.opened
            .move_referral(referral, "verstuurd", at(DAY))
            .unwrap();
        let told = &knows(&desk)[0];
        assert_eq!(
            (told.to.as_str(), told.on.as_deref()),
            ("huisarts", Some(DAY))
        );
        assert_eq!(told.told, ["name", "reason", "coach"]);
        assert_eq!(told.reasons, ["Wil graag leren zwemmen."]);
        let access = desk.opened.own_file(person, None).unwrap().access.unwrap();
        assert_eq!(access.coach.as_deref(), Some("Marloes Janssen"));
    }
}
