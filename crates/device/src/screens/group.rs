//! Groepen: who comes, when they met, who wants to go on with whom, and the initiative that grows out
//! of it.

use super::agreement::over;
use super::conversation::instant;
use super::dossier::owned;
use super::field::{Field, RecordRef, id, number, text, texts, today};
use super::group_session::Attendee;
use super::same_person::SamePeople;
use super::taking_part::listed;
use super::town::Town;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::ids::natural_id;
use domain::kinds::group_session::is_over;
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::{BTreeMap, BTreeSet};
use store::{Edit, StoredRecord};
use uuid::Uuid;

/// A group in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupRow {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Code of the village.
    pub village: String,
    /// The people do it themselves.
    pub initiative: bool,
    /// The newest session, RFC 3339.
    pub last: Option<String>,
    /// A session that is going on.
    pub now: Option<Uuid>,
    /// How many different people came.
    pub people: u32,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Its record.
    pub r#ref: RecordRef,
    /// What it is called.
    pub name: Field,
    /// Code of the village.
    pub village: Field,
    /// The people do it themselves.
    pub initiative: Field,
    /// What it is about.
    pub what: Field,
    /// Code of how often.
    pub rhythm: Field,
    /// On which day and at what time.
    pub when: Field,
    /// Code of the place.
    pub place: Field,
    /// What there is to spend in a year, in whole euros.
    pub budget_eur: Field,
    /// Code of who pays.
    pub funding: Field,
    /// The person who pulls it.
    pub pulled_by: Field,
    /// Who came or wants to come, those who came most first.
    pub people: Vec<Regular>,
    /// Newest first.
    pub sessions: Vec<SessionRow>,
    /// Who wants to go on with whom, newest first.
    pub together: Vec<Together>,
    /// The group it grew out of, where that is here.
    pub grew_out_of: Option<GroupName>,
}

/// Somebody who came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Regular {
    /// The person.
    pub person: Uuid,
    /// The name; empty where the dossier is not here.
    pub name: String,
    /// How often.
    pub times: u32,
    /// Takes part no more.
    pub left: bool,
}

/// A session in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionRow {
    /// The session.
    pub id: Uuid,
    /// RFC 3339.
    pub at: String,
    /// Code of the place.
    pub place: Option<String>,
    /// The coach.
    pub by: String,
    /// How many people of the caseload.
    pub people: u32,
    /// How many guests.
    pub guests: u32,
    /// The shared note.
    pub note: Option<String>,
    /// It is over.
    pub over: bool,
}

/// People who want to go on with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Together {
    /// Its record.
    pub r#ref: RecordRef,
    /// With what.
    pub what: Field,
    /// Those who may want to, and those who do; a name is empty where a dossier is not here.
    pub people: Vec<Attendee>,
    /// The group that grew out of it.
    pub initiative: Option<GroupName>,
}

/// A group by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupName {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
}

impl Opened {
    /// The groups of the team: those that meet now first, then those that met last.
    pub fn groups(&self, now: DateTime<Utc>) -> Result<Vec<GroupRow>> {
        let mut rows = Vec::new();
        let same = self.same_people()?;
        for group in self.store.roots("group")? {
            let records = self.store.records(group.dossier)?;
            let sessions = sessions(&records);
            let going_on = sessions.iter().find(|session| {
                !is_session_over(session, now) && instant(session) <= now.timestamp()
            });
            rows.push(GroupRow {
                id: group.id.0,
                name: owned(text(&group, "name")),
                village: owned(text(&group, "village")),
                initiative: group.state.value("initiative").is_true(),
                last: sessions.first().map(|session| owned(text(session, "at"))),
                now: going_on.map(|session| session.id.0),
                people: count(visits(&same, &records).len()),
            });
        }
        rows.sort_by(|one, other| {
            (other.now.is_some(), &other.last, &one.name).cmp(&(
                one.now.is_some(),
                &one.last,
                &other.name,
            ))
        });
        Ok(rows)
    }

    /// Adds a group to this coach's team. Answers its id.
    pub fn add_group(
        &mut self,
        name: &str,
        village: &str,
        initiative: bool,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let group = new_id(now)?;
        let edit = self.new_group(group, name, village, [("initiative", initiative.into())])?;
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(group)
    }

