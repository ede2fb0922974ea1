//! What a coach wants to remember for the work, one a conversation: its id is
//! [`crate::ids::only_child_id`]. No part of what the person is shown unless somebody chooses it.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "working_note",
    parent: Some("conversation"),
    natural_key: None,
    fields: &[
        field("conversation", Shape::Record),
        field("person", Shape::Record),
        field("text", Shape::FreeText),
    ],
};
