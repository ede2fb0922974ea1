//! Giving, taking and handing over access to dossiers, and erasing them.

use crate::ledger::{Entry, LedgerError};
use crate::name_on_list;
use crate::policy::{Actor, Grant, SubjectKind, Subjects};
use crate::push::{self, Author, PushError};
use crate::storage::access_event::{Event, Happened};
use crate::storage::{
    Storage, StorageError, Work, access_event, access_log, device, dossier, grant, municipality,
    record, team,
};
use domain::kinds::{link, person};
use domain::value::Value;
use replication::message::AccessEvent;
use replication::{Change, ChangeId, DossierId, Position, REMOVED, RecordId, frame};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;
use uuid::Uuid;

/// How long after a revocation a device that has not heard of it may still send what it has.
const LATE: i64 = 30 * 24 * 3600 * 1000;

/// Why access stays as it was.
#[derive(Debug, Error)]
pub enum AccessError {
    /// There is no such dossier.
    #[error("there is no dossier {0}")]
    NoDossier(DossierId),
    /// The municipality has no such team.
    #[error("there is no team {0}")]
    NoTeam(Uuid),
    /// The town's own dossier is everybody's.
    #[error("the dossier of the municipality itself stays as it is")]
    Town,
    /// The change of team was not taken.
    #[error(transparent)]
    Push(#[from] PushError),
    /// The ledger beside the database could not be written; nothing was erased.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Storage {
    /// Gives a dossier to another team; who could see it before cannot any more.
    pub async fn hand_over(&self, id: DossierId, to: Uuid, now: i64) -> Result<(), AccessError> {
        self.write(move |work| {
            find(work, id)?;
            if !team::all(work.db)?.contains(&to) {
                return Err(AccessError::NoTeam(to));
            }
            for grant in grant::of(work.db, id)? {
                take(work, id, grant.subject, now)?;
            }
            give(work, id, for_team(to), now)?;
            dossier::set_team(work.db, id, to)?;
            name_team(work, id, to, now)?;
            log(work, "handover", id, now)
        })
        .await
    }

    /// Lets a coach or team see a dossier, besides those who do.
    pub async fn grant(&self, id: DossierId, grant: Grant, now: i64) -> Result<(), AccessError> {
        self.write(move |work| {
            find(work, id)?;
            if !grant::of(work.db, id)?
                .iter()
                .any(|known| known.subject == grant.subject)
            {
                give(work, id, grant, now)?;
            }
            log(work, "grant", id, now)
        })
        .await
    }

    /// Takes a coach's or team's access to a dossier away.
    pub async fn revoke_access(
        &self,
        id: DossierId,
        subject: Uuid,
        now: i64,
    ) -> Result<(), AccessError> {
        self.write(move |work| {
            find(work, id)?;
            take(work, id, subject, now)?;
            log(work, "revoke access", id, now)
        })
        .await
    }

    /// Erases a dossier: its key, its changes and its records. Devices that have it are told.
    pub async fn erase(&self, id: DossierId, now: i64) -> Result<(), AccessError> {
        let ledger = self.ledger();
        self.write(move |work| {
            find(work, id)?;
            // First, so that a restore never brings back what was erased.
            ledger.append(&Entry::Erased {
                dossier: id.0,
                at: now,
            })?;
            let entries = ledger.entries()?;
            let is_put_back = |entry: &Entry| matches!(entry, Entry::Epoch { .. });
            match entries.iter().any(is_put_back) {
                true => erase_everywhere(work, id, now)?,
                false => erase(work, id, now)?,
            }
            name_on_list::forget(work, id, now)?;
            log(work, "erase", id, now)
        })
        .await
    }
}

/// What became of a device's access, from what is true now. A grant counts when it is the first
/// of those that let the device see the dossier; a revocation when nothing lets it any more.
pub fn events(
    work: &Work<'_>,
    subjects: &Subjects,
    after: Position,
    until: Position,
) -> Result<Vec<(Position, AccessEvent)>, StorageError> {
    let mut told: Vec<(Position, AccessEvent)> = Vec::new();
    for event in access_event::between(work.db, subjects, after, until)? {
        let since = grant::visible_since(work.db, event.dossier, subjects)?;
        let what = match (event.happened, since) {
            (Happened::Erased, _) => Some(AccessEvent::Erased(event.dossier)),
            (Happened::Granted, Some(since)) if since == event.position => {
                Some(AccessEvent::Granted(event.dossier))
            }
            (Happened::Revoked, None) => Some(AccessEvent::Revoked(event.dossier)),
            _ => None,
        };
        // Several grants on one dossier end as one.
        if let Some(what) = what
            && !told.iter().any(|(_, earlier)| *earlier == what)
        {
            told.push((event.position, what));
        }
    }
    Ok(told)
}

/// Whether an author who may not write in a dossier now still may send what was made before the
/// device heard so.
pub fn may_send_late(
    work: &Work<'_>,
    author: &Author,
    id: DossierId,
    now: i64,
) -> Result<bool, StorageError> {
    let subjects = author.actor.subjects();
    access_event::heeds_late(work.db, author.device, &subjects, id, now - LATE)
}

/// Erases within a transaction. Who could see the dossier once is told too: their devices may still
/// keep what they wrote in it.
fn erase(work: &mut Work<'_>, id: DossierId, now: i64) -> Result<(), StorageError> {
    let mut told = access_event::ever_of(work.db, id)?;
    told.extend(grant::of(work.db, id)?.iter().map(|grant| grant.subject));
    erase_and_tell(work, id, told, now)
}

/// Erases in a database that was put back once. It does not know who could see the dossier before
/// that, or that it ever was: every device is told.
pub fn erase_everywhere(work: &mut Work<'_>, id: DossierId, at: i64) -> Result<(), StorageError> {
    let told = municipality::find(work.db)?.map(|town| town.id);
    erase_and_tell(work, id, told.into_iter().collect(), at)
}

fn erase_and_tell(
    work: &mut Work<'_>,
    id: DossierId,
    told: BTreeSet<Uuid>,
    at: i64,
) -> Result<(), StorageError> {
    for subject in told {
        happen(work, id, subject, false, Happened::Erased, at)?;
    }
    let nothing: BTreeMap<String, Vec<ChangeId>> = BTreeMap::new();
    access_event::erase(work.db, id, at, &frame::encode(&nothing))
}

fn find(work: &Work<'_>, id: DossierId) -> Result<(), AccessError> {
    let row = dossier::find(work.db, work.master, id)?.ok_or(AccessError::NoDossier(id))?;
    row.team.map(drop).ok_or(AccessError::Town)
}

fn for_team(team: Uuid) -> Grant {
    Grant {
        kind: SubjectKind::Team,
        subject: team,
        may_write: true,
    }
}

fn give(work: &mut Work<'_>, id: DossierId, grant: Grant, now: i64) -> Result<(), StorageError> {
    let Grant {
        subject, may_write, ..
    } = grant;
    let position = happen(work, id, subject, may_write, Happened::Granted, now)?;
    grant::insert(work.db, id, grant, position)
}

fn take(work: &mut Work<'_>, id: DossierId, subject: Uuid, now: i64) -> Result<(), StorageError> {
    let grants = grant::of(work.db, id)?;
    if let Some(grant) = grants.iter().find(|grant| grant.subject == subject) {
        happen(work, id, subject, grant.may_write, Happened::Revoked, now)?;
        grant::delete(work.db, id, subject)?;
    }
    Ok(())
}

/// Gives an event the next place in the order.
fn happen(
    work: &mut Work<'_>,
    id: DossierId,
    subject: Uuid,
    may_write: bool,
    happened: Happened,
    now: i64,
) -> Result<Position, StorageError> {
    let position = Position(municipality::get(work.db)?.last_position.0 + 1);
    let event = Event {
        position,
        dossier: id,
        subject,
        happened,
        may_write,
    };
    access_event::insert(work.db, &event, now)?;
    municipality::set_last_position(work.db, position)?;
    Ok(position)
}

impl Storage {
    /// Says that two people are not one: their link, taken away, in the dossier where it would lie.
    pub async fn tell_apart(&self, one: Uuid, other: Uuid, now: i64) -> Result<(), AccessError> {
        self.write(move |work| {
            for person in [one, other] {
                find(work, DossierId(person))?;
            }
            let (record, person, other) = link::between(one, other);
            let id = DossierId(person);
            let known = record::find(work.db, RecordId(record))?;
            let mut set = BTreeMap::from([(REMOVED.to_owned(), Value::from(true))]);
            if known.is_none() {
                set.insert("person".to_owned(), person.into());
                set.insert("other".to_owned(), other.into());
            }
            let seen = known.map(|known| known.state.seen_whole());
            let over = BTreeMap::from([(REMOVED.to_owned(), seen.unwrap_or_default())]);
            write_into(work, id, RecordId(record), link::KIND.name, set, over, now)?;
            log(work, "tell apart", id, now)
        })
        .await
    }
}

/// Writes the new team into the dossier itself, as the endpoint. A person has no coach there yet: with
/// one of the old team nobody would have them in a caseload.
fn name_team(work: &mut Work<'_>, id: DossierId, to: Uuid, now: i64) -> Result<(), AccessError> {
    let root = RecordId(id.0);
    let Some(row) = record::find(work.db, root)? else {
        return Ok(());
    };
    let mut set = BTreeMap::from([("team".to_owned(), Value::from(to))]);
    if row.kind == person::KIND.name && !row.state.seen("coach").is_empty() {
        set.insert("coach".to_owned(), Value::Null);
    }
    let seen = |field: &String| (field.clone(), row.state.seen(field));
    let over = set.keys().map(seen).collect();
    Ok(write_into(work, id, root, &row.kind, set, over, now)?)
}

/// Writes into a dossier as the endpoint.
pub(crate) fn write_into(
    work: &mut Work<'_>,
    id: DossierId,
    record: RecordId,
    kind: &str,
    set: BTreeMap<String, Value>,
    over: BTreeMap<String, Vec<ChangeId>>,
    now: i64,
) -> Result<(), PushError> {
    let device = municipality::get(work.db)?.author;
    let author = Author {
        device,
        actor: Actor::Handover { dossier: id.0 },
    };
    let high_water = device::find(work.db, device)?
        .ok_or(StorageError::Unreadable("author of settings"))?
        .high_water;
    let change = Change {
        id: ChangeId {
            device,
            seq: high_water.next(),
        },
        dossier: id,
        record,
        kind: kind.to_owned(),
        set,
        over,
        made_at: now,
    };
    push::accept(work, &author, vec![change], now)?;
    Ok(())
}

fn log(work: &Work<'_>, event: &'static str, id: DossierId, now: i64) -> Result<(), AccessError> {
    let entry = access_log::Entry {
        event,
        dossier: Some(id),
        result: "done".to_owned(),
        ..Default::default()
    };
    Ok(access_log::append(work.db, now, &entry)?)
}
