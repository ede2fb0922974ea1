//! What of an answer arrived at once.

use replication::session::Effect;
use replication::{Digest, DossierId};
use store::Store;

/// What arrived together is stored together, as each commit waits for the disk.
pub(super) fn in_one_go(arrived: Vec<Effect>) -> Vec<Effect> {
    let mut together: Vec<Effect> = Vec::new();
    for effect in arrived {
        match (together.last_mut(), effect) {
            (Some(Effect::Feed(first)), Effect::Feed(next)) => {
                first.changes.extend(next.changes);
                first.authors.extend(next.authors);
                first.access.extend(next.access);
                first.cursor = next.cursor;
            }
            (_, effect) => together.push(effect),
        }
    }
    together
}

/// True when storing these changes nothing that the next request depends on: the session knows
/// already how far they come.
pub(super) fn are_news_alone(arrived: &[Effect]) -> bool {
    let fits = |effect: &Effect| match effect {
        Effect::Feed(feed) => feed.access.is_empty(),
        Effect::Ended { .. } => true,
        _ => false,
    };
    arrived.len() > 1 && arrived.iter().all(fits)
}

/// Pieces that are stored together: what says that the device stands elsewhere than it knew stands
/// alone, as nothing after it holds.
pub(super) fn together(arrived: &[Effect]) -> impl Iterator<Item = &[Effect]> {
    let is_alone = |effect: &Effect| {
        matches!(
            effect,
            Effect::Dossiers(_) | Effect::Earlier(_) | Effect::Hashes(_) | Effect::NewEpoch { .. }
        )
    };
    arrived.chunk_by(move |one, next| !is_alone(one) && !is_alone(next))
}

/// What storing brought.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub(super) received: u64,
    pub(super) refused: u64,
    pub(super) touched: Vec<DossierId>,
    pub(super) has_receipts: bool,
    /// Dossiers differ and are fetched anew.
    pub(super) is_healing: bool,
    /// The server has others under the numbers of changes that left before this sync.
    pub(super) is_behind: bool,
    pub(super) stands_elsewhere: bool,
    /// Both hold the same and nothing is left, which is written down.
    pub(super) is_synced: bool,
}

impl Stored {
    /// Stores what a frame brought.
    pub(super) fn store(
        &mut self,
        store: &mut Store,
        effect: &Effect,
        now: i64,
    ) -> store::Result<()> {
        match effect {
            Effect::Receipts(receipts) => {
                self.touched.extend(store.take_receipts(receipts, now)?);
                self.refused += receipts.refused.len() as u64;
                self.has_receipts = true;
            }
            Effect::Feed(feed) => {
                self.touched.extend(store.take_feed(feed)?);
                self.received += feed.changes.len() as u64;
            }
            Effect::Snapshot(snapshot) => {
                let replaced = store.take_snapshot(snapshot)?;
                self.touched.extend(replaced.then_some(snapshot.dossier));
                self.received += snapshot.changes.len() as u64;
            }
            Effect::Dossiers(dossiers) => {
                let differ = store.take_dossiers(dossiers)?;
                self.is_healing = true;
                tracing::warn!(
                    differ,
                    at = dossiers.at.0,
                    "dossiers differ and are fetched anew"
                );
            }
            Effect::Earlier(told) => {
                self.is_behind = !store.has_earlier(told)?;
                self.stands_elsewhere = self.is_behind;
            }
            Effect::Hashes(hashes) => {
                let renamed = store.take_hashes(hashes)?;
                tracing::warn!(renamed, "this device was restored from a backup");
                self.stands_elsewhere = true;
            }
            Effect::NewEpoch {
                epoch,
                began,
                high_water,
            } => {
                store.begin_epoch(*epoch, *began, *high_water)?;
                tracing::warn!(began = began.0, "the endpoint was restored from a backup");
                self.stands_elsewhere = true;
            }
            Effect::Ended { epoch, backed_up } => store.set_answered(*epoch, *backed_up)?,
            Effect::Ignored => {}
        }
        Ok(())
    }

    /// Writes down that all is up to date by the server's clock, if it is.
    pub(super) fn finish(&mut self, store: &mut Store, told: Digest, at: i64) -> store::Result<()> {
        let pending = store.pending()?;
        let is_sent = pending.last <= store.standing()?.receipts;
        if is_sent && pending.want.is_empty() && store.digest()? == told {
            store.set_synced(at)?;
            self.is_synced = true;
        }
        Ok(())
    }
}
