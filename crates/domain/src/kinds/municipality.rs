//! A municipality: the root of the town dossier.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "municipality",
    parent: None,
    natural_key: None,
    fields: &[
        field("name", Shape::Line(120)),
        // The public half of the organisation's recovery key, 64 hexadecimal digits.
        field("recovery_key", Shape::Line(64)),
    ],
};
