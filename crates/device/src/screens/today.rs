//! Vandaag: today's talks, who was longest not spoken, what to work out.

use super::conversation::talks;
use super::field::{id, text, texts};
use super::outcome::is_closed;
use crate::Result;
use crate::opened::Opened;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;
use replication::RecordId;
use serde::Serialize;
use specta::Type;
use store::{ConversationRow, StoredRecord};
use uuid::Uuid;

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Today {
    /// `YYYY-MM-DD`, in Amsterdam.
    pub date: String,
    /// This coach's talks of today, planned or held, by time.
    pub talks: Vec<TalkRow>,
    /// Who of this coach's people was longest not spoken.
    pub longest: Option<LongestAgo>,
    /// This coach's talks to finish.
    pub unfinished: Vec<TalkRow>,
    /// This coach's talks that were planned on an earlier day, and that nobody began.
    pub overdue: Vec<TalkRow>,
    /// Next steps due today or before.
    pub steps_due: Vec<StepDue>,
    /// What else falls due: word back about referrals, agreements and trajectories to look back at.
    pub due: Vec<Due>,
    /// Tasks due today or before that only this coach and a colleague know of.
    pub tasks_due: Vec<TaskDue>,
    /// Outcomes of six months ago of which it is not known whether they last.
    pub lasting_due: Vec<LastingDue>,
}

/// A talk in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TalkRow {
    /// The conversation.
    pub conversation: Uuid,
    /// With whom.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// RFC 3339.
    pub at: String,
    /// Code of the place.
    pub place: Option<String>,
    /// Code of the person's village.
    pub village: String,
    /// `planned`, `open`, `later`, `closed` or `missed`.
    pub status: String,
    /// The person's newest wish.
    pub last_wish: Option<String>,
    /// What the coach is to do, of the newest step that is not done.
    pub promised: Option<String>,
    /// Code of why it did not take place.
    pub missed: Option<String>,
}

/// The person who was longest not spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LongestAgo {
    /// The person.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// The newest talk, RFC 3339; none when there never was one.
    pub since: Option<String>,
}

/// A next step that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepDue {
    /// The person.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// What.
    pub what: String,
    /// `YYYY-MM-DD`.
    pub on: String,
    /// `person`, `coach`, `together`, `other` or empty.
    pub who: String,
}

/// Something to ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// `referral`, `agreement` or `trajectory`.
    pub kind: String,
    /// The record.
    pub record: Uuid,
    /// The person.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// Code of the recipient of a referral; else what it is about.
    pub what: String,
    /// `YYYY-MM-DD`.
    pub on: String,
}

/// A task that only this coach and a colleague know of. What it is stands in the talk alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskDue {
    /// The talk it came out of.
    pub conversation: Uuid,
    /// The person's name.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub on: String,
}

/// It is to be asked whether an outcome lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LastingDue {
    /// The person.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// Code of what it is.
    pub kind: String,
}

impl Opened {
    /// The first screen, at this moment.
    pub fn today(&self, now: DateTime<Utc>) -> Result<Today> {
        let date = now.with_timezone(&Amsterdam).date_naive();
        let tomorrow = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let me = self.me().coach;
        let mine = |row: &ConversationRow| row.coach == me;
        let today = self
            .store
            .conversations_between(midnight(date), midnight(tomorrow))?;
        let overdue = self.store.conversations_overdue(midnight(date))?;
        let unfinished = self.store.unfinished_conversations()?;
        Ok(Today {
            date: date.to_string(),
            talks: self.talk_rows(today.into_iter().filter(mine))?,
            longest: self.longest_ago(now)?,
            unfinished: self.talk_rows(unfinished.into_iter().filter(mine))?,
            overdue: self.talk_rows(overdue.into_iter().filter(mine))?,
            steps_due: self.steps_due(date)?,
            due: self.other_due(date)?,
            tasks_due: self.tasks_due(date)?,
            lasting_due: self.lasting_due(date)?,
        })
    }

    fn talk_rows(&self, rows: impl Iterator<Item = ConversationRow>) -> Result<Vec<TalkRow>> {
        rows.map(|row| self.talk_row(row)).collect()
    }

    fn talk_row(&self, row: ConversationRow) -> Result<TalkRow> {
        let records = self.store.records(row.person.into())?;
        let find = |id| records.iter().find(|record| record.id.0 == id);
        let (person, talk) = (find(row.person), find(row.id.0));
        let of_person = |field| {
            person
                .and_then(|person| text(person, field))
                .unwrap_or_default()
        };
        Ok(TalkRow {
            conversation: row.id.0,
            person: row.person,
            name: of_person("name").to_owned(),
            at: row.at,
            place: talk.and_then(|talk| text(talk, "place")).map(str::to_owned),
            village: of_person("village").to_owned(),
            status: row.status,
            last_wish: talks(&records).iter().find_map(|talk| texts(talk, "wish")),
            promised: promised(&records),
            missed: talk
                .and_then(|talk| text(talk, "missed"))
                .map(str::to_owned),
        })
    }

