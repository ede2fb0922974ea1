//! A small step towards a goal, in plain words, to tick off.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "goal_step",
    parent: Some("goal"),
    natural_key: None,
    fields: &[
        field("goal", Shape::Record),
        field("text", Shape::FreeText),
        field("done", Shape::Bool),
    ],
};
