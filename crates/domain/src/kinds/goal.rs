//! A goal in the person's own words.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "goal",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("text", Shape::FreeText),
        field("done", Shape::Bool),
    ],
};
