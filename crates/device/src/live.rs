//! A device's sync as it runs beside the screens: one at a time, by itself when it is due, its
//! progress at hand.

use crate::link::Link;
use crate::opened::{Opened, SharedDevice};
use crate::pace::{self, Pace};
use crate::patience::Patience;
use crate::screens::{SyncState, Waiting};
use crate::sync::{self, Progress, Synced};
use crate::transport::Transport;
use crate::{AppError, DeviceError, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

/// The sync of one device.
#[derive(Debug)]
pub struct LiveSync {
    device: SharedDevice,
    course: watch::Sender<Course>,
    last: Mutex<Last>,
    pace: Mutex<Pace>,
    /// Something happened that may move the next sync.
    moved: Notify,
    /// The way to the endpoint at this address, kept for its open connections.
    link: Mutex<Option<(String, Transport)>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Course {
    /// A sync is under way.
    running: bool,
    /// The last one went well.
    reached: bool,
}

#[derive(Debug)]
struct Last {
    /// How often the screens were told.
    order: u32,
    online: Option<bool>,
    error: Option<AppError>,
    progress: Progress,
    /// What waited when the sync started.
    items: Vec<(Uuid, Waiting)>,
}

impl LiveSync {
    /// The sync of this device.
    pub fn new(device: SharedDevice) -> Self {
        let progress = Progress::default();
        let last = Last {
            order: 0,
            online: None,
            error: None,
            progress,
            items: Vec::new(),
        };
        LiveSync {
            device,
            course: watch::Sender::default(),
            last: Mutex::new(last),
            pace: Mutex::new(Pace::begin(Instant::now())),
            moved: Notify::new(),
            link: Mutex::new(None),
        }
    }

    /// Something is to be sent, when typing comes to rest.
    pub fn changed(&self) {
        self.move_next(Pace::changed);
    }

    /// Somebody waits for the next sync. What failed before still holds it back.
    pub fn at_once(&self) {
        self.move_next(Pace::at_once);
    }

    /// There may be something new at the endpoint.
    pub fn poked(&self) {
        self.move_next(Pace::poked);
    }

    /// The coach asks: whatever failed before holds nothing back any more.
    pub fn forget_failures(&self) -> Result<()> {
        self.device.with(|opened| opened.forget_failures())
    }

    /// Waits until a sync is due: the device is open, none runs, and nothing holds it back.
    pub async fn due(&self, clock: impl Fn() -> DateTime<Utc>) {
        loop {
            let held_back = match self.device.with(|opened| opened.held_back(clock())) {
                Ok(held_back) => Some(held_back),
                Err(DeviceError::Locked) => None,
                // A disk that takes nothing is no reason to ask the endpoint all the time.
                Err(_) => Some(pace::LOOK),
            };
            let Some(held_back) = held_back.filter(|_| !self.is_running()) else {
                self.moved.notified().await;
                continue;
            };
            let next = self.pace().next().max(Instant::now() + held_back);
            tokio::select! {
                () = sleep_until(next) => return,
                () = self.moved.notified() => {}
            }
        }
    }

    /// Syncs, unless a sync is running already: then it answers none at once.
    pub async fn run(
        &self,
        clock: impl Fn() -> DateTime<Utc>,
        tell: impl Fn(),
    ) -> Option<Result<Synced>> {
        match self.link() {
            Ok(link) => self.run_over(&link, clock, tell).await,
            Err(why) => {
                let outcome = Err(why);
                self.end(&outcome, clock());
                Some(outcome)
            }
        }
    }

    /// The same over any link.
    pub async fn run_over(
        &self,
        link: &impl Link,
        clock: impl Fn() -> DateTime<Utc>,
        tell: impl Fn(),
    ) -> Option<Result<Synced>> {
        let begin = |course: &mut Course| !std::mem::replace(&mut course.running, true);
        if !self.course.send_if_modified(begin) {
            return None;
        }
        // Also when the future is dropped half-way.
        let _running = Running(self);
        self.pace().start(Instant::now());
        let items = self.device.with(|opened| opened.waiting());
        {
            let mut last = self.last();
            last.progress = Progress::default();
            last.items = items.unwrap_or_default();
        }
        let outcome = sync::sync_over(&self.device, link, &clock, |progress| {
            self.last().progress = progress.clone();
            tell();
        })
        .await;
        self.end(&outcome, clock());
        Some(outcome)
    }

    /// Keeps how a sync ended: on disk how long the next one waits, here what the screens show.
    fn end(&self, outcome: &Result<Synced>, now: DateTime<Utc>) {
        let random = vault::random_bytes().map_or(u32::MAX, u32::from_le_bytes);
        let kept = self.device.with(|opened| match outcome {
            Ok(_) => opened.forget_failures(),
            Err(DeviceError::Locked) => Ok(()),
            Err(why) => opened.hold_back(why, now, random),
        });
        let try_again = outcome.is_err() && kept.is_ok();
        self.pace().end(Instant::now(), try_again);
        self.set_reached(outcome.is_ok());
        let mut last = self.last();
        match outcome {
            Ok(synced) => {
                let fault = (!synced.digest_agrees).then_some(DeviceError::DigestDiffers);
                (last.online, last.error) = (Some(true), fault.map(Into::into));
            }
            // Locking in the middle says nothing about the server.
            Err(DeviceError::Locked) => {}
            Err(error) => {
                last.online = Some(!matches!(error, DeviceError::Unreachable(_)));
                last.error = Some(error.into());
            }
        }
    }

    /// Waits until a sync went well and none is under way.
    pub(crate) async fn reached(&self) {
        let mut course = self.course.subscribe();
        // Its sender is here, so it cannot fail.
        let _ = course
            .wait_for(|course| course.reached && !course.running)
            .await;
    }

    /// Does something with the device while no sync is under way: one that begins meanwhile takes
    /// its numbers after this.
    pub(crate) fn at_rest<T>(
        &self,
        act: impl FnOnce(&mut Opened) -> Result<T>,
    ) -> Result<Option<T>> {
        self.device.with(|opened| match self.is_running() {
            true => Ok(None),
            false => act(opened).map(Some),
        })
    }

    pub(crate) fn not_reached(&self) {
        self.set_reached(false);
    }

    fn set_reached(&self, reached: bool) {
        self.course
            .send_if_modified(|course| std::mem::replace(&mut course.reached, reached) != reached);
    }

    pub(crate) fn is_open(&self) -> bool {
        self.device.is_open()
    }

    /// The way to the device's endpoint.
    pub(crate) fn link(&self) -> Result<Transport> {
        let address = self
            .device
            .with(|opened| Ok(opened.server_url().to_owned()))?;
        let mut link = guard(&self.link);
        match link.as_ref() {
            Some((known, transport)) if *known == address => Ok(transport.clone()),
            _ => {
                let transport = Transport::to(&address, Patience::SYNCING)?;
                *link = Some((address, transport.clone()));
                Ok(transport)
            }
        }
    }

    /// The sync screen.
    pub fn state(&self) -> Result<SyncState> {
        // Held until the end, so that a greater order is always a later look.
        let mut last = self.last();
        last.order = last.order.wrapping_add(1);
        let (waiting, versions, set_apart, synced, retry_at, rebuilt) =
            self.device.with(|opened| {
                Ok((
                    opened.waiting()?,
                    opened.conflicts()?,
                    opened.set_apart()?,
                    opened
                        .store
                        .synced_at()?
                        .and_then(DateTime::from_timestamp_millis),
                    opened.backoff()?.until(),
                    opened.rebuilt()?,
                ))
            })?;
        let running = self.is_running();
        let unsent = waiting.len();
        let still: HashMap<Uuid, u32> =
            waiting.iter().map(|(id, item)| (*id, item.bytes)).collect();
        let sent = last
            .items
            .iter()
            .filter(|(id, _)| running && !still.contains_key(id))
            .map(|(_, item)| Waiting {
                sent: true,
                ..item.clone()
            });
        let items: Vec<Waiting> = sent
            .chain(waiting.into_iter().map(|(_, item)| item))
            .collect();
        let done = items.iter().filter(|item| item.sent).count();
        let bytes_left: u64 = still.values().map(|bytes| u64::from(*bytes)).sum();
        let bytes_done = if running { last.progress.bytes_sent } else { 0 };
        Ok(SyncState {
            order: last.order,
            online: last.online,
            running,
            items_done: small(done as u64),
            items_total: small(items.len() as u64),
            bytes_done: small(bytes_done),
            bytes_total: small(bytes_done + bytes_left),
            received: small(last.progress.received),
            bytes_received: small(last.progress.bytes_received),
            waiting: items,
            unsent: small(unsent as u64),
            last_receipt_at: synced.map(written),
            retry_at: retry_at.map(written),
            last_error: last.error.clone(),
            versions,
            set_apart,
            rebuilt,
        })
    }

    fn is_running(&self) -> bool {
        self.course.borrow().running
    }

    fn move_next(&self, how: impl FnOnce(&mut Pace, Instant)) {
        how(&mut self.pace(), Instant::now());
        self.moved.notify_one();
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        guard(&self.pace)
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        guard(&self.last)
    }
}

struct Running<'a>(&'a LiveSync);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.course.send_modify(|course| course.running = false);
        self.0.moved.notify_one();
    }
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Each holds a plain value that a panic elsewhere leaves whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
