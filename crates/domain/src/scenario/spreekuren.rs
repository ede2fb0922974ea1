//! The spreekuren of a file and who walked in.

use super::Imported;
use super::conversations::Conversations;
use super::error::ScenarioError;
use super::people::People;
use super::place::Place;
use super::town::Town;
use crate::ids::{imported_id, natural_id};
use crate::kinds::{spreekuur, walk_in};
use crate::record::Record;
use std::collections::BTreeSet;
use uuid::Uuid;

const FIELDS: &[&str] = &[
    "key",
    "coach",
    "at",
    "place",
    "village",
    "talk_kind",
    "walk_ins",
];
const COPIED: &[&str] = &["at", "place", "talk_kind"];
const WALK_IN: &[&str] = &["first_name", "arrived_at", "person", "conversation", "left"];

pub(super) fn read_spreekuren(
    top: &Place,
    town: &Town,
    conversations: &Conversations,
    people: &mut People,
) -> Result<Vec<Imported>, ScenarioError> {
    let mut keys = BTreeSet::new();
    let mut spreekuren = Vec::new();
    for place in top.items("spreekuren")? {
        place.only(FIELDS)?;
        let key = place.required("key")?;
        if !keys.insert(key.name()?) {
            return Err(key.twice(key.name()?));
        }
        let coach = town.coach(&place.required("coach")?)?;
        place.required("at")?;
        let id = imported_id(town.id, "spreekuren", key.name()?);
        let mut root = Record::new(id, id, &spreekuur::KIND)
            .with("team", town.team_id(&coach.team))
            .with("coach", coach.id);
        if let Some(village) = place.field("village") {
            root = root.with("village", town.village(&village)?);
        }
        let mut records = vec![place.copy(&spreekuur::KIND, COPIED, root)?];
        for (number, item) in place.items("walk_ins")?.iter().enumerate() {
            records.push(read_walk_in(item, id, number, conversations, people)?);
        }
        spreekuren.push(Imported {
            coach: Some(coach.key.clone()),
            records,
        });
    }
    Ok(spreekuren)
}

fn read_walk_in(
    place: &Place,
    spreekuur: Uuid,
    number: usize,
    conversations: &Conversations,
    people: &mut People,
) -> Result<Record, ScenarioError> {
    place.only(WALK_IN)?;
    place.required("first_name")?.name()?;
    let id = natural_id(spreekuur, walk_in::KIND.name, &number.to_string());
    let mut record = Record::new(id, spreekuur, &walk_in::KIND).with("spreekuur", spreekuur);
    if let Some(person) = place.field("person") {
        let person = people.at(&person)?;
        record = record.with("person", person.id);
        if place.field("conversation").is_some() {
            let (_, talk) = conversations.of(place, person.id)?;
            record = record.with("talk", talk);
            let held = person.records.iter_mut().find(|known| known.id == talk);
            if let Some(held) = held {
                *held = held.clone().with("spreekuur", spreekuur);
            }
        }
    }
    place.copy(
        &walk_in::KIND,
        &["first_name", "arrived_at", "left"],
        record,
    )
}
