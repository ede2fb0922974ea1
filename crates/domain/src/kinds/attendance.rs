//! Somebody was at a session. Lives in the group's dossier, so the person may be one that is not
//! here.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "attendance",
    parent: Some("session"),
    natural_key: Some("person"),
    fields: &[
        field("session", Shape::Record),
        field("person", Shape::Record),
    ],
};
