//! A group that meets, or an initiative that grew out of one: the root of its dossier.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "group",
    parent: None,
    natural_key: None,
    fields: &[
        field("name", Shape::Line(120)),
        field("village", Shape::Code(WordList::Village)),
        field("team", Shape::Record),
        // The people do it themselves.
        field("initiative", Shape::Bool),
        field("what", Shape::FreeText),
        field("rhythm", Shape::Code(WordList::Rhythm)),
        field("when", Shape::Line(120)),
        field("place", Shape::Code(WordList::Place)),
        // What there is to spend in a year.
        field("budget_eur", Shape::Int(0, 1_000_000)),
        field("funding", Shape::Code(WordList::Funding)),
        // The person who pulls it.
        field("pulled_by", Shape::Record),
        // Those of an earlier group who wanted to go on with each other.
        field("grew_out_of", Shape::Record),
    ],
};
