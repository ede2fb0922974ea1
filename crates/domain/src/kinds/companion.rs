//! Somebody else in the room, by what they are to the person; an interpreter with the language.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "companion",
    parent: Some("conversation"),
    natural_key: Some("role"),
    fields: &[
        field("conversation", Shape::Record),
        field("role", Shape::Code(WordList::Present)),
        field("there", Shape::Bool),
        // Of an interpreter: who it is, in which language, and whether it is a child that should
        // not have to do this.
        field("name", Shape::Line(120)),
        field("language", Shape::Code(WordList::Language)),
        field("minor", Shape::Bool),
    ],
};
