//! A record as its fields say it is now.

use crate::schema::Kind;
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One record of a dossier, without its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its id, for ever.
    pub id: Uuid,
    /// The dossier it belongs to, for ever.
    pub dossier: Uuid,
    /// The name of its kind, such as `theme_note`.
    pub kind: String,
    /// The fields that were ever filled in, by name.
    pub fields: BTreeMap<String, Value>,
}

impl Record {
    /// A record of `kind` with nothing filled in.
    pub fn new(id: Uuid, dossier: Uuid, kind: &Kind) -> Record {
        Record {
            id,
            dossier,
            kind: kind.name.to_owned(),
            fields: BTreeMap::new(),
        }
    }

    /// The same record with one field filled in; the value is not checked.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Record {
        self.fields.insert(field.to_owned(), value.into());
        self
    }

    /// A text, code, date or moment; none when it is not filled in.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field)?.as_text()
    }

    /// A whole number; none when it is not filled in.
    pub fn int(&self, field: &str) -> Option<i64> {
        self.fields.get(field)?.as_int()
    }

    /// True only for a stored yes.
    pub fn flag(&self, field: &str) -> bool {
        self.fields.get(field).is_some_and(Value::is_true)
    }

    /// The id of another record, which may be one that is not here.
    pub fn id(&self, field: &str) -> Option<Uuid> {
        self.text(field)?.parse().ok()
    }

    /// True for a record that was taken away.
    pub fn is_removed(&self) -> bool {
        self.flag("removed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::person;

    #[test]
    fn getters_answer_none_for_another_type() {
        let person = Record::new(Uuid::nil(), Uuid::nil(), &person::KIND)
            .with("name", "Gerda")
            .with("birth_year", 1963)
            .with("team", Uuid::max().to_string())
            .with("removed", Value::Null);
        assert_eq!(person.kind, "person");
        assert_eq!(person.text("name"), Some("Gerda"));
        assert_eq!(person.text("birth_year"), None);
        assert_eq!(person.int("birth_year"), Some(1963));
        assert_eq!(person.id("team"), Some(Uuid::max()));
        assert_eq!(person.id("name"), None);
        assert!(!person.is_removed());
    }
}
