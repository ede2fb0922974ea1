//! Somebody who takes part in a group, or stopped, apart from who came when. Lives in the group's
//! dossier, so the person may be one that is not here.

use crate::schema::{Kind, Shape, field};

/// The kind table.
pub const KIND: Kind = Kind {
    name: "group_person",
    parent: Some("group"),
    natural_key: Some("person"),
    fields: &[
        field("group", Shape::Record),
        field("person", Shape::Record),
        // Takes part no more.
        field("left", Shape::Bool),
    ],
};
