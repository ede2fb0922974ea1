//! A municipality: the root of the town dossier.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "municipality",
    parent: None,
    natural_key: None,
    fields: &[field("name", Shape::Line(120))],
};
