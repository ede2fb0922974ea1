//! Ids that two devices arrive at without talking to each other.
//!
//! A person's or group's dossier has the id of its root record. The town's dossier has the
//! municipality's id; teams, coaches and the municipality's own words live in it.

use crate::words::WordList;
use uuid::{Uuid, uuid};

/// The namespace that every municipality's id comes from.
const MEEDOEN: Uuid = uuid!("6d656564-6f65-4e00-8000-000000000001");

/// The code of a record that is the only one of its kind under its parent.
const ONLY: &str = "only";

/// The id of a municipality, and of its town dossier.
pub fn municipality_id(name: &str) -> Uuid {
    Uuid::new_v5(&MEEDOEN, name.as_bytes())
}

/// The id of a child with a natural key, such as the barrier `taal` of one conversation.
pub fn natural_id(parent: Uuid, kind: &str, code: &str) -> Uuid {
    Uuid::new_v5(&parent, format!("{kind}:{code}").as_bytes())
}

/// The id of a child that its parent has once: a conversation's ladder step, and its first next
/// step.
pub fn only_child_id(parent: Uuid, kind: &str) -> Uuid {
    natural_id(parent, kind, ONLY)
}

/// The id of a record that came from part `part` of a file under `key`.
pub fn imported_id(municipality: Uuid, part: &str, key: &str) -> Uuid {
    Uuid::new_v5(&municipality, format!("{part}/{key}").as_bytes())
}

/// The id of a municipality's own word.
pub fn word_id(municipality: Uuid, list: WordList, code: &str) -> Uuid {
    imported_id(municipality, "words", &format!("{list}/{code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_change_between_versions() {
        let town = municipality_id("Berg en Dal");
        assert_eq!(town.to_string(), "783c04db-bf73-50a7-8f4f-1915748dd0bc");
        assert_eq!(
            imported_id(town, "people", "p01").to_string(),
            "e80dce77-999e-574b-86e7-76c923f5357f"
        );
        assert_eq!(
            natural_id(town, "barrier", "taal").to_string(),
            "e472d627-4af1-596a-9214-9e28cf9a081f"
        );
    }

    #[test]
    fn ids_differ_by_kind_and_part() {
        let town = municipality_id("Berg en Dal");
        assert_ne!(
            natural_id(town, "barrier", "taal"),
            natural_id(town, "theme_note", "taal")
        );
        assert_ne!(
            imported_id(town, "people", "1"),
            imported_id(town, "groups", "1")
        );
    }
}
