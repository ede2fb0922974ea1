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
use std::collections::{HashMap, HashSet};
use store::Edit;
use table::Table;
use uuid::Uuid;

/// Names shown of those that can be taken.
const SHOWN: usize = 5;

/// The columns of a table, before anybody matched them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeopleFile {
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
    pub fn people_file(&self, text: &str) -> Result<PeopleFile> {
        let table = Table::read(text)?;
        let lines = u32::try_from(table.lines.len()).unwrap_or(u32::MAX);
        let columns = column::seen(&table);
        Ok(PeopleFile { columns, lines })
    }

    /// What taking the table would do, with each column as it was matched.
    pub fn check_people_file(
        &self,
        text: &str,
        columns: &[Option<PersonColumn>],
        now: DateTime<Utc>,
    ) -> Result<PeopleChecked> {
        Ok(self.sort_people(text, columns, now)?.told())
    }

    /// Takes everybody who can be taken, all of them or, when the disk fails, none.
    pub fn take_people_file(
        &mut self,
        text: &str,
        columns: &[Option<PersonColumn>],
        now: DateTime<Utc>,
    ) -> Result<PeopleChecked> {
        let sorted = self.sort_people(text, columns, now)?;
        let (team, coach) = (self.me().team.to_string(), self.me().coach.to_string());
        let edits = sorted.ready.iter().map(|(id, person)| {
            let mut fields = person.fields();
            fields.push(("team", Value::from(team.as_str())));
            fields.push(("coach", Value::from(coach.as_str())));
            Edit::of_new_record(DossierId(*id), RecordId(*id), "person", fields)
        });
        let edits: Vec<Edit> = edits.collect();
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(sorted.told())
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
            let namesakes = here.get(&slug(&person.name)).map(Vec::as_slice);
            let mut namesakes = namesakes.unwrap_or_default().iter();
            if namesakes.any(|row| person.may_be(row)) || self.store.record(id.into())?.is_some() {
                sorted.known.push(person.name);
            } else if !met.insert(id) {
                sorted.refused.push(RefusedLine::twice(cells, &person.name));
            } else {
                sorted.ready.push((id, person));
            }
        }
        Ok(sorted)
    }

    /// Who is here, by name without accents or capitals.
    fn people_here(&self) -> Result<HashMap<String, Vec<PersonRow>>> {
        let mut here: HashMap<_, Vec<_>> = HashMap::new();
        for row in self.store.people("", usize::MAX)? {
            let row = PersonRow::from(row);
            here.entry(slug(&row.name)).or_default().push(row);
        }
        Ok(here)
    }

    /// The same for the same name, year and village, so that two devices that take one table make
    /// one dossier.
    fn id_from_table(&self, person: &Person) -> Uuid {
        let me = self.me();
        let year = person.birth_year.unwrap_or_default();
        let village = person.village.as_deref().unwrap_or_default();
        let key = format!("{}/{}/{year}/{village}", me.team, slug(&person.name));
        imported_id(me.municipality.0, "people_file", &key)
    }
}

#[derive(Default)]
struct Sorted {
    ready: Vec<(Uuid, Person)>,
    known: Vec<String>,
    refused: Vec<RefusedLine>,
}

impl Sorted {
    fn told(self) -> PeopleChecked {
        let shown = self.ready.iter().take(SHOWN);
        PeopleChecked {
            ready: u32::try_from(self.ready.len()).unwrap_or(u32::MAX),
            first: shown.map(|(id, person)| person.row(*id)).collect(),
            known: self.known,
            refused: self.refused,
        }
    }
}
