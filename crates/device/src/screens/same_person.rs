//! One person, one dossier: what was begun twice is shown as one, and can be taken apart again.

use super::dossier::owned;
use super::field::{number, text};
use super::people::PersonRow;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::kinds::link;
use domain::schema::REMOVED;
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;
use store::{Edit, FieldEdit, StoredRecord};
use uuid::Uuid;

/// How many likely doubles are shown at most.
const MOST: usize = 5;

/// Another dossier of the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SamePerson {
    /// Its person.
    pub id: Uuid,
    /// The name there.
    pub name: String,
    /// The year of birth there.
    pub birth_year: Option<i32>,
    /// Code of the village there.
    pub village: String,
}

/// Who is the same person as whom, of those who are here.
#[derive(Debug, Default)]
pub(super) struct SamePeople(BTreeMap<Uuid, Uuid>);

impl SamePeople {
    /// The one that a person is shown as.
    pub(super) fn head(&self, person: Uuid) -> Uuid {
        self.0.get(&person).copied().unwrap_or(person)
    }

    /// All dossiers of a person, the one that is shown first.
    pub(super) fn dossiers(&self, person: Uuid) -> Vec<Uuid> {
        let head = self.head(person);
        let others = self
            .0
            .iter()
            .filter(|(one, of)| **of == head && **one != head);
        std::iter::once(head)
            .chain(others.map(|(one, _)| *one))
            .collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Opened {
    pub(super) fn same_people(&self) -> Result<SamePeople> {
        Ok(SamePeople(link::heads(self.store.links()?)))
    }

    /// The records of all dossiers of a person.
    pub(super) fn records_of(&self, person: Uuid) -> Result<Vec<StoredRecord>> {
        let mut records = Vec::new();
        for dossier in self.same_people()?.dossiers(person) {
            records.extend(self.store.records(DossierId(dossier))?);
        }
        Ok(records)
    }

    /// The dossiers that a dossier is shown together with.
    pub(super) fn shown_with(&self, records: &[StoredRecord], head: Uuid) -> Vec<SamePerson> {
        let others = records
            .iter()
            .filter(|record| record.kind == "person" && record.id.0 != head);
        let shown = others.map(|other| SamePerson {
            id: other.id.0,
            name: owned(text(other, "name")),
            birth_year: number(other, "birth_year"),
            village: owned(text(other, "village")),
        });
        shown.collect()
    }

    /// Rows of one person as one, in the order of the first.
    pub(super) fn as_one(&self, rows: Vec<PersonRow>) -> Result<Vec<PersonRow>> {
        let same = self.same_people()?;
        if same.is_empty() {
            return Ok(rows);
        }
        let all = self.store.people("", usize::MAX)?;
        let mut shown: Vec<PersonRow> = Vec::new();
        for row in rows {
            let dossiers = same.dossiers(row.id);
            if shown.iter().any(|other| dossiers.contains(&other.id)) {
                continue;
            }
            let theirs = all.iter().filter(|other| dossiers.contains(&other.id));
            let mut theirs: Vec<PersonRow> = theirs.cloned().map(Into::into).collect();
            theirs.sort_by_key(|other| other.id);
            let mut theirs = theirs.into_iter();
            let Some(mut head) = theirs.next() else {
                continue;
            };
            for other in theirs {
                head.unfinished |= other.unfinished;
                head.last_talk = later(head.last_talk, other.last_talk);
            }
            shown.push(head);
        }
        Ok(shown)
    }

    /// Others who may be this person, likeliest first.
    pub fn possible_doubles(&self, person: Uuid) -> Result<Vec<PersonRow>> {
        let root = self.person_record(person)?;
        let known = self.same_people()?.dossiers(person);
        let name = text(&root, "name").unwrap_or_default();
        let (year, village) = (number(&root, "birth_year"), text(&root, "village"));
        let mut alike = self.alike(name, year, village.unwrap_or_default())?;
        alike.retain(|row| !known.contains(&row.id));
        let mut alike = self.as_one(alike)?;
        alike.truncate(MOST);
        Ok(alike)
    }

    /// Says that two dossiers are of one person. Both stay as they are.
    pub fn link_people(&mut self, one: Uuid, other: Uuid, now: DateTime<Utc>) -> Result<()> {
        let same = self.same_people()?;
        let (one, other) = (same.head(one), same.head(other));
        if one == other {
            return Ok(());
        }
        self.person_record(one)?;
        self.person_record(other)?;
        let (link, person, other) = link::between(one, other);
        if let Some(before) = self.store.record(RecordId(link))? {
            return self.set_link_removed(&before, false, now);
        }
        let fields = [("person", Value::from(person)), ("other", other.into())];
        let edit = Edit::of_new_record(DossierId(person), RecordId(link), "link", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }

    /// Takes a dossier apart again from those it is shown with.
    pub fn unlink_person(&mut self, person: Uuid, now: DateTime<Utc>) -> Result<()> {
        let theirs = self.store.links()?.into_iter();
        for (one, other) in theirs.filter(|(one, other)| [one, other].contains(&&person)) {
            let (link, ..) = link::between(one, other);
            if let Some(link) = self.store.record(RecordId(link))? {
                self.set_link_removed(&link, true, now)?;
            }
        }
        Ok(())
    }

    fn set_link_removed(
        &mut self,
        link: &StoredRecord,
        removed: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let edit = Edit {
            dossier: link.dossier,
            record: link.id,
            kind: link.kind.clone(),
            fields: vec![FieldEdit {
                field: REMOVED.name.to_owned(),
                value: removed.into(),
                seen: link.state.seen_whole(),
            }],
        };
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }

    pub(super) fn person_record(&self, person: Uuid) -> Result<StoredRecord> {
        self.store
            .record(RecordId(person))?
            .filter(|record| record.kind == "person")
            .ok_or_else(|| DeviceError::NotFound(person.to_string()))
    }
}

fn later(one: Option<String>, other: Option<String>) -> Option<String> {
    let moment = |at: &String| DateTime::parse_from_rfc3339(at).ok();
    [one, other].into_iter().flatten().max_by_key(moment)
}
