//! People who may have a dossier in two teams. No coach sees both, so none is told: whoever leads the
//! teams looks here, asks, and brings the dossiers into one team, where a coach joins them.

use crate::fold::{Folded, fold, visible};
use crate::storage::{Storage, StorageError, access_log};
use domain::kinds::{link, person, team};
use domain::names::{self, likeness};
use domain::record::Record;
use std::collections::{BTreeMap, BTreeSet};
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
            .read(move |work| {
                let folded = fold(work, None)?;
                let apart = told_apart(&folded);
                Ok::<_, StorageError>(doubles(&visible(&folded), &apart))
            })
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

/// The links that somebody took away, or made to say that two people are not one.
fn told_apart(folded: &Folded) -> BTreeSet<Uuid> {
    let apart = folded
        .iter()
        .filter(|(_, record)| record.kind == link::KIND.name && record.state.is_removed());
    apart.map(|(id, _)| id.0).collect()
}

fn doubles(records: &[Record], apart: &BTreeSet<Uuid>) -> Vec<Double> {
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
    let mut people: Vec<Called<'_>> = of(person::KIND.name).map(Called::of).collect();
    people.sort_by_key(|called| called.person.id);
    let mut found = BTreeMap::new();
    for block in blocks(&people).values() {
        for (index, one) in block.iter().enumerate() {
            for other in block.iter().skip(index + 1) {
                let (link, ..) = link::between(one.person.id, other.person.id);
                if one.may_be(other)
                    && likelihood(one, other) >= LIKELY
                    && !joined(one.person, other.person)
                    && !apart.contains(&link)
                {
                    found.insert(link, (likelihood(one, other), one.person, other.person));
                }
            }
        }
    }
    let mut found: Vec<_> = found.into_values().collect();
    found.sort_by_key(|(weight, one, other)| (std::cmp::Reverse(*weight), one.id, other.id));
    let told = found.into_iter().map(|(_, one, other)| Double {
        one: in_team(one, &teams),
        other: in_team(other, &teams),
    });
    told.collect()
}

/// A person, with what is compared of many.
struct Called<'r> {
    person: &'r Record,
    name: String,
    birth_year: Option<i64>,
    village: &'r str,
    team: Option<Uuid>,
}

impl<'r> Called<'r> {
    fn of(person: &'r Record) -> Self {
        Called {
            person,
            name: names::fold(person.text("name").unwrap_or_default()),
            birth_year: person.int("birth_year"),
            village: person.text("village").unwrap_or_default(),
            team: person.id("team"),
        }
    }

    /// Two different years of birth are two people, and a team sees its own.
    fn may_be(&self, other: &Called<'_>) -> bool {
        let years = (self.birth_year, other.birth_year);
        self.team != other.team && !matches!(years, (Some(a), Some(b)) if a != b)
    }
}

/// Those who have a part of the name in common, or nearly so. Who has no such part is not compared: in
/// a town of fifty thousand that would be a milliard of pairs.
fn blocks<'p, 'r>(people: &'p [Called<'r>]) -> BTreeMap<String, Vec<&'p Called<'r>>> {
    let mut blocks: BTreeMap<String, Vec<&Called<'_>>> = BTreeMap::new();
    for called in people {
        let parts = names::parts(&called.name).into_iter();
        let keys: BTreeSet<String> = parts.map(consonants).collect();
        for key in keys {
            blocks.entry(key).or_default().push(called);
        }
    }
    blocks
}

/// The consonants of a part, each once and in the order of the alphabet: what most spelling errors
/// leave as it is.
fn consonants(part: &str) -> String {
    let is_vowel = |letter: &char| "aeiouy".contains(*letter);
    let letters: BTreeSet<char> = part.chars().filter(|letter| !is_vowel(letter)).collect();
    match letters.is_empty() {
        true => part.to_owned(),
        false => letters.into_iter().collect(),
    }
}

fn likelihood(one: &Called<'_>, other: &Called<'_>) -> u32 {
    let same_year = one.birth_year.is_some() && one.birth_year == other.birth_year;
    let same_village = !one.village.is_empty() && one.village == other.village;
    likeness(&one.name, &other.name)
        + u32::from(same_year) * SAME_YEAR
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
        let told = doubles(records, &BTreeSet::new()).into_iter();
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
    fn who_was_told_apart_is_not_told_again() {
        let people = [
            called(1, "Gerda Wouters", EAST),
            called(2, "Gedra Wuoters", WEST),
        ];
        assert_eq!(pairs(&people), [(1, 2)]);
        let (apart, ..) = link::between(people[0].id, people[1].id);
        assert_eq!(doubles(&people, &BTreeSet::from([apart])), []);
    }

    /// `MEEDOEN_PEOPLE` says how many; the short form is a town of a thousand. Nothing is optimised here.
    #[test]
    fn a_whole_town_is_compared_in_seconds() {
        let asked = std::env::var("MEEDOEN_PEOPLE").ok();
        let many = asked.and_then(|many| many.parse().ok()).unwrap_or(1_000);
        let syllables = [
            "an", "ber", "da", "el", "fri", "ge", "hen", "jo", "ma", "ri", "wil", "te",
        ];
        let part = |n: usize| {
            [n % 12, n / 12 % 12, n / 144 % 12]
                .map(|at| syllables[at])
                .concat()
        };
        let people: Vec<Record> = (0..many)
            .map(|n: u128| {
                let dice = (n as usize).wrapping_mul(2_654_435_761) >> 7;
                let name = format!("{} {}", part(dice % 600), part(dice / 600));
                let team = if n.is_multiple_of(2) { EAST } else { WEST };
                let person = called(n + 1, &name, team);
                // Of one in ten it is not known when they were born.
                match n % 10 {
                    0 => person,
                    _ => person.with("birth_year", 1_930 + (dice % 71) as i64),
                }
            })
            .collect();
        let begun = std::time::Instant::now();
        let told = pairs(&people).len();
        println!("{many} people, {told} pairs: {:?}", begun.elapsed());
        assert!(begun.elapsed().as_secs() < 120);
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
