//! A talk that did not take place: why, and when to try again. Who leaves between the two is asked later.

use super::field::text;
use super::today::midnight;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::value::Value;
use store::{ConversationRow, StoredRecord};
use uuid::Uuid;

/// For so many days after a talk that did not take place, it is asked when to try again.
const ASKED_DAYS: u64 = 60;

impl Opened {
    /// A planned talk did not take place. When to try again is asked next, or another day.
    pub fn miss_conversation(
        &mut self,
        talk: Uuid,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self.conversation_record(talk)?;
        if !matches!(text(&record, "status"), Some("planned" | "missed")) {
            return Err(DeviceError::BadRequest("this talk has begun".into()));
        }
        let fields = [
            ("status", "missed".into()),
            ("missed", reason.into()),
            ("try_again", true.into()),
        ];
        self.set(&record, &fields, now)
    }

    /// When to try again, of a talk that did not take place: `at` is RFC 3339, or not now.
    pub fn try_again(&mut self, talk: Uuid, at: Option<&str>, now: DateTime<Utc>) -> Result<()> {
        let missed = self.missed_talk(talk)?;
        if let Some(at) = at {
            let place = text(&missed, "place").unwrap_or("thuis");
            self.plan_conversation(missed.dossier.0, at, place, now)?;
        }
        self.set(&missed, &[("try_again", false.into())], now)
    }

    /// It did take place, or still will: it is planned as it was.
    pub fn undo_missed(&mut self, talk: Uuid, now: DateTime<Utc>) -> Result<()> {
        let missed = self.missed_talk(talk)?;
        let fields = [
            ("status", "planned".into()),
            ("missed", Value::Null),
            ("try_again", Value::Null),
        ];
        self.set(&missed, &fields, now)
    }

    fn missed_talk(&self, talk: Uuid) -> Result<StoredRecord> {
        let record = self.conversation_record(talk)?;
        match text(&record, "status") {
            Some("missed") => Ok(record),
            _ => Err(DeviceError::ChangedMeanwhile),
        }
    }

    /// Talks that did not take place, of which it was not said yet when to try again.
    pub(super) fn to_try_again(&self, date: NaiveDate) -> Result<Vec<ConversationRow>> {
        let from = date.checked_sub_days(Days::new(ASKED_DAYS)).unwrap_or(date);
        let mut asked = Vec::new();
        for row in self.store.conversations_missed(midnight(from))? {
            if let Some(talk) = self.store.record(row.id)?
                && talk.state.value("try_again").is_true()
            {
                asked.push(row);
            }
        }
        Ok(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::Today;
    use crate::screens::desk::{Desk, at};

    const DAY: &str = "2026-10-19";

    fn today(desk: &Desk, day: &str) -> Today {
        desk.opened.today(at(day)).unwrap()
    }

    fn planned(desk: &mut Desk) -> Uuid {
        let person = desk.person("Gerda Wouters");
        let when = format!("{DAY}T09:30:00+02:00");
        desk.opened
            .plan_conversation(person, &when, "bibliotheek", at(DAY))
            .unwrap()
    }

    #[test]
    fn who_leaves_after_the_reason_is_asked_again_when_to_try() {
        let mut desk = Desk::new();
        let talk = planned(&mut desk);
        desk.opened
            .miss_conversation(talk, "ziek", at(DAY))
            .unwrap();
        for day in [DAY, "2026-11-02"] {
            let asked = today(&desk, day).overdue;
            assert_eq!(asked[0].missed.as_deref(), Some("ziek"), "{day}");
        }
        assert!(today(&desk, "2026-12-31").overdue.is_empty());
        let when = "2026-10-26T09:30:00+01:00";
        desk.opened.try_again(talk, Some(when), at(DAY)).unwrap();
        assert!(today(&desk, DAY).overdue.is_empty());
        let next = today(&desk, "2026-10-26").talks;
        assert_eq!(
            (next[0].at.as_str(), next[0].place.as_deref()),
            (when, Some("bibliotheek"))
        );
    }

    #[test]
    fn it_did_take_place_after_all() {
        let mut desk = Desk::new();
        let talk = planned(&mut desk);
        assert!(desk.opened.undo_missed(talk, at(DAY)).is_err());
        desk.opened
            .miss_conversation(talk, "ziek", at(DAY))
            .unwrap();
        desk.opened.try_again(talk, None, at(DAY)).unwrap();
        assert!(today(&desk, DAY).overdue.is_empty());
        desk.opened.undo_missed(talk, at(DAY)).unwrap();
        let row = &today(&desk, DAY).talks[0];
        assert_eq!(
            (row.status.as_str(), row.missed.as_deref()),
            ("planned", None)
        );
    }
}
