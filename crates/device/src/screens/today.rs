//! Vandaag: today's talks, who was longest not spoken, what to work out.

use super::caseload::{CaseloadPerson, Turn};
use super::conversation::talks;
use super::dossier::{owned, seconds};
use super::field::{id, text, texts};
use super::to_do::ToDo;
use crate::Result;
use crate::opened::Opened;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;
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
    /// Spreekuren and sessions of groups today, by time.
    pub gatherings: Vec<Gathering>,
    /// The next day for which talks are planned.
    pub next: Option<NextDay>,
    /// Who of this coach's people was longest not spoken.
    pub longest: Option<LongestAgo>,
    /// This coach has no people yet.
    pub nobody_yet: bool,
    /// This coach's talks that were planned on an earlier day, and that nobody began; and those that
    /// did not take place, until a new day is named or none is wanted.
    pub overdue: Vec<TalkRow>,
    /// Uitwerken: what is left to do, by kind and then by day.
    pub to_do: Vec<ToDo>,
    /// Since when work waits to be sent, RFC 3339, when that is long.
    pub unsent_since: Option<String>,
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

/// A spreekuur, or a session of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Gathering {
    /// Its id.
    pub id: Uuid,
    /// `spreekuur` or `group_session`.
    pub kind: String,
    /// What the group is called; empty of a spreekuur.
    pub name: String,
    /// RFC 3339.
    pub at: String,
    /// Code of the place.
    pub place: Option<String>,
    /// Code of the village.
    pub village: String,
}

/// A day for which talks are planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct NextDay {
    /// `YYYY-MM-DD`, in Amsterdam.
    pub date: String,
    /// With whom, by time.
    pub names: Vec<String>,
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

impl Opened {
    /// The first screen, at this moment.
    pub fn today(&self, now: DateTime<Utc>) -> Result<Today> {
        let date = now.with_timezone(&Amsterdam).date_naive();
        let people = self.caseload_people(date)?;
        let mut overdue = self.store.conversations_overdue(midnight(date))?;
        overdue.extend(self.to_try_again(date)?);
        Ok(Today {
            date: date.to_string(),
            talks: self.talks_on(date)?,
            gatherings: self.gatherings(date)?,
            next: self.next_day(date)?,
            nobody_yet: people.is_empty(),
            longest: longest_ago(people),
            overdue: self.talk_rows(overdue)?,
            to_do: self.to_do(date)?,
            unsent_since: self.unsent_for_long(now)?,
        })
    }

    /// This coach's talks of a day, planned or held, by time.
    pub(super) fn talks_on(&self, date: NaiveDate) -> Result<Vec<TalkRow>> {
        let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let rows = self
            .store
            .conversations_between(midnight(date), midnight(next))?;
        self.talk_rows(rows)
    }

    /// What the team has today besides talks.
    fn gatherings(&self, date: NaiveDate) -> Result<Vec<Gathering>> {
        let of_today = |one: &StoredRecord| {
            let at = text(one, "at").and_then(|at| DateTime::parse_from_rfc3339(at).ok());
            at.is_some_and(|at| at.with_timezone(&Amsterdam).date_naive() == date)
        };
        let gathering = |one: &StoredRecord, root: &StoredRecord| Gathering {
            id: one.id.0,
            kind: one.kind.clone(),
            name: owned(text(root, "name")),
            at: owned(text(one, "at")),
            place: text(one, "place").map(str::to_owned),
            village: owned(text(root, "village")),
        };
        let mut found = Vec::new();
        for spreekuur in self
            .store
            .roots("spreekuur")?
            .iter()
            .filter(|one| of_today(one))
        {
            found.push(gathering(spreekuur, spreekuur));
        }
        for group in self.store.roots("group")? {
            let sessions = self.store.records_of_kind(group.dossier, "group_session")?;
            let held = sessions.iter().filter(|session| of_today(session));
            found.extend(held.map(|session| gathering(session, &group)));
        }
        found.sort_by_key(|one| (seconds(&one.at), one.id));
        Ok(found)
    }

    /// The first day after `date`, within a fortnight, for which this coach planned talks.
    fn next_day(&self, date: NaiveDate) -> Result<Option<NextDay>> {
        for day in date.iter_days().skip(1).take(14) {
            let talks = self.talks_on(day)?.into_iter();
            let planned = talks.filter(|talk| talk.status == "planned");
            let names: Vec<String> = planned.map(|talk| talk.name).collect();
            if !names.is_empty() {
                let date = day.to_string();
                return Ok(Some(NextDay { date, names }));
            }
        }
        Ok(None)
    }

    fn talk_rows(&self, rows: Vec<ConversationRow>) -> Result<Vec<TalkRow>> {
        rows.into_iter()
            .filter(|row| row.coach == self.me().coach)
            .map(|row| self.talk_row(row))
            .collect()
    }

    fn talk_row(&self, row: ConversationRow) -> Result<TalkRow> {
        let records = self.records_of(row.person)?;
        let find = |id| records.iter().find(|record| record.id.0 == id);
        let head = self.same_people()?.head(row.person);
        let (person, talk) = (find(head), find(row.id.0));
        let of_person = |field| {
            person
                .and_then(|person| text(person, field))
                .unwrap_or_default()
        };
        Ok(TalkRow {
            conversation: row.id.0,
            person: head,
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
}

/// Who was longest not spoken, and has nothing planned. Somebody who asks for a talk when it is
/// wanted is not offered.
fn longest_ago(people: Vec<CaseloadPerson>) -> Option<LongestAgo> {
    let is_next = |person: &CaseloadPerson| matches!(person.turn, Turn::Now | Turn::Later);
    let next = people.into_iter().find(is_next)?;
    Some(LongestAgo {
        person: next.person,
        name: next.name,
        since: next.since,
    })
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
pub(super) fn midnight(date: NaiveDate) -> i64 {
    let naive = date.and_time(NaiveTime::MIN);
    // Dutch clocks change at two or three at night, so midnight always exists once.
    Amsterdam
        .from_local_datetime(&naive)
        .earliest()
        .map_or(naive.and_utc().timestamp(), |moment| moment.timestamp())
}

#[cfg(test)]
mod tests {
    use crate::screens::desk::{Desk, at};

    #[test]
    fn a_spreekuur_and_a_group_of_today_are_told() {
        let mut desk = Desk::new();
        let group = desk
            .opened
            .add_group("Soep", "beek", false, at("2026-11-25"))
            .unwrap();
        desk.opened.begin_session(group, at("2026-11-25")).unwrap();
        let today = desk.opened.begin_session(group, at("2026-11-26")).unwrap();
        let mut spreekuur = |moment: &str| {
            desk.opened
                .begin_spreekuur(moment, "cultuurhuis", "beek", at("2026-11-26"))
                .unwrap()
        };
        let later = spreekuur("2026-11-26T13:00:00+01:00");
        spreekuur("2026-11-27T00:30:00+01:00");
        let told = desk.opened.today(at("2026-11-26")).unwrap().gatherings;
        let told: Vec<_> = told.iter().map(|one| (one.id, one.name.as_str())).collect();
        assert_eq!(told, [(today, "Soep"), (later, "")]);
    }
}
