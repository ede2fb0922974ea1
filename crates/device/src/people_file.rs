//! People from a table that another program made: CSV, or cells copied from a spreadsheet. A line is
//! taken whole or not at all, each refused one is named, and taking a table twice makes no doubles.

mod column;
mod line;
mod table;

pub use column::{ColumnSeen, PersonColumn};
pub use line::{LineFault, RefusedLine};
pub use table::TableFault;

use crate::Result;
use crate::opened::Opened;
use crate::screens::PersonRow;
use chrono::{DateTime, Datelike, Utc};
use domain::ids::imported_id;
use domain::value::Value;
use domain::words::slug;
use line::{Lists, Person};
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::HashSet;
use store::Edit;
use table::Table;
use uuid::Uuid;

/// Names shown of those that can be taken.
const SHOWN: usize = 5;

/// The columns of a table, before anybody matched them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeopleTable {
    /// From left to right.
    pub columns: Vec<ColumnSeen>,
    /// Lines below the first.
    pub lines: u32,
}

/// What would come of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeopleChecked {
    /// How many can be taken.
    pub ready: u32,
    /// The first of them.
    pub first: Vec<PersonRow>,
    /// The names of those that are here already, which stay as they are.
    pub known: Vec<String>,
    /// Lines that cannot be taken, in their order.
    pub refused: Vec<RefusedLine>,
}

impl Opened {
    /// Reads the columns of a table, and guesses what they hold.
    pub fn people_table(&self, text: &str) -> Result<PeopleTable> {
        let table = Table::read(text)?;
        let lines = u32::try_from(table.lines.len()).unwrap_or(u32::MAX);
        let columns = column::seen(&table);
        Ok(PeopleTable { columns, lines })
    }

    /// What taking the table would do, with each column as it was matched.
    pub fn check_people_table(
        &self,
        text: &str,
        columns: &[Option<PersonColumn>],
        now: DateTime<Utc>,
    ) -> Result<PeopleChecked> {
        let sorted = self.sort_people(text, columns, now)?;
        let shown = sorted.ready.iter().take(SHOWN);
        Ok(PeopleChecked {
            ready: u32::try_from(sorted.ready.len()).unwrap_or(u32::MAX),
            first: shown.map(|(id, person)| person.row(*id)).collect(),
            known: sorted.known,
            refused: sorted.refused,
        })
    }

    /// Takes everybody who can be taken, all of them or, when the disk fails, none.
    pub fn take_people_table(
        &mut self,
        text: &str,
        columns: &[Option<PersonColumn>],
        now: DateTime<Utc>,
    ) -> Result<PeopleChecked> {
        let taken = self.check_people_table(text, columns, now)?;
        let me = self.me().clone();
        let edits: Vec<Edit> = self
            .sort_people(text, columns, now)?
            .ready
            .into_iter()
            .map(|(id, person)| {
                let mut fields = person.fields();
                fields.push(("team", Value::from(me.team.to_string())));
                fields.push(("coach", Value::from(me.coach.to_string())));
                Edit::of_new_record(DossierId(id), RecordId(id), "person", fields)
            })
            .collect();
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(taken)
    }

    fn sort_people(
        &self,
        text: &str,
        columns: &[Option<PersonColumn>],
        now: DateTime<Utc>,
    ) -> Result<Sorted> {
        let table = Table::read(text)?;
        let lists = Lists::of(self)?;
        let here = self.people_here()?;
        let mut sorted = Sorted::default();
        let mut met = HashSet::new();
        for cells in &table.lines {
            let person = match Person::read(&table, cells, columns, &lists, now.year()) {
                Ok(person) => person,
                Err(refused) => {
                    sorted.refused.push(refused);
                    continue;
                }
            };
            let id = self.id_from_table(&person);
            if here.iter().any(|row| person.is_same_as(row))
                || self.store.record(id.into())?.is_some()
            {
                sorted.known.push(person.name);
            } else if !met.insert(id) {
                sorted.refused.push(RefusedLine::twice(cells, &person.name));
            } else {
                sorted.ready.push((id, person));
            }
        }
        Ok(sorted)
    }

    fn people_here(&self) -> Result<Vec<PersonRow>> {
        let rows = self.store.people("", usize::MAX)?;
        Ok(rows.into_iter().map(PersonRow::from).collect())
    }

    /// The same for the same name, year and village, so that two devices that take one table make
    /// one dossier.
    fn id_from_table(&self, person: &Person) -> Uuid {
        let me = self.me();
        let year = person.birth_year.unwrap_or_default();
        let village = person.village.as_deref().unwrap_or_default();
        let key = format!("{}/{}/{year}/{village}", me.team, slug(&person.name));
        imported_id(me.municipality.0, "people_table", &key)
    }
}

#[derive(Default)]
struct Sorted {
    ready: Vec<(Uuid, Person)>,
    known: Vec<String>,
    refused: Vec<RefusedLine>,
}
