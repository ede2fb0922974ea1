//! The town's settings: municipality, teams, coaches and words. They are records of the town
//! dossier, so that devices get them through the feed, written by the endpoint's own device.

use crate::fold::{Folded, FoldedRecord, fold, visible};
use crate::policy::{Actor, grant_on_town};
use crate::push::{self, Author, PushError};
use crate::seal::SealKey;
use crate::storage::dossier::DossierRow;
use crate::storage::municipality::Municipality;
use crate::storage::{
    StorageError, Work, coach, device, dossier, grant, municipality, new_id, team,
};
use domain::caseload::Norm;
use domain::kinds;
use domain::record::Record;
use domain::value::Value;
use domain::words::WordList;
use replication::rescue::RecoveryKey;
use replication::{
    Change, ChangeId, CoachId, DeviceId, Digest, DossierId, Position, RecordId, Seq,
};
use std::collections::BTreeMap;
use thiserror::Error;
use uuid::Uuid;

/// Why settings were not taken.
#[derive(Debug, Error)]
pub enum TownError {
    /// The data folder is another town's.
    #[error("this data folder is of another municipality, and devices are enrolled in it")]
    OtherTown,
    /// A setting does not fit.
    #[error("a setting was refused: {0}")]
    Refused(replication::message::Refusal),
    /// The settings could not be written.
    #[error(transparent)]
    Push(#[from] PushError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The settings as they are.
pub struct Town(Folded);

/// A word of the municipality's own, or a shared one that it retired.
pub struct TownWord {
    /// Its list.
    pub list: WordList,
    /// What is stored.
    pub code: String,
    /// What a coach reads; none for a shared word.
    pub label: Option<String>,
    /// What a coach who works in English reads, where that is something else.
    pub english: Option<String>,
    /// Whether it can be chosen no more.
    pub retired: bool,
}

impl Town {
    /// Reads them.
    pub fn read(work: &Work<'_>) -> Result<Self, StorageError> {
        let municipality = municipality::get(work.db)?;
        Ok(Town(fold(work, Some(DossierId(municipality.id)))?))
    }

    /// The name of the municipality, a team or a coach; empty when it has none.
    pub fn name(&self, id: Uuid) -> String {
        let record = self.0.get(&RecordId(id));
        let name = record.and_then(|record| record.state.value("name").as_text());
        name.unwrap_or_default().to_owned()
    }

    /// The organisation's recovery key, if it has one.
    pub fn recovery_key(&self) -> Option<RecoveryKey> {
        self.municipality()?.text("recovery_key")?.parse().ok()
    }

    /// How often people are to be spoken.
    pub fn norm(&self) -> Norm {
        let municipality = self.municipality();
        municipality.as_ref().map(Norm::of).unwrap_or_default()
    }

    fn municipality(&self) -> Option<Record> {
        let mut records = visible(&self.0).into_iter();
        records.find(|record| record.kind == kinds::municipality::KIND.name)
    }

    /// The municipality's own words, and what it retired of the shared ones.
    pub fn words(&self) -> Vec<TownWord> {
        let records = self.0.values();
        let words = records.filter(|record| record.kind == kinds::word::KIND.name);
        let read = |record: &FoldedRecord| {
            let text = |field| record.state.value(field).as_text().map(str::to_owned);
            Some(TownWord {
                list: WordList::from_name(&text("list")?)?,
                code: text("code")?,
                label: text("label"),
                english: text("label_en"),
                retired: record.state.value("retired").is_true(),
            })
        };
        words.filter_map(read).collect()
    }

    /// The ids and names of the records of a kind, by name.
    pub fn named(&self, kind: &str) -> Vec<(Uuid, String)> {
        let of_kind = self.0.iter().filter(|(_, record)| record.kind == kind);
        let mut named: Vec<_> = of_kind.map(|(id, _)| (id.0, self.name(id.0))).collect();
        named.sort_by(|a, b| a.1.cmp(&b.1));
        named
    }
}

/// Makes the municipality with this id, in place of one that nobody enrolled in.
pub fn found(work: &mut Work<'_>, id: Uuid, placeholder: bool, now: i64) -> Result<(), TownError> {
    let before = municipality::find(work.db)?;
    let last_position = match before {
        Some(town) if town.id == id => return Ok(municipality::settle(work.db)?),
        Some(town) if !town.placeholder => return Err(TownError::OtherTown),
        Some(town) => {
            municipality::delete_placeholder(work.db)?;
            town.last_position
        }
        None => Position::default(),
    };
    let author = DeviceId(new_id(now, &mut work.random)?);
    let device = device::Device {
        id: author,
        coach: None,
        public_key: work.identity.signing_key.verifying_key().to_bytes(),
        last_request: 0,
        high_water: Seq::default(),
        enrolled_at: now,
        revoked_at: None,
    };
    device::insert(work.db, &device)?;
    municipality::insert(
        work.db,
        &Municipality {
            id,
            author,
            last_position,
            placeholder,
        },
    )?;
    let row = DossierRow {
        team: None,
        key: SealKey::new(work.random.bytes().map_err(StorageError::from)?),
        digest: Digest::default(),
    };
    let nonce = work.random.bytes().map_err(StorageError::from)?;
    dossier::insert(work.db, work.master, nonce, DossierId(id), &row)?;
    grant::insert(work.db, DossierId(id), grant_on_town(id), last_position)?;
    Ok(())
}

/// Brings the settings to what `records` say; those that say so already stay as they are. Returns
/// how many records changed.
pub fn settle(work: &mut Work<'_>, records: &[Record], now: i64) -> Result<usize, TownError> {
    let municipality = municipality::get(work.db)?;
    let author = Author {
        device: municipality.author,
        actor: Actor::Endpoint {
            municipality: municipality.id,
        },
    };
    let high_water = device::find(work.db, author.device)?
        .ok_or(StorageError::Unreadable("author of settings"))?
        .high_water;
    let town = Town::read(work)?;
    let mut changes = Vec::new();
    for record in records {
        let seq = Seq(high_water.0 + 1 + changes.len() as u64);
        changes.extend(town.difference(
            record,
            ChangeId {
                device: author.device,
                seq,
            },
            now,
        ));
    }
    let changed = changes.len();
    let pushed = push::accept(work, &author, changes, now)?;
    if let Some((_, code)) = pushed.refused.first() {
        return Err(TownError::Refused(*code));
    }
    for record in records
        .iter()
        .filter(|record| record.kind == kinds::team::KIND.name)
    {
        team::upsert(work.db, record.id)?;
    }
    for record in records
        .iter()
        .filter(|record| record.kind == kinds::coach::KIND.name)
    {
        let team = record
            .id("team")
            .ok_or(StorageError::Unreadable("team of a coach"))?;
        coach::upsert(work.db, CoachId(record.id), team)?;
    }
    Ok(changed)
}

impl Town {
    /// The change that brings a record to what it should be, if it is not.
    fn difference(&self, wanted: &Record, id: ChangeId, now: i64) -> Option<Change> {
        let record = RecordId(wanted.id);
        let state = self.0.get(&record).map(|known| &known.state);
        let differs = |field: &str, value: &Value| {
            state.is_none_or(|state| state.heads(field).len() != 1 || state.value(field) != value)
        };
        let set: BTreeMap<_, _> = wanted
            .fields
            .iter()
            .filter(|(field, value)| differs(field, value))
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect();
        let seen = |field: &String| state.map(|state| state.seen(field)).unwrap_or_default();
        let over = set.keys().map(|field| (field.clone(), seen(field)));
        let over = over.filter(|(_, seen)| !seen.is_empty()).collect();
        (!set.is_empty()).then(|| Change {
            id,
            dossier: DossierId(wanted.dossier),
            record,
            kind: wanted.kind.clone(),
            set,
            over,
            made_at: now,
        })
    }
}
