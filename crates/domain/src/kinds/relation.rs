//! Somebody around a person: family, a neighbour, a buddy. They have no dossier of their own.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "relation",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("role", Shape::Code(WordList::Relation)),
        field("name", Shape::Line(120)),
        field("birth_year", Shape::Int(1900, 2100)),
        field("phone", Shape::Line(40)),
        field("same_house", Shape::Bool),
        field("helps", Shape::Bool),
        // The person looks after them.
        field("cared_for", Shape::Bool),
        field("note", Shape::FreeText),
    ],
};
