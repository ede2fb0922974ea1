//! A small contract (contractje): what the person does, how long and what it may cost. Once sealed
//! it stays as it was signed (see [`crate::seal`]); a change makes a new one that names it.

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
        // The municipality settled that the benefit goes on meanwhile.
        field("benefit_stays", Shape::Bool),
        field("look_back_on", Shape::Date),
        field("read_how", Shape::Code(WordList::ReadHow)),
        // Who read it out, or translated it.
        field("read_by", Shape::Line(120)),
        // The agreement that this one takes the place of.
        field("replaces", Shape::Record),
        // 64 hexadecimal digits over text and signatures.
        field("sealed", Shape::Line(64)),
        field("sealed_at", Shape::Moment),
        field("copy_given_on", Shape::Date),
        field("looked_back", Shape::FreeText),
        field("looked_back_on", Shape::Date),
    ],
};