    /// A group of this coach's team, with what else is known of it.
    fn new_group(
        &self,
        group: Uuid,
        name: &str,
        village: &str,
        known: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<Edit> {
        let name = name.trim();
        if name.is_empty() {
            return Err(DeviceError::BadRequest("a group needs a name".into()));
        }
        let village = Some(village).filter(|village| !village.is_empty());
        let fields = [
            ("name", Value::from(name)),
            ("village", village.into()),
            ("team", self.me().team.into()),
        ];
        let filled_in = fields
            .into_iter()
            .chain(known)
            .filter(|(_, value)| *value != Value::Null);
        let (dossier, record) = (DossierId(group), RecordId(group));
        Ok(Edit::of_new_record(dossier, record, "group", filled_in))
    }

    /// A group.
    pub fn group(&self, group: Uuid, now: DateTime<Utc>) -> Result<Group> {
        let town = self.town()?;
        let root = self.record_of("group", group)?;
        let records = self.store.records(root.dossier)?;
        let field = |name| self.field(&town, "group", Some(&root), name);
        let mut people = Vec::new();
        let same = self.same_people()?;
        let mut visits = visits(&same, &records);
        let listed = listed(&same, &records, &root);
        for other in self
            .founders(&root)?
            .into_iter()
            .chain(listed.keys().copied())
        {
            visits.entry(same.head(other)).or_default();
        }
        for (person, times) in visits {
            people.push(Regular {
                person,
                name: self.dossier_name(person)?,
                times: count(times),
                left: listed.get(&person) == Some(&false),
            });
        }
        people.sort_by(|one, other| {
            (one.left, other.times, &one.name).cmp(&(other.left, one.times, &other.name))
        });
        let rows = sessions(&records)
            .into_iter()
            .map(|session| session_row(&town, &same, &records, session, now));
        let sessions = rows.collect();
        Ok(Group {
            r#ref: RecordRef::of(&root),
            name: field("name")?,
            village: field("village")?,
            initiative: field("initiative")?,
            what: field("what")?,
            rhythm: field("rhythm")?,
            when: field("when")?,
            place: field("place")?,
            budget_eur: field("budget_eur")?,
            funding: field("funding")?,
            pulled_by: field("pulled_by")?,
            together: self.together(&town, &records, &people)?,
            people,
            sessions,
            grew_out_of: self.grew_out_of(&root)?,
        })
    }

    fn together(
        &self,
        town: &Town,
        records: &[StoredRecord],
        here: &[Regular],
    ) -> Result<Vec<Together>> {
        let same = self.same_people()?;
        let mut found: Vec<_> = records
            .iter()
            .filter(|record| record.kind == "together")
            .collect();
        found.sort_by_key(|record| std::cmp::Reverse(record.id));
        let shown = found.into_iter().map(|record| {
            let mut listed = listed(&same, records, record);
            for other in here.iter().filter(|one| !one.left) {
                listed.entry(other.person).or_insert(false);
            }
            let people = listed.into_iter().map(|(person, there)| {
                let name = self.dossier_name(person)?;
                Ok(Attendee {
                    name,
                    person,
                    there,
                })
            });
            let mut people: Vec<Attendee> = people.collect::<Result<_>>()?;
            people.sort();
            let initiative = match id(record, "initiative") {
                Some(group) => self.group_name(group)?,
                None => None,
            };
            Ok(Together {
                r#ref: RecordRef::of(record),
                what: self.field(town, "together", Some(record), "what")?,
                people,
                initiative,
            })
        });
        shown.collect()
    }

    fn grew_out_of(&self, root: &StoredRecord) -> Result<Option<GroupName>> {
        let Some(together) = id(root, "grew_out_of") else {
            return Ok(None);
        };
        match self.store.record(RecordId(together))? {
            Some(together) => self.group_name(together.dossier.0),
            None => Ok(None),
        }
    }

    fn group_name(&self, group: Uuid) -> Result<Option<GroupName>> {
        let root = self.store.record(RecordId(group))?;
        Ok(root.map(|root| GroupName {
            id: root.id.0,
            name: owned(text(&root, "name")),
        }))
    }

    /// Writes down that people of a group want to go on with each other.
    pub fn go_on_together(
        &mut self,
        group: Uuid,
        people: &[Uuid],
        what: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if people.len() < 2 {
            return Err(DeviceError::BadRequest("together is two at least".into()));
        }
        let root = self.record_of("group", group)?;
        let together = new_id(now)?;
        let what = Some(what.trim()).filter(|what| !what.is_empty());
        let fields = [("group", Value::from(group)), ("what", what.into())];
        let filled_in = fields
            .into_iter()
            .filter(|(_, value)| *value != Value::Null);
        let record = RecordId(together);
        let mut edits = vec![Edit::of_new_record(
            root.dossier,
            record,
            "together",
            filled_in,
        )];
        for person in people {
            let one = natural_id(together, "together_person", &person.to_string());
            let fields = [
                ("together", Value::from(together)),
                ("person", (*person).into()),
            ];
            let record = RecordId(one);
            edits.push(Edit::of_new_record(
                root.dossier,
                record,
                "together_person",
                fields,
            ));
        }
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }

    /// What people want to do with each other becomes a group of its own. Answers its id.
    pub fn begin_initiative(
        &mut self,
        together: Uuid,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let record = self.record_of("together", together)?;
        let from = self.record_of("group", record.dossier.0)?;
        let group = new_id(now)?;
        let village = owned(text(&from, "village"));
        let known = [
            ("initiative", Value::from(true)),
            ("grew_out_of", together.into()),
            ("what", texts(&record, "what").into()),
        ];
        let begun = self.new_group(group, name, &village, known)?;
        // Each names the other: both are there, or neither.
        let named = over(&record, [("initiative", group.into())]);
        self.store.save(&[begun, named], now.timestamp_millis())?;
        Ok(group)
    }
}

/// The sessions of a group, newest first.
pub(super) fn sessions(records: &[StoredRecord]) -> Vec<&StoredRecord> {
    let mut sessions: Vec<_> = records
        .iter()
        .filter(|record| record.kind == "group_session")
        .collect();
    sessions.sort_by_key(|session| std::cmp::Reverse((instant(session), session.id)));
    sessions
}

/// How often each person was at a session of the group.
pub(super) fn visits(same: &SamePeople, records: &[StoredRecord]) -> BTreeMap<Uuid, usize> {
    let mut visits = BTreeMap::new();
    for session in sessions(records) {
        for person in attendees(same, records, session.id.0) {
            *visits.entry(person).or_default() += 1;
        }
    }
    visits
}

/// Who an attendance is of.
fn attendee(record: &StoredRecord) -> Option<Uuid> {
    let is_one = record.kind == "attendance";
    is_one.then(|| id(record, "person")).flatten()
}

/// Who was at a session, each once.
pub(super) fn attendees(
    same: &SamePeople,
    records: &[StoredRecord],
    session: Uuid,
) -> BTreeSet<Uuid> {
    let of_session = |record: &&StoredRecord| id(record, "session") == Some(session);
    let attending = records.iter().filter(of_session).filter_map(attendee);
    attending.map(|person| same.head(person)).collect()
}

/// Private notes open once it is.
pub(super) fn is_session_over(session: &StoredRecord, now: DateTime<Utc>) -> bool {
    is_over(text(session, "closed_at"), text(session, "at"), &today(now))
}

fn session_row(
    town: &Town,
    same: &SamePeople,
    records: &[StoredRecord],
    session: &StoredRecord,
    now: DateTime<Utc>,
) -> SessionRow {
    SessionRow {
        id: session.id.0,
        at: owned(text(session, "at")),
        place: text(session, "place").map(str::to_owned),
        by: owned(id(session, "coach").and_then(|coach| town.coach(coach))),
        people: count(attendees(same, records, session.id.0).len()),
        guests: number(session, "guests").map_or(0, i32::unsigned_abs),
        note: texts(session, "shared_note"),
        over: is_session_over(session, now),
    }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
