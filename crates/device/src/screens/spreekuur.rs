//! Spreekuur: who walked in, whose turn it is, and whose dossier it turns out to be.

use super::conversation::{instant, kind_after, local, visits};
use super::dossier::owned;
use super::field::{Field, RecordRef, id, text, today};
use super::town::Town;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::kinds::walk_in::{Turn, person_id, talk_id};
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::{Edit, FieldEdit, StoredRecord};
use uuid::Uuid;

const KIND: &str = "spreekuur";
const WALK_IN: &str = "walk_in";

/// Older ones are found in the dossiers of who was there.
const MOST_ROWS: usize = 40;

/// The spreekuren of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Spreekuren {
    /// The one to go on with today: this coach's, or else a colleague's.
    pub now: Option<Uuid>,
    /// Newest first.
    pub all: Vec<SpreekuurRow>,
}

/// A spreekuur in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SpreekuurRow {
    /// Its id.
    pub id: Uuid,
    /// RFC 3339.
    pub at: String,
    /// Code of the place.
    pub place: String,
    /// Code of the village.
    pub village: String,
    /// The coach who opened it.
    pub by: String,
    /// How many came.
    pub people: u32,
}

/// A spreekuur with its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Spreekuur {
    /// Its record.
    pub r#ref: RecordRef,
    /// RFC 3339.
    pub at: Field,
    /// Code of the place.
    pub place: Field,
    /// Code of the village.
    pub village: Field,
    /// Code of the kind that its talks have.
    pub talk_kind: Field,
    /// The coach who opened it.
    pub by: String,
    /// Who has the turn, who waits in the order in which they came, who was spoken to.
    pub walk_ins: Vec<WalkIn>,
}

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WalkIn {
    /// Its record.
    pub r#ref: RecordRef,
    /// The name in the dossier, or the first name alone.
    pub name: String,
    /// As written down at the door.
    pub first_name: Field,
    /// RFC 3339.
    pub arrived_at: String,
    /// `talking`, `waiting`, `spoken` or `left`.
    pub turn: String,
    /// Went away without a talk.
    pub left: Field,
    /// The dossier, once there is one here.
    pub person: Option<WalkInPerson>,
    /// The talk, once it began.
    pub talk: Option<Uuid>,
    /// The coach of the talk.
    pub by: Option<String>,
}

/// What is known of somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WalkInPerson {
    /// The person's record.
    pub r#ref: RecordRef,
    /// The name.
    pub name: Field,
    /// The year of birth.
    pub birth_year: Field,
    /// Code of the village.
    pub village: Field,
    /// Telephone number.
    pub phone: Field,
    /// Code of the law.
    pub law: Field,
    /// Code of how the person came.
    pub inflow: Field,
    /// Enough is known to tell them from others of that first name.
    pub is_known: bool,
}

impl Opened {
    /// The spreekuren of the team.
    pub fn spreekuren(&self, now: DateTime<Utc>) -> Result<Spreekuren> {
        let town = self.town()?;
        let mut found = self.store.roots(KIND)?;
        found.sort_by_key(|one| std::cmp::Reverse((instant(one), one.id)));
        let day = today(now);
        let mut of_today: Vec<&StoredRecord> =
            found.iter().filter(|one| day_of(one) == day).collect();
        of_today.sort_by_key(|one| !self.is_mine_or_nobodys(one));
        let now = of_today.first().map(|one| one.id.0);
        let rows = found.iter().take(MOST_ROWS).map(|one| {
            let list = self.store.records(one.dossier)?;
            let people = list.iter().filter(|record| record.kind == WALK_IN).count();
            Ok(SpreekuurRow {
                id: one.id.0,
                at: owned(text(one, "at")),
                place: owned(text(one, "place")),
                village: owned(text(one, "village")),
                by: owned(id(one, "coach").and_then(|coach| town.coach(coach))),
                people: u32::try_from(people).unwrap_or(u32::MAX),
            })
        });
        let all = rows.collect::<Result<_>>()?;
        Ok(Spreekuren { now, all })
    }

