//! One line of a table, as a person.

use super::column::{PersonColumn, is_bsn};
use super::table::{Cells, Table};
use crate::Result;
use crate::opened::Opened;
use crate::screens::PersonRow;
use chrono::{Datelike, NaiveDate};
use domain::kinds::person;
use domain::value::Value;
use domain::words::{WordList, slug};
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use uuid::Uuid;

const EARLIEST_BIRTH: i32 = 1900;
/// Dates as spreadsheets write them.
const DATES: [&str; 4] = ["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"];

/// Why a line was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LineFault {
    /// Nobody's name stands there.
    NoName,
    /// Neither a year nor a date.
    NoYear,
    /// No word of the municipality's list.
    UnknownWord,
    /// Longer than it may be.
    TooLong,
    /// The same person stands on an earlier line.
    Twice,
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefusedLine {
    /// As a spreadsheet counts it, the first line being 1.
    pub line: u32,
    /// The name of the column.
    pub column: String,
    /// What is wrong.
    pub fault: LineFault,
    /// What stands there.
    pub value: String,
}

impl RefusedLine {
    pub(super) fn twice(cells: &Cells, name: &str) -> Self {
        RefusedLine {
            line: cells.line,
            column: String::new(),
            fault: LineFault::Twice,
            value: name.to_owned(),
        }
    }
}

/// The words that a table may use, by their labels and codes without accents or capitals.
pub(super) struct Lists(HashMap<(WordList, String), String>);

impl Lists {
    pub(super) fn of(opened: &Opened) -> Result<Self> {
        let mut words = HashMap::new();
        for list in [
            WordList::Village,
            WordList::PersonGroup,
            WordList::Law,
            WordList::Inflow,
        ] {
            for word in opened
                .words(list.name())?
                .into_iter()
                .filter(|word| !word.retired)
            {
                let label = word.label.as_deref().or(list.label_of(&word.code));
                let english = word.label_en.as_deref();
                for name in label.into_iter().chain(english).chain([word.code.as_str()]) {
                    words.insert((list, slug(name)), word.code.clone());
                }
            }
        }
        Ok(Lists(words))
    }

    fn code(&self, list: WordList, said: &str) -> Option<String> {
        self.0.get(&(list, slug(said))).cloned()
    }
}

/// Somebody, as a line tells.
#[derive(Debug, Default)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) birth_year: Option<i32>,
    pub(super) village: Option<String>,
    group: Option<String>,
    law: Option<String>,
    inflow: Option<String>,
    phone: Option<String>,
    address: Option<String>,
}

impl Person {
    /// Reads a line of a table with its columns matched; `this_year` bounds a year of birth.
    pub(super) fn read(
        table: &Table,
        cells: &Cells,
        columns: &[Option<PersonColumn>],
        lists: &Lists,
        this_year: i32,
    ) -> std::result::Result<Person, RefusedLine> {
        let mut person = Person::default();
        let mut names: [Vec<&str>; 4] = Default::default();
        let mut address: Vec<&str> = Vec::new();
        let refuse = |header: &str, fault, value: &str| RefusedLine {
            line: cells.line,
            column: header.to_owned(),
            fault,
            value: value.to_owned(),
        };
        let rows = table.headers.iter().zip(&cells.cells).zip(columns);
        for ((header, cell), column) in rows {
            let Some(column) = column else { continue };
            if cell.is_empty() || is_bsn(header) {
                continue;
            }
            let word = |list| {
                let code = lists.code(list, cell);
                code.ok_or_else(|| refuse(header, LineFault::UnknownWord, cell))
            };
            match column {
                PersonColumn::Name => names[0].push(cell),
                PersonColumn::FirstName => names[1].push(cell),
                PersonColumn::NamePrefix => names[2].push(cell),
                PersonColumn::LastName => names[3].push(cell),
                PersonColumn::BirthYear => {
                    let year =
                        year(cell).filter(|year| (EARLIEST_BIRTH..=this_year).contains(year));
                    let year = year.ok_or_else(|| refuse(header, LineFault::NoYear, cell))?;
                    person.birth_year = Some(year);
                }
                PersonColumn::Phone => person.phone = Some(cell.clone()),
                PersonColumn::Address => address.push(cell),
                PersonColumn::Village => person.village = Some(word(WordList::Village)?),
                PersonColumn::Group => person.group = Some(word(WordList::PersonGroup)?),
                PersonColumn::Law => person.law = Some(word(WordList::Law)?),
                PersonColumn::Inflow => person.inflow = Some(word(WordList::Inflow)?),
            }
        }
        let one_line = |parts: Vec<&str>| {
            let words: Vec<_> = parts
                .iter()
                .flat_map(|part| part.split_whitespace())
                .collect();
            words.join(" ")
        };
        person.name = one_line(names.concat());
        person.address = Some(one_line(address)).filter(|address| !address.is_empty());
        if person.name.is_empty() {
            return Err(refuse("", LineFault::NoName, ""));
        }
        for (field, value) in person.fields() {
            if person::KIND.check(field, &value).is_err() {
                let value = value.as_text().unwrap_or_default();
                return Err(refuse("", LineFault::TooLong, value));
            }
        }
        Ok(person)
    }

