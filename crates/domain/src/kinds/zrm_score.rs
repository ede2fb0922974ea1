//! A score on one domain of the zelfredzaamheid-matrix. Names and scores only; © GGD Amsterdam.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;
use chrono::NaiveDate;

/// The version that is scored now. Scores of different versions never share a trend.
pub const VERSION: &str = "ZRM-2017";

/// The Dutch names of scores 1 to 5.
pub const SCORES: [&str; 5] = [
    "acute problematiek",
    "niet zelfredzaam",
    "beperkt zelfredzaam",
    "voldoende zelfredzaam",
    "volledig zelfredzaam",
];

/// How long ago what a score is about may have been: older information does not count.
pub const COUNTS_FOR_DAYS: i64 = 30;

/// Whether a talk of `talk` may still be scored on `today`.
pub fn counts(talk: NaiveDate, today: NaiveDate) -> bool {
    (today - talk).num_days() <= COUNTS_FOR_DAYS
}

/// The kind table.
pub const KIND: Kind = Kind {
    name: "zrm_score",
    parent: Some("conversation"),
    natural_key: Some("domain"),
    fields: &[
        field("conversation", Shape::Record),
        field("domain", Shape::Code(WordList::ZrmDomain)),
        field("score", Shape::Int(1, 5)),
        field("version", Shape::Line(20)),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_talk_counts_for_thirty_days() {
        let talk = NaiveDate::from_ymd_opt(2026, 9, 7).unwrap();
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        assert!(counts(talk, talk));
        assert!(counts(talk, day(10, 7)));
        assert!(!counts(talk, day(10, 8)));
    }
}
