//! What the command line prints: everything as it stands, and where the device stands.

use crate::Result;
use crate::opened::Opened;
use domain::value::Value;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use store::StoredRecord;
use uuid::Uuid;

/// Everything on the device, unsent values included; without removed records and history.
#[derive(Debug, Serialize)]
pub struct Export {
    dossiers: Vec<ExportedDossier>,
}

#[derive(Debug, Serialize)]
struct ExportedDossier {
    id: Uuid,
    records: Vec<ExportedRecord>,
}

/// One record as it stands.
#[derive(Debug, Serialize)]
pub struct ExportedRecord {
    id: Uuid,
    kind: String,
    fields: BTreeMap<String, Value>,
    /// Texts of which somebody has to choose a version: all versions, sorted.
    open: BTreeMap<String, Vec<Value>>,
}

impl From<StoredRecord> for ExportedRecord {
    fn from(record: StoredRecord) -> Self {
        let kind = domain::kinds::kind(&record.kind);
        let mut fields = BTreeMap::new();
        let mut open = BTreeMap::new();
        for name in record.state.fields() {
            let value = record.state.value(name);
            if *value != Value::Null {
                fields.insert(name.to_owned(), value.clone());
            }
            let keeps = kind
                .and_then(|kind| kind.field(name))
                .is_some_and(|field| field.shape.keeps_versions());
            let versions = record.state.versions(name);
            if keeps && versions.len() > 1 {
                let mut values: Vec<_> = versions
                    .into_iter()
                    .map(|(value, _)| value.clone())
                    .collect();
                values.sort();
                open.insert(name.to_owned(), values);
            }
        }
        ExportedRecord {
            id: record.id.0,
            kind: record.kind,
            fields,
            open,
        }
    }
}

impl Opened {
    /// All dossiers and records, sorted by id.
    pub fn export(&self) -> Result<Export> {
        let mut dossiers = Vec::new();
        for dossier in self.store.dossiers()? {
            let records: Vec<ExportedRecord> = self
                .store
                .records(dossier)?
                .into_iter()
                .map(Into::into)
                .collect();
            if !records.is_empty() {
                dossiers.push(ExportedDossier {
                    id: dossier.0,
                    records,
                });
            }
        }
        Ok(Export { dossiers })
    }

    /// All records of one person's dossier.
    pub fn show(&self, person: Uuid) -> Result<Vec<ExportedRecord>> {
        let records = self.store.records(person.into())?;
        if records.is_empty() {
            return Err(crate::DeviceError::NotFound(person.to_string()));
        }
        Ok(records.into_iter().map(Into::into).collect())
    }

    /// Where the device stands.
    pub fn status(&self) -> Result<serde_json::Value> {
        let (unsent, _) = self.store.unsent()?;
        Ok(json!({
            "unsent": unsent,
            "quarantined": self.store.quarantined()?.len(),
            "cursor": self.store.standing()?.cursor.0,
            "digest": self.store.digest()?.to_string(),
        }))
    }
}
