//! Who signed an agreement.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "signature",
    parent: Some("agreement"),
    natural_key: Some("by"),
    fields: &[
        field("agreement", Shape::Record),
        field("by", Shape::Code(WordList::SignedBy)),
    ],
};
