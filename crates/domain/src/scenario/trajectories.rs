//! The trajectories and placements of a file.

use super::activities::Activities;
use super::agreements::{AgreementKeys, Numbers};
use super::error::ScenarioError;
use super::people::People;
use super::place::Place;
use super::town::Town;
use crate::ids::imported_id;
use crate::kinds::trajectory;
use crate::record::Record;

const FIELDS: &[&str] = &[
    "person",
    "kind",
    "activity",
    "name",
    "starts_on",
    "weeks",
    "status",
    "tried_before",
    "stop_reason",
    "follow_up",
    "follow_up_on",
    "followed_up_on",
    "cost_eur",
    "funding",
    "agreement",
];
const COPIED: &[&str] = &[
    "kind",
    "name",
    "starts_on",
    "weeks",
    "status",
    "tried_before",
    "stop_reason",
    "follow_up",
    "follow_up_on",
    "followed_up_on",
    "cost_eur",
    "funding",
];

pub(super) fn read_trajectories(
    top: &Place,
    town: &Town,
    activities: &Activities,
    agreements: &AgreementKeys,
    people: &mut People,
) -> Result<(), ScenarioError> {
    let mut numbers = Numbers::default();
    for place in top.items("trajectories")? {
        place.only(FIELDS)?;
        place.required("kind")?;
        let person = people.at(&place.required("person")?)?;
        let id = imported_id(town.id, "trajectories", &numbers.next(&person.key));
        let mut record = Record::new(id, person.id, &trajectory::KIND).with("person", person.id);
        if let Some(activity) = place.field("activity") {
            record = record.with("activity", activities.at(&activity)?);
        }
        if let Some(agreement) = place.field("agreement") {
            record = record.with("agreement", agreements.at(&agreement, person.id)?);
        }
        person
            .records
            .push(place.copy(&trajectory::KIND, COPIED, record)?);
    }
    Ok(())
}
