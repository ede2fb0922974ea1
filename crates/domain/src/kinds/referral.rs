//! Somebody else is asked to help. Costs in whole euros.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "referral",
    parent: Some("conversation"),
    natural_key: None,
    fields: &[
        field("person", Shape::Record),
        field("conversation", Shape::Record),
        field("to", Shape::Code(WordList::ReferralTo)),
        field("funding", Shape::Code(WordList::Funding)),
        field("cost_eur", Shape::Int(0, 1_000_000)),
        field("status", Shape::Code(WordList::ReferralStatus)),
        field("reason", Shape::FreeText),
    ],
};
