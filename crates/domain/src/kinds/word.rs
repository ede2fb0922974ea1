//! A municipality's own word of a list, villages among them; lives in the town dossier. Its id is
//! [`crate::ids::word_id`].

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "word",
    parent: None,
    natural_key: None,
    fields: &[
        field("list", Shape::Line(60)),
        field("code", Shape::Line(60)),
        field("label", Shape::Line(120)),
        // For whoever works in English; without it the label itself.
        field("label_en", Shape::Line(120)),
        field("retired", Shape::Bool),
        field("order", Shape::Int(0, 10_000)),
    ],
};
