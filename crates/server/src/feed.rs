//! What a device is told: receipts for its own changes, and the changes of others it may see.

use crate::access;
use crate::policy::Actor;
use crate::push::Author;
use crate::seal::SealKey;
use crate::storage::{
    Storage, StorageError, Work, access_event, access_log, change, device, dossier, endpoint,
    grant, municipality, refused,
};
use planted::planted;
use replication::message::{
    AccessEvent, Dossiers, Ending, FEED_LIMIT, Hashes, Part, Receipts, Snapshot, Want,
};
use replication::{Change, ChangeId, CoachId, DeviceId, DossierId, Position, Seq};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most numbers that one answer gives receipts for; the device asks again for the rest.
const RECEIPT_LIMIT: u64 = 50_000;
/// The most hashes in one answer; what comes beyond counts as another content.
const HASH_LIMIT: usize = 50_000;
/// The most positions looked at for one answer, so that no reading takes long.
const SCAN_LIMIT: usize = 50_000;

/// Part of the feed, as much as one answer carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Changes with their size in bytes.
    pub changes: Vec<(Position, Change, usize)>,
    /// The coaches behind the devices that made them.
    pub authors: BTreeMap<DeviceId, CoachId>,
    /// What became of the device's access.
    pub access: Vec<(Position, AccessEvent)>,
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
            access: Vec::new(),
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

    /// The feed after a cursor for a device of this actor, read whole before anything is sent:
    /// first parts of the dossiers it fetches whole, each of about `frame_bytes` at most, then, as far
    /// as there is room, what is new.
    pub async fn feed(
        &self,
        reader: Author,
        cursor: Position,
        wants: Vec<Want>,
        frame_bytes: usize,
    ) -> Result<(Vec<Snapshot>, Page), StorageError> {
        self.read(move |work| {
            let (parts, room) = snapshots(work, &reader, &wants, frame_bytes)?;
            let page = match room {
                0 => Page::nothing_yet(cursor),
                _ => page(work, &reader, cursor)?,
            };
            Ok((parts, page))
        })
        .await
    }

    /// The digest of each dossier that the device may see.
    pub async fn dossiers(&self, reader: Author) -> Result<Dossiers, StorageError> {
        self.read(move |work| {
            Ok(Dossiers {
                dossiers: dossier::digests_of_visible(work.db, &reader.actor.subjects())?,
                at: municipality::get(work.db)?.last_position,
            })
        })
        .await
    }

    /// The hashes of a device's own changes after a number.
    pub async fn hashes(&self, id: DeviceId, after: Seq) -> Result<Hashes, StorageError> {
        self.read(move |work| {
            let device = device::find(work.db, id)?.ok_or(StorageError::Unreadable("device"))?;
            let hashes = change::hashes(work.db, id, after, HASH_LIMIT)?;
            Ok(Hashes {
                hashes: hashes.into_iter().map(Into::into).collect(),
                high_water: device.high_water,
            })
        })
        .await
    }

    /// [`Hashes::of_earlier`] for the changes after a number, up to another, that a device sent in
    /// earlier requests.
    pub async fn earlier_hashes(
        &self,
        id: DeviceId,
        after: Seq,
        last: Seq,
    ) -> Result<Hashes, StorageError> {
        self.read(move |work| {
            let most = usize::try_from(last.0.saturating_sub(after.0)).unwrap_or(usize::MAX);
            let hashes = change::hashes(work.db, id, after, most)?;
            Ok(Hashes::of_earlier(&hashes, last))
        })
        .await
    }

    /// Writes down that a device has removed dossiers that were taken away, as far as it had heard:
    /// of what was taken away after that it knows nothing yet.
    pub async fn give_up(
        &self,
        id: DeviceId,
        dossiers: Vec<DossierId>,
        heard: Position,
    ) -> Result<(), StorageError> {
        self.write(move |work| {
            let at = municipality::get(work.db)?.last_position.min(heard);
            for dossier in dossiers {
                access_event::give_up(work.db, id, dossier, at)?;
            }
            Ok(())
        })
        .await
    }

    /// Everything up to and with this position is in a backup.
    pub async fn backed_up(&self) -> Result<Position, StorageError> {
        self.read(|work| endpoint::backed_up(work.db)).await
    }

    /// Writes down what a device was given to see.
    pub async fn log_feed(
        &self,
        reader: Author,
        page: &Page,
        snapshots: &[Snapshot],
        now: i64,
    ) -> Result<(), StorageError> {
        let entry = access_log::Entry {
            event: "feed",
            device: Some(reader.device),
            coach: match reader.actor {
                Actor::Coach { id, .. } => Some(id),
                Actor::Endpoint { .. } | Actor::Handover { .. } => None,
            },
            result: format!(
                "gave {} changes up to {}, {} dossiers whole",
                page.changes.len(),
                page.cursor.0,
                snapshots.len()
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
        let change = keys.open(work, row.dossier, row.id, &sealed)?;
        bytes += sealed.len();
        page.changes.push((row.position, change, sealed.len()));
        page.cursor = row.position;
        Ok(true)
    })?;
    page.authors = authors(work, page.changes.iter().map(|(_, change, _)| change))?;
    if complete {
        page.cursor = page.cursor.max(municipality::get(work.db)?.last_position);
        if planted!("positions-from-a-bare-sequence") {
            // The next place is given out, and whoever has it has not committed yet.
            page.cursor = Position(page.cursor.0 + 1);
        }
        let digest = dossier::digest_of_visible(work.db, &subjects)?;
        page.ending = Ending::UpToDate { digest };
    }
    page.access = access::events(work, &subjects, cursor, page.cursor)?;
    Ok(page)
}

