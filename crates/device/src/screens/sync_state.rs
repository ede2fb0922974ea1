//! Sync: what waits, how far it is, versions to choose between, what was set apart.

use super::field::{RecordRef, Version, id};
use super::set_apart::SetApart;
use super::town::Town;
use crate::opened::Opened;
use crate::rebuild::Rebuilt;
use crate::{AppError, Result};
use replication::RecordId;
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;
use store::StoredRecord;
use uuid::Uuid;

/// The whole of the sync screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SyncState {
    /// Greater than in any look before: answers and events may overtake each other.
    pub order: u32,
    /// Whether the last try reached the server; none before the first.
    pub online: Option<bool>,
    /// A sync is under way.
    pub running: bool,
    /// Items of this sync that the server has.
    pub items_done: u32,
    /// All items of this sync.
    pub items_total: u32,
    /// Bytes of this sync that the server has.
    pub bytes_done: u32,
    /// All bytes of this sync.
    pub bytes_total: u32,
    /// Changes of others that this sync, or the last one, brought.
    pub received: u32,
    /// Bytes of its answers.
    pub bytes_received: u32,
    /// The items, newest first.
    pub waiting: Vec<Waiting>,
    /// How many items the server does not have.
    pub unsent: u32,
    /// When the server said that it has everything, RFC 3339, by its clock.
    pub last_receipt_at: Option<String>,
    /// When a sync that failed is tried again by itself, RFC 3339, by the device's clock.
    pub retry_at: Option<String>,
    /// What went wrong at the last try.
    pub last_error: Option<AppError>,
    /// Texts with several versions.
    pub versions: Vec<Conflict>,
    /// What the server refused.
    pub set_apart: Vec<SetApart>,
    /// What was taken over when the device was enrolled again, until the coach has seen it.
    pub rebuilt: Option<Rebuilt>,
}

/// Something that waits to be sent, as a coach thinks of it: a talk, a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    /// The kind of the item's record.
    pub label: String,
    /// Whom it is about.
    pub name: String,
    /// Its bytes.
    pub bytes: u32,
    /// The server has it.
    pub sent: bool,
}

/// A text with several versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// The record.
    pub r#ref: RecordRef,
    /// The field.
    pub field: String,
    /// Whom it is about.
    pub name: String,
    /// The person's dossier, if it is a person's.
    pub person: Option<Uuid>,
    /// The talk it belongs to, if any.
    pub conversation: Option<Uuid>,
    /// The versions.
    pub versions: Vec<Version>,
}

/// An item as it waits: the record it is counted under, and its bytes.
pub(crate) type WaitingItems = Vec<(Uuid, Waiting)>;

impl Opened {
    /// What waits to be sent, by item.
    pub(crate) fn waiting(&self) -> Result<WaitingItems> {
        let mut items: Vec<(Uuid, Waiting)> = Vec::new();
        let mut places: BTreeMap<Uuid, usize> = BTreeMap::new();
        for (record, bytes) in self.store.unsent_records()? {
            let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
            let (item, label, dossier) = match self.store.record(record)? {
                // It goes along, but nobody waits for having looked.
                Some(record) if record.kind == "viewing" => continue,
                Some(record) => item_of(&record),
                None => (record.0, String::new(), record.0),
            };
            if let Some(place) = places.get(&item) {
                items[*place].1.bytes = items[*place].1.bytes.saturating_add(bytes);
                continue;
            }
            places.insert(item, items.len());
            let name = self.dossier_name(dossier)?;
            items.push((
                item,
                Waiting {
                    label,
                    name,
                    bytes,
                    sent: false,
                },
            ));
        }
        Ok(items)
    }

    /// The texts with several versions.
    pub(crate) fn conflicts(&self) -> Result<Vec<Conflict>> {
        let town = self.town()?;
        let mut conflicts = Vec::new();
        for (record, field) in self.store.open_texts()? {
            let Some(record) = self.store.record(record)? else {
                continue;
            };
            if self.is_kept_from_me(&record)? {
                continue;
            }
            conflicts.push(self.conflict(&town, &record, field)?);
        }
        Ok(conflicts)
    }

    fn conflict(&self, town: &Town, record: &StoredRecord, field: String) -> Result<Conflict> {
        let versions = self
            .field(town, &record.kind, Some(record), &field)?
            .versions;
        let root = self.store.record(RecordId(record.dossier.0))?;
        let is_person = root.is_some_and(|root| root.kind == "person");
        let is_talk = record.kind == "conversation";
        Ok(Conflict {
            r#ref: RecordRef::of(record),
            field,
            name: self.dossier_name(record.dossier.0)?,
            person: is_person.then_some(record.dossier.0),
            conversation: is_talk
                .then_some(record.id.0)
                .or_else(|| id(record, "conversation")),
            versions,
        })
    }
}

/// The talk a record belongs to, or the record itself.
fn item_of(record: &StoredRecord) -> (Uuid, String, Uuid) {
    match id(record, "conversation") {
        Some(talk) => (talk, "conversation".to_owned(), record.dossier.0),
        None => (record.id.0, record.kind.clone(), record.dossier.0),
    }
}
