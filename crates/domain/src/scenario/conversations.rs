//! The conversations of a file.

use super::agreements::AgreementKeys;
use super::children::Children;
use super::error::{Fault, ScenarioError, quote};
use super::people::People;
use super::place::Place;
use super::town::Town;
use crate::ids::imported_id;
use crate::kinds::conversation;
use crate::record::Record;
use std::collections::BTreeMap;
use uuid::Uuid;

const FIELDS: &[&str] = &[
    "key",
    "coach",
    "person",
    "at",
    "minutes",
    "place",
    "kind",
    "wish",
    "strengths",
    "themes",
    "barriers",
    "ladder",
    "zrm",
    "positive_health",
    "status",
    "company",
    "taking_part",
    "missed",
    "note",
    "soft",
    "companions",
    "next_steps",
    "private_tasks",
    "working_note",
];
const COPIED: &[&str] = &[
    "at",
    "minutes",
    "place",
    "kind",
    "wish",
    "strengths",
    "status",
    "company",
    "taking_part",
    "missed",
    "note",
];

/// Which conversation a key names, and the person it was with.
#[derive(Debug)]
pub(super) struct Conversations(BTreeMap<String, (Uuid, Uuid)>);

impl Conversations {
    pub(super) fn read(
        top: &Place,
        town: &Town,
        agreements: &AgreementKeys,
        people: &mut People,
    ) -> Result<Conversations, ScenarioError> {
        let mut conversations = Conversations(BTreeMap::new());
        for place in top.items("conversations")? {
            place.only(FIELDS)?;
            let key = place.required("key")?.name()?;
            let coach = town.coach(&place.required("coach")?)?;
            let at = place.required("at")?.moment()?;
            let person = people.at(&place.required("person")?)?;
            let id = imported_id(town.id, "conversations", key);
            if conversations
                .0
                .insert(key.to_owned(), (id, person.id))
                .is_some()
            {
                return Err(place.required("key")?.twice(key));
            }
            for name in ["place", "kind"] {
                place.required(name)?;
            }
            let talk = Record::new(id, person.id, &conversation::KIND)
                .with("person", person.id)
                .with("coach", coach.id)
                .with("status", "closed");
            let talk = place.copy(&conversation::KIND, COPIED, talk)?;
            let was_held = conversation::was_held(talk.text("status"));
            person.records.push(talk);
            person
                .records
                .extend(Children::read(&place, town, agreements, id, person.id)?);
            if was_held {
                person.spoke(at, coach);
            }
        }
        Ok(conversations)
    }

    /// The key and id of the conversation whose key stands in `conversation` of `place`, which
    /// must be one with `person`.
    pub(super) fn of<'a>(
        &self,
        place: &Place<'a>,
        person: Uuid,
    ) -> Result<(&'a str, Uuid), ScenarioError> {
        let place = place.required("conversation")?;
        let key = place.name()?;
        match self.0.get(key) {
            Some((id, with)) if *with == person => Ok((key, *id)),
            Some(_) => Err(place.fault(Fault::SomebodyElse(quote(key)))),
            None => Err(place.dangling(key, "conversations")),
        }
    }
}
