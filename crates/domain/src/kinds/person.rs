//! Somebody who is invited to take part: the root of that person's dossier.

use crate::record::Record;
use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The kind table.
pub const KIND: Kind = Kind {
    name: "person",
    parent: None,
    natural_key: None,
    fields: &[
        field("name", Shape::Line(120)),
        field("birth_year", Shape::Int(1900, 2100)),
        field("village", Shape::Code(WordList::Village)),
        field("team", Shape::Record),
        field("group", Shape::Code(WordList::PersonGroup)),
        // Why the person is in that group, or was moved to it.
        field("group_reason", Shape::FreeText),
        field("law", Shape::Code(WordList::Law)),
        field("inflow", Shape::Code(WordList::Inflow)),
        field("language_signal", Shape::Bool),
        field("phone", Shape::Line(40)),
        field("address", Shape::Line(200)),
        field("coach", Shape::Record),
        // A rhythm of their own; without it the municipality's.
        field("talks_a_year", Shape::Int(0, 52)),
        // Why the file was closed, and when; nothing while it is open.
        field("closing", Shape::Code(WordList::Closing)),
        field("closed_on", Shape::Date),
        // The newest day offered for aftercare since then that is not wanted.
        field("aftercare_declined", Shape::Date),
    ],
};

/// Whether enough is known to tell the person from others of that first name: where they live, and a
/// whole name or the year of birth.
pub fn is_known(person: &Record) -> bool {
    let parts = person.text("name").unwrap_or_default().split_whitespace();
    let is_filled_in = |field| person.text(field).is_some_and(|text| !text.is_empty());
    is_filled_in("village") && (parts.count() > 1 || person.int("birth_year").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_first_name_alone_tells_nobody_apart() {
        let id = Uuid::from_u128(1);
        let called = |name: &str| Record::new(id, id, &KIND).with("name", name);
        assert!(!is_known(&called("Gerda")));
        assert!(!is_known(&called("Gerda Wouters")));
        assert!(!is_known(&called("Gerda").with("village", "beek")));
        assert!(!is_known(&called("Gerda Wouters").with("village", "")));
        assert!(is_known(&called("Gerda Wouters").with("village", "beek")));
        let born = called("Gerda").with("birth_year", 1963);
        assert!(!is_known(&born));
        assert!(is_known(&born.with("village", "beek")));
    }
}
