//! The caseload: whom this coach speaks, in which rhythm, and planning a day of talks.

use super::agreement::{over, without};
use super::conversation::talks;
use super::field::text;
use super::same_person::later;
use super::today::{TalkRow, midnight};
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::caseload::{fits_from, next_workday};
use serde::Serialize;
use specta::Type;
use store::{CaseloadRow, StoredRecord};
use uuid::Uuid;

/// This coach's people, and one day to plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Caseload {
    /// The day that is planned, `YYYY-MM-DD`, in Amsterdam.
    pub date: String,
    /// Talks a year that the municipality set.
    pub talks_a_year: u32,
    /// Talks that fit in a morning.
    pub talks_a_morning: u32,
    /// This coach's talks of that day, by time.
    pub talks: Vec<TalkRow>,
    /// Times of that morning at which nothing is planned, `HH:MM`.
    pub free: Vec<String>,
    /// The people, whose turn it is first.
    pub people: Vec<CaseloadPerson>,
}

/// Somebody of the caseload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CaseloadPerson {
    /// The person.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// Code of the village.
    pub village: String,
    /// The newest talk, RFC 3339; none when there never was one.
    pub since: Option<String>,
    /// Talks a year.
    pub talks_a_year: u32,
    /// When the next talk is planned, RFC 3339.
    pub planned: Option<String>,
    /// Whose turn it is.
    pub turn: Turn,
}

/// Where somebody stands in the list. The order is the order on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// A talk fits the rhythm now.
    Now,
    /// A talk is planned.
    Planned,
    /// A talk fits later.
    Later,
    /// The person asks when a talk is wanted.
    OnRequest,
}

impl Opened {
    /// The caseload, with the day to plan: the next one on which talks are held unless `date` says
    /// another.
    pub fn caseload(&self, date: Option<&str>, now: DateTime<Utc>) -> Result<Caseload> {
        let today = now.with_timezone(&Amsterdam).date_naive();
        let date = match date {
            Some(date) => day(date)?,
            None => next_workday(today),
        };
        let talks = self.talks_on(date)?;
        let norm = self.town()?.norm();
        Ok(Caseload {
            date: date.to_string(),
            talks_a_year: norm.talks_a_year,
            talks_a_morning: norm.talks_a_morning,
            free: self.free_times(&talks)?,
            talks,
            people: self.caseload_people(today)?,
        })
    }

    /// Plans a talk with a person in the first free time of a day, where the last one was. Answers its
    /// id.
    pub fn plan_into_day(&mut self, person: Uuid, date: &str, now: DateTime<Utc>) -> Result<Uuid> {
        let (at, place) = self.room_on(person, date)?;
        self.plan_conversation(person, &at, &place, now)
    }

    /// The first free time of a day, RFC 3339, and the place where the last talk with a person was.
    pub(super) fn room_on(&self, person: Uuid, date: &str) -> Result<(String, String)> {
        let date = day(date)?;
        let taken = self.talks_on(date)?;
        let free = self.free_times(&taken)?;
        // Beyond the morning there is still an afternoon, which the coach fills by hand.
        let time = match (free.first(), taken.last()) {
            (Some(free), _) => time(free)?,
            (None, last) => after(last.map(|last| local_time(&last.at))),
        };
        let records = self.records_of(person)?;
        let place = talks(&records)
            .into_iter()
            .filter_map(|talk| text(talk, "place"))
            .find(|place| *place != "telefonisch")
            .unwrap_or("thuis")
            .to_owned();
        Ok((moment_at(date, time), place))
    }

    /// Moves a planned talk to another time or place.
    pub fn replan_conversation(
        &mut self,
        talk: Uuid,
        at: &str,
        place: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self.planned_talk(talk)?;
        let fields = [("at", at.into()), ("place", place.into())];
        self.store
            .save(&[over(&record, fields)], now.timestamp_millis())?;
        Ok(())
    }

    /// Takes a planned talk out of the day again.
    pub fn drop_plan(&mut self, talk: Uuid, now: DateTime<Utc>) -> Result<()> {
        let record = self.planned_talk(talk)?;
        self.store
            .save(&[without(&record)], now.timestamp_millis())?;
        Ok(())
    }

