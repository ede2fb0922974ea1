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
        // The norm of crate::caseload.
        field("talks_a_year", Shape::Int(0, 52)),
        field("talks_a_morning", Shape::Int(1, 12)),
    ],
};
