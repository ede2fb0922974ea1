//! What somebody does after the coaching, and since when.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "outcome",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("on", Shape::Date),
        field("kind", Shape::Code(WordList::OutcomeKind)),
    ],
};
