//! The parts of a file that make the town: municipality, villages, teams, coaches.

use super::error::{Fault, ScenarioError, quote};
use super::place::Place;
use crate::ids::{imported_id, municipality_id, word_id};
use crate::kinds::{coach, municipality, team, word};
use crate::record::Record;
use crate::words::{WordList, is_code, slug};
use std::collections::BTreeMap;
use uuid::Uuid;

const NORM: &[&str] = &["talks_a_year", "talks_a_morning"];

/// A coach of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioCoach {
    /// The coach's name inside the file.
    pub key: String,
    /// The coach's name among people.
    pub name: String,
    /// The name of the team.
    pub team: String,
    /// The id of the coach's record.
    pub id: Uuid,
}

#[derive(Debug, Clone)]
pub(super) struct Town {
    pub(super) id: Uuid,
    pub(super) records: Vec<Record>,
    pub(super) coaches: Vec<ScenarioCoach>,
    villages: BTreeMap<String, String>,
}

impl Town {
    pub(super) fn read(top: &Place) -> Result<Town, ScenarioError> {
        let name = top.required("municipality")?.name()?;
        let id = municipality_id(name);
        let mut root = Record::new(id, id, &municipality::KIND).with("name", name);
        if let Some(norm) = top.field("norm") {
            norm.only(NORM)?;
            root = norm.copy(&municipality::KIND, NORM, root)?;
        }
        let mut town = Town {
            id,
            records: vec![root],
            coaches: Vec::new(),
            villages: BTreeMap::new(),
        };
        for village in top.items("villages")? {
            town.add_village(&village)?;
        }
        for coach in top.items("coaches")? {
            town.add_coach(&coach)?;
        }
        Ok(town)
    }

    fn add_village(&mut self, place: &Place) -> Result<(), ScenarioError> {
        let label = place.name()?;
        let code = slug(label);
        if !is_code(&code) {
            return Err(place.fault(Fault::NoCode(quote(label))));
        }
        if self.villages.values().any(|known| *known == code) {
            return Err(place.twice(label));
        }
        let id = word_id(self.id, WordList::Village, &code);
        let village = Record::new(id, self.id, &word::KIND)
            .with("list", WordList::Village.name())
            .with("code", code.as_str())
            .with("label", label);
        self.records.push(village);
        self.villages.insert(label.to_owned(), code);
        Ok(())
    }

    fn add_coach(&mut self, place: &Place) -> Result<(), ScenarioError> {
        place.only(&["key", "name", "team"])?;
        let key = place.required("key")?;
        let coach = ScenarioCoach {
            key: key.name()?.to_owned(),
            name: place.required("name")?.name()?.to_owned(),
            team: place.required("team")?.name()?.to_owned(),
            id: imported_id(self.id, "coaches", key.name()?),
        };
        if self.coaches.iter().any(|known| known.key == coach.key) {
            return Err(key.twice(&coach.key));
        }
        let team_id = self.team_id(&coach.team);
        if self.first_coach_of(&coach.team).is_none() {
            let team = Record::new(team_id, self.id, &team::KIND).with("name", coach.team.as_str());
            self.records.push(team);
        }
        let record = Record::new(coach.id, self.id, &coach::KIND)
            .with("name", coach.name.as_str())
            .with("team", team_id);
        self.records.push(record);
        self.coaches.push(coach);
        Ok(())
    }

    pub(super) fn team_id(&self, team: &str) -> Uuid {
        imported_id(self.id, "teams", team)
    }

    /// The first coach of a team in the order of the file.
    pub(super) fn first_coach_of(&self, team: &str) -> Option<&ScenarioCoach> {
        self.coaches.iter().find(|coach| coach.team == team)
    }

    /// The coach whose key stands at `place`.
    pub(super) fn coach(&self, place: &Place) -> Result<&ScenarioCoach, ScenarioError> {
        let key = place.name()?;
        let known = self.coaches.iter().find(|coach| coach.key == key);
        known.ok_or_else(|| place.dangling(key, "coaches"))
    }

    /// The team whose name stands at `place`; a team is known by its coaches.
    pub(super) fn team<'a>(&self, place: &Place<'a>) -> Result<&'a str, ScenarioError> {
        let team = place.name()?;
        match self.first_coach_of(team) {
            Some(_) => Ok(team),
            None => Err(place.dangling(team, "teams")),
        }
    }

    /// The code of the village whose name stands at `place`.
    pub(super) fn village(&self, place: &Place) -> Result<&str, ScenarioError> {
        let label = place.name()?;
        let code = self.villages.get(label).map(String::as_str);
        code.ok_or_else(|| place.dangling(label, "villages"))
    }
}
