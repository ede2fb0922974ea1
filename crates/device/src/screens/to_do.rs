//! Uitwerken: everything that is left to do, as one list.

use super::field::{Field, RecordRef, id, text, texts};
use super::today::midnight;
use super::town::Town;
use crate::Result;
use crate::opened::Opened;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::kinds::referral::{Ask, asks};
use replication::RecordId;
use serde::Serialize;
use specta::Type;
use store::StoredRecord;
use uuid::Uuid;

/// Work that waits longer than this to be sent is told apart.
const UNSENT_DAYS: u64 = 3;

/// Something left to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ToDo {
    /// What kind of thing.
    pub kind: ToDoKind,
    /// The record that it is about.
    pub r#ref: RecordRef,
    /// The person.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// What, in words or as a code: the step, the recipient of a referral, the kind of outcome, who
    /// handed over. Nothing for a private task.
    pub what: String,
    /// Code of the status of a referral.
    pub status: Option<String>,
    /// `YYYY-MM-DD`, or RFC 3339 of a talk.
    pub on: String,
    /// Code of who does a step.
    pub who: Option<String>,
    /// The agreement of a copy, the talk of a task.
    pub about: Option<Uuid>,
    /// Ticks a step off.
    pub done: Option<Field>,
}

/// The kinds, in the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ToDoKind {
    /// A task that only this coach and a colleague know of.
    Task,
    /// A person was given to this coach, who has not read what there is to know.
    Handover,
    /// The person says that something is not right, and is to hear what was done with it.
    Correction,
    /// A talk to finish.
    Talk,
    /// Somebody walked in, and no more than a first name is known.
    Complete,
    /// The person is to get a copy of what was signed.
    Copy,
    /// A recipient answered; the person is to hear it.
    Answer,
    /// A next step.
    Step,
    /// An agreement to look back at together.
    LookBack,
    /// Word back about a referral is due.
    FollowUp,
    /// How a trajectory goes.
    Trajectory,
    /// Whether an outcome lasts.
    Lasting,
    /// To hear how it goes with what somebody began.
    Aftercare,
}

impl Opened {
    /// Everything left to do on `date` or before, by kind and then by day.
    pub(super) fn to_do(&self, date: NaiveDate) -> Result<Vec<ToDo>> {
        let town = self.town()?;
        let mut left = Vec::new();
        for row in self.store.unfinished_conversations()? {
            if row.coach == self.me().coach
                && let Some(talk) = self.store.record(row.id)?
            {
                left.push(self.thing(ToDoKind::Talk, &talk, String::new(), row.at)?);
            }
        }
        let same = self.same_people()?;
        for row in self.store.caseload(self.me().coach, midnight(date))? {
            let by_first_name = row.name.split_whitespace().count() < 2;
            if by_first_name
                && same.head(row.id) == row.id
                && !self.is_known(&same, row.id)?
                && let Some(person) = self.store.record(row.id.into())?
            {
                left.push(self.thing(ToDoKind::Complete, &person, String::new(), String::new())?);
            }
        }
        for due in self.store.steps_due(&date.to_string())? {
            if let Some(record) = self.store.record(due)?
                && !self.is_over(&record)?
            {
                left.extend(self.due_thing(&town, &record)?);
            }
        }
        left.extend(self.aftercare_due(date)?);
        // Stable: each kind stays in order of its days.
        left.sort_by_key(|thing| thing.kind);
        Ok(left)
    }

    /// A closed file asks nothing any more, but whether what came of it lasts, and what the person is
    /// still to hear. After a death it does not ask that either.
    fn is_over(&self, record: &StoredRecord) -> Result<bool> {
        let shown = self.same_people()?.head(record.dossier.0);
        let person = self.store.record(shown.into())?;
        let closing = person.as_ref().and_then(|person| text(person, "closing"));
        let outlives = matches!(
            record.kind.as_str(),
            "outcome" | "correction" | "private_task"
        );
        Ok(closing.is_some_and(|reason| reason == "overleden" || !outlives))
    }

