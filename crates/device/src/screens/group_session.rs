//! One session of a group: who is there, what was done, and afterwards what a coach wants to keep of
//! one person, which lies in that person's dossier alone.

use super::conversation::local;
use super::dossier::owned;
use super::field::{Field, RecordRef, id, text, today};
use super::group::{attendees, is_session_over, sessions, visits};
use super::taking_part::listed;
use super::town::Town;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::ids::natural_id;
use domain::kinds::group_session::is_over;
use domain::value::Value;
use replication::{DossierId, REMOVED, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::BTreeSet;
use store::{Edit, FieldEdit, StoredRecord};
use uuid::Uuid;

const KIND: &str = "group_session";

/// A session as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupSession {
    /// Its record.
    pub r#ref: RecordRef,
    /// The group.
    pub group: Uuid,
    /// What the group is called.
    pub name: String,
    /// RFC 3339.
    pub at: Field,
    /// Code of the place.
    pub place: Field,
    /// What the whole group may read.
    pub shared_note: Field,
    /// How many came without a file.
    pub guests: Field,
    /// The coach.
    pub by: String,
    /// Who is there, and who came before, by name.
    pub people: Vec<Attendee>,
    /// Private notes are open.
    pub over: bool,
    /// It was rounded off today, and can go on.
    pub may_go_on: bool,
}

/// Somebody who is there, or might be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Attendee {
    /// The name; empty where the dossier is not here.
    pub name: String,
    /// The person.
    pub person: Uuid,
    /// Is there.
    pub there: bool,
}

/// What a coach keeps of one person at a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrivateNote {
    /// Its record, which may not exist yet.
    pub r#ref: RecordRef,
    /// The note.
    pub text: Field,
}

impl Opened {
    /// Begins a session of a group, now and where the last one was. Answers its id.
    pub fn begin_session(&mut self, group: Uuid, now: DateTime<Utc>) -> Result<Uuid> {
        let root = self.record_of("group", group)?;
        let records = self.store.records(root.dossier)?;
        let earlier = sessions(&records);
        let place = text(&root, "place").or_else(|| {
            let mut places = earlier.iter().filter_map(|session| text(session, "place"));
            places.next()
        });
        let session = new_id(now)?;
        let fields = [
            ("group", Value::from(group)),
            ("at", local(now).into()),
            ("coach", self.me().coach.0.into()),
            ("place", place.into()),
        ];
        let filled_in = fields
            .into_iter()
            .filter(|(_, value)| *value != Value::Null);
        let edit = Edit::of_new_record(root.dossier, RecordId(session), KIND, filled_in);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(session)
    }

    /// A session.
    pub fn group_session(&self, session: Uuid, now: DateTime<Utc>) -> Result<GroupSession> {
        let town = self.town()?;
        let record = self.record_of(KIND, session)?;
        let group = self.record_of("group", record.dossier.0)?;
        let records = self.store.records(record.dossier)?;
        let same = self.same_people()?;
        let there = attendees(&same, &records, session);
        let mut known: BTreeSet<Uuid> = visits(&same, &records).into_keys().collect();
        known.extend(self.founders(&group)?);
        for (person, takes_part) in listed(&same, &records, &group) {
            match takes_part {
                true => known.insert(person),
                false => known.remove(&person),
            };
        }
        known.extend(&there);
        let mut people = Vec::new();
        for person in known {
            people.push(Attendee {
                name: self.dossier_name(person)?,
                person,
                there: there.contains(&person),
            });
        }
        people.sort();
        let field = |name| self.field(&town, KIND, Some(&record), name);
        Ok(GroupSession {
            r#ref: RecordRef::of(&record),
            group: group.id.0,
            name: owned(text(&group, "name")),
            at: field("at")?,
            place: field("place")?,
            shared_note: field("shared_note")?,
            guests: field("guests")?,
            by: owned(id(&record, "coach").and_then(|coach| town.coach(coach))),
            people,
            over: is_session_over(&record, now),
            may_go_on: is_session_over(&record, now)
                && !is_over(None, text(&record, "at"), &today(now)),
        })
    }

    /// The sessions that a person was at, by whichever of their dossiers.
    pub(super) fn sessions_of(&self, dossiers: &[Uuid]) -> Result<Vec<StoredRecord>> {
        let mut ids = BTreeSet::new();
        for dossier in dossiers {
            ids.extend(self.store.sessions_of(*dossier)?);
        }
        let records = ids.into_iter().map(|session| self.store.record(session));
        let records: std::result::Result<Vec<_>, _> = records.collect();
        Ok(records?.into_iter().flatten().collect())
    }

    /// Those who wanted it, before anybody came.
    pub(super) fn founders(&self, group: &StoredRecord) -> Result<Vec<Uuid>> {
        let Some(together) = id(group, "grew_out_of") else {
            return Ok(Vec::new());
        };
        let Some(record) = self.store.record(RecordId(together))? else {
            return Ok(Vec::new());
        };
        let records = self.store.records(record.dossier)?;
        let listed = listed(&self.same_people()?, &records, &record);
        let wanted = listed.into_iter().filter(|(_, takes_part)| *takes_part);
        Ok(wanted.map(|(person, _)| person).collect())
    }

    /// Says that somebody is at a session, or is not.
    pub fn set_attendance(
        &mut self,
        session: Uuid,
        person: Uuid,
        there: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self.record_of(KIND, session)?;
        let same = self.same_people()?;
        let mut edits = vec![self.attendance(&record, same.head(person), there)?];
        // Tapped in another dossier before the two were shown as one.
        for other in same.dossiers(person).into_iter().skip(1) {
            let before = natural_id(session, "attendance", &other.to_string());
            if !there && self.store.record(RecordId(before))?.is_some() {
                edits.push(self.attendance(&record, other, false)?);
            }
        }
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }

