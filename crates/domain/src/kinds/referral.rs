//! Somebody else is asked to help. Costs in whole euros.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "referral",
    parent: Some("conversation"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("conversation", Shape::Record),
        field("to", Shape::Code(WordList::ReferralTo)),
        field("funding", Shape::Code(WordList::Funding)),
        field("cost_eur", Shape::Int(0, 1_000_000)),
        field("status", Shape::Code(WordList::ReferralStatus)),
        field("reason", Shape::FreeText),
        // The agreement whose ceiling the costs count towards.
        field("agreement", Shape::Record),
        field("sent_on", Shape::Date),
        // When word back is expected.
        field("feedback_by", Shape::Date),
        field("status_on", Shape::Date),
        field("stop_reason", Shape::FreeText),
    ],
};

/// How many days a recipient has for a first word back, unless the coach says otherwise.
pub const FEEDBACK_DAYS: u64 = 21;

/// Where a referral can go from here; nowhere when it is over.
pub fn next_statuses(status: Option<&str>) -> &'static [&'static str] {
    match status {
        None => &["verstuurd"],
        Some("verstuurd") => &["geaccepteerd", "afgebroken"],
        Some("geaccepteerd") => &["gestart", "afgebroken"],
        Some("gestart") => &["afgerond", "afgebroken"],
        Some(_) => &[],
    }
}

/// Whether word back is still to come.
pub fn is_open(status: Option<&str>) -> bool {
    status.is_some() && !next_statuses(status).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referral_goes_round_once_and_can_stop_on_the_way() {
        let mut way = vec![];
        let mut status = None;
        while let Some(next) = next_statuses(status).first() {
            status = Some(*next);
            way.push(*next);
        }
        assert_eq!(way, ["verstuurd", "geaccepteerd", "gestart", "afgerond"]);
        for on_the_way in ["verstuurd", "geaccepteerd", "gestart"] {
            assert!(next_statuses(Some(on_the_way)).contains(&"afgebroken"));
            assert!(is_open(Some(on_the_way)));
        }
        for over in [None, Some("afgerond"), Some("afgebroken")] {
            assert!(!is_open(over));
        }
    }

    #[test]
    fn every_status_is_a_word_of_its_list() {
        for status in [
            None,
            Some("verstuurd"),
            Some("geaccepteerd"),
            Some("gestart"),
        ] {
            for next in next_statuses(status) {
                assert!(WordList::ReferralStatus.accepts(next), "{next}");
            }
        }
    }
}
