//! People who may have a dossier in two teams. No coach sees both, so none is told: whoever leads the
//! teams looks here, asks, and brings the dossiers into one team, where a coach joins them.

use crate::fold::{fold, visible};
use crate::storage::{Storage, StorageError, access_log};
use domain::kinds::{link, person, team};
use domain::names::{self, likeness};
use domain::record::Record;
use std::collections::BTreeMap;
use uuid::Uuid;

/// From here on two dossiers are told: the same name, or half of one and the same village. See
/// [`likeness`].
const LIKELY: u32 = 80;
const SAME_YEAR: u32 = 30;
const SAME_VILLAGE: u32 = 10;

/// A dossier as a team has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTeam {
    /// The person's id, which is the dossier's.
    pub person: Uuid,
    /// The name in the dossier.
    pub name: String,
    /// The year of birth, where it is known.
    pub birth_year: Option<i64>,
    /// Code of the village, where it is known.
    pub village: Option<String>,
    /// The name of the team.
    pub team: String,
}

/// Two dossiers that may be of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Double {
    /// Of the two, the one with the smaller id.
    pub one: InTeam,
    /// The other.
    pub other: InTeam,
}

impl Storage {
    /// Pairs of dossiers in different teams that may be of one person, likeliest first, and writes
    /// down that somebody looked.
    pub async fn doubles(&self, now: i64) -> Result<Vec<Double>, StorageError> {
        let doubles = self
            .read(move |work| Ok::<_, StorageError>(doubles(&visible(&fold(work, None)?))))
            .await?;
        let result = format!("{} pairs", doubles.len());
        self.write(move |work| {
            let entry = access_log::Entry {
                event: "doubles",
                result,
                ..Default::default()
            };
            access_log::append(work.db, now, &entry)
        })
        .await?;
        Ok(doubles)
    }
}

fn doubles(records: &[Record]) -> Vec<Double> {
    let of = |kind: &'static str| records.iter().filter(move |record| record.kind == kind);
    let teams: BTreeMap<Uuid, &str> = of(team::KIND.name)
        .map(|team| (team.id, team.text("name").unwrap_or_default()))
        .collect();
    let links = of(link::KIND.name);
    let heads = link::heads(links.filter_map(|link| Some((link.id("person")?, link.id("other")?))));
    let joined = |one: &Record, other: &Record| {
        let head = heads.get(&one.id);
        head.is_some() && head == heads.get(&other.id)
    };
    let mut people: Vec<(&Record, String)> = of(person::KIND.name)
        .map(|person| (person, names::fold(person.text("name").unwrap_or_default())))
        .collect();
    people.sort_by_key(|(person, _)| person.id);
    let mut found = Vec::new();
    for (index, (one, called)) in people.iter().enumerate() {
        for (other, also) in people.iter().skip(index + 1) {
            if one.id("team") == other.id("team") || joined(one, other) {
                continue;
            }
            let weight = likelihood(one, called, other, also);
            if weight >= LIKELY {
                let [one, other] = [one, other].map(|person| in_team(person, &teams));
                found.push((weight, Double { one, other }));
            }
        }
    }
    found.sort_by_key(|(weight, double)| (std::cmp::Reverse(*weight), double.one.person));
    found.into_iter().map(|(_, double)| double).collect()
}

/// Two different years of birth are two people.
fn likelihood(one: &Record, called: &str, other: &Record, also: &str) -> u32 {
    let years = (one.int("birth_year"), other.int("birth_year"));
    if matches!(years, (Some(a), Some(b)) if a != b) {
        return 0;
    }
    let village = |person: &Record| person.text("village").unwrap_or_default().to_owned();
    let same_village = !village(one).is_empty() && village(one) == village(other);
    likeness(called, also)
        + u32::from(years.0.is_some() && years.0 == years.1) * SAME_YEAR
        + u32::from(same_village) * SAME_VILLAGE
}

fn in_team(person: &Record, teams: &BTreeMap<Uuid, &str>) -> InTeam {
    let team = person.id("team").and_then(|team| teams.get(&team));
    InTeam {
        person: person.id,
        name: person.text("name").unwrap_or_default().to_owned(),
        birth_year: person.int("birth_year"),
        village: person.text("village").map(str::to_owned),
        team: team.copied().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EAST: Uuid = Uuid::from_u128(101);
    const WEST: Uuid = Uuid::from_u128(102);

    fn called(id: u128, name: &str, team: Uuid) -> Record {
        let id = Uuid::from_u128(id);
        let person = Record::new(id, id, &person::KIND);
        person.with("name", name).with("team", team)
    }

    fn pairs(records: &[Record]) -> Vec<(u128, u128)> {
        let told = doubles(records).into_iter();
        told.map(|double| (double.one.person.as_u128(), double.other.person.as_u128()))
            .collect()
    }

    #[test]
    fn alike_people_of_two_teams_are_told_and_others_are_not() {
        let gerda = called(1, "Gerda Wouters", EAST);
        let wauters = called(2, "Wauters, Gerda", WEST);
        assert_eq!(pairs(&[gerda.clone(), wauters.clone()]), [(1, 2)]);
        // Coaches of one team see both themselves.
        assert_eq!(
            pairs(&[gerda.clone(), called(2, "Gerda Wouters", EAST)]),
            []
        );
        assert_eq!(pairs(&[gerda.clone(), called(2, "Piet Wouters", WEST)]), []);
        let year = |person: Record, year: i64| person.with("birth_year", year);
        assert_eq!(
            pairs(&[year(gerda.clone(), 1963), year(wauters.clone(), 1936)]),
            []
        );
        // Who said a first name only is told where the village is the same, or the year.
        let first = called(2, "Gerda", WEST);
        assert_eq!(pairs(&[gerda.clone(), first.clone()]), []);
        let beek = |person: Record| person.with("village", "beek");
        assert_eq!(pairs(&[beek(gerda.clone()), beek(first.clone())]), [(1, 2)]);
        assert_eq!(
            pairs(&[year(gerda.clone(), 1963), year(first, 1963)]),
            [(1, 2)]
        );
        // Joined already, also by way of a third.
        let joined = |one: &Record, other: &Record| {
            let (id, one, other) = link::between(one.id, other.id);
            Record::new(id, one, &link::KIND)
                .with("person", one)
                .with("other", other)
        };
        let third = called(3, "Geertje", EAST);
        let (near, far) = (joined(&gerda, &third), joined(&third, &wauters));
        assert_eq!(
            pairs(&[gerda.clone(), wauters.clone(), near.clone()]),
            [(1, 2)]
        );
        assert_eq!(
            pairs(&[gerda.clone(), third, wauters.clone(), near, far]),
            []
        );
        let direct = joined(&gerda, &wauters);
        assert_eq!(pairs(&[gerda, wauters, direct]), []);
    }

    #[test]
    fn the_likeliest_comes_first() {
        let year = |person: Record| person.with("birth_year", 1963);
        let people = [
            called(1, "Gerda Wouters", EAST),
            called(2, "Gerda Wouters", WEST),
            year(called(3, "Henk van den Broek", EAST)),
            year(called(4, "Henk van den Broek", WEST)),
        ];
        assert_eq!(pairs(&people), [(3, 4), (1, 2)]);
    }
}