    fn attendance(&self, session: &StoredRecord, person: Uuid, there: bool) -> Result<Edit> {
        let id = natural_id(session.id.0, "attendance", &person.to_string());
        let id = RecordId(id);
        let Some(known) = self.store.record(id)? else {
            let fields = [
                ("session", Value::from(session.id.0)),
                ("person", person.into()),
                (REMOVED, (!there).into()),
            ];
            let fields = fields
                .into_iter()
                .filter(|(field, _)| !there || *field != REMOVED);
            return Ok(Edit::of_new_record(
                session.dossier,
                id,
                "attendance",
                fields,
            ));
        };
        // Who takes somebody off the list has seen all of it; who puts them back, that they were off.
        let seen = match there {
            true => known.state.seen(REMOVED),
            false => known.state.seen_whole(),
        };
        Ok(Edit {
            dossier: session.dossier,
            record: id,
            kind: "attendance".into(),
            fields: vec![FieldEdit {
                field: REMOVED.into(),
                value: (!there).into(),
                seen,
            }],
        })
    }

    /// Somebody new comes to a session: a first name is enough for a dossier. Answers the person.
    pub fn add_newcomer(&mut self, session: Uuid, name: &str, now: DateTime<Utc>) -> Result<Uuid> {
        let name = name.trim();
        if name.is_empty() {
            return Err(DeviceError::BadRequest("a newcomer needs a name".into()));
        }
        let record = self.record_of(KIND, session)?;
        let person = new_id(now)?;
        let edits = [
            self.person_by_first_name(person, name.into()),
            self.attendance(&record, person, true)?,
        ];
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(person)
    }

    /// A dossier of this coach's team that begins with a first name.
    pub(super) fn person_by_first_name(&self, person: Uuid, name: Value) -> Edit {
        let fields = [
            ("name", name),
            ("team", self.me().team.into()),
            ("coach", self.me().coach.0.into()),
        ];
        Edit::of_new_record(DossierId(person), RecordId(person), "person", fields)
    }

    /// The session is over; from here on there are private notes.
    pub fn close_session(&mut self, session: Uuid, now: DateTime<Utc>) -> Result<()> {
        let record = self.record_of(KIND, session)?;
        self.set(&record, &[("closed_at", local(now).into())], now)?;
        Ok(self.store.freeze()?)
    }

    /// It was rounded off too soon: it goes on.
    pub fn reopen_session(&mut self, session: Uuid, now: DateTime<Utc>) -> Result<()> {
        let record = self.record_of(KIND, session)?;
        self.set(&record, &[("closed_at", Value::Null)], now)
    }

    /// The private note of a person at a session that is over. It lies in the person's dossier, and
    /// no other screen shows it.
    pub(super) fn private_note(
        &self,
        town: &Town,
        records: &[StoredRecord],
        session: &StoredRecord,
        person: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Option<PrivateNote>> {
        const NOTE: &str = "private_note";
        let of_session = |record: &&StoredRecord| {
            record.kind == NOTE && id(record, "session") == Some(session.id.0)
        };
        let known = records.iter().find(of_session);
        if known.is_none() && !is_session_over(session, now) {
            return Ok(None);
        }
        let session = session.id.0.to_string();
        let made = natural_id(person, NOTE, &session);
        Ok(Some(PrivateNote {
            r#ref: RecordRef {
                dossier: person,
                record: known.map_or(made, |known| known.id.0),
                kind: NOTE.to_owned(),
                parent: Some(person),
                code: Some(session),
            },
            text: self.field(town, NOTE, known, "text")?,
        }))
    }
}

#[cfg(test)]
mod tests {
    use crate::screens::desk::{Desk, at};

    #[test]
    fn a_private_note_opens_when_the_session_is_over() {
        let mut desk = Desk::new();
        let (gerda, now) = (desk.person("Gerda"), at("2026-11-26"));
        let group = desk.opened.add_group("Soep", "beek", false, now).unwrap();
        let session = desk.opened.begin_session(group, now).unwrap();
        desk.opened
            .set_attendance(session, gerda, true, now)
            .unwrap();
        let is_open = |desk: &Desk| {
            let timeline = desk.opened.dossier(gerda, now).unwrap().timeline;
            timeline[0].private_note.is_some()
        };
        assert!(!is_open(&desk));
        desk.opened.close_session(session, now).unwrap();
        assert!(is_open(&desk));
        let shown = |desk: &Desk, day| desk.opened.group_session(session, at(day)).unwrap();
        assert!(shown(&desk, "2026-11-26").may_go_on);
        assert!(!shown(&desk, "2026-11-27").may_go_on);
        desk.opened.reopen_session(session, now).unwrap();
        assert!(!is_open(&desk));
        assert!(!shown(&desk, "2026-11-26").may_go_on);
    }

    #[test]
    fn who_is_taken_off_was_not_there_until_put_back() {
        let mut desk = Desk::new();
        let (gerda, now) = (desk.person("Gerda"), at("2026-11-26"));
        let group = desk.opened.add_group("Soep", "beek", false, now).unwrap();
        let session = desk.opened.begin_session(group, now).unwrap();
        for there in [true, false, true] {
            desk.opened
                .set_attendance(session, gerda, there, now)
                .unwrap();
            let people = desk.opened.group_session(session, now).unwrap().people;
            assert_eq!(people.iter().any(|one| one.there), there);
            assert_eq!(desk.opened.groups(now).unwrap()[0].people, u32::from(there));
        }
    }
}
