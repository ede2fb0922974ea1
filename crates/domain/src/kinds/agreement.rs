//! A small contract (contractje): what the person does, how long and what it may cost.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "agreement",
    parent: Some("conversation"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("conversation", Shape::Record),
        field("text", Shape::FreeText),
        field("weeks", Shape::Int(0, 520)),
        field("max_cost_eur", Shape::Int(0, 1_000_000)),
        field("funding", Shape::Code(WordList::Funding)),
    ],
};
