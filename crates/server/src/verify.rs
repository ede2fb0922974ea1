//! Whether every dossier is what its changes say: they are opened and folded anew, the heads of each
//! record compared, and the digest summed anew.

use crate::fold::fold;
use crate::storage::{Storage, StorageError, Work, dossier, record};
use replication::{ChangeId, Digest, DossierId, REMOVED, RecordState};
use std::collections::BTreeSet;

impl Storage {
    /// The dossiers of which something is not what its changes say. Nothing is changed; a dossier at
    /// a time, so that a running server is not held up.
    pub async fn verify(&self) -> Result<Vec<DossierId>, StorageError> {
        let (dossiers, unexplained) = self
            .read(|work| {
                Ok::<_, StorageError>((dossier::ids(work.db)?, record::unexplained(work.db)?))
            })
            .await?;
        let mut differ: BTreeSet<DossierId> = unexplained.into_iter().collect();
        for id in dossiers {
            if !self
                .read(move |work| readable(is_as_said(work, id)))
                .await?
            {
                differ.insert(id);
            }
        }
        Ok(differ.into_iter().collect())
    }
}

fn is_as_said(work: &Work<'_>, id: DossierId) -> Result<bool, StorageError> {
    // Erased since it was listed.
    let Some(row) = dossier::find(work.db, work.master, id)? else {
        return Ok(true);
    };
    let mut sum = Digest::default();
    for (id, folded) in fold(work, Some(id))? {
        let Some(stored) = record::find(work.db, id)? else {
            return Ok(false);
        };
        let there = (stored.dossier, stored.kind) == (folded.dossier, folded.kind);
        if !there || heads(&stored.state) != heads(&folded.state) {
            return Ok(false);
        }
        sum = sum.plus(stored.state.digest(id));
    }
    Ok(row.digest == sum)
}

/// The heads of every field; of removals also what they say, the one value that lies with them.
fn heads(state: &RecordState) -> BTreeSet<(&str, ChangeId, bool)> {
    let of_field = |field| state.heads(field).iter().map(move |head| (field, head));
    state
        .fields()
        .flat_map(of_field)
        .map(|(field, head)| (field, head.change, field == REMOVED && head.value.is_true()))
        .collect()
}

/// What cannot be opened or read is a difference like any other.
fn readable(same: Result<bool, StorageError>) -> Result<bool, StorageError> {
    match same {
        Err(StorageError::Seal(_) | StorageError::Unreadable(_)) => Ok(false),
        other => other,
    }
}
