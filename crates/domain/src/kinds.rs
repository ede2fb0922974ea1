//! The kinds of records, one file a noun. Money is in whole euros.

pub mod access_need;
pub mod activity;
pub mod activity_access;
pub mod agreement;
pub mod attendance;
pub mod barrier;
pub mod coach;
pub mod companion;
pub mod consent;
pub mod conversation;
pub mod correction;
pub mod goal;
pub mod goal_step;
pub mod group;
pub mod group_person;
pub mod group_session;
pub mod handover;
pub mod health_score;
pub mod ladder_step;
pub mod link;
pub mod municipality;
pub mod network;
pub mod next_step;
pub mod outcome;
pub mod person;
pub mod private_note;
pub mod private_task;
pub mod referral;
pub mod relation;
pub mod signature;
pub mod soft_result;
pub mod spreekuur;
pub mod team;
pub mod theme_note;
pub mod together;
pub mod together_person;
pub mod trajectory;
pub mod viewing;
pub mod walk_in;
pub mod word;
pub mod working_note;
pub mod zrm_score;

use crate::schema::Kind;

/// Every kind, parents before their children.
pub const ALL: &[&Kind] = &[
    &municipality::KIND,
    &team::KIND,
    &coach::KIND,
    &word::KIND,
    &activity::KIND,
    &activity_access::KIND,
    &person::KIND,
    &consent::KIND,
    &correction::KIND,
    &access_need::KIND,
    &network::KIND,
    &relation::KIND,
    &link::KIND,
    &handover::KIND,
    &viewing::KIND,
    &conversation::KIND,
    &theme_note::KIND,
    &barrier::KIND,
    &ladder_step::KIND,
    &zrm_score::KIND,
    &health_score::KIND,
    &soft_result::KIND,
    &companion::KIND,
    &goal::KIND,
    &goal_step::KIND,
    &next_step::KIND,
    &private_task::KIND,
    &working_note::KIND,
    &agreement::KIND,
    &signature::KIND,
    &referral::KIND,
    &group::KIND,
    &group_person::KIND,
    &group_session::KIND,
    &attendance::KIND,
    &together::KIND,
    &together_person::KIND,
    &private_note::KIND,
    &spreekuur::KIND,
    &walk_in::KIND,
    &outcome::KIND,
    &trajectory::KIND,
];

/// The kind with this name, if this version knows it.
pub fn kind(name: &str) -> Option<&'static Kind> {
    ALL.iter().copied().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Misfit, Shape};
    use crate::value::Value;
    use std::collections::BTreeSet;

    #[test]
    fn kinds_have_names_of_their_own() {
        let names: BTreeSet<_> = ALL.iter().map(|kind| kind.name).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(
            names
                .iter()
                .all(|name| kind(name).is_some_and(|kind| kind.name == *name))
        );
        assert!(kind("weather").is_none());
    }

    #[test]
    fn fields_have_names_of_their_own_and_none_is_called_removed() {
        for kind in ALL {
            let names: BTreeSet<_> = kind.fields.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), kind.fields.len(), "{kind}");
            assert!(!names.contains("removed"), "{kind}");
            assert!(kind.field("removed").is_some(), "{kind}");
        }
    }

    #[test]
    fn parents_are_references() {
        for kind in ALL {
            if let Some(parent) = kind.parent {
                let shape = kind.field(parent).map(|field| field.shape);
                assert_eq!(shape, Some(Shape::Record), "{kind}");
            }
        }
    }

    #[test]
    fn natural_keys_are_codes_or_references_under_a_parent() {
        for kind in ALL {
            if let Some(key) = kind.natural_key {
                let shape = kind.field(key).map(|field| field.shape);
                assert!(
                    matches!(shape, Some(Shape::Code(_) | Shape::Record)),
                    "{kind}"
                );
                assert!(kind.parent.is_some_and(|parent| parent != key), "{kind}");
            }
        }
    }

    #[test]
    fn values_are_checked_by_their_field() {
        let refused = barrier::KIND.check("hindrance", &Value::Int(4));
        let message = refused.map_err(|error| error.to_string());
        assert_eq!(
            message,
            Err("barrier.hindrance 4 is not from 0 to 3".to_owned())
        );
        let removed = barrier::KIND.check("removed", &Value::Int(1));
        assert_eq!(
            removed.map_err(|error| error.why),
            Err(Misfit::WrongType("yes or no"))
        );
        assert_eq!(
            barrier::KIND.check("of_a_newer_version", &Value::Int(4)),
            Ok(())
        );
        assert_eq!(barrier::KIND.check("hindrance", &Value::Null), Ok(()));
    }
}
