//! What somebody does after the coaching, and since when. It counts as lasting when it still holds
//! after six months, which is asked then.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;
use chrono::{Months, NaiveDate};

/// After how many months an outcome that still holds is a lasting one.
pub const LASTS_AFTER_MONTHS: u32 = 6;

/// The day on which it is asked whether an outcome of `on` still holds.
pub fn asked_on(on: NaiveDate) -> Option<NaiveDate> {
    on.checked_add_months(Months::new(LASTS_AFTER_MONTHS))
}

/// The kind table.
pub const KIND: Kind = Kind {
    name: "outcome",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("on", Shape::Date),
        field("kind", Shape::Code(WordList::OutcomeKind)),
        // What and where, in a few words.
        field("note", Shape::FreeText),
        // Still so after six months; nothing until it is asked.
        field("lasted", Shape::Bool),
        // The newest day offered for aftercare that is not wanted.
        field("aftercare_declined", Shape::Date),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_asked_after_six_months_also_when_that_month_is_shorter() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        assert_eq!(asked_on(day(3, 13)), Some(day(9, 13)));
        assert_eq!(asked_on(day(3, 31)), Some(day(9, 30)));
    }
}
