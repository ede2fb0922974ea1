//! The people of a file, each with the records of their dossier so far.

use super::Imported;
use super::error::{Fault, ScenarioError};
use super::place::Place;
use super::town::{ScenarioCoach, Town};
use crate::ids::{imported_id, natural_id};
use crate::kinds::{access_need, consent, goal, goal_step, person};
use crate::record::Record;
use crate::words::WordList;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;
use uuid::Uuid;

const FIELDS: &[&str] = &[
    "key",
    "name",
    "birth_year",
    "village",
    "team",
    "group",
    "law",
    "inflow",
    "language_signal",
    "talks_a_year",
    "consents",
    "needs",
    "goals",
    "phone",
    "address",
    "group_reason",
    "closing",
    "closed_on",
    "aftercare_declined",
    "relations",
    "network",
    "corrections",
];
const COPIED: &[&str] = &[
    "phone",
    "address",
    "group_reason",
    "closing",
    "closed_on",
    "aftercare_declined",
    "name",
    "birth_year",
    "group",
    "law",
    "inflow",
    "language_signal",
    "talks_a_year",
];

#[derive(Debug)]
pub(super) struct ScenarioPerson {
    pub(super) key: String,
    pub(super) id: Uuid,
    root: Record,
    /// Everything of theirs but the root, parents before their children.
    pub(super) records: Vec<Record>,
    team: String,
    first: Option<(DateTime<FixedOffset>, ScenarioCoach)>,
    handed_to: Option<Uuid>,
}

#[derive(Debug)]
pub(super) struct People {
    people: Vec<ScenarioPerson>,
    by_key: BTreeMap<String, usize>,
}

impl People {
    pub(super) fn read(top: &Place, town: &Town) -> Result<People, ScenarioError> {
        let mut people = People {
            people: Vec::new(),
            by_key: BTreeMap::new(),
        };
        for place in top.items("people")? {
            let person = ScenarioPerson::read(&place, town)?;
            let index = people.people.len();
            if people.by_key.insert(person.key.clone(), index).is_some() {
                return Err(place.required("key")?.twice(&person.key));
            }
            people.people.push(person);
        }
        Ok(people)
    }

    /// The person whose key stands at `place`.
    pub(super) fn at(&mut self, place: &Place) -> Result<&mut ScenarioPerson, ScenarioError> {
        self.with_key(place.name()?, place)
    }

    /// The person with this key, which stands at `place`.
    pub(super) fn with_key(
        &mut self,
        key: &str,
        place: &Place,
    ) -> Result<&mut ScenarioPerson, ScenarioError> {
        let index = self.by_key.get(key).copied();
        let person = index.and_then(|index| self.people.get_mut(index));
        person.ok_or_else(|| place.dangling(key, "people"))
    }

    /// The person with this id, of whom `place` tells.
    pub(super) fn with_id(
        &mut self,
        id: Uuid,
        place: &Place,
    ) -> Result<&mut ScenarioPerson, ScenarioError> {
        let person = self.people.iter_mut().find(|person| person.id == id);
        person.ok_or_else(|| place.fault(Fault::Missing))
    }

    pub(super) fn into_dossiers(self, town: &Town) -> Vec<Imported> {
        self.people
            .into_iter()
            .map(|person| person.into_dossier(town))
            .collect()
    }
}

impl ScenarioPerson {
    fn read(place: &Place, town: &Town) -> Result<ScenarioPerson, ScenarioError> {
        place.only(FIELDS)?;
        let key = place.required("key")?.name()?;
        place.required("name")?.name()?;
        let team = town.team(&place.required("team")?)?;
        let id = imported_id(town.id, "people", key);
        let mut root = place.copy(&person::KIND, COPIED, Record::new(id, id, &person::KIND))?;
        root = root.with("team", town.team_id(team));
        if let Some(village) = place.field("village") {
            root = root.with("village", town.village(&village)?);
        }
        let mut person = ScenarioPerson {
            key: key.to_owned(),
            id,
            root,
            records: Vec::new(),
            team: team.to_owned(),
            first: None,
            handed_to: None,
        };
        person.read_consents(place)?;
        person.read_needs(place)?;
        person.read_goals(place, town)?;
        person.read_around(place, town)?;
        Ok(person)
    }

