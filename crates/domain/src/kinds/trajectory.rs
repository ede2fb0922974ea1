//! Something a person chose to do for some weeks: an activity of the town, or a placement at work.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// How long trajectories and placements usually last.
pub const USUAL_WEEKS: [i64; 5] = [6, 8, 10, 12, 52];

/// The kind table.
pub const KIND: Kind = Kind {
    name: "trajectory",
    parent: Some("person"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("kind", Shape::Code(WordList::TrajectoryKind)),
        field("activity", Shape::Record),
        field("name", Shape::Line(120)),
        field("starts_on", Shape::Date),
        field("weeks", Shape::Int(1, 520)),
        field("status", Shape::Code(WordList::TrajectoryStatus)),
        field("tried_before", Shape::FreeText),
        field("stop_reason", Shape::FreeText),
        field("follow_up", Shape::FreeText),
        field("follow_up_on", Shape::Date),
        // When it was asked; another day to ask begins anew.
        field("followed_up_on", Shape::Date),
        field("cost_eur", Shape::Int(0, 1_000_000)),
        field("funding", Shape::Code(WordList::Funding)),
        field("agreement", Shape::Record),
    ],
};
