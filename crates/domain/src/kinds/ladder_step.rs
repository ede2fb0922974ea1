//! The step of the Participatieladder that a conversation found, one a conversation: its id is
//! [`crate::ids::only_child_id`].

use crate::schema::{Kind, Shape, field};

/// The Dutch names of steps 1 to 6.
pub const STEPS: [&str; 6] = [
    "Geïsoleerd",
    "Sociale contacten buitenshuis",
    "Deelname georganiseerde activiteiten",
    "Onbetaald werk",
    "Betaald werk met ondersteuning",
    "Betaald werk",
];

/// The kind table.
pub const KIND: Kind = Kind {
    name: "ladder_step",
    parent: Some("conversation"),
    natural_key: None,
    fields: &[
        field("conversation", Shape::Record),
        field("step", Shape::Int(1, 6)),
        // The same step as before, and the person stands on it more firmly.
        field("firmer", Shape::Bool),
    ],
};
