//! The outcomes of a file.

use super::agreements::Numbers;
use super::error::ScenarioError;
use super::people::People;
use super::place::Place;
use super::town::Town;
use crate::ids::imported_id;
use crate::kinds::outcome;
use crate::record::Record;

pub(super) fn read_outcomes(
    top: &Place,
    town: &Town,
    people: &mut People,
) -> Result<(), ScenarioError> {
    let mut numbers = Numbers::default();
    for place in top.items("outcomes")? {
        place.only(&[
            "person",
            "at",
            "kind",
            "note",
            "lasted",
            "aftercare_declined",
        ])?;
        place.required("kind")?;
        let on = place.required("at")?.value(&super::DAY)?;
        let person = people.at(&place.required("person")?)?;
        let id = imported_id(town.id, "outcomes", &numbers.next(&person.key));
        let outcome = Record::new(id, person.id, &outcome::KIND)
            .with("person", person.id)
            .with("on", on);
        person.records.push(place.copy(
            &outcome::KIND,
            &["kind", "note", "lasted", "aftercare_declined"],
            outcome,
        )?);
    }
    Ok(())
}
