//! The groups of a file, their sessions and who was there.

use super::Imported;
use super::error::ScenarioError;
use super::people::People;
use super::place::Place;
use super::town::{ScenarioCoach, Town};
use crate::ids::{imported_id, natural_id};
use crate::kinds::{
    attendance, group, group_person, group_session, private_note, together, together_person,
};
use crate::record::Record;
use crate::schema::{FieldSpec, Kind, Shape, field};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeSet;
use uuid::Uuid;

const FIELDS: &[&str] = &[
    "key",
    "name",
    "village",
    "initiative",
    "sessions",
    "what",
    "rhythm",
    "when",
    "place",
    "budget_eur",
    "funding",
    "pulled_by",
    "together",
    "people",
    "left",
];
const COPIED: &[&str] = &[
    "name",
    "initiative",
    "what",
    "rhythm",
    "when",
    "place",
    "budget_eur",
    "funding",
];
const SESSION_FIELDS: &[&str] = &[
    "at",
    "coach",
    "place",
    "attendees",
    "shared_note",
    "private_notes",
    "guests",
    "closed_at",
];
const NOTE: FieldSpec = field("text", Shape::FreeText);

pub(super) fn read_groups(
    top: &Place,
    town: &Town,
    people: &mut People,
) -> Result<Vec<Imported>, ScenarioError> {
    let places = top.items("groups")?;
    let mut keys = BTreeSet::new();
    for place in &places {
        let key = place.required("key")?;
        if !keys.insert(key.name()?) {
            return Err(key.twice(key.name()?));
        }
    }
    let groups = places.iter();
    groups
        .map(|place| read_group(place, &keys, town, people))
        .collect()
}

fn read_group(
    place: &Place,
    keys: &BTreeSet<&str>,
    town: &Town,
    people: &mut People,
) -> Result<Imported, ScenarioError> {
    place.only(FIELDS)?;
    let key = place.required("key")?.name()?;
    place.required("name")?.name()?;
    let id = imported_id(town.id, "groups", key);
    let mut root = place.copy(&group::KIND, COPIED, Record::new(id, id, &group::KIND))?;
    if let Some(village) = place.field("village") {
        root = root.with("village", town.village(&village)?);
    }
    if let Some(person) = place.field("pulled_by") {
        root = root.with("pulled_by", people.at(&person)?.id);
    }
    let mut sessions = Vec::new();
    let mut first: Option<(DateTime<FixedOffset>, &ScenarioCoach)> = None;
    for (index, item) in place.items("sessions")?.iter().enumerate() {
        let at = item.required("at")?.moment()?;
        let coach = town.coach(&item.required("coach")?)?;
        if first.is_none_or(|(earliest, _)| at < earliest) {
            first = Some((at, coach));
        }
        let session = imported_id(town.id, "sessions", &format!("{key}/{index}"));
        sessions.extend(read_session(item, session, id, coach, people)?);
        read_private_notes(item, session, town, people)?;
    }
    let leader = first.map(|(_, coach)| coach);
    // A group that never met still needs a team: that of the first coach of the file.
    if let Some(coach) = leader.or(town.coaches.first()) {
        root = root.with("team", town.team_id(&coach.team));
    }
    let mut records = vec![root];
    records.extend(sessions);
    records.extend(read_people(place, id, &group_person::KIND, id, people)?);
    for (number, item) in place.items("together")?.iter().enumerate() {
        records.extend(read_together(item, id, number, keys, town, people)?);
    }
    Ok(Imported {
        coach: leader.map(|coach| coach.key.clone()),
        records,
    })
}

/// The session and who was there. Attendances stay with the group, whoever takes the people along.
fn read_session(
    place: &Place,
    id: Uuid,
    group: Uuid,
    coach: &ScenarioCoach,
    people: &mut People,
) -> Result<Vec<Record>, ScenarioError> {
    place.only(SESSION_FIELDS)?;
    let session = Record::new(id, group, &group_session::KIND)
        .with("group", group)
        .with("coach", coach.id);
    let copied = &["at", "place", "shared_note", "guests", "closed_at"];
    let mut records = vec![place.copy(&group_session::KIND, copied, session)?];
    let mut present = BTreeSet::new();
    for item in place.items("attendees")? {
        let person = people.at(&item)?;
        if !present.insert(person.id) {
            return Err(item.twice(&person.key));
        }
        let attendance_id = natural_id(id, attendance::KIND.name, &person.id.to_string());
        let attendance = Record::new(attendance_id, group, &attendance::KIND)
            .with("session", id)
            .with("person", person.id);
        records.push(attendance);
    }
    Ok(records)
}

/// Who wants to go on with whom, and the group of the file that grew out of it.
fn read_together(
    place: &Place,
    group: Uuid,
    number: usize,
    keys: &BTreeSet<&str>,
    town: &Town,
    people: &mut People,
) -> Result<Vec<Record>, ScenarioError> {
    place.only(&["what", "people", "left", "initiative"])?;
    let id = natural_id(group, together::KIND.name, &number.to_string());
    let mut record = Record::new(id, group, &together::KIND).with("group", group);
    if let Some(grown) = place.field("initiative") {
        let key = grown.name()?;
        if !keys.contains(key) {
            return Err(grown.dangling(key, "groups"));
        }
        record = record.with("initiative", imported_id(town.id, "groups", key));
    }
    let mut records = vec![place.copy(&together::KIND, &["what"], record)?];
    records.extend(read_people(
        place,
        group,
        &together_person::KIND,
        id,
        people,
    )?);
    Ok(records)
}

/// Who takes part in `of`, and who stopped.
fn read_people(
    place: &Place,
    group: Uuid,
    kind: &'static Kind,
    of: Uuid,
    people: &mut People,
) -> Result<Vec<Record>, ScenarioError> {
    let mut records: Vec<Record> = Vec::new();
    for (list, left) in [("people", false), ("left", true)] {
        for item in place.items(list)? {
            let person = people.at(&item)?.id;
            let id = natural_id(of, kind.name, &person.to_string());
            if records.iter().any(|known| known.id == id) {
                return Err(item.twice(item.name()?));
            }
            let mut one = Record::new(id, group, kind)
                .with(kind.parent.unwrap_or_default(), of)
                .with("person", person);
            if left {
                one = one.with("left", true);
            }
            records.push(one);
        }
    }
    Ok(records)
}

/// What concerns one person goes into that person's dossier.
fn read_private_notes(
    place: &Place,
    session: Uuid,
    town: &Town,
    people: &mut People,
) -> Result<(), ScenarioError> {
    let Some(notes) = place.field("private_notes") else {
        return Ok(());
    };
    for (key, text) in notes.entries()? {
        let person = people.with_key(key, &text)?;
        let id = imported_id(town.id, "private_notes", &format!("{session}/{key}"));
        let note = Record::new(id, person.id, &private_note::KIND)
            .with("person", person.id)
            .with("session", session)
            .with("text", text.value(&NOTE)?);
        person.records.push(note);
    }
    Ok(())
}
