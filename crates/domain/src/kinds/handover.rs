//! A person was given to another coach, with what that coach should know.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "handover",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("from", Shape::Record),
        field("to", Shape::Record),
        field("on", Shape::Date),
        field("note", Shape::FreeText),
        // When the one who got it had read it.
        field("read_on", Shape::Date),
    ],
};
