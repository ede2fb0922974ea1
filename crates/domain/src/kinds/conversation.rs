//! A talk between a coach and a person.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

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
    ],
};