/// The coaches behind the devices that made these changes.
fn authors<'c>(
    work: &Work<'_>,
    changes: impl Iterator<Item = &'c Change>,
) -> Result<BTreeMap<DeviceId, CoachId>, StorageError> {
    let mut authors = BTreeMap::new();
    let devices: BTreeSet<DeviceId> = changes.map(|change| change.id.device).collect();
    for device in devices {
        let coach = device::find(work.db, device)?.and_then(|device| device.coach);
        authors.extend(coach.map(|coach| (device, coach)));
    }
    Ok(authors)
}

/// Parts of the dossiers that a device fetches whole, up to about what one answer carries, and what
/// is left of that: nothing when not all of it fitted.
fn snapshots(
    work: &Work<'_>,
    reader: &Author,
    wants: &[Want],
    frame_bytes: usize,
) -> Result<(Vec<Snapshot>, usize), StorageError> {
    let subjects = reader.actor.subjects();
    let last = municipality::get(work.db)?.last_position;
    let (mut parts, mut budget) = (Vec::new(), FEED_LIMIT);
    for want in wants {
        let visible = grant::visible_since(work.db, want.dossier, &subjects)?.is_some();
        let visible = visible || planted!("whoever-asks-gets-the-dossier");
        let mut after = want.after;
        loop {
            let mut part = Snapshot {
                dossier: want.dossier,
                changes: Vec::new(),
                authors: BTreeMap::new(),
                through: last,
                part: Part::Hidden,
            };
            let mut room = budget.min(frame_bytes);
            budget -= room;
            if visible {
                fill(work, &mut part, after, &mut room)?;
            }
            budget += room;
            after = part.through;
            let complete = part.part != Part::More;
            parts.push(part);
            if complete {
                break;
            }
            if budget < frame_bytes {
                return Ok((parts, 0));
            }
        }
    }
    Ok((parts, budget))
}

fn fill(
    work: &Work<'_>,
    part: &mut Snapshot,
    after: Position,
    budget: &mut usize,
) -> Result<(), StorageError> {
    let mut keys = Keys::default();
    let complete = change::visit_dossier(work.db, part.dossier, after, |row| {
        let sealed = row.sealed.unwrap_or_default();
        if sealed.len() > *budget && !part.changes.is_empty() {
            return Ok(false);
        }
        *budget = budget.saturating_sub(sealed.len());
        let change = keys.open(work, row.dossier, row.id, &sealed)?;
        part.changes.push((row.position, change));
        Ok(true)
    })?;
    part.part = Part::Last;
    if !complete {
        part.part = Part::More;
        part.through = part.changes.last().map_or(after, |(position, _)| *position);
    }
    part.authors = authors(work, part.changes.iter().map(|(_, change)| change))?;
    Ok(())
}

/// The dossiers' keys, each unwrapped once.
#[derive(Default)]
pub struct Keys(HashMap<DossierId, SealKey>);

impl Keys {
    /// Opens a sealed change.
    pub fn open(
        &mut self,
        work: &Work<'_>,
        dossier: DossierId,
        id: ChangeId,
        sealed: &[u8],
    ) -> Result<Change, StorageError> {
        let place = change::place(dossier, id);
        let content = self.of(work, dossier)?.open(&place, sealed)?;
        Change::decode(&content).map_err(|_| StorageError::Unreadable("change"))
    }

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
