//! Finding people by name and talks by what was said.

use super::field::{id, text};
use super::filter::{Filters, Sieve};
use super::people::PersonRow;
use crate::Result;
use crate::opened::Opened;
use chrono::{DateTime, Utc};
use domain::words::HEALTH_THEMES;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// How many notes are shown at most; a word more narrows them.
const MOST_NOTES: usize = 40;
/// How many are looked through when not everybody is asked for.
const MOST_SIFTED: usize = 2_000;
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
}

/// A note that has the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundNote {
    /// The record.
    pub record: Uuid,
    /// Its kind.
    pub kind: String,
    /// Whose dossier it is in.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// The talk that it is of, and when that was, RFC 3339.
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
            });
        }
        let nearly = people.is_empty();
        if nearly {
            people = self.people_nearly_called(&sieve, query)?;
        }
        Ok(Found {
            nearly: nearly && !people.is_empty(),
            people,
            notes: self.notes(&sieve, query)?,
        })
    }

    fn people_nearly_called(&self, sieve: &Sieve, query: &str) -> Result<Vec<PersonRow>> {
        let mut alike: Vec<(u32, PersonRow)> = Vec::new();
        for row in self.store.people("", usize::MAX)? {
            if !sieve.lets_through(row.id, &row.village) {
                continue;
            }
            let likeness = self.store.name_likeness(query, &row.name);
            if likeness >= ALIKE {
                alike.push((likeness, row.into()));
            }
        }
        alike.sort_by(|(one, _), (other, _)| other.cmp(one));
        self.as_one(alike.into_iter().map(|(_, row)| row).collect())
    }

    fn notes(&mut self, sieve: &Sieve, query: &str) -> Result<Vec<FoundNote>> {
        let most = if sieve.is_open() {
            MOST_NOTES
        } else {
            MOST_SIFTED
        };
        let found = self.search(query, most)?;
        let mut names: HashMap<DossierId, Option<String>> = HashMap::new();
        let mut notes = Vec::new();
        for hit in found {
            if notes.len() == MOST_NOTES {
                break;
            }
            // Names have their own list.
            if hit.kind == "person" {
                continue;
            }
            let name = match names.entry(hit.dossier) {
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(place) => {
                    let root = self.store.record(RecordId(hit.dossier.0))?;
                    let root = root.filter(|root| {
                        let village = text(root, "village").unwrap_or_default();
                        root.kind == "person" && sieve.lets_through(root.id.0, village)
                    });
                    let name = root.and_then(|root| text(&root, "name").map(str::to_owned));
                    place.insert(name).clone()
                }
            };
            let (Some(name), Some(record)) = (name, self.store.record(hit.record)?) else {
                continue;
            };
            let theme = text(&record, "theme").map(str::to_owned);
            let is_health = theme
                .as_deref()
                .is_some_and(|theme| HEALTH_THEMES.contains(&theme));
            let stays_there = is_health || hit.kind == "private_note";
            let talk = match record.kind.as_str() {
                "conversation" => Some(record),
                _ => match id(&record, "conversation") {
                    Some(talk) => self.store.record(RecordId(talk))?,
                    None => None,
                },
            };
            let talk = talk.and_then(|talk| Some((talk.id.0, text(&talk, "at")?.to_owned())));
            notes.push(FoundNote {
                record: hit.record.0,
                kind: hit.kind,
                person: hit.dossier.0,
                name,
                talk,
                theme,
                excerpt: match stays_there {
                    true => Vec::new(),
                    false => hit.excerpt.pieces().to_vec(),
                },
            });
        }
        Ok(notes)
    }
}
