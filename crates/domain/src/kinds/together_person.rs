//! One of those who want to go on with each other. Lives in the group's dossier, so the person may
//! be one that is not here.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "together_person",
    parent: Some("together"),
    natural_key: Some("person"),
    fields: &[
        field("together", Shape::Record),
        field("person", Shape::Record),
        // Does not want to any more.
        field("left", Shape::Bool),
    ],
};
