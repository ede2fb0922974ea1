//! Who signed an agreement, and how.

use crate::schema::{Kind, Shape, field};
use crate::strokes::BYTES_LIMIT;
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "signature",
    parent: Some("agreement"),
    natural_key: Some("by"),
    fields: &[
        field("agreement", Shape::Record),
        field("by", Shape::Code(WordList::SignedBy)),
        field("name", Shape::Line(120)),
        field("how", Shape::Code(WordList::SignedHow)),
        // As crate::strokes writes them.
        field("strokes", Shape::Bytes(BYTES_LIMIT)),
        field("at", Shape::Moment),
        // The hash of the agreement as it was shown for this signature; another text voids it.
        field("signed_text", Shape::Line(64)),
        // The agreement's seal, once both have signed.
        field("sealed", Shape::Line(64)),
    ],
};
