//! The agreements of a file and who signed them.

use super::conversations::Conversations;
use super::error::ScenarioError;
use super::people::People;
use super::place::Place;
use super::town::Town;
use crate::ids::{imported_id, natural_id};
use crate::kinds::{agreement, signature};
use crate::record::Record;
use crate::words::WordList;
use std::collections::BTreeMap;

const FIELDS: &[&str] = &[
    "person",
    "conversation",
    "text",
    "weeks",
    "max_cost_eur",
    "funding",
    "benefit_stays",
    "look_back_on",
    "read_how",
    "read_by",
    "signed",
];
const COPIED: &[&str] = &[
    "text",
    "weeks",
    "max_cost_eur",
    "funding",
    "benefit_stays",
    "look_back_on",
    "read_how",
    "read_by",
];

pub(super) fn read_agreements(
    top: &Place,
    town: &Town,
    conversations: &Conversations,
    people: &mut People,
) -> Result<(), ScenarioError> {
    let mut numbers = Numbers::default();
    for place in top.items("agreements")? {
        place.only(FIELDS)?;
        let person = people.at(&place.required("person")?)?;
        let (key, conversation) = conversations.of(&place, person.id)?;
        let id = imported_id(town.id, "agreements", &numbers.next(key));
        let agreement = Record::new(id, person.id, &agreement::KIND)
            .with("person", person.id)
            .with("conversation", conversation);
        person
            .records
            .push(place.copy(&agreement::KIND, COPIED, agreement)?);
        for item in place.items("signed")? {
            let code = item.code(WordList::SignedBy, item.name()?)?;
            let signature_id = natural_id(id, signature::KIND.name, code);
            if person.records.iter().any(|known| known.id == signature_id) {
                return Err(item.twice(item.name()?));
            }
            let signature = Record::new(signature_id, person.id, &signature::KIND)
                .with("agreement", id)
                .with("by", code);
            person.records.push(signature);
        }
    }
    Ok(())
}

/// Gives things without a key of their own one: their owner's key and their number there.
#[derive(Debug, Default)]
pub(super) struct Numbers(BTreeMap<String, usize>);

impl Numbers {
    /// `g03/0`, then `g03/1`.
    pub(super) fn next(&mut self, owner: &str) -> String {
        let number = self.0.entry(owner.to_owned()).or_default();
        let key = format!("{owner}/{number}");
        *number += 1;
        key
    }
}
