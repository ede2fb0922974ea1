//! The person says that something in the file is not right, and hears what was done with it. The words
//! stay in the file whatever the answer is.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;
use chrono::{Months, NaiveDate};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "correction",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        // What is not right, in the person's words.
        field("text", Shape::FreeText),
        field("asked_on", Shape::Date),
        // The coach who wrote it down.
        field("asked_by", Shape::Record),
        field("outcome", Shape::Code(WordList::CorrectionOutcome)),
        // What was done with it, or why nothing was.
        field("answer", Shape::FreeText),
        field("answered_on", Shape::Date),
        field("answered_by", Shape::Record),
    ],
};

/// By when the person hears what was done: the law gives a month.
pub fn answer_by(asked_on: NaiveDate) -> NaiveDate {
    let month = asked_on.checked_add_months(Months::new(1));
    month.unwrap_or(asked_on)
}

/// Whether an outcome may be told with these words: a no says why.
pub fn may_answer(outcome: &str, answer: Option<&str>) -> bool {
    WordList::CorrectionOutcome.accepts(outcome)
        && (outcome != "blijft_staan" || answer.is_some_and(|answer| !answer.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_says_why() {
        assert!(may_answer("aangepast", None));
        assert!(may_answer("aangevuld", Some("")));
        assert!(!may_answer("blijft_staan", None));
        assert!(!may_answer("blijft_staan", Some("  ")));
        assert!(may_answer("blijft_staan", Some("Zo is het gezegd.")));
        assert!(!may_answer("weg", Some("Daarom.")));
    }

    #[test]
    fn an_answer_comes_within_a_month() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(answer_by(day("2026-10-19")), day("2026-11-19"));
        assert_eq!(answer_by(day("2027-01-31")), day("2027-02-28"));
    }
}
