//! One meeting of a group.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;
use chrono::DateTime;
use chrono_tz::Europe::Amsterdam;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "group_session",
    parent: Some("group"),
    natural_key: None,
    fields: &[
        field("group", Shape::Record),
        field("at", Shape::Moment),
        field("coach", Shape::Record),
        field("place", Shape::Code(WordList::Place)),
        // The whole group may read it.
        field("shared_note", Shape::FreeText),
        // Who came and has no file.
        field("guests", Shape::Int(0, 1000)),
        field("closed_at", Shape::Moment),
    ],
};

/// Whether a session is over, so that a coach can keep something of one person: somebody said so, or its
/// day is past. `at` is RFC 3339, `today` a day in Amsterdam (`YYYY-MM-DD`).
pub fn is_over(closed_at: Option<&str>, at: Option<&str>, today: &str) -> bool {
    let day = at.and_then(|at| DateTime::parse_from_rfc3339(at).ok());
    let day = day.map(|at| at.with_timezone(&Amsterdam).date_naive().to_string());
    closed_at.is_some() || day.is_some_and(|day| day.as_str() < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_over_when_it_is_said_or_its_day_is_past() {
        let today = "2026-10-06";
        let morning = Some("2026-10-06T10:00:00+02:00");
        assert!(!is_over(None, morning, today));
        assert!(is_over(Some("2026-10-06T12:00:00+02:00"), morning, today));
        assert!(is_over(None, morning, "2026-10-07"));
        // Half past midnight in Amsterdam, the day before in Greenwich.
        assert!(!is_over(None, Some("2026-10-05T22:30:00Z"), today));
        assert!(!is_over(None, None, today));
    }
}
