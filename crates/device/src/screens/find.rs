//! Finding people by name and talks by what was said.

use super::dossier::owned;
use super::field::{id, text};
use super::filter::{Filters, Sieve};
use super::people::PersonRow;
use crate::Result;
use crate::opened::Opened;
use chrono::{DateTime, Utc};
use domain::names::{fold, likeness};
use domain::words::HEALTH_THEMES;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::HashSet;
use uuid::Uuid;

/// How many notes are shown at most; a word more narrows them.
const MOST_NOTES: usize = 40;
/// What holds names, which have lists of their own, and what is not said by or about anybody.
const NO_NOTES: &[&str] = &[
    "person",
    "walk_in",
    "activity",
    "word",
    "team",
    "coach",
    "municipality",
];
/// Shorter words are in nearly every note.
const LEAST_LETTERS: usize = 3;
/// From here on a name may be the one that was meant: one part of two is right, or nearly so.
const ALIKE: u32 = 70;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// People whose name has every part of what was typed in it, by name; when there are none, people
    /// whose name is nearly that, likeliest first.
    pub people: Vec<PersonRow>,
    /// True when nobody has that name.
    pub nearly: bool,
    /// Notes with every word in them, those that came last first.
    pub notes: Vec<FoundNote>,
    /// There are more notes than these.
    pub more_notes: bool,
}

/// A note that has the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundNote {
    /// The record.
    pub record: Uuid,
    /// Its kind.
    pub kind: String,
    /// The person or group whose dossier it is in.
    pub dossier: Uuid,
    /// It is a group's.
    pub group: bool,
    /// The name of the person or group.
    pub name: String,
    /// The talk or session that it is of, and when that was, RFC 3339.
    pub talk: Option<(Uuid, String)>,
    /// Code of the theme, of a note on one.
    pub theme: Option<String>,
    /// Some words of it; every second piece, from the second on, is one that was asked for. None of
    /// a note about health, or of what a coach keeps of one person: those are read in their place
    /// alone.
    pub excerpt: Vec<String>,
}

impl Opened {
    /// People by name, forgiving typing errors when nobody is called so, and notes by their words; of
    /// those people alone that pass the filters.
    pub fn find(&mut self, query: &str, filters: &Filters, now: DateTime<Utc>) -> Result<Found> {
        let sieve = self.sieve(filters, now)?;
        let mut people = self.people_through(&sieve, query)?;
        let long_enough = |word: &str| word.chars().count() >= LEAST_LETTERS;
        if !query.split_whitespace().any(long_enough) {
            return Ok(Found {
                people,
                nearly: false,
                notes: Vec::new(),
                more_notes: false,
            });
        }
        let nearly = people.is_empty();
        if nearly {
            people = self.people_nearly_called(&sieve, query)?;
        }
        let mut notes = self.notes(&sieve, query)?;
        let more_notes = notes.len() > MOST_NOTES;
        notes.truncate(MOST_NOTES);
        Ok(Found {
            nearly: nearly && !people.is_empty(),
            people,
            notes,
            more_notes,
        })
    }

    fn people_nearly_called(&self, sieve: &Sieve, query: &str) -> Result<Vec<PersonRow>> {
        let query = fold(query);
        let is_nearly = |name: &str| likeness(&query, name) >= ALIKE;
        let rows = self.store.people_called(usize::MAX, is_nearly)?.into_iter();
        let rows = rows.filter(|row| sieve.lets_through(row.id, &row.village));
        let mut alike: Vec<(u32, PersonRow)> = rows
            .map(|row| (likeness(&query, &fold(&row.name)), row.into()))
            .collect();
        alike.sort_by(|(one, _), (other, _)| other.cmp(one));
        self.as_one(alike.into_iter().map(|(_, row)| row).collect())
    }

    /// One more than is shown, where there are more.
    fn notes(&mut self, sieve: &Sieve, query: &str) -> Result<Vec<FoundNote>> {
        let among = self.dossiers_through(sieve)?;
        let wanted = |dossier: DossierId, kind: &str| {
            !NO_NOTES.contains(&kind)
                && among
                    .as_ref()
                    .is_none_or(|among| among.contains(&dossier.0))
        };
        let hits = self.search_among(query, MOST_NOTES + 1, &wanted)?;
        let same = self.same_people()?;
        let mut notes = Vec::new();
        for hit in hits {
            let dossier = same.head(hit.dossier.0);
            let (Some(root), Some(record)) = (
                self.store.record(dossier.into())?,
                self.store.record(hit.record)?,
            ) else {
                continue;
            };
            let theme = text(&record, "theme").map(str::to_owned);
            let is_health = theme
                .as_deref()
                .is_some_and(|theme| HEALTH_THEMES.contains(&theme));
            let stays_there = is_health || hit.kind == "private_note";
            let of = match record.kind.as_str() {
                "conversation" | "group_session" => Some(record),
                _ => match id(&record, "conversation") {
                    Some(talk) => self.store.record(RecordId(talk))?,
                    None => None,
                },
            };
            notes.push(FoundNote {
                record: hit.record.0,
                kind: hit.kind,
                dossier,
                group: root.kind == "group",
                name: owned(text(&root, "name")),
                talk: of.and_then(|of| Some((of.id.0, text(&of, "at")?.to_owned()))),
                theme,
                excerpt: match stays_there {
                    true => Vec::new(),
                    false => hit.excerpt.pieces().to_vec(),
                },
            });
        }
        Ok(notes)
    }

    /// The dossiers of people and groups that the sieve lets through; none when it lets all through.
    fn dossiers_through(&self, sieve: &Sieve) -> Result<Option<HashSet<Uuid>>> {
        if sieve.is_open() {
            return Ok(None);
        }
        let same = self.same_people()?;
        let people = self.people_through(sieve, "")?.into_iter();
        let mut through: HashSet<Uuid> =
            people.flat_map(|person| same.dossiers(person.id)).collect();
        let groups = self.store.roots("group")?.into_iter();
        let groups = groups.filter(|group| {
            sieve.lets_through(group.id.0, text(group, "village").unwrap_or_default())
        });
        through.extend(groups.map(|group| group.id.0));
        Ok(Some(through))
    }
}

#[cfg(test)]
mod tests;
