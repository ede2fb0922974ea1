//! The time a talk takes, kept on this device by itself while the talk is on screen.

use super::field::text;
use crate::Result;
use crate::opened::Opened;
use domain::value::Value;
use store::StoredRecord;
use uuid::Uuid;

/// The most that is told at once: what is more was time without the talk.
const MOST_AT_ONCE: u32 = 60;

/// What is kept of a talk that is not closed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Spent {
    seconds: u32,
    /// The minutes that were written down when it was left for later.
    written: Option<i64>,
}

impl Opened {
    /// Adds time to a talk that is not closed, also while it is worked out later; answers the seconds
    /// it took up to now.
    pub fn spend_time(&mut self, talk: Uuid, seconds: u32) -> Result<u32> {
        let record = self.conversation_record(talk)?;
        let mut spent = self.spent_on(talk)?;
        let is_on = matches!(text(&record, "status"), Some("open" | "later"));
        if is_on && seconds > 0 {
            spent.seconds = spent.seconds.saturating_add(seconds.min(MOST_AT_ONCE));
            self.keep_spent(talk, spent)?;
        }
        Ok(spent.seconds)
    }

    /// The minutes to write down when a talk ends, unless the coach wrote them.
    pub(crate) fn minutes_spent(&self, talk: &StoredRecord) -> Result<Option<i64>> {
        let spent = self.spent_on(talk.id.0)?;
        let minutes = talk.state.value("minutes");
        let is_ours = *minutes == Value::Null || minutes.as_int() == spent.written;
        Ok((is_ours && spent.seconds > 0).then(|| i64::from(spent.seconds.div_ceil(60))))
    }

    /// The talk is left for later with these minutes: its time goes on from here.
    pub(crate) fn note_minutes(&mut self, talk: Uuid, written: Option<i64>) -> Result<()> {
        let spent = Spent {
            written,
            ..self.spent_on(talk)?
        };
        self.keep_spent(talk, spent)
    }

    /// The time is written down, or no longer asked for.
    pub(crate) fn forget_time(&mut self, talk: Uuid) -> Result<()> {
        self.set_setting(&setting(talk), None)
    }

    fn spent_on(&self, talk: Uuid) -> Result<Spent> {
        let kept = self.setting(&setting(talk))?.unwrap_or_default();
        let mut numbers = kept.split(' ').map(|number| number.parse().ok());
        let seconds = numbers.next().flatten().unwrap_or_default();
        Ok(Spent {
            seconds,
            written: numbers.next().flatten().map(i64::from),
        })
    }

    fn keep_spent(&mut self, talk: Uuid, spent: Spent) -> Result<()> {
        let kept = match spent.written {
            Some(minutes) => format!("{} {minutes}", spent.seconds),
            None => spent.seconds.to_string(),
        };
        self.set_setting(&setting(talk), Some(&kept))
    }
}

fn setting(talk: Uuid) -> String {
    format!("time-{talk}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::FieldValue;
    use crate::screens::desk::{Desk, at};

    const DAY: &str = "2026-09-07";

    fn minutes(desk: &Desk, talk: Uuid) -> Option<i64> {
        let record = desk.opened.conversation_record(talk).unwrap();
        record.state.value("minutes").as_int()
    }

    #[test]
    fn the_time_goes_on_when_a_talk_is_worked_out_later() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let talk = desk
            .opened
            .begin_conversation(person, None, at(DAY))
            .unwrap();
        assert_eq!(desk.opened.spend_time(talk, 50).unwrap(), 50);
        desk.opened
            .close_conversation(talk, "later", at(DAY))
            .unwrap();
        assert_eq!(minutes(&desk, talk), Some(1));
        assert_eq!(desk.opened.spend_time(talk, 40).unwrap(), 90);
        desk.opened
            .close_conversation(talk, "closed", at(DAY))
            .unwrap();
        assert_eq!(minutes(&desk, talk), Some(2));
        assert_eq!(desk.opened.spend_time(talk, 40).unwrap(), 0);
        assert_eq!(minutes(&desk, talk), Some(2));
    }

    #[test]
    fn what_the_coach_wrote_stays() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let talk = desk
            .opened
            .begin_conversation(person, None, at(DAY))
            .unwrap();
        desk.opened.spend_time(talk, 50).unwrap();
        desk.opened
            .close_conversation(talk, "later", at(DAY))
            .unwrap();
        let shown = desk.opened.conversation(talk, at(DAY)).unwrap();
        let seen = shown.minutes.seen;
        desk.opened
            .save_field(
                &shown.r#ref,
                "minutes",
                FieldValue::Number(75),
                &seen,
                at(DAY),
            )
            .unwrap();
        desk.opened.spend_time(talk, 60).unwrap();
        desk.opened
            .close_conversation(talk, "closed", at(DAY))
            .unwrap();
        assert_eq!(minutes(&desk, talk), Some(75));
    }
}
