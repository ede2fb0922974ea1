//! A device's sync as it runs beside the screens: one at a time, its progress at hand.

use crate::opened::SharedDevice;
use crate::screens::{SyncState, Waiting};
use crate::sync::{self, Progress, Synced};
use crate::{AppError, DeviceError, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use uuid::Uuid;

const LEAST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The sync of one device.
#[derive(Debug)]
pub struct LiveSync {
    device: SharedDevice,
    running: AtomicBool,
    last: Mutex<Last>,
}

#[derive(Debug)]
struct Last {
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
            online: None,
            error: None,
            progress,
            items: Vec::new(),
        };
        LiveSync {
            device,
            running: AtomicBool::new(false),
            last: Mutex::new(last),
        }
    }

    /// Syncs, unless a sync is running already: then it answers none at once.
    pub async fn run(
        &self,
        clock: impl Fn() -> DateTime<Utc>,
        tell: impl Fn(),
    ) -> Option<Result<Synced>> {
        if self.running.swap(true, Ordering::SeqCst) {
            return None;
        }
        // Also when the future is dropped half-way.
        let _running = Running(&self.running);
        let items = self.device.with(|opened| opened.waiting());
        {
            let mut last = self.last();
            last.progress = Progress::default();
            last.items = items.unwrap_or_default();
        }
        let outcome = sync::sync(&self.device, clock, |progress| {
            self.last().progress = progress.clone();
            tell();
        })
        .await;
        let mut last = self.last();
        match &outcome {
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
        Some(outcome)
    }

    /// The sync screen.
    pub fn state(&self) -> Result<SyncState> {
        let (waiting, versions, set_apart, synced) = self.device.with(|opened| {
            Ok((
                opened.waiting()?,
                opened.conflicts()?,
                opened.set_apart()?,
                opened
                    .store
                    .synced_at()?
                    .and_then(DateTime::from_timestamp_millis),
            ))
        })?;
        let running = self.running.load(Ordering::SeqCst);
        let last = self.last();
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
            last_receipt_at: synced.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            last_error: last.error.clone(),
            versions,
            set_apart,
        })
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Running<'a>(&'a AtomicBool);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How long to wait after this many failures on end: full jitter, anything up to twice as long each
/// time and a minute at most, so that a town hall's devices do not all come back at once.
pub fn backoff(failures: u32) -> Duration {
    let most = Duration::from_secs(2u64.saturating_pow(failures.min(6))).min(LONGEST_WAIT);
    let share = vault::random_bytes::<2>().map_or(u16::MAX, u16::from_le_bytes);
    LEAST_WAIT + most.mul_f64(f64::from(share) / f64::from(u16::MAX))
}
