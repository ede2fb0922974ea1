//! Taking in a frame of a device's changes: gather what they touch, judge each by rules that know
//! no database, write the outcome, all in one transaction.

mod judge;
mod known;
mod write;

use crate::name_on_list;
use crate::policy::Actor;
use crate::storage::{Storage, StorageError, Work, access_log};
use judge::{Verdict, judge};
use known::Known;
use replication::message::Refusal;
use replication::{Change, DeviceId, Seq};
use thiserror::Error;

/// Whose changes they are.
#[derive(Debug, Clone, Copy)]
pub struct Author {
    /// The device that made them.
    pub device: DeviceId,
    /// In whose name.
    pub actor: Actor,
}

/// Why a whole frame is refused; nothing of it is stored.
#[derive(Debug, Error)]
pub enum PushError {
    /// A number after the next one: what lies between is missing.
    #[error("change {found:?} came where {expected:?} was due")]
    SeqGap {
        /// The number that was due.
        expected: Seq,
        /// The number that came.
        found: Seq,
    },
    /// A number that was answered before, with another content: the device was restored from a
    /// backup.
    #[error("change {0:?} was answered before with another content")]
    SeqReused(Seq),
    /// A change of another device.
    #[error("a change of another device than the one that sent it")]
    WrongDevice,
    /// The device was shut out.
    #[error("the device is revoked")]
    Revoked,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What became of a frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pushed {
    /// How many were accepted.
    pub accepted: usize,
    /// Those refused, and why.
    pub refused: Vec<(Seq, Refusal)>,
}

impl Storage {
    /// Takes in one frame of changes, durably.
    pub async fn push(
        &self,
        author: Author,
        changes: Vec<Change>,
        now: i64,
    ) -> Result<Pushed, PushError> {
        self.write(move |work| {
            let pushed = accept(work, &author, changes, now)?;
            if pushed != Pushed::default() {
                let entry = access_log::Entry {
                    event: "push",
                    device: Some(author.device),
                    result: format!(
                        "accepted {}, refused {}",
                        pushed.accepted,
                        pushed.refused.len()
                    ),
                    ..Default::default()
                };
                access_log::append(work.db, now, &entry)?;
            }
            Ok(pushed)
        })
        .await
    }
}

/// Takes in changes within a transaction that may hold more.
pub fn accept(
    work: &mut Work<'_>,
    author: &Author,
    changes: Vec<Change>,
    now: i64,
) -> Result<Pushed, PushError> {
    let names = name_on_list::written_by(&changes);
    let mut known = Known::gather(work, author, &changes, now)?;
    let verdicts = judge(author, changes, &mut known)?;
    write::write(work, author, &known, &verdicts, now)?;
    name_on_list::forget_late(work, names, now)?;
    let refused = verdicts.iter().filter_map(|verdict| match verdict {
        Verdict::Refused { change, code, .. } => Some((change.id.seq, *code)),
        Verdict::Accepted { .. } => None,
    });
    let refused: Vec<_> = refused.collect();
    Ok(Pushed {
        accepted: verdicts.len() - refused.len(),
        refused,
    })
}
