//! What a column of a table says about a person, guessed from its name.

use super::table::Table;
use domain::words::slug;
use serde::{Deserialize, Serialize};
use specta::Type;

const SAMPLES: usize = 3;

/// What a column says about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PersonColumn {
    /// The whole name.
    Name,
    /// A part of the name.
    FirstName,
    /// Such as `van der`.
    NamePrefix,
    /// A part of the name.
    LastName,
    /// A year, or a date of which the year is kept.
    BirthYear,
    /// A village of the municipality.
    Village,
    /// A telephone number.
    Phone,
    /// A part of the address; several make one address.
    Address,
    /// A word of the list of groups.
    Group,
    /// A word of the list of laws.
    Law,
    /// A word of the list of ways to come.
    Inflow,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ColumnSeen {
    /// Its name in the table.
    pub header: String,
    /// What it seems to hold.
    pub guess: Option<PersonColumn>,
    /// The first things that stand in it.
    pub samples: Vec<String>,
    /// It holds the BSN, which Meedoen never takes.
    pub forbidden: bool,
}

pub(super) fn seen(table: &Table) -> Vec<ColumnSeen> {
    let headers = table.headers.iter().enumerate();
    headers
        .map(|(nth, header)| {
            let forbidden = is_bsn(header);
            let cells = table.lines.iter().filter_map(|line| line.cells.get(nth));
            let filled = cells.filter(|cell| !cell.is_empty() && !forbidden);
            ColumnSeen {
                guess: guess(header).filter(|_| !forbidden),
                samples: filled.take(SAMPLES).cloned().collect(),
                header: header.clone(),
                forbidden,
            }
        })
        .collect()
}

/// True for a column that the table names as the BSN.
pub(super) fn is_bsn(header: &str) -> bool {
    let name = slug(header);
    let sofi = ["sofinummer", "sofi_nummer", "burgerservicenummer"];
    name.split('_').any(|word| word == "bsn")
        || name.starts_with("bsn")
        || sofi.contains(&name.as_str())
}

fn guess(header: &str) -> Option<PersonColumn> {
    Some(match slug(header).as_str() {
        "naam" | "name" | "volledige_naam" | "naam_inwoner" | "naam_client" | "clientnaam"
        | "inwoner" | "full_name" => PersonColumn::Name,
        "voornaam" | "voornamen" | "roepnaam" | "first_name" => PersonColumn::FirstName,
        "tussenvoegsel" | "tussenvoegsels" | "voorvoegsel" | "voorvoegsels" | "tv" => {
            PersonColumn::NamePrefix
        }
        "achternaam" | "geslachtsnaam" | "last_name" | "surname" => PersonColumn::LastName,
        "geboortejaar" | "geboortedatum" | "geb_datum" | "gebdatum" | "geb_jaar" | "geboren"
        | "birth_year" | "date_of_birth" | "birth_date" => PersonColumn::BirthYear,
        "dorp" | "woonplaats" | "plaats" | "kern" | "wijk" | "dorp_of_wijk" | "village"
        | "city" => PersonColumn::Village,
        "telefoon" | "telefoonnummer" | "tel" | "tel_nr" | "mobiel" | "mobiel_nummer" | "gsm"
        | "phone" => PersonColumn::Phone,
        "adres" | "straat" | "straatnaam" | "huisnummer" | "huisnr" | "nr" | "toevoeging"
        | "postcode" | "address" | "street" => PersonColumn::Address,
        "groep" | "klantgroep" | "doelgroep" | "group" => PersonColumn::Group,
        "wet" | "regeling" | "law" => PersonColumn::Law,
        "instroom" | "aangemeld_door" | "aangemeld_via" | "herkomst" | "inflow" => {
            PersonColumn::Inflow
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names() {
        let text = "Achternaam;Geb. datum;BSN-nummer;Opmerking\nWouters;3-4-1961;123456782;\n";
        let columns = seen(&Table::read(text).unwrap());
        let guesses: Vec<_> = columns.iter().map(|column| column.guess).collect();
        let expected = [
            Some(PersonColumn::LastName),
            Some(PersonColumn::BirthYear),
            None,
            None,
        ];
        assert_eq!(guesses, expected);
        assert!(columns[2].forbidden && columns[2].samples.is_empty());
        assert_eq!(columns[1].samples, ["3-4-1961"]);
        assert!(!columns[3].forbidden);
    }
}
