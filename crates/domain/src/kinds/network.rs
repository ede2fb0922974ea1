//! How somebody is with the people around them, as they say themselves; one a person: its id is
//! [`crate::ids::only_child_id`].

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "network",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("lonely", Shape::Code(WordList::Lonely)),
        field("respite", Shape::Code(WordList::Respite)),
    ],
};

/// What to bring up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signals {
    /// Somebody is often alone, or sometimes while nobody helps.
    pub lonely: bool,
    /// Somebody cares for another, and nobody takes that over often enough.
    pub respite: bool,
}

/// What the answers say. Never worked out for somebody who was not asked: few people around is
/// no loneliness.
pub fn signals(
    lonely: Option<&str>,
    respite: Option<&str>,
    somebody_helps: bool,
    cares_for_somebody: bool,
) -> Signals {
    Signals {
        lonely: match lonely {
            Some("vaak") => true,
            Some("soms") => !somebody_helps,
            _ => false,
        },
        respite: cares_for_somebody && matches!(respite, Some("te_weinig" | "nee")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loneliness_is_what_somebody_says_and_never_worked_out() {
        let lonely = |answer, helped| signals(answer, None, helped, false).lonely;
        assert!(!lonely(None, false));
        assert!(!lonely(Some("nooit"), false));
        assert!(lonely(Some("soms"), false));
        assert!(!lonely(Some("soms"), true));
        assert!(lonely(Some("vaak"), true));
    }

    #[test]
    fn respite_is_for_who_cares_for_somebody_and_is_not_relieved() {
        let respite = |answer, cares| signals(None, answer, true, cares).respite;
        assert!(respite(Some("nee"), true));
        assert!(respite(Some("te_weinig"), true));
        assert!(!respite(Some("genoeg"), true));
        assert!(!respite(None, true));
        assert!(!respite(Some("nee"), false));
    }

    #[test]
    fn the_answers_are_words_of_their_lists() {
        for answer in ["vaak", "soms", "nooit"] {
            assert!(WordList::Lonely.accepts(answer));
        }
        for answer in ["genoeg", "te_weinig", "nee"] {
            assert!(WordList::Respite.accepts(answer));
        }
    }
}