    fn planned_talk(&self, talk: Uuid) -> Result<StoredRecord> {
        let record = self.conversation_record(talk)?;
        if text(&record, "status") == Some("planned") && !record.state.is_removed() {
            return Ok(record);
        }
        Err(DeviceError::ChangedMeanwhile)
    }

    fn free_times(&self, talks: &[TalkRow]) -> Result<Vec<String>> {
        let taken: Vec<NaiveTime> = talks
            .iter()
            .filter(|talk| talk.status != "missed")
            .map(|talk| local_time(&talk.at))
            .collect();
        let free = self.town()?.norm().free_times(&taken);
        Ok(free
            .iter()
            .map(|time| time.format("%H:%M").to_string())
            .collect())
    }

    /// This coach's people: whose turn it is first, and of those who was longest not spoken.
    pub(super) fn caseload_people(&self, today: NaiveDate) -> Result<Vec<CaseloadPerson>> {
        let norm = self.town()?.norm();
        let rows = self.store.caseload(self.me().coach, midnight(today))?;
        let mut people: Vec<_> = self
            .caseload_as_one(rows, midnight(today))?
            .into_iter()
            .map(|row| {
                let talks_a_year = norm.for_person(row.talks_a_year);
                let fits = fits_from(row.last_talk.as_deref().and_then(local_day), talks_a_year);
                let turn = match (&row.planned, fits) {
                    (Some(_), _) => Turn::Planned,
                    (None, Some(fits)) if fits <= today => Turn::Now,
                    (None, Some(_)) => Turn::Later,
                    (None, None) => Turn::OnRequest,
                };
                let planned = row.planned.as_ref().map(|(_, at)| moment(at));
                let order = (turn, planned, fits);
                (order, person(row, talks_a_year, turn))
            })
            .collect();
        // Stable: of one day, by name.
        people.sort_by_key(|(order, _)| *order);
        Ok(people.into_iter().map(|(_, person)| person).collect())
    }
}

impl Opened {
    /// Somebody with several dossiers stands in the list once, with the talks of all of them.
    fn caseload_as_one(&self, rows: Vec<CaseloadRow>, from: i64) -> Result<Vec<CaseloadRow>> {
        let same = self.same_people()?;
        let mut shown = Vec::new();
        for mut row in rows {
            if same.head(row.id) != row.id {
                continue;
            }
            for other in same.dossiers(row.id).into_iter().skip(1) {
                let (last, planned) = self.store.talks_around(other, from)?;
                row.last_talk = later(row.last_talk, last);
                let both = row.planned.into_iter().chain(planned);
                row.planned = both.min_by_key(|(_, at)| moment(at));
            }
            shown.push(row);
        }
        Ok(shown)
    }
}