    /// Whether a namesake who is here has no other year or village.
    pub(super) fn may_be(&self, row: &PersonRow) -> bool {
        let village = self.village.as_deref().unwrap_or_default();
        let years = self.birth_year.zip(row.birth_year);
        years.is_none_or(|(one, other)| one == other)
            && (village.is_empty() || row.village.is_empty() || village == row.village)
    }

    pub(super) fn fields(&self) -> Vec<(&'static str, Value)> {
        let mut fields = vec![("name", Value::from(self.name.as_str()))];
        fields.extend(
            self.birth_year
                .map(|year| ("birth_year", Value::Int(year.into()))),
        );
        for (field, value) in [
            ("village", &self.village),
            ("group", &self.group),
            ("law", &self.law),
            ("inflow", &self.inflow),
            ("phone", &self.phone),
            ("address", &self.address),
        ] {
            fields.extend(value.as_deref().map(|value| (field, Value::from(value))));
        }
        fields
    }

    pub(super) fn row(&self, id: Uuid) -> PersonRow {
        PersonRow {
            id,
            name: self.name.clone(),
            birth_year: self.birth_year,
            village: self.village.clone().unwrap_or_default(),
            last_talk: None,
            unfinished: false,
        }
    }
}

/// The year of a year or a date.
fn year(cell: &str) -> Option<i32> {
    if cell.len() == 4 {
        return cell.parse().ok();
    }
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    let dates = DATES.iter();
    let mut dates = dates.filter_map(|format| NaiveDate::parse_from_str(day, format).ok());
    // A date with two digits of a year is read as one of the first century: it names no year.
    dates
        .find(|date| date.year() >= EARLIEST_BIRTH)
        .map(|date| date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        text: &str,
        columns: &[Option<PersonColumn>],
    ) -> std::result::Result<Person, RefusedLine> {
        let village = (
            (WordList::Village, "berg_en_dal".to_owned()),
            "berg_en_dal".to_owned(),
        );
        let lists = Lists(HashMap::from([village]));
        let table = Table::read(text).unwrap();
        Person::read(&table, &table.lines[0], columns, &lists, 2026)
    }

    #[test]
    fn parts_of_a_name_and_an_address_come_together() {
        use PersonColumn::{Address, FirstName, LastName, NamePrefix, Village};
        let text =
            "achternaam;voornaam;tv;straat;nr;dorp\nBerg;Jan;van  den;Kerkweg;7a;Berg en Dal";
        let columns = [LastName, FirstName, NamePrefix, Address, Address, Village].map(Some);
        let person = read(text, &columns).unwrap();
        assert_eq!(person.name, "Jan van den Berg");
        assert_eq!(person.address.as_deref(), Some("Kerkweg 7a"));
        assert_eq!(person.village.as_deref(), Some("berg_en_dal"));
    }

    #[test]
    fn years_come_from_years_and_dates() {
        for said in [
            "1961",
            "3-4-1961",
            "03/04/1961",
            "1961-04-03",
            "1961-04-03 00:00:00",
        ] {
            assert_eq!(year(said), Some(1961), "{said}");
        }
        for said in ["61", "3-4-61", "onbekend", "31-2-1961", "19611"] {
            assert_eq!(year(said), None, "{said}");
        }
    }

    #[test]
    fn a_refused_line_names_the_place_and_what_stands_there() {
        use PersonColumn::{BirthYear, Name, Village};
        let columns = [Name, BirthYear, Village].map(Some);
        let refused = |line: &str| {
            let refused = read(&format!("naam;jaar;dorp\n{line}"), &columns)
                .err()
                .unwrap();
            (refused.line, refused.column, refused.fault, refused.value)
        };
        let at = |column: &str, fault, value: &str| (2, column.to_owned(), fault, value.to_owned());
        assert_eq!(refused(";1961;"), at("", LineFault::NoName, ""));
        assert_eq!(refused("Jan;ooit;"), at("jaar", LineFault::NoYear, "ooit"));
        assert_eq!(refused("Jan;2027;"), at("jaar", LineFault::NoYear, "2027"));
        assert_eq!(
            refused("Jan;1961;Parijs"),
            at("dorp", LineFault::UnknownWord, "Parijs")
        );
        let long = "J".repeat(121);
        assert_eq!(
            refused(&format!("{long};1961;")),
            at("", LineFault::TooLong, &long)
        );
    }

    #[test]
    fn a_bsn_is_not_read_whatever_its_column_was_matched_with() {
        let person = read(
            "naam;bsn\nJan;123456782",
            &[Some(PersonColumn::Name), Some(PersonColumn::Phone)],
        );
        assert_eq!(person.unwrap().phone, None);
    }
}
