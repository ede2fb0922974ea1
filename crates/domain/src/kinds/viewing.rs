//! A coach looked at a dossier: one a coach a day, for the person who asks who did.

use crate::ids::natural_id;
use crate::schema::{Kind, Shape, field};
use uuid::Uuid;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "viewing",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("coach", Shape::Record),
        field("on", Shape::Date),
    ],
};

/// The id of what a coach's looking on a day (`YYYY-MM-DD`) is kept under, whichever device it was on.
pub fn id(person: Uuid, coach: Uuid, on: &str) -> Uuid {
    natural_id(person, KIND.name, &format!("{coach} {on}"))
}