    /// Opens a spreekuur. `at` is RFC 3339. Answers its id.
    pub fn begin_spreekuur(
        &mut self,
        at: &str,
        place: &str,
        village: &str,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let opened = new_id(now)?;
        let village = Some(village).filter(|village| !village.is_empty());
        let fields = [
            ("team", Value::from(self.me().team)),
            ("coach", self.me().coach.0.into()),
            ("at", at.into()),
            ("place", place.into()),
            ("village", village.into()),
        ];
        let filled_in = fields
            .into_iter()
            .filter(|(_, value)| *value != Value::Null);
        let edit = Edit::of_new_record(DossierId(opened), RecordId(opened), KIND, filled_in);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(opened)
    }

    /// A spreekuur with its list.
    pub fn spreekuur(&self, spreekuur: Uuid) -> Result<Spreekuur> {
        let town = self.town()?;
        let root = self.record_of(KIND, spreekuur)?;
        let list = self.store.records(root.dossier)?;
        let mut walk_ins = list
            .iter()
            .filter(|record| record.kind == WALK_IN)
            .map(|record| self.walk_in(&town, record))
            .collect::<Result<Vec<_>>>()?;
        walk_ins.sort_by(|(turn, one), (other_turn, other)| {
            (turn, &one.arrived_at, one.r#ref.record).cmp(&(
                other_turn,
                &other.arrived_at,
                other.r#ref.record,
            ))
        });
        let field = |name| self.field(&town, KIND, Some(&root), name);
        Ok(Spreekuur {
            r#ref: RecordRef::of(&root),
            at: field("at")?,
            place: field("place")?,
            village: field("village")?,
            talk_kind: field("talk_kind")?,
            by: owned(id(&root, "coach").and_then(|coach| town.coach(coach))),
            walk_ins: walk_ins.into_iter().map(|(_, walk_in)| walk_in).collect(),
        })
    }

    fn walk_in(&self, town: &Town, record: &StoredRecord) -> Result<(Turn, WalkIn)> {
        let field = |name| self.field(town, WALK_IN, Some(record), name);
        let talk = match id(record, "talk") {
            Some(talk) => Some((talk, self.store.record(RecordId(talk))?)),
            None => None,
        };
        let status = talk.as_ref().map(|(_, talk)| match talk {
            Some(talk) => text(talk, "status").unwrap_or("open"),
            // The dossier went to another team, or was erased: the talk was held all the same.
            None => "closed",
        });
        let turn = Turn::of(status, record.state.value("left").is_true());
        let person = match id(record, "person") {
            Some(person) => {
                let shown = self.same_people()?.head(person);
                self.store.record(RecordId(shown))?
            }
            None => None,
        };
        let person = person.filter(|person| person.kind == "person");
        let name = person.as_ref().and_then(|person| text(person, "name"));
        let coach = talk
            .iter()
            .find_map(|(_, talk)| id(talk.as_ref()?, "coach"));
        let walk_in = WalkIn {
            r#ref: RecordRef::of(record),
            name: owned(name.or(text(record, "first_name"))),
            first_name: field("first_name")?,
            arrived_at: owned(text(record, "arrived_at")),
            turn: turn.code().to_owned(),
            left: field("left")?,
            person: person
                .as_ref()
                .map(|person| self.walk_in_person(town, person))
                .transpose()?,
            talk: talk.map(|(talk, _)| talk),
            by: coach.and_then(|coach| town.coach(coach)).map(str::to_owned),
        };
        Ok((turn, walk_in))
    }

    fn walk_in_person(&self, town: &Town, person: &StoredRecord) -> Result<WalkInPerson> {
        let field = |name| self.field(town, "person", Some(person), name);
        Ok(WalkInPerson {
            r#ref: RecordRef::of(person),
            name: field("name")?,
            birth_year: field("birth_year")?,
            village: field("village")?,
            phone: field("phone")?,
            law: field("law")?,
            inflow: field("inflow")?,
            is_known: self.is_known(&self.same_people()?, person.id.0)?,
        })
    }

    /// Puts somebody on the list. Answers the walk-in's id.
    pub fn add_walk_in(
        &mut self,
        spreekuur: Uuid,
        first_name: &str,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let first_name = first_name.trim();
        if first_name.is_empty() {
            return Err(DeviceError::BadRequest("the list needs a name".into()));
        }
        let root = self.record_of(KIND, spreekuur)?;
        let walk_in = new_id(now)?;
        let fields = [
            (KIND, Value::from(spreekuur)),
            ("first_name", first_name.into()),
            ("arrived_at", local(now).into()),
        ];
        let edit = Edit::of_new_record(root.dossier, RecordId(walk_in), WALK_IN, fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(walk_in)
    }

    /// Says whose dossier it is, or with none takes that back. Once the talk has begun it lies in
    /// its dossier for good.
    pub fn attach_walk_in(
        &mut self,
        walk_in: Uuid,
        person: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self.record_of(WALK_IN, walk_in)?;
        if id(&record, "talk").is_some() {
            return Err(DeviceError::BadRequest("the talk has begun".into()));
        }
        if let Some(person) = person {
            self.record_of("person", person)?;
        }
        self.set(&record, &[("person", person.into())], now)
    }

    /// Calls somebody in: their talk begins, with the place, the day and the kind of the spreekuur.
    /// Answers the talk; once begun, always the same one.
    pub fn begin_walk_in(&mut self, walk_in: Uuid, now: DateTime<Utc>) -> Result<Uuid> {
        let record = self.record_of(WALK_IN, walk_in)?;
        if let Some(talk) = id(&record, "talk")
            && self.store.record(RecordId(talk))?.is_some()
        {
            return Ok(talk);
        }
        let root = self.record_of(KIND, record.dossier.0)?;
        let mut edits = Vec::new();
        let person = match id(&record, "person") {
            Some(person) => self.record_of("person", person)?.id.0,
            None => {
                let person = person_id(walk_in);
                if self.store.record(RecordId(person))?.is_none() {
                    edits.push(
                        self.person_by_first_name(person, record.state.value("first_name").clone()),
                    );
                }
                person
            }
        };
        let talk = talk_id(walk_in, person);
        if self.store.record(RecordId(talk))?.is_none() {
            edits.push(self.talk_at_spreekuur(talk, person, &root, now)?);
        }
        let link = [("person", person), ("talk", talk)];
        edits.push(Edit {
            dossier: record.dossier,
            record: record.id,
            kind: WALK_IN.into(),
            fields: link
                .map(|(field, value)| FieldEdit {
                    field: field.into(),
                    value: value.into(),
                    seen: record.state.seen(field),
                })
                .into(),
        });
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(talk)
    }

    fn talk_at_spreekuur(
        &self,
        talk: Uuid,
        person: Uuid,
        root: &StoredRecord,
        now: DateTime<Utc>,
    ) -> Result<Edit> {
        let records = self.records_of(person)?;
        let kind = text(root, "talk_kind").unwrap_or(kind_after(&visits(&records), &records));
        // Written down on another day, it was held when the spreekuur was.
        let at = match day_of(root) == today(now) {
            true => local(now),
            false => owned(text(root, "at")),
        };
        let fields = [
            ("person", Value::from(person)),
            ("coach", self.me().coach.0.into()),
            ("at", at.into()),
            ("place", root.state.value("place").clone()),
            ("kind", kind.into()),
            ("status", "open".into()),
            (KIND, root.id.0.into()),
        ];
        let record = RecordId(talk);
        Ok(Edit::of_new_record(
            DossierId(person),
            record,
            "conversation",
            fields,
        ))
    }

    /// A record that has to be here and of this kind.
    pub(super) fn record_of(&self, kind: &str, record: Uuid) -> Result<StoredRecord> {
        self.store
            .record(RecordId(record))?
            .filter(|found| found.kind == kind)
            .ok_or_else(|| DeviceError::NotFound(record.to_string()))
    }
}

/// The day in Amsterdam, `YYYY-MM-DD`; empty where no moment is known.
fn day_of(record: &StoredRecord) -> String {
    text(record, "at")
        .and_then(|at| DateTime::parse_from_rfc3339(at).ok())
        .map_or_else(String::new, |at| {
            at.with_timezone(&Amsterdam).date_naive().to_string()
        })
}
