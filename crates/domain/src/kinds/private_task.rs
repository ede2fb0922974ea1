//! A worry about somebody's safety, as a task of the coach of a talk and one colleague, one a
//! conversation: its id is [`crate::ids::only_child_id`]. Nobody else's screens show it.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "private_task",
    parent: Some("conversation"),
    natural_key: None,
    fields: &[
        field("conversation", Shape::Record),
        field("person", Shape::Record),
        field("what", Shape::FreeText),
        field("colleague", Shape::Record),
        field("on", Shape::Date),
        field("done", Shape::Bool),
    ],
};
