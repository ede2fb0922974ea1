//! Gesprek: beginning, filling in, closing and amending a talk.

use super::field::{Field, RecordRef, id, number, text, texts};
use super::more::More;
use super::outcome::is_closed;
use super::private_task::PrivateTask;
use super::theme::{Around, LadderField, LadderPoint, Theme};
use super::town::Town;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::ids::only_child_id;
use domain::kinds::conversation::{BRIEF, was_held};
use domain::kinds::working_note;
use domain::value::Value;
use domain::words::{HEALTH_THEMES, WordList};
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::{Edit, FieldEdit, StoredRecord};
use uuid::Uuid;

const WORKING_NOTE: &str = working_note::KIND.name;

/// A talk on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// The conversation's record.
    pub r#ref: RecordRef,
    /// Its id.
    pub id: Uuid,
    /// With whom.
    pub person: Uuid,
    /// The person's whole name.
    pub name: String,
    /// What the person is called at the table.
    pub first_name: String,
    /// Code of the person's village.
    pub village: String,
    /// `planned`, `open`, `later`, `closed` or `missed`.
    pub status: String,
    /// `alone` or `company`.
    pub company: Field,
    /// Code of the place.
    pub place: Field,
    /// Code of the kind.
    pub kind: Field,
    /// RFC 3339.
    pub at: Field,
    /// How long it took.
    pub minutes: Field,
    /// What the person wants.
    pub wish: Field,
    /// What the person can.
    pub strengths: Field,
    /// What was said last time.
    pub last: Option<LastTalk>,
    /// The two health themes first.
    pub themes: Vec<Theme>,
    /// The participatieladder.
    pub ladder: LadderField,
    /// What happens next.
    pub next_step: NextStep,
    /// What stands under *Meer*.
    pub more: More,
    /// All there is to a brief contact.
    pub note: Field,
    /// What the coach wants to remember for the work.
    pub working_note: WorkingNoteField,
    /// A worry about safety, for those two who may see it.
    pub private_task: Option<PrivateTask>,
    /// The coach who held it.
    pub by: String,
    /// That is this coach.
    pub mine: bool,
    /// The spreekuur it was held at.
    pub spreekuur: Option<Uuid>,
}

/// What was said in earlier talks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LastTalk {
    /// When the newest earlier talk was, RFC 3339.
    pub at: String,
    /// The newest wish.
    pub wish: Option<String>,
    /// The newest strengths.
    pub strengths: Option<String>,
    /// The newest next step.
    pub promised: Option<String>,
}

/// A next step, with who does it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NextStep {
    /// The next step.
    pub r#ref: RecordRef,
    /// What.
    pub what: Field,
    /// `person`, `coach`, `together` or `other`.
    pub who: Field,
    /// `YYYY-MM-DD`.
    pub on: Field,
}

/// What the coach wants to remember for the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WorkingNoteField {
    /// The note's record.
    pub r#ref: RecordRef,
    /// The note.
    pub text: Field,
}

impl Opened {
    /// Begins a talk with a person, now, or the one that was planned. Answers its id. Going on
    /// with an unfinished talk is the screen's choice: the dossier names it.
    pub fn begin_conversation(
        &mut self,
        person: Uuid,
        planned: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let records = self.records_of(person)?;
        if !records.iter().any(|record| record.id.0 == person) {
            return Err(DeviceError::NotFound(person.to_string()));
        }
        let earlier = visits(&records);
        let at = local(now);
        if let Some(planned) = planned {
            let record = self.conversation_record(planned)?;
            if text(&record, "status") == Some("planned") {
                self.set(
                    &record,
                    &[("status", "open".into()), ("at", at.into())],
                    now,
                )?;
            }
            return Ok(planned);
        }
        let last_place = earlier
            .iter()
            .find_map(|talk| text(talk, "place"))
            .unwrap_or("thuis");
        let kind = kind_after(&earlier, &records);
        self.new_conversation(person, &at, last_place, kind, "open", now)
    }

    /// Plans a talk. `at` is RFC 3339. Answers its id.
    pub fn plan_conversation(
        &mut self,
        person: Uuid,
        at: &str,
        place: &str,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let records = self.records_of(person)?;
        let kind = kind_after(&visits(&records), &records);
        self.new_conversation(person, at, place, kind, "planned", now)
    }

