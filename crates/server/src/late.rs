//! What devices send for dossiers that were erased meanwhile: refused, and sealed for the officer,
//! who keeps or destroys it.

use crate::push::Author;
use crate::setup::log;
use crate::storage::{Storage, StorageError, Work, late_change, municipality};
use crate::town::Town;
use replication::message::Refusal;
use replication::rescue::{self, Origin, Rescued};
use replication::{Change, ChangeId, CoachId, DossierId};

/// Seals a change that came too late, when the organisation has a recovery key.
pub fn keep(
    work: &mut Work<'_>,
    author: &Author,
    change: &Change,
    now: i64,
) -> Result<(), StorageError> {
    let Some(key) = Town::read(work)?.recovery_key() else {
        tracing::warn!("a late change to an erased dossier is gone: there is no recovery key");
        return Ok(());
    };
    let origin = Origin {
        device: author.device,
        coach: CoachId(author.actor.coach().unwrap_or_default()),
        municipality: DossierId(municipality::get(work.db)?.id),
        made_at: change.made_at,
    };
    let rescued = Rescued {
        change: change.clone(),
        code: Refusal::Erased.code().to_owned(),
    };
    let sealed = rescue::seal(&origin, &[rescued], &key, work.random.bytes()?)
        .map_err(|_| StorageError::Unreadable("recovery key"))?;
    late_change::insert(work.db, change.id, &sealed, now)
}

impl Storage {
    /// What came too late, each as a rescue file.
    pub async fn late_changes(&self) -> Result<Vec<(ChangeId, Vec<u8>)>, StorageError> {
        self.read(|work| late_change::all(work.db)).await
    }

    /// Destroys what came too late; answers how many changes that were.
    pub async fn destroy_late_changes(&self, now: i64) -> Result<usize, StorageError> {
        self.write(move |work| {
            let count = late_change::delete_all(work.db)?;
            log(
                work,
                now,
                "admin late destroy",
                None,
                format!("{count} changes"),
            )?;
            Ok(count)
        })
        .await
    }
}
