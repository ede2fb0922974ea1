//! What somebody does next, who and when. The first of a conversation has the id
//! [`crate::ids::only_child_id`]; further ones have an id of their own.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "next_step",
    parent: Some("conversation"),
    natural_key: None,
    fields: &[
        field("conversation", Shape::Record),
        field("person", Shape::Record),
        field("what", Shape::FreeText),
        field("who", Shape::Code(WordList::NextStepWho)),
        field("on", Shape::Date),
        field("done", Shape::Bool),
        // What it is about, such as the agreement of which a copy is to be given.
        field("about", Shape::Record),
    ],
};
