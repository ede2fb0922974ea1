//! The referrals of a file.

use super::agreements::{AgreementKeys, Numbers};
use super::conversations::Conversations;
use super::error::ScenarioError;
use super::people::People;
use super::place::Place;
use super::town::Town;
use crate::ids::imported_id;
use crate::kinds::referral;
use crate::record::Record;

const FIELDS: &[&str] = &[
    "person",
    "conversation",
    "to",
    "funding",
    "cost_eur",
    "status",
    "reason",
    "sent_on",
    "feedback_by",
    "status_on",
    "stop_reason",
    "agreement",
    "told_on",
];
const COPIED: &[&str] = &[
    "to",
    "funding",
    "cost_eur",
    "status",
    "reason",
    "sent_on",
    "feedback_by",
    "status_on",
    "stop_reason",
    "told_on",
];

pub(super) fn read_referrals(
    top: &Place,
    town: &Town,
    conversations: &Conversations,
    agreements: &AgreementKeys,
    people: &mut People,
) -> Result<(), ScenarioError> {
    let mut numbers = Numbers::default();
    for place in top.items("referrals")? {
        place.only(FIELDS)?;
        place.required("to")?;
        let person = people.at(&place.required("person")?)?;
        let (key, conversation) = conversations.of(&place, person.id)?;
        let id = imported_id(town.id, "referrals", &numbers.next(key));
        let mut referral = Record::new(id, person.id, &referral::KIND)
            .with("person", person.id)
            .with("conversation", conversation);
        if let Some(agreement) = place.field("agreement") {
            referral = referral.with("agreement", agreements.at(&agreement, person.id)?);
        }
        person
            .records
            .push(place.copy(&referral::KIND, COPIED, referral)?);
    }
    Ok(())
}