    fn read_consents(&mut self, place: &Place) -> Result<(), ScenarioError> {
        for item in place.items("consents")? {
            let days = &["given_on", "refused_on", "revoked_on"];
            // A name alone: given, on a day that nobody wrote down.
            let named = item.field("to").map_or(Ok(item.clone()), |to| {
                item.only(&[days, ["to"].as_slice()].concat())?;
                Ok(to)
            })?;
            let label = named.name()?;
            let code = named.code(WordList::ReferralTo, label)?;
            let id = natural_id(self.id, consent::KIND.name, code);
            if self.records.iter().any(|known| known.id == id) {
                return Err(named.twice(label));
            }
            let consent = Record::new(id, self.id, &consent::KIND)
                .with("person", self.id)
                .with("recipient", code);
            self.records.push(item.copy(&consent::KIND, days, consent)?);
        }
        Ok(())
    }

    fn read_needs(&mut self, place: &Place) -> Result<(), ScenarioError> {
        for item in place.items("needs")? {
            let label = item.name()?;
            let code = item.code(WordList::AccessNeed, label)?;
            let id = natural_id(self.id, access_need::KIND.name, code);
            if self.records.iter().any(|known| known.id == id) {
                return Err(item.twice(label));
            }
            let need = Record::new(id, self.id, &access_need::KIND)
                .with("person", self.id)
                .with("need", code)
                .with("applies", true);
            self.records.push(need);
        }
        Ok(())
    }

    /// Goals with their steps; each has the number it stands at for a key.
    fn read_goals(&mut self, place: &Place, town: &Town) -> Result<(), ScenarioError> {
        for (number, item) in place.items("goals")?.iter().enumerate() {
            item.only(&["text", "done", "steps"])?;
            item.required("text")?;
            let key = format!("{}/{number}", self.key);
            let id = imported_id(town.id, "goals", &key);
            let goal = Record::new(id, self.id, &goal::KIND).with("person", self.id);
            self.records
                .push(item.copy(&goal::KIND, &["text", "done"], goal)?);
            for (number, step) in item.items("steps")?.iter().enumerate() {
                step.only(&["text", "done"])?;
                step.required("text")?;
                let step_id = imported_id(town.id, "goal_steps", &format!("{key}/{number}"));
                let record = Record::new(step_id, self.id, &goal_step::KIND).with("goal", id);
                self.records
                    .push(step.copy(&goal_step::KIND, &["text", "done"], record)?);
            }
        }
        Ok(())
    }

    /// Remembers whose the earliest conversation was; of two at one moment, the first in the file.
    pub(super) fn spoke(&mut self, at: DateTime<FixedOffset>, coach: &ScenarioCoach) {
        if self.first.as_ref().is_none_or(|(first, _)| at < *first) {
            self.first = Some((at, coach.clone()));
        }
    }

    /// Remembers who got the person; of more handovers, the last in the file.
    pub(super) fn handed_to(&mut self, coach: Uuid) {
        self.handed_to = Some(coach);
    }

    fn into_dossier(self, town: &Town) -> Imported {
        let spoken = self.first.map(|(_, coach)| coach);
        let own_coach = self.handed_to.or(spoken.as_ref().map(|coach| coach.id));
        let root = match own_coach {
            Some(coach) => self.root.with("coach", coach),
            None => self.root,
        };
        let taken_by = spoken.as_ref().or_else(|| town.first_coach_of(&self.team));
        let coach = taken_by.map(|coach| coach.key.clone());
        let mut records = vec![root];
        records.extend(self.records);
        Imported { coach, records }
    }
}
