//! Aftercare: a talk to hear how it goes comes up by itself after an outcome, and after a closing
//! because the goal was reached. The coach plans it, names another day, or does not.

use super::conversation::talks;
use super::field::text;
use super::outcome::is_closed;
use super::to_do::{ToDo, ToDoKind};
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use chrono_tz::Europe::Amsterdam;
use domain::aftercare::{REACHED, comes_up, is_past, offered};
use domain::caseload::next_workday;
use domain::value::Value;
use replication::RecordId;
use serde::Serialize;
use specta::Type;
use std::collections::BTreeSet;
use store::StoredRecord;
use uuid::Uuid;

/// The code of such a talk.
const AFTERCARE: &str = "nazorg";
const DECLINED: &str = "aftercare_declined";

/// What is offered to hear how it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Aftercare {
    /// The outcome, or the person whose file was closed.
    pub after: Uuid,
    /// The day that is offered, `YYYY-MM-DD`; none while nothing is to be planned.
    pub on: Option<String>,
    /// The next talk, RFC 3339.
    pub planned: Option<String>,
    /// An earlier offer was not wanted.
    pub declined: bool,
}

impl Opened {
    /// What is offered for somebody, if anything began or was reached lately.
    pub(super) fn aftercare(
        &self,
        records: &[StoredRecord],
        person: &StoredRecord,
        today: NaiveDate,
    ) -> Option<Aftercare> {
        let (since, after) = began(records, person)?;
        if is_past(since, today) {
            return None;
        }
        let declined = day(after, DECLINED);
        let planned = planned(records, today);
        let on = offered(since, last_talk(records, today), declined).map(|on| fitting(on, today));
        Some(Aftercare {
            after: after.id.0,
            on: on.map(|on| on.to_string()),
            planned: planned.and_then(|talk| text(talk, "at").map(str::to_owned)),
            declined: declined.is_some(),
        })
    }

    /// The aftercare of this coach's people that comes up on `date`, by day.
    pub(super) fn aftercare_due(&self, date: NaiveDate) -> Result<Vec<ToDo>> {
        let same = self.same_people()?;
        let mut due = Vec::new();
        let lately = self.store.lately_changed(&date.to_string())?;
        let heads = lately.into_iter().map(|dossier| same.head(dossier.0));
        let heads: BTreeSet<Uuid> = heads.collect();
        for head in heads {
            let Some(person) = self.store.record(RecordId(head))? else {
                continue;
            };
            if !self.is_mine_or_nobodys(&person) {
                continue;
            }
            let records = self.records_of(head)?;
            let Some(Aftercare {
                after,
                on: Some(on),
                ..
            }) = self.aftercare(&records, &person, date)
            else {
                continue;
            };
            let comes = on.parse().is_ok_and(|on| comes_up(on) <= date);
            let after = records.iter().find(|record| record.id.0 == after);
            if let Some(after) = after.filter(|_| comes) {
                let what = text(after, "kind").unwrap_or_default().to_owned();
                due.push(self.thing(ToDoKind::Aftercare, after, what, on)?);
            }
        }
        due.sort_by(|one, other| one.on.cmp(&other.on));
        Ok(due)
    }

    /// Plans a talk to hear how it goes, in the first free time of a day. Answers when, RFC 3339.
    pub fn plan_aftercare(
        &mut self,
        person: Uuid,
        date: &str,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let (at, place) = self.room_on(person, date)?;
        self.new_conversation(person, &at, &place, AFTERCARE, "planned", now)?;
        Ok(at)
    }

    /// The day that is offered is not wanted, or all the same.
    pub fn decline_aftercare(
        &mut self,
        person: Uuid,
        declined: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let not_found = || DeviceError::NotFound(person.to_string());
        let head = self.same_people()?.head(person);
        let root = self.store.record(RecordId(head))?.ok_or_else(not_found)?;
        let records = self.records_of(head)?;
        let Some((since, after)) = began(&records, &root) else {
            return Err(DeviceError::ChangedMeanwhile);
        };
        let today = now.with_timezone(&Amsterdam).date_naive();
        let until = match declined {
            true => offered(since, last_talk(&records, today), day(after, DECLINED)),
            false => None,
        };
        let until = Value::from(until.map(|day| day.to_string()));
        self.set(after, &[(DECLINED, until)], now)
    }
}

/// What aftercare follows now, and since when: the newest outcome that may still hold, or the closing.
/// After another closing somebody is left in peace.
fn began<'r>(
    records: &'r [StoredRecord],
    person: &'r StoredRecord,
) -> Option<(NaiveDate, &'r StoredRecord)> {
    let closing = text(person, "closing");
    if closing.is_some_and(|why| why != REACHED) {
        return None;
    }
    let outcomes = records
        .iter()
        .filter(|record| record.kind == "outcome")
        .filter(|outcome| *outcome.state.value("lasted") == Value::Null)
        .filter_map(|outcome| Some((day(outcome, "on")?, outcome)));
    let closed = is_closed(person).then(|| Some((day(person, "closed_on")?, person)));
    outcomes
        .chain(closed.flatten())
        .max_by_key(|(since, record)| (*since, record.id))
}

/// The first talk that is planned from today on.
fn planned(records: &[StoredRecord], today: NaiveDate) -> Option<&StoredRecord> {
    records
        .iter()
        .filter(|record| record.kind == "conversation")
        .filter(|talk| text(talk, "status") == Some("planned"))
        .filter(|talk| day_of(talk).is_some_and(|on| on >= today))
        .min_by_key(|talk| day_of(talk))
}

