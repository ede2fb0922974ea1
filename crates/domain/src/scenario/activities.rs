//! The activities of a file: what there is to join in the town, kept in its own dossier.

use super::error::ScenarioError;
use super::place::Place;
use super::town::Town;
use crate::ids::{imported_id, natural_id};
use crate::kinds::{activity, activity_access};
use crate::record::Record;
use crate::words::WordList;
use std::collections::BTreeMap;
use uuid::Uuid;

const FIELDS: &[&str] = &[
    "key",
    "name",
    "provider",
    "what",
    "keywords",
    "village",
    "place",
    "when",
    "contact",
    "access",
    "places_left",
    "cost_eur",
    "funding",
    "neutral",
    "from_step",
];
const COPIED: &[&str] = &[
    "name",
    "provider",
    "what",
    "keywords",
    "place",
    "when",
    "contact",
    "places_left",
    "cost_eur",
    "funding",
    "neutral",
    "from_step",
];

/// The activities by their key.
#[derive(Debug, Default)]
pub(super) struct Activities(BTreeMap<String, Uuid>);

impl Activities {
    /// Reads them into the town's records.
    pub(super) fn read(top: &Place, town: &mut Town) -> Result<Activities, ScenarioError> {
        let mut activities = Activities::default();
        for place in top.items("activities")? {
            place.only(FIELDS)?;
            let key = place.required("key")?;
            place.required("name")?.name()?;
            let id = imported_id(town.id, "activities", key.name()?);
            if activities.0.insert(key.name()?.to_owned(), id).is_some() {
                return Err(key.twice(key.name()?));
            }
            let mut record = Record::new(id, town.id, &activity::KIND);
            if let Some(village) = place.field("village") {
                record = record.with("village", town.village(&village)?);
            }
            let mut records = vec![place.copy(&activity::KIND, COPIED, record)?];
            for item in place.items("access")? {
                let label = item.name()?;
                let code = item.code(WordList::AccessNeed, label)?;
                let access_id = natural_id(id, activity_access::KIND.name, code);
                if records.iter().any(|known| known.id == access_id) {
                    return Err(item.twice(label));
                }
                let access = Record::new(access_id, town.id, &activity_access::KIND)
                    .with("activity", id)
                    .with("need", code)
                    .with("met", true);
                records.push(access);
            }
            town.records.extend(records);
        }
        Ok(activities)
    }

    /// The activity whose key stands at `place`.
    pub(super) fn at(&self, place: &Place) -> Result<Uuid, ScenarioError> {
        let key = place.name()?;
        let known = self.0.get(key).copied();
        known.ok_or_else(|| place.dangling(key, "activities"))
    }
}
