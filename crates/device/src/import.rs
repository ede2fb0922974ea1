//! Taking in a scenario file.

use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::scenario::Scenario;
use domain::value::Value;
use replication::{DossierId, RecordId};
use std::path::Path;
use store::{Edit, FieldEdit};

/// A file larger than this is not read into memory.
const LARGEST_FILE: u64 = 512 * 1024 * 1024;

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Records in the file for this device.
    pub records: usize,
    /// Of these, records that were new or differed.
    pub changed: usize,
}

impl Opened {
    /// Imports the people and groups of a scenario file, with `coach` only those of that coach.
    /// Nothing is stored of a file that is refused; imported again it changes nothing.
    pub fn import(
        &mut self,
        file: &Path,
        coach: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Imported> {
        if std::fs::metadata(file)?.len() > LARGEST_FILE {
            return Err(DeviceError::BadRequest(
                "the file is larger than 512 MiB".into(),
            ));
        }
        let bytes = std::fs::read(file)?;
        let text = String::from_utf8(bytes)
            .map_err(|why| DeviceError::BadRequest(format!("the file is not UTF-8: {why}")))?;
        let scenario = Scenario::parse(&text)?;
        if scenario.municipality() != self.me().municipality.0 {
            return Err(DeviceError::BadRequest(
                "the file is of another municipality than this device".into(),
            ));
        }
        let records = scenario.records(coach)?;
        let mut edits = Vec::new();
        for record in &records {
            let id = RecordId(record.id);
            let known = self.store.record(id)?;
            let fields: Vec<FieldEdit> = record
                .fields
                .iter()
                .filter_map(|(field, value)| {
                    let state = known.as_ref().map(|known| &known.state);
                    if *value == Value::Null
                        || state.is_some_and(|state| state.value(field) == value)
                    {
                        return None;
                    }
                    let seen = state.map(|state| state.seen(field)).unwrap_or_default();
                    Some(FieldEdit {
                        field: field.clone(),
                        value: value.clone(),
                        seen,
                    })
                })
                .collect();
            if fields.is_empty() {
                continue;
            }
            edits.push(Edit {
                dossier: DossierId(record.dossier),
                record: id,
                kind: record.kind.clone(),
                fields,
            });
        }
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(Imported {
            records: records.len(),
            changed: edits.len(),
        })
    }
}