const AFTERNOON: NaiveTime = match NaiveTime::from_hms_opt(13, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// A time in the afternoon, after the last talk of the day.
fn after(last: Option<NaiveTime>) -> NaiveTime {
    match last {
        Some(last) if last >= AFTERNOON => last + TimeDelta::minutes(45),
        _ => AFTERNOON,
    }
}

fn person(row: CaseloadRow, talks_a_year: u32, turn: Turn) -> CaseloadPerson {
    CaseloadPerson {
        person: row.id,
        name: row.name,
        village: row.village,
        since: row.last_talk,
        talks_a_year,
        planned: row.planned.map(|(_, at)| at),
        turn,
    }
}

fn day(text: &str) -> Result<NaiveDate> {
    let read = text.parse::<NaiveDate>();
    read.map_err(|_| DeviceError::BadRequest(format!("{text:?} is no day")))
}

fn time(text: &str) -> Result<NaiveTime> {
    let read = NaiveTime::parse_from_str(text, "%H:%M");
    read.map_err(|_| DeviceError::BadRequest(format!("{text:?} is no time")))
}

fn local_day(at: &str) -> Option<NaiveDate> {
    let at = DateTime::parse_from_rfc3339(at).ok()?;
    Some(at.with_timezone(&Amsterdam).date_naive())
}

fn moment(at: &str) -> i64 {
    DateTime::parse_from_rfc3339(at).map_or(0, |at| at.timestamp())
}

fn local_time(at: &str) -> NaiveTime {
    DateTime::parse_from_rfc3339(at)
        .map_or(NaiveTime::MIN, |at| at.with_timezone(&Amsterdam).time())
}

/// RFC 3339 of a day and time in Amsterdam.
fn moment_at(date: NaiveDate, time: NaiveTime) -> String {
    let naive = date.and_time(time);
    let at = Amsterdam.from_local_datetime(&naive).earliest();
    at.map_or_else(
        || naive.and_utc().to_rfc3339(),
        |at| at.fixed_offset().to_rfc3339(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::FieldValue;
    use crate::screens::desk::{Desk, at};

    const NOW: &str = "2026-11-26";

    fn turns(desk: &Desk) -> Vec<(String, Turn)> {
        let caseload = desk.opened.caseload(None, at(NOW)).unwrap();
        let people = caseload.people.into_iter();
        people.map(|person| (person.name, person.turn)).collect()
    }

    #[test]
    fn whose_turn_it_is_comes_first_and_of_those_the_longest_not_spoken() {
        let mut desk = Desk::new();
        let people = ["Anna", "Bram", "Cor", "Dirk", "Els", "Fien"].map(|name| desk.person(name));
        let [anna, bram, cor, dirk, els, _] = people;
        for (person, day) in [
            (anna, "2026-08-01"),
            (bram, "2026-07-01"),
            (cor, "2026-11-20"),
        ] {
            desk.talk(person, day);
        }
        // A short contact brings nobody further down.
        desk.opened
            .add_brief_contact(bram, "Belde.", at(NOW))
            .unwrap();
        desk.opened
            .plan_into_day(dirk, "2026-12-01", at(NOW))
            .unwrap();
        let rhythm = desk.opened.dossier(els, at(NOW)).unwrap().person;
        let seldom = FieldValue::Number(0);
        desk.opened
            .save_field(&rhythm.r#ref, "talks_a_year", seldom, &[], at(NOW))
            .unwrap();
        let wanted = [
            ("Fien", Turn::Now),
            ("Bram", Turn::Now),
            ("Anna", Turn::Now),
            ("Dirk", Turn::Planned),
            ("Cor", Turn::Later),
            ("Els", Turn::OnRequest),
        ];
        assert_eq!(
            turns(&desk),
            wanted.map(|(name, turn)| (name.to_owned(), turn))
        );
        let longest = desk.opened.today(at(NOW)).unwrap().longest;
        assert_eq!(longest.map(|one| one.name).as_deref(), Some("Fien"));
        // A closed file leaves the list.
        desk.opened
            .close_dossier(bram, Some("verhuisd"), at(NOW))
            .unwrap();
        assert_eq!(turns(&desk)[1].0, "Anna");
    }

    #[test]
    fn a_day_is_filled_from_the_morning_on() {
        let mut desk = Desk::new();
        let people = ["Anna", "Bram", "Cor", "Dirk", "Els"].map(|name| desk.person(name));
        let planned = people.map(|person| {
            desk.opened
                .plan_into_day(person, "2026-12-01", at(NOW))
                .unwrap()
        });
        let day = |desk: &Desk| desk.opened.caseload(Some("2026-12-01"), at(NOW)).unwrap();
        let times = |desk: &Desk| -> Vec<String> {
            let talks = day(desk).talks.into_iter();
            talks.map(|talk| talk.at[11..16].to_owned()).collect()
        };
        assert_eq!(times(&desk), ["09:00", "10:15", "11:30", "13:30", "14:15"]);
        assert_eq!(day(&desk).free, Vec::<String>::new());
        desk.opened.drop_plan(planned[1], at(NOW)).unwrap();
        assert_eq!(day(&desk).free, ["10:15"]);
        desk.opened.drop_plan(planned[0], at(NOW)).unwrap();
        let later = "2026-12-01T15:00:00+01:00";
        desk.opened
            .replan_conversation(planned[2], later, "bibliotheek", at(NOW))
            .unwrap();
        assert_eq!(times(&desk), ["13:30", "14:15", "15:00"]);
        assert_eq!(day(&desk).talks[2].place.as_deref(), Some("bibliotheek"));
        assert_eq!(day(&desk).free, ["09:00", "10:15", "11:30"]);
        assert!(desk.opened.drop_plan(planned[0], at(NOW)).is_err());
        let held = desk.talk(people[0], NOW);
        assert!(desk.opened.drop_plan(held, at(NOW)).is_err());
        assert!(
            desk.opened
                .replan_conversation(held, later, "thuis", at(NOW))
                .is_err()
        );
    }
}
