//! What the rules need to know about a frame of changes, gathered before they are judged.

use super::{Author, PushError};
use crate::access;
use crate::seal::SealKey;
use crate::storage::{
    StorageError, Work, access_event, change, device, dossier, grant, municipality, record,
    refused, team,
};
use planted::planted;
use replication::{Change, ChangeId, Digest, DossierId, Position, RecordId, RecordState, Seq};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// The state of everything that a frame touches. Judging it moves this state on.
pub struct Known {
    /// The greatest number answered.
    pub high_water: Seq,
    /// The position given out last.
    pub last_position: Position,
    /// The municipality's teams.
    pub teams: HashSet<Uuid>,
    /// Hashes of the changes sent again.
    pub answered: HashMap<Seq, [u8; 32]>,
    /// The refused changes that others were written over.
    pub refused: HashMap<ChangeId, Change>,
    /// The dossiers touched that there are.
    pub dossiers: HashMap<DossierId, KnownDossier>,
    /// The dossiers touched that there are no more.
    pub erased: HashSet<DossierId>,
    /// The records touched that there are.
    pub records: HashMap<RecordId, KnownRecord>,
}

/// A dossier.
pub struct KnownDossier {
    /// Its team; none for the town's own.
    pub team: Option<Uuid>,
    /// Whether the author may write in it.
    pub may_write: bool,
    /// Its key and digest as stored; none for one that begins in this frame.
    pub stored: Option<(SealKey, Digest)>,
}

/// A record.
pub struct KnownRecord {
    /// Where it lies.
    pub dossier: DossierId,
    /// Its kind.
    pub kind: String,
    /// Its heads, moved on by what is accepted.
    pub state: RecordState,
    /// Its digest as stored; none for one that begins in this frame.
    pub stored: Option<Digest>,
    /// Whether something was accepted.
    pub touched: bool,
}

impl Known {
    /// Gathers it.
    pub fn gather(
        work: &Work<'_>,
        author: &Author,
        changes: &[Change],
        now: i64,
    ) -> Result<Self, PushError> {
        let device = device::find(work.db, author.device)?
            .filter(|device| device.revoked_at.is_none())
            .ok_or(PushError::Revoked)?;
        let mut known = Known {
            high_water: device.high_water,
            last_position: municipality::get(work.db)?.last_position,
            teams: team::all(work.db)?,
            answered: HashMap::new(),
            refused: HashMap::new(),
            dossiers: HashMap::new(),
            erased: HashSet::new(),
            records: HashMap::new(),
        };
        let mut asked = Asked::default();
        for change in changes {
            if change.id.seq <= known.high_water {
                known.add_answered(work, change)?;
            } else {
                known.add_touched(work, author, change, &mut asked, now)?;
            }
        }
        Ok(known)
    }

    fn add_answered(&mut self, work: &Work<'_>, change: &Change) -> Result<(), StorageError> {
        let ChangeId { device, seq } = change.id;
        let hash = match change::hash(work.db, device, seq)? {
            Some(hash) => Some(hash),
            None => refused::hash(work.db, device, seq)?,
        };
        self.answered.extend(hash.map(|hash| (seq, hash)));
        Ok(())
    }

    fn add_dossier(
        &mut self,
        work: &Work<'_>,
        author: &Author,
        id: DossierId,
        now: i64,
    ) -> Result<(), StorageError> {
        let Some(row) = dossier::find(work.db, work.master, id)? else {
            if access_event::is_erased(work.db, id)? {
                self.erased.insert(id);
            }
            return Ok(());
        };
        let grants = grant::of(work.db, id)?;
        let may_write = author.actor.may_write(id.0, &grants)
            || (!planted!("yesterdays-visit-is-refused")
                && access::may_send_late(work, author, id, now)?);
        let known = KnownDossier {
            team: row.team,
            may_write,
            stored: Some((row.key, row.digest)),
        };
        self.dossiers.insert(id, known);
        Ok(())
    }

    fn add_touched(
        &mut self,
        work: &Work<'_>,
        author: &Author,
        change: &Change,
        asked: &mut Asked,
        now: i64,
    ) -> Result<(), StorageError> {
        if asked.dossiers.insert(change.dossier) {
            self.add_dossier(work, author, change.dossier, now)?;
        }
        if asked.records.insert(change.record)
            && let Some(row) = record::find(work.db, change.record)?
        {
            let known = KnownRecord {
                stored: Some(row.state.digest(change.record)),
                dossier: row.dossier,
                kind: row.kind,
                state: row.state,
                touched: false,
            };
            self.records.insert(change.record, known);
        }
        for id in change.over.values().flatten() {
            let earlier = id.device == author.device && id.seq <= self.high_water;
            if earlier
                && asked.refused.insert(*id)
                && let Some(over) = refused::over(work.db, *id)?
            {
                self.refused.insert(
                    *id,
                    refused_change(*id, change.dossier, change.record, over),
                );
            }
        }
        Ok(())
    }
}

/// What was looked for, so that nothing is looked for twice.
#[derive(Default)]
struct Asked {
    dossiers: HashSet<DossierId>,
    records: HashSet<RecordId>,
    refused: HashSet<ChangeId>,
}

/// A refused change as far as it is kept: what it was written over.
pub fn refused_change(
    id: ChangeId,
    dossier: DossierId,
    record: RecordId,
    over: BTreeMap<String, Vec<ChangeId>>,
) -> Change {
    Change {
        id,
        dossier,
        record,
        kind: String::new(),
        set: BTreeMap::new(),
        over,
        made_at: 0,
    }
}
