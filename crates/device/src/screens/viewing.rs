//! Who looked at a dossier, and when: kept by itself, shown to the person who asks.

use super::dossier::{File, owned};
use super::field::{id, text, today};
use crate::Result;
use crate::opened::Opened;
use chrono::{DateTime, Utc};
use domain::kinds::viewing::{self, KIND};
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;
use store::Edit;
use uuid::Uuid;

/// A coach who looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Viewer {
    /// Who.
    pub name: String,
    /// On how many days.
    pub days: u32,
    /// The last of them, `YYYY-MM-DD`.
    pub last: String,
}

impl Opened {
    /// Remembers that this coach looked at a dossier today; once a day.
    pub fn note_viewing(&mut self, person: Uuid, now: DateTime<Utc>) -> Result<()> {
        let coach = self.me().coach.0;
        let on = today(now);
        let record = RecordId(viewing::id(person, coach, &on));
        let dossier = DossierId(person);
        let is_known = self.store.record(RecordId(person))?.is_some();
        if !is_known || self.store.record(record)?.is_some() {
            return Ok(());
        }
        let fields = [
            ("person", Value::from(person)),
            ("coach", coach.into()),
            ("on", on.into()),
        ];
        let edit = Edit::of_new_record(dossier, record, KIND.name, fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }
}

/// Who looked, the last first.
pub(super) fn viewers(file: &File<'_>) -> Vec<Viewer> {
    let mut days: BTreeMap<Uuid, Vec<&str>> = BTreeMap::new();
    for viewing in file.of_kind(KIND.name) {
        if let (Some(coach), Some(on)) = (id(viewing, "coach"), text(viewing, "on")) {
            days.entry(coach).or_default().push(on);
        }
    }
    let mut viewers: Vec<Viewer> = days
        .into_iter()
        .map(|(coach, days)| Viewer {
            name: owned(file.town.coach(coach)),
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
            last: owned(days.into_iter().max()),
        })
        .collect();
    viewers.sort_by(|a, b| (&b.last, &a.name).cmp(&(&a.last, &b.name)));
    viewers
}
