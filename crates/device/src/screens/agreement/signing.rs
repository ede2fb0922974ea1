//! Signing: by person and coach, each for what is on screen; when both have, it is sealed.

use super::{over, signatures};
use crate::opened::Opened;
use crate::screens::budget::uncounted;
use crate::screens::conversation::local;
use crate::screens::field::{id, plain, text, today};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::ids::{natural_id, only_child_id};
use domain::kinds::signature;
use domain::record::Record;
use domain::seal::{self, SEALED};
use domain::strokes::{LENGTH_LEAST, Strokes};
use domain::value::Value;
use domain::words::WordList;
use replication::RecordId;
use serde::Deserialize;
use specta::Type;
use store::{Edit, StoredRecord};
use uuid::Uuid;

/// Somebody signs.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Signing {
    /// `inwoner` or `coach`.
    pub by: String,
    /// Whose signature it is.
    pub name: String,
    /// What was drawn, in a box of 3000 by 1000; none for who types the name instead.
    pub strokes: Option<Vec<Vec<(u16, u16)>>>,
    /// Names what was on screen.
    pub shown: String,
    /// What the step is called by which the person gets a copy.
    pub copy_step: String,
}

impl Opened {
    /// Keeps a signature. When both have signed what is there, seals it, in the same transaction.
    pub fn sign(&mut self, agreement: Uuid, signing: &Signing, now: DateTime<Utc>) -> Result<()> {
        let record = self.agreement_record(agreement)?;
        let records = self.store.records(record.dossier)?;
        let shown = seal::text_hash(&plain(&record));
        let undecided = record.state.versions("text").len() > 1;
        if signing.shown != shown || undecided || text(&record, "text").is_none() {
            return Err(DeviceError::ChangedMeanwhile);
        }
        let mine = signed(&record, signing, now)?;
        let other = signatures(&records, agreement)
            .find(|other| other.id.0 != mine.id && text(other, "signed_text") == Some(&shown));
        let edits = match other {
            None => vec![written(&records, &mine)],
            Some(other) => {
                let mut edits = sealed(&record, &records, [mine, plain(other)], now);
                edits.push(copy_step(&record, &signing.copy_step, now));
                edits
            }
        };
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }
}

fn signed(agreement: &StoredRecord, signing: &Signing, now: DateTime<Utc>) -> Result<Record> {
    let (by, name) = (signing.by.as_str(), signing.name.trim());
    if name.is_empty() || !WordList::SignedBy.accepts(by) {
        return Err(DeviceError::BadRequest("nobody signs".to_owned()));
    }
    let (how, strokes) = match &signing.strokes {
        Some(drawn) => {
            let strokes = Strokes::new(drawn.clone())
                .map_err(|why| DeviceError::BadRequest(why.to_string()))?;
            if strokes.length() < LENGTH_LEAST {
                return Err(DeviceError::BadRequest("a dot is no signature".to_owned()));
            }
            ("getekend", Value::Bytes(strokes.to_bytes()))
        }
        None => ("getypt", Value::Null),
    };
    let id = natural_id(agreement.id.0, signature::KIND.name, by);
    Ok(Record::new(id, agreement.dossier.0, &signature::KIND)
        .with("agreement", agreement.id.0)
        .with("by", by)
        .with("name", name)
        .with("how", how)
        .with("strokes", strokes)
        .with("at", local(now))
        .with("signed_text", signing.shown.as_str()))
}

/// Everything that was signed is said once more beside the seal: whatever is lost and comes again
/// elsewhere, text and seal stay together.
fn sealed(
    agreement: &StoredRecord,
    records: &[StoredRecord],
    signatures: [Record; 2],
    now: DateTime<Utc>,
) -> Vec<Edit> {
    let signed = plain(agreement).with("sealed_at", local(now));
    let hash = seal::seal(&signed, &signatures);
    let covered = seal::covered()
        .iter()
        .filter_map(|field| Some((*field, signed.fields.get(*field)?.clone())));
    let mut edits = vec![over(
        agreement,
        covered.chain([(SEALED, hash.as_str().into())]),
    )];
    edits.extend(
        signatures
            .into_iter()
            .map(|signature| written(records, &signature.with(SEALED, hash.as_str()))),
    );
    // What goes on already counts towards it from here on.
    let counts = [("agreement", Value::from(agreement.id.0))];
    edits.extend(uncounted(records).map(|cost| over(cost, counts.clone())));
    edits
}

/// The whole record, over what is there of it.
fn written(records: &[StoredRecord], record: &Record) -> Edit {
    let fields = record
        .fields
        .iter()
        .map(|(field, value)| (field.as_str(), value.clone()));
    match records.iter().find(|known| known.id.0 == record.id) {
        Some(known) => over(known, fields),
        None => {
            let (dossier, id) = (record.dossier.into(), RecordId(record.id));
            Edit::of_new_record(dossier, id, &record.kind, fields)
        }
    }
}

/// The step by which the person gets a copy; that it was given ticks it off. A paper in the coach's own
/// folder is not given yet.
fn copy_step(agreement: &StoredRecord, what: &str, now: DateTime<Utc>) -> Edit {
    let step = RecordId(only_child_id(agreement.id.0, "next_step"));
    let mut fields = vec![
        ("person", Value::from(agreement.dossier.0)),
        ("what", what.into()),
        ("who", "coach".into()),
        ("on", today(now).into()),
        ("about", agreement.id.0.into()),
    ];
    if let Some(talk) = id(agreement, "conversation") {
        fields.push(("conversation", talk.into()));
    }
    Edit::of_new_record(agreement.dossier, step, "next_step", fields)
}
