//! Hours at one place where people walk in without an appointment: the root of a dossier of its
//! own, which a team shares.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "spreekuur",
    parent: None,
    natural_key: None,
    fields: &[
        field("team", Shape::Record),
        // Who opened it; colleagues of the team work on the same list.
        field("coach", Shape::Record),
        field("at", Shape::Moment),
        field("place", Shape::Code(WordList::Place)),
        field("village", Shape::Code(WordList::Village)),
        // Of each talk; where it is not said, the kind that suits the person.
        field("talk_kind", Shape::Code(WordList::ConversationKind)),
    ],
};
