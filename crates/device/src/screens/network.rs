//! The people around somebody: who helps, who is cared for, and what to bring up.

use super::dossier::File;
use super::field::{Field, RecordRef, taken_away, text};
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::ids::only_child_id;
use domain::kinds::network::signals;
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::Edit;
use uuid::Uuid;

const KIND: &str = "network";

/// The people around somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Network {
    /// The record of the answers.
    pub r#ref: RecordRef,
    /// Those around, in the order they were written down.
    pub relations: Vec<Relation>,
    /// Code of how often somebody feels alone.
    pub lonely: Field,
    /// Code of whether anybody takes care over.
    pub respite: Field,
    /// They look after somebody.
    pub cares: bool,
    /// Being alone is to be brought up.
    pub lonely_signal: bool,
    /// Respite is to be brought up.
    pub respite_signal: bool,
}

/// Somebody around a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Relation {
    /// Its record.
    pub r#ref: RecordRef,
    /// Code of what they are to the person.
    pub role: Field,
    /// The name.
    pub name: Field,
    /// The year of birth.
    pub birth_year: Field,
    /// Telephone number.
    pub phone: Field,
    /// They live in one house.
    pub same_house: Field,
    /// They help the person.
    pub helps: Field,
    /// The person looks after them.
    pub cared_for: Field,
    /// What else there is to know.
    pub note: Field,
}

impl Opened {
    pub(super) fn network(&self, file: &File<'_>) -> Result<Network> {
        let record_id = only_child_id(file.person, KIND);
        let answers = file.of_kind(KIND).find(|record| record.id.0 == record_id);
        let is = |field| {
            file.of_kind("relation")
                .any(|record| record.state.value(field).is_true())
        };
        let (helped, cares) = (is("helps"), is("cared_for"));
        let answer = |field| answers.and_then(|answers| text(answers, field));
        let brought_up = signals(answer("lonely"), answer("respite"), helped, cares);
        let relations = file.of_kind("relation").map(|record| {
            let field = |name| self.field(file.town, "relation", Some(record), name);
            Ok(Relation {
                r#ref: RecordRef::of(record),
                role: field("role")?,
                name: field("name")?,
                birth_year: field("birth_year")?,
                phone: field("phone")?,
                same_house: field("same_house")?,
                helps: field("helps")?,
                cared_for: field("cared_for")?,
                note: field("note")?,
            })
        });
        Ok(Network {
            r#ref: RecordRef {
                dossier: file.person,
                record: record_id,
                kind: KIND.to_owned(),
                parent: Some(file.person),
                code: None,
            },
            relations: relations.collect::<Result<_>>()?,
            lonely: self.field(file.town, KIND, answers, "lonely")?,
            respite: self.field(file.town, KIND, answers, "respite")?,
            cares,
            lonely_signal: brought_up.lonely,
            respite_signal: brought_up.respite,
        })
    }

    /// Writes down somebody around a person. Answers the record.
    pub fn add_relation(
        &mut self,
        person: Uuid,
        role: &str,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Uuid> {
        let known = self.store.record(RecordId(person))?;
        if known.is_none_or(|record| record.kind != "person") {
            return Err(DeviceError::NotFound(person.to_string()));
        }
        let fields = [
            ("person", Value::from(person)),
            ("role", role.into()),
            ("name", name.trim().into()),
        ];
        let relation = new_id(now)?;
        let edit = Edit::of_new_record(DossierId(person), RecordId(relation), "relation", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(relation)
    }

    /// Takes somebody out of the people around a person, or puts them back. What a colleague wrote
    /// meanwhile keeps them there.
    pub fn remove_relation(
        &mut self,
        relation: Uuid,
        removed: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self
            .store
            .record(RecordId(relation))?
            .filter(|record| record.kind == "relation")
            .ok_or_else(|| DeviceError::NotFound(relation.to_string()))?;
        self.store
            .save(&[taken_away(&record, removed)], now.timestamp_millis())?;
        Ok(())
    }
}
