//! People of a group who want to go on with each other, and with what. It may become an initiative.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "together",
    parent: Some("group"),
    natural_key: None,
    fields: &[
        field("group", Shape::Record),
        field("what", Shape::FreeText),
        // The group that grew out of it.
        field("initiative", Shape::Record),
    ],
};
