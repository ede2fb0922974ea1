//! What somebody needs to be able to come along; asked for by itself, never derived from health.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "access_need",
    parent: Some("person"),
    natural_key: Some("need"),
    fields: &[
        field("person", Shape::Record),
        field("need", Shape::Code(WordList::AccessNeed)),
        field("applies", Shape::Bool),
    ],
};