/// The day of the last talk that was held, or of the one that is planned.
fn last_talk(records: &[StoredRecord], today: NaiveDate) -> Option<NaiveDate> {
    let held = talks(records).into_iter().filter_map(day_of).max();
    held.max(planned(records, today).and_then(day_of))
}

/// The offered day, moved to one that is still to come and on which talks are held.
fn fitting(on: NaiveDate, today: NaiveDate) -> NaiveDate {
    let on = if on <= today { next_workday(today) } else { on };
    match on.weekday() {
        Weekday::Sat | Weekday::Sun => next_workday(on),
        _ => on,
    }
}

fn day(record: &StoredRecord, field: &str) -> Option<NaiveDate> {
    text(record, field)?.parse().ok()
}

fn day_of(talk: &StoredRecord) -> Option<NaiveDate> {
    let at = DateTime::parse_from_rfc3339(text(talk, "at")?).ok()?;
    Some(at.with_timezone(&Amsterdam).date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::desk::{Desk, at};

    fn offer(desk: &Desk, person: Uuid, on: &str) -> Option<Aftercare> {
        desk.opened.outcomes(person, at(on)).unwrap().aftercare
    }

    fn day_offered(desk: &Desk, person: Uuid, on: &str) -> Option<String> {
        offer(desk, person, on).and_then(|offer| offer.on)
    }

    fn comes_up_on(desk: &Desk, on: &str) -> Vec<String> {
        let things = desk.opened.today(at(on)).unwrap().to_do.into_iter();
        let things = things.filter(|thing| thing.kind == ToDoKind::Aftercare);
        things.map(|thing| thing.on).collect()
    }

    fn began_work() -> (Desk, Uuid) {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        desk.talk(person, "2026-03-02");
        desk.opened
            .add_outcome(person, "betaald_werk", "2026-03-02", at("2026-03-02"))
            .unwrap();
        (desk, person)
    }

    #[test]
    fn after_an_outcome_a_talk_comes_up_by_itself_until_there_is_one() {
        let (mut desk, person) = began_work();
        assert_eq!(
            day_offered(&desk, person, "2026-03-02").as_deref(),
            Some("2026-04-02")
        );
        assert_eq!(comes_up_on(&desk, "2026-03-18"), Vec::<String>::new());
        assert_eq!(comes_up_on(&desk, "2026-03-19"), ["2026-04-02"]);
        // A day that has passed is not held against anybody: the next one is offered.
        assert_eq!(comes_up_on(&desk, "2026-04-17"), ["2026-04-20"]);
        let planned = desk
            .opened
            .plan_aftercare(person, "2026-04-02", at("2026-03-19"))
            .unwrap();
        assert_eq!(comes_up_on(&desk, "2026-03-19"), Vec::<String>::new());
        let shown = offer(&desk, person, "2026-03-19").unwrap();
        assert_eq!(shown.planned.as_deref(), Some(planned.as_str()));
        let talks = desk.opened.today(at("2026-04-02")).unwrap().talks;
        let talk = desk
            .opened
            .conversation(talks[0].conversation, at("2026-04-02"))
            .unwrap();
        assert_eq!(
            talk.kind.value,
            crate::screens::FieldValue::Text("nazorg".into())
        );
        // It did not come to a talk, and the day is offered again; then it goes by itself.
        desk.opened
            .miss_conversation(talks[0].conversation, "ziek", at("2026-04-02"))
            .unwrap();
        assert_eq!(comes_up_on(&desk, "2026-04-02"), ["2026-04-03"]);
        desk.talk(person, "2026-04-03");
        assert_eq!(comes_up_on(&desk, "2026-05-18"), Vec::<String>::new());
        assert_eq!(comes_up_on(&desk, "2026-05-19"), ["2026-06-02"]);
        assert_eq!(comes_up_on(&desk, "2026-09-01"), ["2026-09-02"]);
        assert_eq!(comes_up_on(&desk, "2026-09-02"), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_wanted_is_not_offered_until_the_next_time() {
        let (mut desk, person) = began_work();
        let now = at("2026-03-20");
        desk.opened.decline_aftercare(person, true, now).unwrap();
        assert_eq!(comes_up_on(&desk, "2026-04-02"), Vec::<String>::new());
        assert_eq!(comes_up_on(&desk, "2026-05-19"), ["2026-06-02"]);
        assert!(offer(&desk, person, "2026-03-20").unwrap().declined);
        desk.opened.decline_aftercare(person, false, now).unwrap();
        assert_eq!(comes_up_on(&desk, "2026-04-01"), ["2026-04-02"]);
        assert!(!offer(&desk, person, "2026-03-20").unwrap().declined);
    }

    #[test]
    fn a_reached_goal_asks_for_aftercare_and_another_closing_for_none() {
        let (mut desk, person) = began_work();
        let closed = at("2026-03-25");
        desk.opened
            .close_dossier(person, Some(REACHED), closed)
            .unwrap();
        // The closing is newer than the outcome. 25 April is a Saturday.
        assert_eq!(
            day_offered(&desk, person, "2026-03-25").as_deref(),
            Some("2026-04-27")
        );
        assert_eq!(comes_up_on(&desk, "2026-04-13"), ["2026-04-27"]);
        for reason in ["verhuisd", "overleden", "eigen_verzoek", "geen_contact"] {
            desk.opened
                .close_dossier(person, Some(reason), closed)
                .unwrap();
            assert_eq!(offer(&desk, person, "2026-04-13"), None, "{reason}");
            assert_eq!(comes_up_on(&desk, "2026-04-13"), Vec::<String>::new());
        }
        desk.opened.close_dossier(person, None, closed).unwrap();
        assert_eq!(comes_up_on(&desk, "2026-04-13"), ["2026-04-14"]);
    }
}
