//! One person, one dossier: what was begun twice is shown as one, and can be taken apart again.

use super::dossier::owned;
use super::field::{number, plain, taken_away, text};
use super::people::PersonRow;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::kinds::link;
use domain::kinds::person::is_known;
use domain::schema::REMOVED;
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::{BTreeMap, BTreeSet};
use store::{Edit, StoredRecord};
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
    /// The telephone number there.
    pub phone: Option<String>,
    /// The address there.
    pub address: Option<String>,
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

    /// Whether one of a person's dossiers tells them from others of that first name.
    pub(super) fn is_known(&self, same: &SamePeople, person: Uuid) -> Result<bool> {
        for dossier in same.dossiers(person) {
            let root = self.store.record(dossier.into())?;
            if root.is_some_and(|root| is_known(&plain(&root))) {
                return Ok(true);
            }
        }
        Ok(false)
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
            phone: text(other, "phone").map(str::to_owned),
            address: text(other, "address").map(str::to_owned),
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
                head.birth_year = head.birth_year.or(other.birth_year);
                if head.village.is_empty() {
                    head.village = other.village;
                }
            }
            shown.push(head);
        }
        Ok(shown)
    }

    /// Others who may be this person, likeliest first.
    pub fn possible_doubles(&self, person: Uuid) -> Result<Vec<PersonRow>> {
        let root = self.person_record(person)?;
        let name = text(&root, "name").unwrap_or_default();
        let (year, village) = (number(&root, "birth_year"), text(&root, "village"));
        let alike = self.alike(name, year, village.unwrap_or_default())?;
        let mut alike = self.as_one(self.not_told_apart(person, alike)?)?;
        alike.truncate(MOST);
        Ok(alike)
    }

    /// Without those who are this person already, or of whom somebody said that they are not.
    pub(super) fn not_told_apart(
        &self,
        person: Uuid,
        mut rows: Vec<PersonRow>,
    ) -> Result<Vec<PersonRow>> {
        let same = self.same_people()?;
        let mut others = BTreeSet::new();
        for one in same.dossiers(person) {
            for row in &rows {
                let (link, ..) = link::between(one, row.id);
                let told = self.store.record(RecordId(link))?;
                if one == row.id || told.is_some_and(|link| link.state.is_removed()) {
                    others.extend(same.dossiers(row.id));
                }
            }
        }
        rows.retain(|row| !others.contains(&row.id));
        Ok(rows)
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
        let edit = self.linking(one, other, true)?;
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }

    /// Says that two people are not one, so that it is not asked again: a link that is taken away.
    pub fn tell_apart(&mut self, one: Uuid, other: Uuid, now: DateTime<Utc>) -> Result<()> {
        self.person_record(one)?;
        self.person_record(other)?;
        let edit = self.linking(one, other, false)?;
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }

    /// Takes a dossier apart again from those it is shown with; they stay together.
    pub fn unlink_person(&mut self, person: Uuid, now: DateTime<Utc>) -> Result<()> {
        let is_theirs = |(one, other): &(Uuid, Uuid)| [*one, *other].contains(&person);
        let (theirs, mut kept): (Vec<_>, Vec<_>) =
            self.store.links()?.into_iter().partition(is_theirs);
        let mut edits = Vec::new();
        let mut neighbours = Vec::new();
        for (one, other) in theirs {
            edits.push(self.linking(one, other, false)?);
            neighbours.push(if one == person { other } else { one });
        }
        // What hung together by way of this one alone is joined directly.
        for pair in neighbours.windows(2) {
            let &[one, other] = pair else { continue };
            let same = SamePeople(link::heads(kept.iter().copied()));
            if same.head(one) != same.head(other) {
                edits.push(self.linking(one, other, true)?);
                kept.push((one, other));
            }
        }
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }

    /// The link between two, made or taken away.
    fn linking(&self, one: Uuid, other: Uuid, joined: bool) -> Result<Edit> {
        let (link, person, other) = link::between(one, other);
        let (dossier, record) = (DossierId(person), RecordId(link));
        let Some(before) = self.store.record(record)? else {
            let fields = [
                ("person", Value::from(person)),
                ("other", other.into()),
                (REMOVED.name, (!joined).into()),
            ];
            let fields = fields
                .into_iter()
                .filter(|(field, _)| !joined || *field != REMOVED.name);
            return Ok(Edit::of_new_record(dossier, record, "link", fields));
        };
        Ok(taken_away(&before, !joined))
    }

    pub(super) fn person_record(&self, person: Uuid) -> Result<StoredRecord> {
        self.store
            .record(RecordId(person))?
            .filter(|record| record.kind == "person")
            .ok_or_else(|| DeviceError::NotFound(person.to_string()))
    }
}

pub(super) fn later(one: Option<String>, other: Option<String>) -> Option<String> {
    let moment = |at: &String| DateTime::parse_from_rfc3339(at).ok();
    [one, other].into_iter().flatten().max_by_key(moment)
}

#[cfg(test)]
mod tests;