    pub(super) fn new_conversation(
        &mut self,
        person: Uuid,
        at: &str,
        place: &str,
        kind: &str,
        status: &str,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let talk = new_id(now)?;
        let fields = [
            ("person", Value::from(person)),
            ("coach", self.me().coach.0.into()),
            ("at", at.into()),
            ("place", place.into()),
            ("kind", kind.into()),
            ("status", status.into()),
        ];
        let record = RecordId(talk);
        let edit = Edit::of_new_record(DossierId(person), record, "conversation", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(talk)
    }

    /// Closes a talk, or leaves it to be worked out later. The texts as they are then stay in
    /// the history, whatever is amended afterwards.
    pub fn close_conversation(
        &mut self,
        talk: Uuid,
        status: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self.conversation_record(talk)?;
        let mut fields: Vec<(&str, Value)> = vec![("status", status.into())];
        match status {
            "closed" => fields.push(("closed_at", local(now).into())),
            "later" => {}
            other => return Err(DeviceError::BadRequest(format!("{other:?} closes no talk"))),
        }
        let minutes = self.minutes_spent(&record)?;
        if let Some(minutes) = minutes {
            fields.push(("minutes", minutes.into()));
        }
        self.set(&record, &fields, now)?;
        if status == "closed" {
            self.forget_time(talk)?;
            self.store.freeze()?;
        } else if minutes.is_some() {
            self.note_minutes(talk, minutes)?;
        }
        Ok(())
    }

    /// Writes down a contact of one line.
    pub fn add_brief_contact(
        &mut self,
        person: Uuid,
        note: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let note = note.trim();
        if note.is_empty() {
            return Err(DeviceError::BadRequest("a contact needs a line".into()));
        }
        let fields = [
            ("person", Value::from(person)),
            ("coach", self.me().coach.0.into()),
            ("at", local(now).into()),
            ("place", "telefonisch".into()),
            ("kind", BRIEF.into()),
            ("status", "closed".into()),
            ("note", note.into()),
        ];
        let record = RecordId(new_id(now)?);
        let edit = Edit::of_new_record(DossierId(person), record, "conversation", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }

    /// A talk as the screen shows it.
    pub fn conversation(&self, talk: Uuid, now: DateTime<Utc>) -> Result<Conversation> {
        let record = self.conversation_record(talk)?;
        let town = self.town()?;
        let person = record.dossier.0;
        let records = self.records_of(record.dossier.0)?;
        let around = around(&town, &records, &record);
        let root = around.child(self.same_people()?.head(person));
        let name = root.and_then(|root| text(root, "name")).unwrap_or_default();
        let field = |name| self.field(&town, "conversation", Some(&record), name);
        let words = self.words(WordList::Theme.name())?;
        let is_asked = |theme: &str| !words.iter().any(|word| word.retired && word.code == theme);
        let mut themes = Vec::new();
        for theme in theme_order(&around, is_asked) {
            themes.push(self.theme(&around, theme)?);
        }
        let coach = id(&record, "coach");
        Ok(Conversation {
            r#ref: RecordRef {
                dossier: person,
                record: talk,
                kind: "conversation".into(),
                parent: Some(person),
                code: None,
            },
            id: talk,
            person,
            name: name.to_owned(),
            first_name: first_name(name).to_owned(),
            village: root
                .and_then(|root| text(root, "village"))
                .unwrap_or_default()
                .to_owned(),
            status: text(&record, "status").unwrap_or("open").to_owned(),
            company: field("company")?,
            place: field("place")?,
            kind: field("kind")?,
            at: field("at")?,
            minutes: field("minutes")?,
            wish: field("wish")?,
            strengths: field("strengths")?,
            last: last_talk(&around),
            themes,
            ladder: self.ladder(&around)?,
            next_step: self.next_step(&around)?,
            more: self.more(&around, &record, now)?,
            note: field("note")?,
            working_note: self.working_note(&around)?,
            private_task: self.private_task(&around, &record)?,
            by: coach
                .and_then(|coach| town.coach(coach))
                .unwrap_or_default()
                .to_owned(),
            mine: coach == Some(self.me().coach.0),
            spreekuur: id(&record, "spreekuur"),
        })
    }

    /// A theme that is added to a talk; it exists from its first word on.
    pub fn add_theme(&self, talk: Uuid, theme: &str) -> Result<Theme> {
        if !WordList::Theme.accepts(theme) {
            return Err(DeviceError::BadRequest(format!("{theme:?} is no theme")));
        }
        let record = self.conversation_record(talk)?;
        let town = self.town()?;
        let records = self.records_of(record.dossier.0)?;
        self.theme(&around(&town, &records, &record), theme)
    }

    fn ladder(&self, around: &Around<'_>) -> Result<LadderField> {
        let step_id = |talk| only_child_id(talk, "ladder_step");
        let record = around.child(step_id(around.talk));
        let last = around.last(step_id, |step| {
            Some((number(step, "step")?, step.state.value("firmer").is_true()))
        });
        Ok(LadderField {
            r#ref: around.child_ref("ladder_step", step_id(around.talk), None),
            step: self.field(around.town, "ladder_step", record, "step")?,
            firmer: self.field(around.town, "ladder_step", record, "firmer")?,
            last: last.map(|(on, (step, firmer))| LadderPoint { on, step, firmer }),
        })
    }

    fn next_step(&self, around: &Around<'_>) -> Result<NextStep> {
        let step = only_child_id(around.talk, "next_step");
        let record = around.child(step);
        let field = |name| self.field(around.town, "next_step", record, name);
        Ok(NextStep {
            r#ref: around.child_ref("next_step", step, None),
            what: field("what")?,
            who: field("who")?,
            on: field("on")?,
        })
    }

    fn working_note(&self, around: &Around<'_>) -> Result<WorkingNoteField> {
        let note = only_child_id(around.talk, WORKING_NOTE);
        let record = around.child(note);
        Ok(WorkingNoteField {
            r#ref: around.child_ref(WORKING_NOTE, note, None),
            text: self.field(around.town, WORKING_NOTE, record, "text")?,
        })
    }

    pub(crate) fn conversation_record(&self, talk: Uuid) -> Result<StoredRecord> {
        self.store
            .record(RecordId(talk))?
            .filter(|record| record.kind == "conversation")
            .ok_or_else(|| DeviceError::NotFound(talk.to_string()))
    }

    /// The talk that something new comes out of: the one held now, or else this coach's own newest
    /// visit. A colleague's talk is not where it was said.
    pub(super) fn talk_of_new(&self, records: &[StoredRecord], now: Option<Uuid>) -> Option<Uuid> {
        let is_mine = |talk: &&&StoredRecord| id(talk, "coach") == Some(self.me().coach.0);
        let visits = visits(records);
        now.or_else(|| visits.iter().find(is_mine).map(|talk| talk.id.0))
    }

    /// Sets fields over what is there now: for buttons, which show no text to overlook.
    pub(crate) fn set(
        &mut self,
        record: &StoredRecord,
        fields: &[(&str, Value)],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let edit = Edit {
            dossier: record.dossier,
            record: record.id,
            kind: record.kind.clone(),
            fields: fields
                .iter()
                .map(|(field, value)| FieldEdit {
                    field: (*field).to_owned(),
                    value: value.clone(),
                    seen: record.state.seen(field),
                })
                .collect(),
        };
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }
}

fn around<'r>(town: &'r Town, records: &'r [StoredRecord], talk: &StoredRecord) -> Around<'r> {
    let earlier = visits(records)
        .into_iter()
        .filter(|other| other.id != talk.id && instant(other) <= instant(talk))
        .collect();
    Around {
        town,
        dossier: talk.dossier.0,
        records,
        talk: talk.id.0,
        earlier,
    }
}

/// The talks of a dossier that were held, newest first.
pub(crate) fn talks(records: &[StoredRecord]) -> Vec<&StoredRecord> {
    let mut talks: Vec<_> = records
        .iter()
        .filter(|record| record.kind == "conversation")
        .filter(|record| was_held(text(record, "status")))
        .collect();
    talks.sort_by_key(|talk| std::cmp::Reverse((instant(talk), talk.id)));
    talks
}

/// The talks of a dossier that were more than a brief contact, newest first.
pub(super) fn visits(records: &[StoredRecord]) -> Vec<&StoredRecord> {
    let mut visits = talks(records);
    visits.retain(|talk| text(talk, "kind") != Some(BRIEF));
    visits
}

/// The kind a next talk most likely has; the coach may change it.
pub(super) fn kind_after(earlier: &[&StoredRecord], records: &[StoredRecord]) -> &'static str {
    // Whoever found paid work, or left with a closed file, is spoken to hear whether it holds.
    let is_aftercare = |record: &StoredRecord| match record.kind.as_str() {
        "outcome" => {
            text(record, "kind") == Some("betaald_werk")
                && *record.state.value("lasted") != Value::Bool(false)
        }
        "person" => is_closed(record),
        _ => false,
    };
    if records.iter().any(is_aftercare) {
        "nazorg"
    } else if earlier.is_empty() {
        "eerste_gesprek"
    } else {
        "vervolggesprek"
    }
}