    fn longest_ago(&self, now: DateTime<Utc>) -> Result<Option<LongestAgo>> {
        let mut rows: Vec<(i64, store::PersonRow)> = self
            .store
            .people("", usize::MAX)?
            .into_iter()
            .map(|row| {
                let last = row
                    .last_talk
                    .as_deref()
                    .and_then(|at| DateTime::parse_from_rfc3339(at).ok());
                (last.map_or(i64::MIN, |at| at.timestamp()), row)
            })
            .collect();
        rows.sort_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.name.cmp(&right.name)));
        for (_, row) in rows.into_iter().filter(|(last, _)| *last < now.timestamp()) {
            let person = self.store.record(RecordId(row.id))?;
            let is_to_be_spoken =
                |person: StoredRecord| self.is_mine_or_nobodys(&person) && !is_closed(&person);
            if person.is_some_and(is_to_be_spoken) {
                let (person, name, since) = (row.id, row.name, row.last_talk);
                return Ok(Some(LongestAgo {
                    person,
                    name,
                    since,
                }));
            }
        }
        Ok(None)
    }

    fn steps_due(&self, date: NaiveDate) -> Result<Vec<StepDue>> {
        let mut due = Vec::new();
        for step in self.store.steps_due(&date.to_string())? {
            let Some(step) = self
                .store
                .record(step)?
                .filter(|step| step.kind == "next_step")
            else {
                continue;
            };
            if !self.is_on_me(&step)? {
                continue;
            }
            let of_step = |field| text(&step, field).unwrap_or_default().to_owned();
            due.push(StepDue {
                person: step.dossier.0,
                name: self.dossier_name(step.dossier.0)?,
                what: texts(&step, "what").unwrap_or_default(),
                on: of_step("on"),
                who: of_step("who"),
            });
        }
        Ok(due)
    }

    fn other_due(&self, date: NaiveDate) -> Result<Vec<Due>> {
        let mut due = Vec::new();
        for record in self.store.steps_due(&date.to_string())? {
            let Some(record) = self.store.record(record)? else {
                continue;
            };
            let (what, on) = match record.kind.as_str() {
                "referral" => ("to", "feedback_by"),
                "agreement" => ("text", "look_back_on"),
                "trajectory" => ("name", "follow_up_on"),
                _ => continue,
            };
            if !self.is_on_me(&record)? {
                continue;
            }
            due.push(Due {
                record: record.id.0,
                person: record.dossier.0,
                name: self.dossier_name(record.dossier.0)?,
                what: texts(&record, what).unwrap_or_default(),
                on: text(&record, on).unwrap_or_default().to_owned(),
                kind: record.kind,
            });
        }
        Ok(due)
    }

    /// Whether a record is for this coach to see to: by the talk it belongs to, or else by the
    /// person's fixed coach.
    fn is_on_me(&self, record: &StoredRecord) -> Result<bool> {
        let of = id(record, "conversation").unwrap_or(record.dossier.0);
        let of = self.store.record(RecordId(of))?;
        Ok(of.is_some_and(|of| self.is_mine_or_nobodys(&of)))
    }

    fn lasting_due(&self, date: NaiveDate) -> Result<Vec<LastingDue>> {
        let mut due = Vec::new();
        for outcome in self.store.steps_due(&date.to_string())? {
            let outcome = self.store.record(outcome)?;
            let Some(outcome) = outcome.filter(|outcome| outcome.kind == "outcome") else {
                continue;
            };
            let person = self.store.record(RecordId(outcome.dossier.0))?;
            if person.is_some_and(|person| self.is_mine_or_nobodys(&person)) {
                due.push(LastingDue {
                    person: outcome.dossier.0,
                    name: self.dossier_name(outcome.dossier.0)?,
                    kind: text(&outcome, "kind").unwrap_or_default().to_owned(),
                });
            }
        }
        Ok(due)
    }

    fn tasks_due(&self, date: NaiveDate) -> Result<Vec<TaskDue>> {
        let mut due = Vec::new();
        for task in self.store.steps_due(&date.to_string())? {
            let task = self.store.record(task)?;
            let Some(task) = task.filter(|task| task.kind == "private_task") else {
                continue;
            };
            if let Some(conversation) = id(&task, "conversation")
                && !self.is_kept_from_me(&task)?
            {
                due.push(TaskDue {
                    conversation,
                    name: self.dossier_name(task.dossier.0)?,
                    on: text(&task, "on").unwrap_or_default().to_owned(),
                });
            }
        }
        Ok(due)
    }
}

/// What the coach is to do, of the newest step that is not done.
fn promised(records: &[StoredRecord]) -> Option<String> {
    let by_coach = |step: &&StoredRecord| {
        matches!(text(step, "who"), Some("coach" | "together"))
            && !step.state.value("done").is_true()
    };
    talks(records).iter().find_map(|talk| {
        let mut steps = records.iter().filter(|record| {
            record.kind == "next_step" && id(record, "conversation") == Some(talk.id.0)
        });
        steps.find(by_coach).and_then(|step| texts(step, "what"))
    })
}

/// The first second of a day in Amsterdam, in seconds since 1970.
fn midnight(date: NaiveDate) -> i64 {
    let naive = date.and_time(NaiveTime::MIN);
    // Dutch clocks change at two or three at night, so midnight always exists once.
    Amsterdam
        .from_local_datetime(&naive)
        .earliest()
        .map_or(naive.and_utc().timestamp(), |moment| moment.timestamp())
}