    /// What a record that falls due asks of this coach, if it asks anything.
    fn due_thing(&self, town: &Town, record: &StoredRecord) -> Result<Option<ToDo>> {
        let is_task = record.kind == "private_task";
        let mine = match record.kind.as_str() {
            "private_task" => !self.is_kept_from_me(record)?,
            "handover" => self.is_for_me_to_read(record)?,
            _ => self.is_on_me(town, record)?,
        };
        let of = |field| text(record, field).unwrap_or_default().to_owned();
        let said = |field| texts(record, field).unwrap_or_default();
        let (kind, what, on) = match record.kind.as_str() {
            _ if !mine => return Ok(None),
            "private_task" => (ToDoKind::Task, String::new(), of("on")),
            "handover" => {
                let from = id(record, "from").and_then(|from| town.coach(from));
                let from = from.unwrap_or_default().to_owned();
                (ToDoKind::Handover, from, of("on"))
            }
            "next_step" if id(record, "about").is_some() => {
                (ToDoKind::Copy, said("what"), of("on"))
            }
            "next_step" => (ToDoKind::Step, said("what"), of("on")),
            "agreement" if !self.holds(record)? => return Ok(None),
            "agreement" => (ToDoKind::LookBack, said("text"), of("look_back_on")),
            "trajectory" => (ToDoKind::Trajectory, said("name"), of("follow_up_on")),
            "correction" => (ToDoKind::Correction, said("text"), of("asked_on")),
            "outcome" => (ToDoKind::Lasting, of("kind"), of("on")),
            "referral" => match asks(|field| text(record, field)) {
                Some((Ask::Tell, on)) => (ToDoKind::Answer, of("to"), on.to_owned()),
                Some((Ask::FollowUp, on)) => (ToDoKind::FollowUp, of("to"), on.to_owned()),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        let mut thing = self.thing(kind, record, what, on)?;
        thing.status = text(record, "status").map(str::to_owned);
        thing.who = text(record, "who").map(str::to_owned);
        thing.about = id(record, if is_task { "conversation" } else { "about" });
        if kind == ToDoKind::Step {
            thing.done = Some(self.field(town, "next_step", Some(record), "done")?);
        }
        Ok(Some(thing))
    }

    pub(super) fn thing(
        &self,
        kind: ToDoKind,
        record: &StoredRecord,
        what: String,
        on: String,
    ) -> Result<ToDo> {
        Ok(ToDo {
            kind,
            r#ref: RecordRef::of(record),
            person: self.same_people()?.head(record.dossier.0),
            name: self.dossier_name(record.dossier.0)?,
            what,
            status: None,
            on,
            who: None,
            about: None,
            done: None,
        })
    }

    /// Whether a record is for this coach to see to: by the talk it belongs to, whose coach may have
    /// given the person to another since, or else by the person's fixed coach.
    fn is_on_me(&self, town: &Town, record: &StoredRecord) -> Result<bool> {
        let person = self.same_people()?.head(record.dossier.0);
        if let Some(talk) = id(record, "conversation")
            && let Some(talk) = self.store.record(RecordId(talk))?
            && let Some(coach) = self.keeper(person, &talk)?
            // Who left the team can keep nothing that was promised there.
            && town.coaches_of(Some(self.me().team)).any(|(one, _)| one == coach)
        {
            return Ok(coach == self.me().coach.0);
        }
        let person = self.store.record(RecordId(person))?;
        Ok(person.is_some_and(|person| self.is_mine_or_nobodys(&person)))
    }

    /// Since when work waits to be sent, RFC 3339, when that is long.
    pub(super) fn unsent_for_long(&self, now: DateTime<Utc>) -> Result<Option<String>> {
        let since = self
            .store
            .unsent_since()?
            .and_then(DateTime::from_timestamp_millis);
        let long = now.checked_sub_days(Days::new(UNSENT_DAYS));
        let waits = since.filter(|since| Some(*since) < long);
        Ok(waits.map(|since| since.to_rfc3339()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::FieldValue;
    use crate::screens::desk::{Desk, at};

    fn kinds(desk: &Desk, day: &str) -> Vec<ToDoKind> {
        let today = desk.opened.today(at(day)).unwrap();
        today.to_do.iter().map(|thing| thing.kind).collect()
    }

    #[test]
    fn a_referral_asks_for_word_back_and_then_that_the_person_hears_it() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        desk.talk(person, "2026-09-07");
        let referral = desk
            .opened
            .begin_referral(person, None, at("2026-09-07"))
            .unwrap();
        let shown = desk.opened.referral(referral).unwrap();
        let mut fill = |field: &str, value: &str| {
            let value = FieldValue::Text(value.into());
            desk.opened
                .save_field(&shown.r#ref, field, value, &[], at("2026-09-07"))
                .unwrap();
        };
        fill("to", "huisarts");
        fill("reason", "Wil graag leren zwemmen.");
        desk.opened
            .answer_consent(referral, true, at("2026-09-07"))
            .unwrap();
        desk.opened
            .move_referral(referral, "verstuurd", at("2026-09-07"))
            .unwrap();
        assert_eq!(kinds(&desk, "2026-09-27"), []);
        assert_eq!(kinds(&desk, "2026-09-28"), [ToDoKind::FollowUp]);
        desk.opened
            .move_referral(referral, "geaccepteerd", at("2026-09-29"))
            .unwrap();
        assert_eq!(kinds(&desk, "2026-09-29"), [ToDoKind::Answer]);
        desk.opened
            .tell_referral(referral, at("2026-09-30"))
            .unwrap();
        // With each step the recipient has as long again.
        assert_eq!(kinds(&desk, "2026-10-19"), []);
        assert_eq!(kinds(&desk, "2026-10-20"), [ToDoKind::FollowUp]);
        desk.opened
            .move_referral(referral, "gestart", at("2026-09-30"))
            .unwrap();
        assert_eq!(kinds(&desk, "2026-09-30"), [ToDoKind::Answer]);
    }

    #[test]
    fn a_closed_file_asks_only_whether_it_lasts_and_nothing_after_a_death() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let day = at("2026-01-10");
        let talk = desk.opened.begin_conversation(person, None, day).unwrap();
        let shown = desk.opened.conversation(talk, day).unwrap();
        let step = &shown.next_step.r#ref;
        for (field, value) in [("what", "Samen bellen."), ("on", "2026-01-12")] {
            let value = FieldValue::Text(value.into());
            desk.opened
                .save_field(step, field, value, &[], day)
                .unwrap();
        }
        desk.opened.close_conversation(talk, "closed", day).unwrap();
        desk.opened
            .add_outcome(person, "betaald_werk", "2026-01-11", day)
            .unwrap();
        let later = "2026-08-01";
        assert_eq!(kinds(&desk, later), [ToDoKind::Step, ToDoKind::Lasting]);
        for (reason, left) in [
            ("doel_bereikt", vec![ToDoKind::Lasting]),
            ("overleden", vec![]),
        ] {
            desk.opened
                .close_dossier(person, Some(reason), day)
                .unwrap();
            assert_eq!(kinds(&desk, later), left);
        }
    }

    #[test]
    fn who_came_by_a_first_name_alone_is_to_be_completed() {
        let mut desk = Desk::new();
        desk.person("Gerda");
        let known = desk.person("Bram");
        assert_eq!(kinds(&desk, "2026-09-02"), [ToDoKind::Complete; 2]);
        let shown = desk.opened.dossier(known, at("2026-09-02")).unwrap().person;
        let year = FieldValue::Number(1963);
        desk.opened
            .save_field(&shown.r#ref, "birth_year", year, &[], at("2026-09-02"))
            .unwrap();
        let left = desk.opened.today(at("2026-09-02")).unwrap().to_do;
        assert_eq!((left.len(), left[0].name.as_str()), (1, "Gerda"));
    }

    #[test]
    fn a_step_without_a_day_is_asked_for_until_it_is_done() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let talk = desk.talk(person, "2026-09-07");
        let shown = desk.opened.conversation(talk, at("2026-09-07")).unwrap();
        let task = shown.private_task.unwrap();
        let mut fill = |target: &RecordRef, field: &str, value: FieldValue| {
            desk.opened
                .save_field(target, field, value, &[], at("2026-09-07"))
                .unwrap();
            kinds(&desk, "2026-09-07")
        };
        let text = |text: &str| FieldValue::Text(text.to_owned());
        let (step, task) = (&shown.next_step.r#ref, &task.r#ref);
        fill(step, "what", text("De folder brengen."));
        let both = fill(task, "what", text("Bellen met Naima."));
        assert_eq!(both, [ToDoKind::Task, ToDoKind::Step]);
        assert_eq!(fill(step, "on", text("2026-10-07")), [ToDoKind::Task]);
        assert_eq!(fill(task, "done", FieldValue::Flag(true)), []);
    }

    #[test]
    fn a_talk_of_a_colleague_is_not_where_something_new_comes_from() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let mine = desk.talk(person, "2026-09-07");
        let other = desk.talk(person, "2026-09-08");
        let colleague = Uuid::from_u128(9);
        let record = desk.opened.conversation_record(other).unwrap();
        desk.opened
            .set(&record, &[("coach", colleague.into())], at("2026-09-08"))
            .unwrap();
        desk.opened
            .add_brief_contact(person, "Belde even.", at("2026-09-09"))
            .unwrap();
        let records = desk.opened.records_of(person).unwrap();
        assert_eq!(desk.opened.talk_of_new(&records, None), Some(mine));
        assert_eq!(desk.opened.talk_of_new(&records, Some(other)), Some(other));
    }

    #[test]
    fn work_that_waits_for_more_than_three_days_is_told() {
        let mut desk = Desk::new();
        desk.person("Gerda Wouters");
        let since = |day| desk.opened.today(at(day)).unwrap().unsent_since;
        assert_eq!(since("2026-09-04"), None);
        let told = since("2026-09-05").unwrap();
        assert!(told.starts_with("2026-09-01"), "{told}");
    }

    #[test]
    fn a_talk_to_finish_is_to_be_worked_out() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let day = at("2026-09-07");
        let talk = desk.opened.begin_conversation(person, None, day).unwrap();
        desk.opened.close_conversation(talk, "later", day).unwrap();
        assert_eq!(kinds(&desk, "2026-09-07"), [ToDoKind::Talk]);
        desk.opened.close_conversation(talk, "closed", day).unwrap();
        assert_eq!(kinds(&desk, "2026-09-07"), []);
    }
}
