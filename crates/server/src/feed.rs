//! What a device is told: receipts for its own changes, and the changes of others it may see.

use crate::policy::Actor;
use crate::push::Author;
use crate::seal::SealKey;
use crate::storage::{
    Storage, StorageError, Work, access_log, change, device, dossier, municipality, refused,
};
use replication::message::{Ending, FEED_LIMIT, Receipts};
use replication::{Change, CoachId, DeviceId, DossierId, Position, Seq};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// The most numbers that one answer gives receipts for; the device asks again for the rest.
const RECEIPT_LIMIT: u64 = 50_000;
/// The most positions looked at for one answer, so that no reading takes long.
const SCAN_LIMIT: usize = 50_000;

/// Part of the feed, as much as one answer carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Changes with their size in bytes.
    pub changes: Vec<(Position, Change, usize)>,
    /// The coaches behind the devices that made them.
    pub authors: BTreeMap<DeviceId, CoachId>,
    /// Everything visible up to here has been told.
    pub cursor: Position,
    /// Whether that is all there is.
    pub ending: Ending,
}

impl Page {
    /// A page before the first change after `cursor`.
    pub fn nothing_yet(cursor: Position) -> Self {
        Page {
            changes: Vec::new(),
            authors: BTreeMap::new(),
            cursor,
            ending: Ending::More,
        }
    }
}

impl Storage {
    /// The receipts of a device's changes after a number, and whether those are all.
    pub async fn receipts(
        &self,
        id: DeviceId,
        after: Seq,
    ) -> Result<(Receipts, bool), StorageError> {
        self.read(move |work| {
            let answered = device::find(work.db, id)?.map(|device| device.high_water);
            let answered = answered.unwrap_or_default();
            let high_water = answered.min(Seq(after.0.saturating_add(RECEIPT_LIMIT)));
            let receipts = Receipts {
                high_water,
                accepted: change::runs(work.db, id, after, high_water)?,
                refused: refused::between(work.db, id, after, high_water)?,
            };
            Ok((receipts, high_water == answered))
        })
        .await
    }

    /// The feed after a cursor for a device of this actor, read whole before anything is sent.
    pub async fn feed(&self, reader: Author, cursor: Position) -> Result<Page, StorageError> {
        self.read(move |work| page(work, &reader, cursor)).await
    }

    /// Writes down what a device was given to see.
    pub async fn log_feed(
        &self,
        reader: Author,
        page: &Page,
        now: i64,
    ) -> Result<(), StorageError> {
        let entry = access_log::Entry {
            event: "feed",
            device: Some(reader.device),
            coach: match reader.actor {
                Actor::Coach { id, .. } => Some(id),
                Actor::Endpoint { .. } => None,
            },
            result: format!(
                "gave {} changes up to {}",
                page.changes.len(),
                page.cursor.0
            ),
            ..Default::default()
        };
        self.write(move |work| access_log::append(work.db, now, &entry))
            .await
    }
}

fn page(work: &Work<'_>, reader: &Author, cursor: Position) -> Result<Page, StorageError> {
    let subjects = reader.actor.subjects();
    let mut keys = Keys::default();
    let mut page = Page::nothing_yet(cursor);
    let (mut bytes, mut scanned) = (0, 0);
    let complete = change::visit_after(work.db, cursor, &subjects, reader.device, |row| {
        scanned += 1;
        if scanned > SCAN_LIMIT {
            return Ok(false);
        }
        let Some(sealed) = row.sealed else {
            page.cursor = row.position;
            return Ok(true);
        };
        if bytes + sealed.len() > FEED_LIMIT && !page.changes.is_empty() {
            return Ok(false);
        }
        let place = change::place(row.dossier, row.id);
        let content = keys.of(work, row.dossier)?.open(&place, &sealed)?;
        let change = Change::decode(&content).map_err(|_| StorageError::Unreadable("change"))?;
        bytes += sealed.len();
        page.changes.push((row.position, change, content.len()));
        page.cursor = row.position;
        Ok(true)
    })?;
    for (_, change, _) in &page.changes {
        let device = change.id.device;
        if !page.authors.contains_key(&device) {
            let coach = device::find(work.db, device)?.and_then(|device| device.coach);
            page.authors.extend(coach.map(|coach| (device, coach)));
        }
    }
    if complete {
        page.cursor = page.cursor.max(municipality::get(work.db)?.last_position);
        let digest = dossier::digest_of_visible(work.db, &subjects)?;
        page.ending = Ending::UpToDate { digest };
    }
    Ok(page)
}

/// The dossiers' keys, each unwrapped once.
#[derive(Default)]
pub struct Keys(HashMap<DossierId, SealKey>);

impl Keys {
    /// The key of a dossier.
    pub fn of(&mut self, work: &Work<'_>, id: DossierId) -> Result<&SealKey, StorageError> {
        match self.0.entry(id) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => {
                let row = dossier::find(work.db, work.master, id)?
                    .ok_or(StorageError::Unreadable("dossier"))?;
                Ok(unknown.insert(row.key))
            }
        }
    }
}
