//! Writing what became of a frame.

use super::judge::Verdict;
use super::known::{Known, KnownDossier};
use super::{Author, PushError};
use crate::late;
use crate::seal::SealKey;
use crate::storage::dossier::DossierRow;
use crate::storage::record::RecordRow;
use crate::storage::{
    StorageError, Work, change, device, dossier, grant, municipality, record, refused,
};
use planted::planted;
use replication::message::Refusal;
use replication::{Digest, DossierId, Position};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Writes the verdicts and the state they lead to.
pub fn write(
    work: &mut Work<'_>,
    author: &Author,
    known: &Known,
    verdicts: &[Verdict],
    now: i64,
) -> Result<(), PushError> {
    if verdicts.is_empty() {
        return Ok(());
    }
    if planted!("the-receipt-before-the-change") {
        device::set_high_water(work.db, author.device, known.high_water)?;
        municipality::set_last_position(work.db, known.last_position)?;
        work.db
            .execute_batch("COMMIT; BEGIN IMMEDIATE")
            .map_err(StorageError::from)?;
    }
    let mut keys: HashMap<DossierId, SealKey> = HashMap::new();
    for verdict in verdicts {
        match verdict {
            Verdict::Accepted {
                position,
                change,
                content,
                hash,
            } => {
                let id = change.dossier;
                let key = match keys.entry(id) {
                    Entry::Occupied(used) => used.into_mut(),
                    Entry::Vacant(unknown) => {
                        unknown.insert(key(work, author, known, id, *position)?)
                    }
                };
                let place = change::place(id, change.id);
                let nonce = work.random.bytes().map_err(StorageError::from)?;
                let sealed = key
                    .seal(nonce, &place, content)
                    .map_err(StorageError::from)?;
                change::insert(work.db, *position, change, &sealed, *hash, now)?;
            }
            Verdict::Refused { change, code, hash } => {
                refused::insert(work.db, change, *code, *hash, now)?;
                if *code == Refusal::Erased {
                    late::keep(work, author, change, now)?;
                }
            }
        }
    }
    write_records(work, known)?;
    municipality::set_last_position(work.db, known.last_position)?;
    device::set_high_water(work.db, author.device, known.high_water)?;
    Ok(())
}

/// The dossier's key; a dossier that begins here is written down first.
fn key(
    work: &mut Work<'_>,
    author: &Author,
    known: &Known,
    id: DossierId,
    position: Position,
) -> Result<SealKey, StorageError> {
    let team = match known.dossiers.get(&id) {
        Some(KnownDossier {
            stored: Some((key, _)),
            ..
        }) => return Ok(key.clone()),
        Some(KnownDossier { team, .. }) => *team,
        None => None,
    };
    let key = SealKey::new(work.random.bytes()?);
    let row = DossierRow {
        team,
        key: key.clone(),
        digest: Digest::default(),
    };
    dossier::insert(work.db, work.master, work.random.bytes()?, id, &row)?;
    for grant in team
        .iter()
        .flat_map(|team| author.actor.grants_on_new_dossier(*team))
    {
        grant::insert(work.db, id, grant, position)?;
    }
    Ok(key)
}

fn write_records(work: &Work<'_>, known: &Known) -> Result<(), StorageError> {
    let mut digests: HashMap<DossierId, Digest> = HashMap::new();
    for (id, record) in known.records.iter().filter(|(_, record)| record.touched) {
        match record.stored {
            Some(_) => record::set_state(work.db, *id, &record.state)?,
            None => {
                let row = RecordRow {
                    dossier: record.dossier,
                    kind: record.kind.clone(),
                    state: record.state.clone(),
                };
                record::insert(work.db, *id, &row)?;
            }
        }
        let digest = digests.entry(record.dossier).or_insert_with(|| {
            let stored = known
                .dossiers
                .get(&record.dossier)
                .and_then(|known| known.stored.as_ref());
            stored.map(|(_, digest)| *digest).unwrap_or_default()
        });
        *digest = digest
            .minus(record.stored.unwrap_or_default())
            .plus(record.state.digest(*id));
    }
    for (id, digest) in digests {
        if planted!("the-server-forgets-the-digest") {
            continue;
        }
        dossier::set_digest(work.db, id, digest)?;
    }
    Ok(())
}
