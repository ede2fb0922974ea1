//! Aftercare: when it is time to hear how it goes with somebody who began something new, or whose file
//! was closed because the goal was reached. It offers a day and counts nothing.

use crate::kinds::outcome::asked_on;
use chrono::{Days, Months, NaiveDate};

/// The closing after which aftercare is offered: whoever moved or wants no more is left in peace.
pub const REACHED: &str = "doel_bereikt";

/// So many months after it began. After six it is asked whether it lasts, which is a talk too.
const MONTHS: [u32; 2] = [1, 3];
/// So long before the day it comes up, and a talk so shortly before is that talk.
const AHEAD: Days = Days::new(14);

/// The day that aftercare is offered for, of what began on `since`: the first for which there is no
/// talk yet, held or planned, and that was not declined. `talk` is the newest one.
pub fn offered(
    since: NaiveDate,
    talk: Option<NaiveDate>,
    declined: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let mut days = MONTHS
        .iter()
        .filter_map(|months| since.checked_add_months(Months::new(*months)));
    days.find(|day| {
        let talked = talk.is_some_and(|talk| comes_up(*day) <= talk);
        !talked && declined.is_none_or(|declined| declined < *day)
    })
}

/// From when an offered day comes up by itself.
pub fn comes_up(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(AHEAD).unwrap_or(day)
}

/// Whether it lies too far back to be offered: by then it is asked whether it lasts.
pub fn is_past(since: NaiveDate, today: NaiveDate) -> bool {
    asked_on(since).is_none_or(|asked| asked <= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn it_is_offered_after_one_month_and_after_three() {
        let since = day("2026-03-01");
        let after = |talk: Option<&str>| offered(since, talk.map(day), None);
        assert_eq!(after(None), Some(day("2026-04-01")));
        // The talk in which it was told is no aftercare; one shortly before the day is.
        assert_eq!(after(Some("2026-03-17")), Some(day("2026-04-01")));
        assert_eq!(after(Some("2026-03-18")), Some(day("2026-06-01")));
        assert_eq!(after(Some("2026-05-17")), Some(day("2026-06-01")));
        assert_eq!(after(Some("2026-05-18")), None);
    }

    #[test]
    fn what_was_declined_is_not_offered_again_but_the_next_is() {
        let since = day("2026-03-01");
        let after = |declined| offered(since, None, Some(day(declined)));
        assert_eq!(after("2026-04-01"), Some(day("2026-06-01")));
        assert_eq!(after("2026-06-01"), None);
    }

    #[test]
    fn it_comes_up_in_time_to_choose_a_day_and_goes_by_itself() {
        assert_eq!(comes_up(day("2026-04-01")), day("2026-03-18"));
        let since = day("2026-03-01");
        assert!(!is_past(since, day("2026-08-31")));
        assert!(is_past(since, day("2026-09-01")));
    }
}
