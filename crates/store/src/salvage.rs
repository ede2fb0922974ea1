//! What can still be read of a damaged database, without writing to it: the changes that nobody
//! else has. Each stands on its own, so each page that can be decrypted gives what lies on it.

use crate::{Result, Store};
use pages::Pages;
use replication::{Change, CoachId, DeviceId, DossierId, RecordId, Seq};
use rows::{Column, Row, rows_on};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use uuid::Uuid;

mod pages;
mod rows;

/// The code under which a change is set apart of which nobody knows whether it was sent.
pub const SALVAGED: &str = "salvaged";

/// What was read of a damaged database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Changes that were never sent, in order.
    pub unsent: Vec<Change>,
    /// Changes to be set apart, each with why: the server refused it, or nobody knows any more
    /// whether it was sent.
    pub apart: Vec<(Change, String)>,
    /// Whose they are, if the device's own row can be read: the municipality and the coach.
    pub owner: Option<(DossierId, CoachId)>,
    /// How many changes that were never sent could not be read; none when not even that is known.
    pub lost: Option<u64>,
}

/// What became of it on a new device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Changes that wait to be sent.
    pub taken: u64,
    /// Changes that are set apart.
    pub apart: u64,
}

/// Where the device stood, as far as its row can be read.
struct DeviceRow {
    device: DeviceId,
    owner: (DossierId, CoachId),
    last: Seq,
    receipts: Seq,
}

/// Reads what can be read of the database at `path`.
pub fn salvage(path: &Path, key: &[u8; 32]) -> Result<Salvaged> {
    let mut pages = Pages::open(path, key)?;
    // By device too: a colleague's change lies in a table that looks the same.
    let mut own: BTreeMap<(DeviceId, Seq), Change> = BTreeMap::new();
    let mut refused: BTreeMap<Seq, (Change, String)> = BTreeMap::new();
    let mut retried: BTreeSet<Seq> = BTreeSet::new();
    let mut device = None;
    for number in 1..=pages.count() {
        for row in rows_on(&mut pages, number) {
            if let Some(change) = own_change(&row) {
                own.insert((change.id.device, change.id.seq), change);
            } else if let Some((change, code)) = refused_change(&row) {
                refused.insert(change.id.seq, (change, code));
            } else if let Some(seq) = retried_seq(&row) {
                retried.insert(seq);
            } else if let Some(found) = device_row(&row) {
                device = Some(found);
            }
        }
    }
    let mut salvaged = Salvaged::default();
    for (seq, refused) in refused {
        // What was tried again has a change of its own; of what was erased nothing is left.
        if !retried.contains(&seq) && !refused.0.set.is_empty() {
            salvaged.apart.push(refused);
        }
    }
    match device {
        Some(row) => {
            own.retain(|(device, seq), _| *seq > row.receipts && *device == row.device);
            let wanted = row.last.0.saturating_sub(row.receipts.0);
            salvaged.owner = Some(row.owner);
            salvaged.lost = Some(wanted.saturating_sub(own.len() as u64));
            salvaged.unsent = own.into_values().collect();
        }
        None => {
            let doubtful = own
                .into_values()
                .map(|change| (change, SALVAGED.to_owned()));
            salvaged.apart.extend(doubtful);
        }
    }
    Ok(salvaged)
}

impl Store {
    /// Takes in what was salvaged on a device that was enrolled anew: what was never sent waits
    /// to be sent, the rest is set apart. `now` is the device's clock.
    pub fn adopt_salvaged(&mut self, salvaged: &Salvaged, now: i64) -> Result<Adopted> {
        let mut adopted = Adopted::default();
        let mut apart = salvaged.apart.clone();
        let mut by_record: BTreeMap<RecordId, Vec<Change>> = BTreeMap::new();
        for change in &salvaged.unsent {
            by_record
                .entry(change.record)
                .or_default()
                .push(change.clone());
        }
        // In the order in which they were made: a person before what is said of them.
        let mut records: Vec<Vec<Change>> = by_record.into_values().collect();
        records.sort_by_key(|changes| changes.first().map(|change| change.id.seq));
        for changes in records {
            match self.adopt(&changes) {
                Ok(names) => adopted.taken += names.len() as u64,
                // This one does not go together with itself; the others do not depend on it.
                Err(crate::StoreError::WrongPlace(_)) => {
                    apart.extend(
                        changes
                            .into_iter()
                            .map(|change| (change, SALVAGED.to_owned())),
                    );
                }
                Err(other) => return Err(other),
            }
        }
        adopted.apart = apart.len() as u64;
        self.set_apart_foreign(&apart, now)?;
        Ok(adopted)
    }
}

fn own_change(row: &Row) -> Option<Change> {
    match row.columns.as_slice() {
        [Column::Null, Column::Blob(record), Column::Blob(body)] => change(row.id, record, body),
        _ => None,
    }
}

fn refused_change(row: &Row) -> Option<(Change, String)> {
    match row.columns.as_slice() {
        [
            Column::Null,
            Column::Text(code),
            Column::Integer(_),
            Column::Blob(record),
            Column::Blob(body),
        ] => Some((change(row.id, record, body)?, code.clone())),
        _ => None,
    }
}

/// The change of a row that says the same as the row does.
fn change(id: i64, record: &[u8], body: &[u8]) -> Option<Change> {
    let change = Change::decode(body).ok()?;
    let same = change.id.seq.0.cast_signed() == id && change.record.0.as_bytes() == record;
    same.then_some(change)
}

fn retried_seq(row: &Row) -> Option<Seq> {
    match row.columns.as_slice() {
        [Column::Text(name), Column::Text(value)] if value == "retried" => {
            let seq = name.strip_prefix("quarantine.")?.parse::<i64>().ok()?;
            Some(Seq(seq.cast_unsigned()))
        }
        _ => None,
    }
}

/// The one row of the table `device`, which later schemas only made longer.
fn device_row(row: &Row) -> Option<DeviceRow> {
    let [
        Column::Null,
        device,
        _secret_key,
        Column::Text(_server_url),
        _server_key,
        municipality,
        Column::Text(_municipality_name),
        coach,
        Column::Text(_coach_name),
        _team,
        Column::Text(_team_name),
        _request_number,
        _epoch,
        _cursor,
        last,
        _frozen,
        _offered,
        receipts,
        ..,
    ] = row.columns.as_slice()
    else {
        return None;
    };
    let id = |column: &Column| Uuid::from_slice(column.blob()?).ok();
    Some(DeviceRow {
        device: DeviceId(id(device)?),
        owner: (DossierId(id(municipality)?), CoachId(id(coach)?)),
        last: Seq(last.number()?),
        receipts: Seq(receipts.number()?),
    })
}
