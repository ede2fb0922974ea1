//! What a coach noted about one person at a session. Lives in the person's dossier.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "private_note",
    parent: Some("person"),
    natural_key: Some("session"),
    fields: &[
        field("person", Shape::Record),
        field("session", Shape::Record),
        field("text", Shape::FreeText),
    ],
};
