//! What stands in the way of taking part, and how much it hinders.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The Dutch labels of hindrance 0 to 3.
pub const HINDRANCE: [&str; 4] = ["niet", "een beetje", "best veel", "heel erg"];

/// The kind table.
pub const KIND: Kind = Kind {
    name: "barrier",
    parent: Some("conversation"),
    natural_key: Some("barrier"),
    fields: &[
        field("conversation", Shape::Record),
        field("barrier", Shape::Code(WordList::Barrier)),
        field("hindrance", Shape::Int(0, 3)),
    ],
};
