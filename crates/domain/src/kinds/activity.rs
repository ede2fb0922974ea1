//! Something to join in a village (aanbod); lives in the town dossier and is kept by the office.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "activity",
    parent: None,
    natural_key: None,
    fields: &[
        field("name", Shape::Line(120)),
        field("provider", Shape::Line(120)),
        field("what", Shape::FreeText),
        // Words that people use for it: koken, soep, samen eten.
        field("keywords", Shape::Line(200)),
        field("village", Shape::Code(WordList::Village)),
        field("place", Shape::Line(120)),
        field("when", Shape::Line(120)),
        field("contact", Shape::Line(120)),
        field("places_left", Shape::Int(0, 10_000)),
        field("cost_eur", Shape::Int(0, 1_000_000)),
        field("funding", Shape::Code(WordList::Funding)),
        // Not of the municipality or a care provider, so nobody there knows why somebody comes.
        field("neutral", Shape::Bool),
        field("from_step", Shape::Int(1, 6)),
        field("retired", Shape::Bool),
    ],
};
