//! The person agrees that one recipient gets the minimum about them.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "consent",
    parent: Some("person"),
    natural_key: Some("recipient"),
    fields: &[
        field("person", Shape::Record),
        field("recipient", Shape::Code(WordList::ReferralTo)),
    ],
};
