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
        // When the person heard what the recipient answered.
        field("told_on", Shape::Date),
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

/// What a referral asks of the coach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The recipient answered; the person is to hear it.
    Tell,
    /// Word back is expected.
    FollowUp,
}

/// What a referral asks, and from which day, by the texts of its fields. What was answered before days
/// were written down asks nothing.
pub fn asks<'v>(text: impl Fn(&str) -> Option<&'v str>) -> Option<(Ask, &'v str)> {
    let status = text("status");
    let answered = !matches!(status, None | Some("verstuurd")) && text("told_on").is_none();
    match text("status_on").filter(|_| answered) {
        Some(on) => Some((Ask::Tell, on)),
        None if is_open(status) => text("feedback_by").map(|by| (Ask::FollowUp, by)),
        None => None,
    }
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
    fn an_answer_is_told_before_the_next_is_asked_for() {
        let of = |fields: &'static [(&str, &str)]| {
            asks(move |name| {
                let mut fields = fields.iter();
                fields
                    .find(|(field, _)| *field == name)
                    .map(|(_, value)| *value)
            })
        };
        let sent = of(&[
            ("status", "verstuurd"),
            ("status_on", "2026-09-07"),
            ("feedback_by", "2026-09-28"),
        ]);
        assert_eq!(sent, Some((Ask::FollowUp, "2026-09-28")));
        let accepted = of(&[
            ("status", "geaccepteerd"),
            ("status_on", "2026-09-20"),
            ("feedback_by", "2026-10-28"),
        ]);
        assert_eq!(accepted, Some((Ask::Tell, "2026-09-20")));
        let told = of(&[
            ("status", "geaccepteerd"),
            ("status_on", "2026-09-20"),
            ("told_on", "2026-09-21"),
            ("feedback_by", "2026-10-28"),
        ]);
        assert_eq!(told, Some((Ask::FollowUp, "2026-10-28")));
        assert_eq!(
            of(&[("status", "afgerond"), ("status_on", "2026-11-01")]).map(|(ask, _)| ask),
            Some(Ask::Tell)
        );
        assert_eq!(
            of(&[("status", "afgerond"), ("feedback_by", "2026-11-01")]),
            None
        );
        assert_eq!(of(&[("feedback_by", "2026-11-01")]), None);
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
