//! Somebody on the list of a spreekuur: a first name, until it is known whose dossier it is.

use crate::ids::{natural_id, only_child_id};
use crate::kinds::conversation;
use crate::schema::{Kind, Shape, field};
use uuid::Uuid;

/// What somebody is called on the list.
pub const FIRST_NAME: &str = "first_name";
/// Whose dossier it is: found before the talk, or begun with it.
pub const PERSON: &str = "person";

/// The kind table.
pub const KIND: Kind = Kind {
    name: "walk_in",
    parent: Some("spreekuur"),
    natural_key: None,
    fields: &[
        field("spreekuur", Shape::Record),
        field(FIRST_NAME, Shape::Line(60)),
        field("arrived_at", Shape::Moment),
        field(PERSON, Shape::Record),
        field("talk", Shape::Record),
        // Went away without a talk.
        field("left", Shape::Bool),
    ],
};

/// How far it is with somebody on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Sits with a coach.
    Talking,
    /// Has to be spoken to.
    Waiting,
    /// Was spoken to.
    Spoken,
    /// Went away.
    Left,
}

impl Turn {
    /// By the status of the talk, where there is one, and whether the person went away. A talk
    /// counts for more: who came back was spoken to.
    pub fn of(talk: Option<&str>, left: bool) -> Turn {
        match talk {
            Some("open") => Turn::Talking,
            Some(status) if conversation::was_held(Some(status)) => Turn::Spoken,
            _ if left => Turn::Left,
            _ => Turn::Waiting,
        }
    }

    /// The stable code that the screens have words for.
    pub fn code(self) -> &'static str {
        match self {
            Turn::Talking => "talking",
            Turn::Waiting => "waiting",
            Turn::Spoken => "spoken",
            Turn::Left => "left",
        }
    }
}

/// The dossier that begins with the talk, where none was found. Two coaches who call the same
/// person in, each without a connection, begin one dossier.
pub fn person_id(walk_in: Uuid) -> Uuid {
    only_child_id(walk_in, "person")
}

/// The talk of somebody on the list, in the dossier of `person`: likewise one.
pub fn talk_id(walk_in: Uuid, person: Uuid) -> Uuid {
    natural_id(walk_in, conversation::KIND.name, &person.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turn_follows_the_talk() {
        assert_eq!(Turn::of(None, false), Turn::Waiting);
        assert_eq!(Turn::of(None, true), Turn::Left);
        assert_eq!(Turn::of(Some("planned"), false), Turn::Waiting);
        assert_eq!(Turn::of(Some("open"), false), Turn::Talking);
        assert_eq!(Turn::of(Some("later"), false), Turn::Spoken);
        assert_eq!(Turn::of(Some("closed"), true), Turn::Spoken);
        assert_eq!(Turn::of(Some("missed"), true), Turn::Left);
    }

    #[test]
    fn whoever_has_the_turn_comes_before_who_waits() {
        let mut turns = [Turn::Left, Turn::Spoken, Turn::Waiting, Turn::Talking];
        turns.sort();
        assert_eq!(
            turns.map(Turn::code),
            ["talking", "waiting", "spoken", "left"]
        );
    }

    #[test]
    fn two_devices_arrive_at_one_dossier_and_one_talk() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(person_id(one), person_id(one));
        assert_ne!(person_id(one), person_id(other));
        let talk = talk_id(one, person_id(one));
        assert_eq!(talk, talk_id(one, person_id(one)));
        // In another dossier it is another record: records never change dossier.
        assert_ne!(talk, talk_id(one, other));
    }
}