/// When a talk, session or other record was, in seconds since 1970.
pub(crate) fn instant(record: &StoredRecord) -> i64 {
    text(record, "at")
        .and_then(|at| DateTime::parse_from_rfc3339(at).ok())
        .map_or(0, |at| at.timestamp())
}

fn last_talk(around: &Around<'_>) -> Option<LastTalk> {
    let newest = around.earlier.first()?;
    let newest_text = |field| around.earlier.iter().find_map(|talk| texts(talk, field));
    let step_id = |talk| only_child_id(talk, "next_step");
    Some(LastTalk {
        at: text(newest, "at").unwrap_or_default().to_owned(),
        wish: newest_text("wish"),
        strengths: newest_text("strengths"),
        promised: around
            .last(step_id, |step| texts(step, "what"))
            .map(|(_, what)| what),
    })
}

/// The two health themes, then the others of this talk in the order of their list.
fn theme_order<'r>(around: &Around<'r>, is_asked: impl Fn(&str) -> bool) -> Vec<&'r str> {
    let mut others = around.themes_of_talk(is_asked);
    others.retain(|theme| !HEALTH_THEMES.contains(theme));
    let place = |theme: &str| {
        WordList::Theme
            .words()
            .iter()
            .position(|word| word.code == theme)
            .unwrap_or(usize::MAX)
    };
    others.sort_by_key(|theme| (place(theme), *theme));
    others.dedup();
    HEALTH_THEMES.into_iter().chain(others).collect()
}

fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// RFC 3339 with the offset of Amsterdam.
pub(crate) fn local(now: DateTime<Utc>) -> String {
    now.with_timezone(&Amsterdam)
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}
