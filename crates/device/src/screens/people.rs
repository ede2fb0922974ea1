//! Inwoners: finding a person, and adding one without making a double.

use super::filter::Sieve;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::names::{fold, likeness};
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::{Deserialize, Serialize};
use specta::Type;
use store::Edit;
use uuid::Uuid;

const MOST_DUPLICATES: usize = 5;
/// From here on somebody may be the one that is meant, see [`likeness`].
const LIKELY: u32 = 60;
const SAME_YEAR: u32 = 30;
const SAME_VILLAGE: u32 = 10;

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    /// The person.
    pub id: Uuid,
    /// As written down.
    pub name: String,
    /// The year of birth.
    pub birth_year: Option<i32>,
    /// Code of the village.
    pub village: String,
    /// The newest talk that was held, RFC 3339.
    pub last_talk: Option<String>,
    /// A talk is still open, or to be worked out.
    pub unfinished: bool,
}

impl From<store::PersonRow> for PersonRow {
    fn from(row: store::PersonRow) -> Self {
        PersonRow {
            id: row.id,
            name: row.name,
            birth_year: row.birth_year.and_then(|year| i32::try_from(year).ok()),
            village: row.village,
            last_talk: row.last_talk,
            unfinished: row.unfinished,
        }
    }
}

/// What is filled in for a new person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewPerson {
    /// The name; the one thing that is required.
    pub name: String,
    /// The year of birth.
    pub birth_year: Option<i32>,
    /// Code of the village, or empty.
    pub village: String,
    /// Code of the group.
    pub group: Option<String>,
    /// Code of the law.
    pub law: Option<String>,
    /// Code of how the person came.
    pub inflow: Option<String>,
    /// Telephone number, or empty.
    pub phone: String,
    /// Address, or empty.
    pub address: String,
}

/// How likely somebody of this folded name, year and village is the one of the row; nothing where it
/// is not likely at all.
pub(crate) fn score(
    name: &str,
    birth_year: Option<i32>,
    village: &str,
    row: &PersonRow,
) -> Option<u32> {
    let score = likeness(name, &fold(&row.name))
        + u32::from(birth_year.is_some() && birth_year == row.birth_year) * SAME_YEAR
        + u32::from(!village.is_empty() && village == row.village) * SAME_VILLAGE;
    (score >= LIKELY).then_some(score)
}

impl Opened {
    /// People whose name has every part of `query` in it.
    pub fn people(&self, query: &str) -> Result<Vec<PersonRow>> {
        self.people_through(&Sieve::default(), query)
    }

    /// The same, of those who pass the sieve.
    pub(super) fn people_through(&self, sieve: &Sieve, query: &str) -> Result<Vec<PersonRow>> {
        let rows = self.store.people(query, usize::MAX)?.into_iter();
        let rows = rows.filter(|row| sieve.lets_through(row.id, &row.village));
        self.as_one(rows.map(Into::into).collect())
    }

    /// People who may be the one to be added, likeliest first; or, of somebody who is here already,
    /// others of that name.
    pub fn likely_duplicates(
        &self,
        person: &NewPerson,
        here: Option<Uuid>,
    ) -> Result<Vec<PersonRow>> {
        let name = person.name.trim();
        if name.chars().count() < 2 {
            return Ok(Vec::new());
        }
        let mut alike = self.alike(name, person.birth_year, &person.village)?;
        if let Some(here) = here {
            alike = self.not_told_apart(here, alike)?;
        }
        let mut alike = self.as_one(alike)?;
        alike.truncate(MOST_DUPLICATES);
        Ok(alike)
    }

    /// People who may be called so, likeliest first.
    pub(super) fn alike(
        &self,
        name: &str,
        birth_year: Option<i32>,
        village: &str,
    ) -> Result<Vec<PersonRow>> {
        let name = fold(name);
        let mut scored: Vec<(u32, PersonRow)> = Vec::new();
        let is_likely = |other: &str| likeness(&name, other) >= LIKELY - SAME_YEAR - SAME_VILLAGE;
        for row in self.store.people_called(usize::MAX, is_likely)? {
            let row = PersonRow::from(row);
            if let Some(score) = score(&name, birth_year, village, &row) {
                scored.push((score, row));
            }
        }
        scored.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.name.cmp(&right.name)));
        Ok(scored.into_iter().map(|(_, row)| row).collect())
    }

    /// Adds a person to this coach's team. Answers the person's id.
    pub fn add_person(&mut self, person: &NewPerson, now: DateTime<Utc>) -> Result<Uuid> {
        if person.name.trim().is_empty() {
            return Err(DeviceError::BadRequest("a person needs a name".into()));
        }
        let id = new_id(now)?;
        let me = self.me();
        let line = |text: &str| Value::from(Some(text.trim()).filter(|text| !text.is_empty()));
        let fields = [
            ("name", line(&person.name)),
            ("birth_year", Value::from(person.birth_year.map(i64::from))),
            ("village", line(&person.village)),
            ("group", Value::from(person.group.clone())),
            ("law", Value::from(person.law.clone())),
            ("inflow", Value::from(person.inflow.clone())),
            ("phone", line(&person.phone)),
            ("address", line(&person.address)),
            ("team", Value::from(me.team.to_string())),
            ("coach", Value::from(me.coach.to_string())),
        ];
        let filled_in = fields
            .into_iter()
            .filter(|(_, value)| *value != Value::Null);
        let edit = Edit::of_new_record(DossierId(id), RecordId(id), "person", filled_in);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(id)
    }

    /// Adds a goal in the person's own words.
    pub fn add_goal(&mut self, person: Uuid, goal: &str, now: DateTime<Utc>) -> Result<()> {
        let fields = [
            ("person", Value::from(person)),
            ("text", Value::from(goal.trim())),
        ];
        let record = RecordId(new_id(now)?);
        let edit = Edit::of_new_record(DossierId(person), record, "goal", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }
}
