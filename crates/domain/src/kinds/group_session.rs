//! One meeting of a group.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

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
        field("shared_note", Shape::FreeText),
    ],
};
