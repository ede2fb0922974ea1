//! Whom a coach speaks when: the rhythm that a municipality sets, and another one where a person needs
//! it. It orders a list; nobody is counted as too late.

use crate::record::Record;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

/// How often a municipality wants people to be spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Norm {
    /// Talks a year for each person.
    pub talks_a_year: u32,
    /// Talks that fit in a coach's morning.
    pub talks_a_morning: u32,
}

impl Default for Norm {
    fn default() -> Self {
        Norm {
            talks_a_year: 4,
            talks_a_morning: 3,
        }
    }
}

impl Norm {
    /// What the municipality set; where it set nothing, four a year and three each morning.
    pub fn of(municipality: &Record) -> Norm {
        let usual = Norm::default();
        let set = |field, usual| match municipality.int(field).map(u32::try_from) {
            Some(Ok(number)) => number,
            _ => usual,
        };
        Norm {
            talks_a_year: set("talks_a_year", usual.talks_a_year),
            talks_a_morning: set("talks_a_morning", usual.talks_a_morning),
        }
    }

    /// Talks a year with somebody who may have a rhythm of their own.
    pub fn for_person(self, own: Option<i64>) -> u32 {
        own.and_then(|own| u32::try_from(own).ok())
            .unwrap_or(self.talks_a_year)
    }

    /// The times of a morning at which no talk is planned yet, where `taken` are those of the day.
    pub fn free_times(self, taken: &[NaiveTime]) -> Vec<NaiveTime> {
        const STARTS: u32 = 9 * 60;
        const LASTS: u32 = 3 * 60 + 45;
        const LEAST: u32 = 30;
        let talks = self.talks_a_morning.max(1);
        let apart = (LASTS / talks / 15 * 15).max(LEAST);
        let clash = |minute: u32| {
            taken.iter().any(|taken| {
                let at = chrono::Timelike::num_seconds_from_midnight(taken) / 60;
                at.abs_diff(minute) < apart.min(45)
            })
        };
        let in_morning = |taken: &&NaiveTime| chrono::Timelike::hour(*taken) < 13;
        let left = talks.saturating_sub(taken.iter().filter(in_morning).count() as u32);
        (0..talks)
            .map(|place| STARTS + place * apart)
            .filter(|minute| !clash(*minute))
            .filter_map(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0))
            .take(left as usize)
            .collect()
    }
}

/// From when a next talk fits somebody's rhythm. Who was never spoken is welcome at once; who asks
/// for none is not planned.
pub fn fits_from(last: Option<NaiveDate>, talks_a_year: u32) -> Option<NaiveDate> {
    let apart = 365_u32.checked_div(talks_a_year)?;
    match last {
        Some(last) => last.checked_add_days(Days::new(apart.into())),
        None => Some(NaiveDate::MIN),
    }
}

/// The next day on which talks are held.
pub fn next_workday(day: NaiveDate) -> NaiveDate {
    let away = match day.weekday() {
        Weekday::Fri => 3,
        Weekday::Sat => 2,
        _ => 1,
    };
    day.checked_add_days(Days::new(away)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::municipality;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn times(texts: &[&str]) -> Vec<NaiveTime> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_municipality_sets_the_norm_and_a_person_can_have_another() {
        let town = Record::new(Uuid::nil(), Uuid::nil(), &municipality::KIND);
        assert_eq!(Norm::of(&town), Norm::default());
        let norm = Norm::of(&town.with("talks_a_year", 3).with("talks_a_morning", 2));
        assert_eq!((norm.talks_a_year, norm.talks_a_morning), (3, 2));
        assert_eq!(norm.for_person(None), 3);
        assert_eq!(norm.for_person(Some(12)), 12);
        assert_eq!(norm.for_person(Some(0)), 0);
    }

    #[test]
    fn a_next_talk_fits_when_the_rhythm_says_so() {
        let last = Some(day("2026-09-07"));
        assert_eq!(fits_from(last, 4), Some(day("2026-12-07")));
        assert_eq!(fits_from(last, 12), Some(day("2026-10-07")));
        // Who was never spoken comes first, and who asks for none does not come at all.
        assert!(fits_from(None, 4) < fits_from(last, 365));
        assert_eq!(fits_from(last, 0), None);
        assert_eq!(fits_from(None, 0), None);
    }

    #[test]
    fn a_morning_has_room_for_as_many_talks_as_the_norm_says() {
        let norm = Norm::default();
        let whole = times(&["09:00:00", "10:15:00", "11:30:00"]);
        assert_eq!(norm.free_times(&[]), whole);
        assert_eq!(norm.free_times(&times(&["10:00:00"])), [whole[0], whole[2]]);
        assert_eq!(norm.free_times(&whole), []);
        // An afternoon takes no room, and three talks are enough wherever they stand.
        assert_eq!(norm.free_times(&times(&["13:30:00"])), whole);
        let early = times(&["08:00:00", "08:10:00", "12:30:00"]);
        assert_eq!(norm.free_times(&early), []);
        let two = Norm {
            talks_a_morning: 2,
            ..norm
        };
        assert_eq!(two.free_times(&[]), times(&["09:00:00", "10:45:00"]));
    }

    #[test]
    fn no_talk_is_planned_in_the_weekend_by_itself() {
        assert_eq!(next_workday(day("2026-11-26")), day("2026-11-27"));
        for before in ["2026-11-27", "2026-11-28", "2026-11-29"] {
            assert_eq!(next_workday(day(before)), day("2026-11-30"));
        }
    }
}
