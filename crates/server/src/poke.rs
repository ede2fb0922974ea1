//! Pokes: telling devices that there may be something new for them. A poke says nothing but that, and
//! starts a sync like any other. Who is poked is worked out anew from what was committed, here or by
//! an administrator's command beside this process.

use crate::admission;
use crate::storage::{
    Storage, StorageError, Work, access_event, change, device, grant, municipality,
};
use replication::{DeviceId, DossierId, Position};
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// How many devices may listen at a time: half of the connections, so that all others can sync.
const MOST_LISTENING: usize = 512;
/// How often to look for what another process committed.
const TICK: Duration = Duration::from_secs(1);
/// What is committed within this time is told at once.
const TOGETHER: Duration = Duration::from_millis(50);

/// The devices that listen. A clone is another handle to the same.
#[derive(Clone, Default)]
pub struct Pokes(Arc<Inner>);

#[derive(Default)]
struct Inner {
    listening: Mutex<Listening>,
    committed: Notify,
}

#[derive(Default)]
struct Listening {
    /// Nobody may listen any more: the endpoint stops.
    over: bool,
    devices: HashMap<DeviceId, watch::Sender<()>>,
}

/// What a device hears, until the endpoint ends it. Pokes that it is too slow for become one.
pub struct Listener(watch::Receiver<()>);

impl Listener {
    /// Waits for a poke; false when there will be none any more.
    pub async fn poked(&mut self) -> bool {
        self.0.changed().await.is_ok()
    }
}

impl Pokes {
    /// A device listens from now on, and nowhere else any more. None when too many do.
    pub fn listen(&self, device: DeviceId) -> Option<Listener> {
        let mut listening = self.listening();
        listening.devices.retain(|_, ear| ear.receiver_count() > 0);
        let known = listening.devices.contains_key(&device);
        if listening.over || (!known && listening.devices.len() >= MOST_LISTENING) {
            return None;
        }
        let (ear, listener) = watch::channel(());
        listening.devices.insert(device, ear);
        Some(Listener(listener))
    }

    /// Something was committed here.
    pub(crate) fn committed(&self) {
        self.0.committed.notify_one();
    }

    fn begin(&self) {
        self.listening().over = false;
    }

    fn end(&self) {
        let mut listening = self.listening();
        listening.over = true;
        listening.devices.clear();
    }

    fn devices(&self) -> Vec<DeviceId> {
        let mut listening = self.listening();
        listening.devices.retain(|_, ear| ear.receiver_count() > 0);
        listening.devices.keys().copied().collect()
    }

    fn tell(&self, news: &News) {
        let mut listening = self.listening();
        for device in &news.shut_out {
            listening.devices.remove(device);
        }
        for ear in news
            .poked
            .iter()
            .filter_map(|device| listening.devices.get(device))
        {
            ear.send_replace(());
        }
    }

    fn listening(&self) -> MutexGuard<'_, Listening> {
        self.0
            .listening
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// For whom there is news.
#[derive(Debug, Default, PartialEq, Eq)]
struct News {
    until: Position,
    poked: Vec<DeviceId>,
    /// Those that may not listen any more.
    shut_out: Vec<DeviceId>,
}

/// Pokes whoever may see what is committed, until the sender of `stopped` is gone.
pub async fn keep_poking(storage: Storage, mut stopped: watch::Receiver<()>) {
    let pokes = storage.pokes();
    pokes.begin();
    let mut told = None;
    loop {
        tokio::select! {
            () = pokes.0.committed.notified() => tokio::time::sleep(TOGETHER).await,
            () = tokio::time::sleep(TICK) => {}
            _ = stopped.changed() => break,
        }
        let listening = pokes.devices();
        if listening.is_empty() {
            told = None;
            continue;
        }
        let after = told;
        match storage.read(move |work| news(work, after, listening)).await {
            Ok(news) => {
                told = Some(news.until);
                pokes.tell(&news);
            }
            Err(why) => tracing::error!(%why, "nobody can be poked"),
        }
    }
    pokes.end();
}

/// Who of these may see something after a position that others wrote. Without a position everybody
/// is to look.
fn news(
    work: &mut Work<'_>,
    after: Option<Position>,
    listening: Vec<DeviceId>,
) -> Result<News, StorageError> {
    let until = municipality::get(work.db)?.last_position;
    let revoked = device::revoked(work.db)?;
    let (shut_out, listening): (Vec<_>, Vec<_>) = listening
        .into_iter()
        .partition(|device| revoked.contains(device));
    let mut news = News {
        until,
        poked: Vec::new(),
        shut_out,
    };
    let after = match after {
        None => {
            news.poked = listening;
            return Ok(news);
        }
        // Also after a restore, when the order went on from an earlier place.
        Some(after) if after != until => after,
        Some(_) => return Ok(news),
    };
    let authors = authors(work, after, until)?;
    for device in listening {
        let Some((_, actor)) = admission::find_device(work, device)? else {
            news.shut_out.push(device);
            continue;
        };
        let subjects = actor.subjects().ids();
        let mut written = subjects.iter().filter_map(|subject| authors.get(subject));
        if written.any(|authors| authors.iter().any(|author| *author != Some(device))) {
            news.poked.push(device);
        }
    }
    Ok(news)
}

/// Who wrote something that each subject may see; the endpoint itself gave and took access.
fn authors(
    work: &Work<'_>,
    after: Position,
    until: Position,
) -> Result<HashMap<Uuid, BTreeSet<Option<DeviceId>>>, StorageError> {
    let mut authors: HashMap<Uuid, BTreeSet<Option<DeviceId>>> = HashMap::new();
    let mut grants: HashMap<DossierId, Vec<Uuid>> = HashMap::new();
    for (dossier, author) in change::touched(work.db, after, until)? {
        let subjects = match grants.entry(dossier) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let grants = grant::of(work.db, dossier)?.into_iter();
                unknown.insert(grants.map(|grant| grant.subject).collect())
            }
        };
        for subject in subjects.iter() {
            authors.entry(*subject).or_default().insert(Some(author));
        }
    }
    for subject in access_event::subjects(work.db, after, until)? {
        authors.entry(subject).or_default().insert(None);
    }
    Ok(authors)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(number: u128) -> DeviceId {
        DeviceId(Uuid::from_u128(number))
    }

    #[test]
    fn so_many_listen_and_no_more_until_one_goes() {
        let pokes = Pokes::default();
        let most = MOST_LISTENING as u128;
        let mut ears: Vec<_> = (0..most).map(|one| pokes.listen(device(one))).collect();
        assert!(ears.iter().all(Option::is_some));
        assert!(pokes.listen(device(most)).is_none());
        // One that listens already does so from elsewhere now.
        ears[7] = pokes.listen(device(7));
        assert!(ears[7].is_some());
        ears.pop();
        assert!(pokes.listen(device(most)).is_some());
    }

    #[test]
    fn nobody_listens_to_an_endpoint_that_stops() {
        let pokes = Pokes::default();
        pokes.end();
        assert!(pokes.listen(device(1)).is_none());
        pokes.begin();
        assert!(pokes.listen(device(1)).is_some());
    }
}
