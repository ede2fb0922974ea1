//! How something goes that no statistic counts, as the person sees it.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "soft_result",
    parent: Some("conversation"),
    natural_key: Some("result"),
    fields: &[
        field("conversation", Shape::Record),
        field("result", Shape::Code(WordList::SoftResult)),
        // From 1, it goes badly, to 5, it goes very well.
        field("score", Shape::Int(1, 5)),
    ],
};
