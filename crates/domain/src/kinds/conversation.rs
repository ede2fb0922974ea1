//! A talk between a coach and a person.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The code of a contact of one line, which is no visit.
pub const BRIEF: &str = "kort_contact";

/// Whether a talk of this status took place, or takes place now.
pub fn was_held(status: Option<&str>) -> bool {
    !matches!(status, Some("planned" | "missed"))
}

/// The kind table.
pub const KIND: Kind = Kind {
    name: "conversation",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("coach", Shape::Record),
        field("at", Shape::Moment),
        field("minutes", Shape::Int(0, 1440)),
        field("place", Shape::Code(WordList::Place)),
        field("kind", Shape::Code(WordList::ConversationKind)),
        field("status", Shape::Code(WordList::ConversationStatus)),
        field("company", Shape::Code(WordList::Company)),
        field("wish", Shape::FreeText),
        field("strengths", Shape::FreeText),
        // How far the person takes part, by the person: 0 not at all, 10 fully.
        field("taking_part", Shape::Int(0, 10)),
        field("closed_at", Shape::Moment),
        // Why it did not take place.
        field("missed", Shape::Code(WordList::Missed)),
        // Whether it is still to be asked when to try again.
        field("try_again", Shape::Bool),
        // All there is to a brief contact.
        field("note", Shape::FreeText),
        // The spreekuur it was held at.
        field("spreekuur", Shape::Record),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_took_place_was_held() {
        assert!(
            ["open", "later", "closed"]
                .into_iter()
                .all(|status| was_held(Some(status)))
        );
        assert!(!was_held(Some("planned")) && !was_held(Some("missed")));
        // Of a file that knows no status.
        assert!(was_held(None));
    }
}
