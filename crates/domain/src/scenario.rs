//! Scenario files: what coaches of one municipality recorded, as plain JSON. The format is in
//! `tests/scenarios/FORMAT.md`. A file is read whole or refused, naming the place.

mod activities;
mod agreements;
mod around;
mod children;
mod conversations;
mod error;
mod groups;
mod json;
mod outcomes;
mod people;
mod place;
mod referrals;
mod spreekuren;
mod town;
mod trajectories;

pub use error::{Fault, ScenarioError};
pub use town::ScenarioCoach;

use crate::record::Record;
use crate::schema::{FieldSpec, Shape, field};
use activities::Activities;
use agreements::{AgreementKeys, read_agreements};
use around::{read_handovers, read_same_people, read_viewings};
use conversations::Conversations;
use groups::read_groups;
use outcomes::read_outcomes;
use people::People;
use place::Place;
use referrals::read_referrals;
use spreekuren::read_spreekuren;
use town::Town;
use trajectories::read_trajectories;
use uuid::Uuid;

const PARTS: &[&str] = &[
    "municipality",
    "villages",
    "norm",
    "period",
    "coaches",
    "people",
    "conversations",
    "agreements",
    "referrals",
    "groups",
    "outcomes",
    "activities",
    "trajectories",
    "spreekuren",
    "same_people",
    "handovers",
    "viewings",
];

const DAY: FieldSpec = field("day", Shape::Date);

/// A scenario file, read and found right.
#[derive(Debug, Clone)]
pub struct Scenario {
    town: Town,
    dossiers: Vec<Imported>,
}

/// A dossier of the file, and the coach who takes it along.
#[derive(Debug, Clone)]
struct Imported {
    coach: Option<String>,
    records: Vec<Record>,
}

impl Scenario {
    /// Reads a file.
    ///
    /// # Errors
    /// The first thing in the file that is not as the format says.
    pub fn parse(json: &str) -> Result<Scenario, ScenarioError> {
        let file = json::read(json)?;
        let top = Place::top(&file);
        top.only(PARTS)?;
        check_period(&top)?;
        let mut town = Town::read(&top)?;
        let activities = Activities::read(&top, &mut town)?;
        let mut people = People::read(&top, &town)?;
        let agreements = AgreementKeys::read(&top, &town, &mut people)?;
        let conversations = Conversations::read(&top, &town, &agreements, &mut people)?;
        read_agreements(&top, &town, &conversations, &agreements, &mut people)?;
        read_referrals(&top, &town, &conversations, &agreements, &mut people)?;
        let groups = read_groups(&top, &town, &mut people)?;
        read_outcomes(&top, &town, &mut people)?;
        read_trajectories(&top, &town, &activities, &agreements, &mut people)?;
        read_same_people(&top, &mut people)?;
        read_handovers(&top, &town, &mut people)?;
        read_viewings(&top, &town, &mut people)?;
        let spreekuren = read_spreekuren(&top, &town, &conversations, &mut people)?;
        let mut dossiers = people.into_dossiers(&town);
        dossiers.extend(groups);
        dossiers.extend(spreekuren);
        Ok(Scenario { town, dossiers })
    }

    /// The municipality's id, which is the id of the town dossier too.
    pub fn municipality(&self) -> Uuid {
        self.town.id
    }

    /// The records of the town dossier: municipality, villages, teams, coaches, and
    /// what there is to join.
    pub fn town_records(&self) -> Vec<Record> {
        self.town.records.clone()
    }

    /// The coaches, in the order of the file.
    pub fn coaches(&self) -> &[ScenarioCoach] {
        &self.town.coaches
    }

    /// The records of people, groups and spreekuren: a dossier's root first, parents before their children.
    /// With a coach's key only the dossiers which that coach takes along.
    ///
    /// # Errors
    /// When no coach of the file has that key.
    pub fn records(&self, only: Option<&str>) -> Result<Vec<Record>, ScenarioError> {
        if let Some(key) = only
            && !self.coaches().iter().any(|coach| coach.key == key)
        {
            return Err(ScenarioError::NoSuchCoach(key.to_owned()));
        }
        let taken = self
            .dossiers
            .iter()
            .filter(|dossier| only.is_none() || dossier.coach.as_deref() == only);
        Ok(taken
            .flat_map(|dossier| &dossier.records)
            .cloned()
            .collect())
    }
}

fn check_period(top: &Place) -> Result<(), ScenarioError> {
    let Some(period) = top.field("period") else {
        return Ok(());
    };
    period.only(&["from", "until"])?;
    for day in [period.required("from")?, period.required("until")?] {
        day.value(&DAY)?;
    }
    Ok(())
}
