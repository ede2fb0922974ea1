//! A group that meets, or an initiative that grew out of one: the root of its dossier.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "group",
    parent: None,
    natural_key: None,
    fields: &[
        field("name", Shape::Line(120)),
        field("village", Shape::Code(WordList::Village)),
        field("team", Shape::Record),
        field("initiative", Shape::Bool),
    ],
};
