//! What happened in a period.

use super::Period;
use super::labels::Labels;
use crate::kinds::{self, conversation, link};
use crate::record::Record;
use crate::words::WordList;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Amsterdam;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// A conversation that was held in the period.
#[derive(Debug)]
pub(super) struct Held<'a> {
    pub(super) id: Uuid,
    pub(super) person: Uuid,
    pub(super) at: DateTime<Utc>,
    pub(super) day: NaiveDate,
    pub(super) record: &'a Record,
}

/// The records that count, by what the report asks of them.
#[derive(Debug, Default)]
pub(super) struct Facts<'a> {
    pub(super) labels: Labels<'a>,
    /// Every dossier of a person, reached or not.
    people: HashMap<Uuid, &'a Record>,
    /// The one whom each linked dossier counts as.
    heads: BTreeMap<Uuid, Uuid>,
    pub(super) conversations: BTreeMap<Uuid, Held<'a>>,
    pub(super) sessions: BTreeSet<Uuid>,
    pub(super) attendances: Vec<&'a Record>,
    pub(super) outcomes: Vec<&'a Record>,
    children: HashMap<&'a str, Vec<&'a Record>>,
}

impl<'a> Facts<'a> {
    pub(super) fn gather(records: impl Iterator<Item = &'a Record>, period: Period) -> Facts<'a> {
        let mut facts = Facts::default();
        for record in standing(records) {
            facts.sort_in(record, period);
        }
        // Records come in any order, so what hangs on a session is judged when all are known.
        let Facts {
            sessions,
            attendances,
            ..
        } = &mut facts;
        attendances.retain(|attendance| {
            attendance
                .id("session")
                .is_some_and(|id| sessions.contains(&id))
        });
        let links = facts.every(link::KIND.name);
        let links = links.filter_map(|link| Some((link.id("person")?, link.id("other")?)));
        facts.heads = link::heads(links);
        for held in facts.conversations.values_mut() {
            if let Some(head) = facts.heads.get(&held.person) {
                held.person = *head;
            }
        }
        facts
    }

    /// Who somebody counts as: dossiers that are linked are of one person.
    pub(super) fn one(&self, person: Uuid) -> Uuid {
        self.heads.get(&person).copied().unwrap_or(person)
    }

    /// What the first of somebody's dossiers that says it says.
    pub(super) fn told(&self, person: Uuid, field: &str, list: WordList) -> Option<String> {
        let linked = self.heads.iter().filter(|(_, head)| **head == person);
        let dossiers = [person]
            .into_iter()
            .chain(linked.map(|(dossier, _)| *dossier));
        let mut records = dossiers.filter_map(|dossier| self.people.get(&dossier));
        records.find_map(|record| self.labels.of(record, field, list))
    }

    fn sort_in(&mut self, record: &'a Record, period: Period) {
        match record.kind.as_str() {
            "word" => self.labels.learn(record),
            "person" => {
                self.people.insert(record.id, record);
            }
            "conversation" => {
                if let Some(held) = Held::read(record).filter(|held| period.holds(held.day)) {
                    self.conversations.insert(record.id, held);
                }
            }
            "group_session" => {
                if moment(record).is_some_and(|at| period.holds(day(at))) {
                    self.sessions.insert(record.id);
                }
            }
            "attendance" => self.attendances.push(record),
            "outcome" => {
                let on = record.text("on").and_then(|on| on.parse().ok());
                if on.is_some_and(|on| period.holds(on)) {
                    self.outcomes.push(record);
                }
            }
            kind => self.children.entry(kind).or_default().push(record),
        }
    }

    /// All records of a kind, of whatever period.
    pub(super) fn every(&self, kind: &str) -> impl Iterator<Item = &'a Record> {
        let records = self.children.get(kind);
        records.into_iter().flatten().copied()
    }

    /// The records of a kind that belong to a conversation in the period, each with it.
    pub(super) fn children(&self, kind: &str) -> impl Iterator<Item = (&'a Record, &Held<'a>)> {
        let records = self
            .children
            .get(kind)
            .map(Vec::as_slice)
            .unwrap_or_default();
        records.iter().filter_map(|record| {
            let conversation = self.conversations.get(&record.id("conversation")?)?;
            Some((*record, conversation))
        })
    }
}

impl<'a> Held<'a> {
    fn read(record: &'a Record) -> Option<Held<'a>> {
        if !conversation::was_held(record.text("status")) {
            return None;
        }
        let (at, person) = (moment(record)?, record.id("person")?);
        Some(Held {
            id: record.id,
            person,
            at,
            day: day(at),
            record,
        })
    }
}

impl Period {
    fn holds(self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

fn moment(record: &Record) -> Option<DateTime<Utc>> {
    Some(
        DateTime::parse_from_rfc3339(record.text("at")?)
            .ok()?
            .to_utc(),
    )
}

fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Amsterdam).date_naive()
}

/// The records that were not removed, nor their parent.
fn standing<'a>(records: impl Iterator<Item = &'a Record>) -> impl Iterator<Item = &'a Record> {
    let (removed, present): (Vec<_>, Vec<_>) = records.partition(|record| record.is_removed());
    let removed: HashSet<Uuid> = removed.into_iter().map(|record| record.id).collect();
    present.into_iter().filter(move |record| {
        let parent = kinds::kind(&record.kind)
            .and_then(|kind| kind.parent)
            .and_then(|field| record.id(field));
        parent.is_none_or(|parent| !removed.contains(&parent))
    })
}
