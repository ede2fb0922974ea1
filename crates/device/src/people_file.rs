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
use crate::screens::{PersonRow, score};
use chrono::{DateTime, Datelike, Utc};
use domain::ids::imported_id;
use domain::names::fold;
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
/// How many a line is said to look like.
const MOST_NEAR: usize = 3;

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
    /// Who may be somebody that is here, in the order of their lines; taken only when that is said.
    pub near: Vec<NearLine>,
    /// Lines that cannot be taken, in their order.
    pub refused: Vec<RefusedLine>,
}

/// Somebody who may be in the list under another spelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NearLine {
    /// As a spreadsheet counts it, the first line being 1.
    pub line: u32,
    /// As the line tells.
    pub person: PersonRow,
    /// Who is here, or stands on an earlier line, likeliest first.
    pub like: Vec<PersonRow>,
    /// It was said to be somebody else: the line is taken.
    pub taken: bool,
}

impl Opened {
    /// Reads the columns of a table, and guesses what they hold.
    pub fn people_file(&self, text: &str) -> Result<PeopleFile> {
        let table = Table::read(text)?;
        let lines = u32::try_from(table.lines.len()).unwrap_or(u32::MAX);
        let columns = column::seen(&table);
        Ok(PeopleFile { columns, lines })
    }

    /// What taking the table would do, with each column as it was matched; `others` are lines of
    /// which was said that they are somebody else than who is here.
    pub fn check_people_file(
        &self,
        text: &str,
        columns: &[Option<PersonColumn>],
        others: &[u32],
        now: DateTime<Utc>,
    ) -> Result<PeopleChecked> {
        Ok(self.sort_people(text, columns, others, now)?.told())
    }

    /// Takes everybody who can be taken, all of them or, when the disk fails, none.
    pub fn take_people_file(
        &mut self,
        text: &str,
        columns: &[Option<PersonColumn>],
        others: &[u32],
        now: DateTime<Utc>,
    ) -> Result<PeopleChecked> {
        let sorted = self.sort_people(text, columns, others, now)?;
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
        others: &[u32],
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
                let like = near(&person, here.values().flatten(), &sorted.ready);
                let taken = others.contains(&cells.line);
                let is_near = !like.is_empty();
                if is_near {
                    sorted.near.push(NearLine {
                        line: cells.line,
                        person: person.row(id),
                        like,
                        taken,
                    });
                }
                if taken || !is_near {
                    sorted.ready.push((id, person));
                }
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

/// Who may be the same under another spelling, here or on an earlier line. Another year of birth tells
/// two people apart; another village does not, as people move.
fn near<'r>(
    person: &Person,
    here: impl Iterator<Item = &'r PersonRow>,
    earlier: &[(Uuid, Person)],
) -> Vec<PersonRow> {
    let name = fold(&person.name);
    let village = person.village.as_deref().unwrap_or_default();
    let likely = |row: &PersonRow| {
        let years = person.birth_year.zip(row.birth_year);
        let score = score(&name, person.birth_year, village, row)?;
        years
            .is_none_or(|(one, other)| one == other)
            .then_some(score)
    };
    let mut scored: Vec<(u32, PersonRow)> = here
        .filter_map(|row| Some((likely(row)?, row.clone())))
        .collect();
    scored.extend(earlier.iter().filter_map(|(id, person)| {
        let row = person.row(*id);
        Some((likely(&row)?, row))
    }));
    scored.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.name.cmp(&right.name)));
    scored.truncate(MOST_NEAR);
    scored.into_iter().map(|(_, row)| row).collect()
}

#[derive(Default)]
struct Sorted {
    ready: Vec<(Uuid, Person)>,
    near: Vec<NearLine>,
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
            near: self.near,
            refused: self.refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::desk::{Desk, at};

    const COLUMNS: [Option<PersonColumn>; 2] =
        [Some(PersonColumn::Name), Some(PersonColumn::BirthYear)];
    const NOW: &str = "2026-11-26";

    fn born(desk: &mut Desk, name: &str, year: i32) -> Uuid {
        let person = desk.person(name);
        let shown = desk.opened.dossier(person, at(NOW)).unwrap().person;
        let year = crate::screens::FieldValue::Number(year);
        desk.opened
            .save_field(&shown.r#ref, "birth_year", year, &[], at(NOW))
            .unwrap();
        person
    }

    #[test]
    fn another_spelling_is_taken_only_when_it_is_said_to_be_somebody_else() {
        let mut desk = Desk::new();
        let gerda = born(&mut desk, "Gerda Wouters", 1963);
        let list = "naam;jaar\nGerda Wauters;1963\nGerda Wauters;1990\nBram de Wit;1980\nBram de Witt;1980";
        let check = |desk: &Desk, others: &[u32]| {
            desk.opened
                .check_people_file(list, &COLUMNS, others, at(NOW))
                .unwrap()
        };
        let checked = check(&desk, &[]);
        let near: Vec<_> = checked.near.iter().map(|one| one.line).collect();
        // Another year of birth is another person; an earlier line counts like who is here.
        assert_eq!((checked.ready, near), (2, vec![2, 5]));
        assert_eq!(checked.near[0].like[0].id, gerda);
        assert_eq!(checked.near[1].like[0].name, "Bram de Wit");
        assert!(checked.near.iter().all(|one| !one.taken));
        let checked = check(&desk, &[2]);
        assert_eq!((checked.ready, checked.near[0].taken), (3, true));
        desk.opened
            .take_people_file(list, &COLUMNS, &[2], at(NOW))
            .unwrap();
        let names: Vec<_> = desk.opened.people("").unwrap().into_iter().collect();
        assert_eq!(names.len(), 4);
        assert!(names.iter().all(|row| row.name != "Bram de Witt"));
        // Done twice it makes no doubles, and asks nothing about who was taken.
        let again = check(&desk, &[]);
        let near: Vec<_> = again.near.iter().map(|one| one.line).collect();
        assert_eq!((again.ready, again.known.len(), near), (0, 3, vec![5]));
    }
}
