//! Somebody who is invited to take part: the root of that person's dossier.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "person",
    parent: None,
    natural_key: None,
    fields: &[
        field("name", Shape::Line(120)),
        field("birth_year", Shape::Int(1900, 2100)),
        field("village", Shape::Code(WordList::Village)),
        field("team", Shape::Record),
        field("group", Shape::Code(WordList::PersonGroup)),
        // Why the person is in that group, or was moved to it.
        field("group_reason", Shape::FreeText),
        field("law", Shape::Code(WordList::Law)),
        field("inflow", Shape::Code(WordList::Inflow)),
        field("language_signal", Shape::Bool),
        field("phone", Shape::Line(40)),
        field("address", Shape::Line(200)),
        field("coach", Shape::Record),
        // Why the file was closed, and when; nothing while it is open.
        field("closing", Shape::Code(WordList::Closing)),
        field("closed_on", Shape::Date),
    ],
};
