//! What the person gives one dimension of positive health. A talking aid: never aggregated.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "health_score",
    parent: Some("conversation"),
    natural_key: Some("dimension"),
    fields: &[
        field("conversation", Shape::Record),
        field("dimension", Shape::Code(WordList::HealthDimension)),
        field("score", Shape::Int(0, 10)),
    ],
};
