//! What was said on one theme of a conversation.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "theme_note",
    parent: Some("conversation"),
    natural_key: Some("theme"),
    fields: &[
        field("conversation", Shape::Record),
        field("theme", Shape::Code(WordList::Theme)),
        field("note", Shape::FreeText),
        field("wants", Shape::Code(WordList::Wants)),
        field("not_discussed", Shape::Bool),
    ],
};
