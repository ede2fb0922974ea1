//! A need that an activity meets, such as a way in without stairs.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "activity_access",
    parent: Some("activity"),
    natural_key: Some("need"),
    fields: &[
        field("activity", Shape::Record),
        field("need", Shape::Code(WordList::AccessNeed)),
        field("met", Shape::Bool),
    ],
};
