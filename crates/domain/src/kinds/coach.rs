//! A coach; lives in the town dossier.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "coach",
    parent: None,
    natural_key: None,
    fields: &[
        field("name", Shape::Line(120)),
        field("team", Shape::Record),
    ],
};
