//! Who is around a person of the file, how that is for them, and what they asked to be put right.

use super::error::ScenarioError;
use super::people::{People, ScenarioPerson};
use super::place::Place;
use super::town::Town;
use crate::ids::{imported_id, natural_id, only_child_id};
use crate::kinds::{correction, handover, link, network, relation, viewing};
use crate::record::Record;

const RELATION: &[&str] = &[
    "role",
    "name",
    "birth_year",
    "phone",
    "same_house",
    "helps",
    "cared_for",
    "note",
];
const NETWORK: &[&str] = &["lonely", "respite"];
const CORRECTION: &[&str] = &["text", "asked_on", "outcome", "answer", "answered_on"];

impl ScenarioPerson {
    pub(super) fn read_around(&mut self, place: &Place, town: &Town) -> Result<(), ScenarioError> {
        for (number, item) in place.items("relations")?.iter().enumerate() {
            item.only(RELATION)?;
            item.required("role")?;
            let id = natural_id(self.id, relation::KIND.name, &number.to_string());
            let record = Record::new(id, self.id, &relation::KIND).with("person", self.id);
            self.records
                .push(item.copy(&relation::KIND, RELATION, record)?);
        }
        if let Some(place) = place.field("network") {
            place.only(NETWORK)?;
            let id = only_child_id(self.id, network::KIND.name);
            let record = Record::new(id, self.id, &network::KIND).with("person", self.id);
            self.records
                .push(place.copy(&network::KIND, NETWORK, record)?);
        }
        for (number, item) in place.items("corrections")?.iter().enumerate() {
            item.only(&[CORRECTION, &["coach"]].concat())?;
            item.required("text")?;
            item.required("asked_on")?;
            let coach = town.coach(&item.required("coach")?)?.id;
            let id = natural_id(self.id, correction::KIND.name, &number.to_string());
            let mut record = Record::new(id, self.id, &correction::KIND)
                .with("person", self.id)
                .with("asked_by", coach);
            if item.field("answered_on").is_some() {
                record = record.with("answered_by", coach);
            }
            self.records
                .push(item.copy(&correction::KIND, CORRECTION, record)?);
        }
        Ok(())
    }
}

/// Who looked at a dossier, and on which days.
pub(super) fn read_viewings(
    top: &Place,
    town: &Town,
    people: &mut People,
) -> Result<(), ScenarioError> {
    for place in top.items("viewings")? {
        place.only(&["person", "coach", "on"])?;
        let coach = town.coach(&place.required("coach")?)?.id;
        let day = place.required("on")?;
        let on = day.name()?;
        let person = people.at(&place.required("person")?)?;
        let id = viewing::id(person.id, coach, on);
        if person.records.iter().any(|known| known.id == id) {
            return Err(day.twice(on));
        }
        let record = Record::new(id, person.id, &viewing::KIND)
            .with("person", person.id)
            .with("coach", coach);
        person
            .records
            .push(place.copy(&viewing::KIND, &["on"], record)?);
    }
    Ok(())
}

/// Dossiers that are of one person.
pub(super) fn read_same_people(top: &Place, people: &mut People) -> Result<(), ScenarioError> {
    for place in top.items("same_people")? {
        place.only(&["person", "other"])?;
        let one = people.at(&place.required("person")?)?.id;
        let place = place.required("other")?;
        let other = people.at(&place)?.id;
        let (id, person, other) = link::between(one, other);
        let owner = people.with_id(person, &place)?;
        if person == other || owner.records.iter().any(|known| known.id == id) {
            return Err(place.twice(place.name()?));
        }
        let record = Record::new(id, person, &link::KIND)
            .with("person", person)
            .with("other", other);
        owner.records.push(record);
    }
    Ok(())
}

/// People who went from one coach to another.
pub(super) fn read_handovers(
    top: &Place,
    town: &Town,
    people: &mut People,
) -> Result<(), ScenarioError> {
    for (number, place) in top.items("handovers")?.iter().enumerate() {
        place.only(&["person", "from", "to", "on", "note", "read_on"])?;
        place.required("on")?;
        let (from, to) = (place.required("from")?, place.required("to")?);
        let person = people.at(&place.required("person")?)?;
        let to = town.coach(&to)?.id;
        person.handed_to(to);
        let id = imported_id(town.id, "handovers", &number.to_string());
        let record = Record::new(id, person.id, &handover::KIND)
            .with("person", person.id)
            .with("from", town.coach(&from)?.id)
            .with("to", to);
        let copied = &["on", "note", "read_on"];
        person
            .records
            .push(place.copy(&handover::KIND, copied, record)?);
    }
    Ok(())
}
