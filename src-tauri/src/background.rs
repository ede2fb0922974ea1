//! What runs beside the screens: the sync that starts by itself, and the lock.

use crate::app::App;
use crate::events::{tell_changed, tell_stage, tell_sync};
use chrono::Utc;
use device::live::backoff;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager};

const LOCK_AFTER: Duration = Duration::from_secs(5 * 60);
const TICK: Duration = Duration::from_secs(5);
/// A tick that comes this much too late means that the computer slept.
const SLEPT: Duration = Duration::from_secs(30);
/// After a change, typing may go on for this long before it is sent.
const SETTLE: Duration = Duration::from_secs(3);
const WHILE_ONLINE: Duration = Duration::from_secs(60);

/// Starts both.
pub(crate) fn start(handle: AppHandle) {
    tauri::async_runtime::spawn(keep_syncing(handle.clone()));
    tauri::async_runtime::spawn(keep_locked(handle));
}

async fn keep_syncing(handle: AppHandle) {
    let app = handle.state::<App>();
    let mut failures = 0;
    loop {
        let wait = if failures == 0 {
            WHILE_ONLINE
        } else {
            backoff(failures)
        };
        tokio::select! {
            () = app.wake.notified() => tokio::time::sleep(if failures == 0 { SETTLE } else { wait }).await,
            () = tokio::time::sleep(wait) => {}
        }
        if app.device.is_open() {
            failures = if sync_once(&handle).await {
                0
            } else {
                failures + 1
            };
        }
    }
}

/// One sync, told on screen from beginning to end. True when it ended well or another one runs.
pub(crate) async fn sync_once(handle: &AppHandle) -> bool {
    let app = handle.state::<App>();
    let outcome = app.live.run(Utc::now, || tell_sync(handle)).await;
    let well = match outcome {
        Some(Ok(synced)) => {
            let dossiers = synced
                .progress
                .touched
                .iter()
                .map(|dossier| dossier.0)
                .collect();
            tell_changed(handle, dossiers);
            true
        }
        Some(Err(_)) => false,
        None => true,
    };
    tell_sync(handle);
    well
}

/// Locks after five minutes without the coach, and when the computer slept.
async fn keep_locked(handle: AppHandle) {
    let app = handle.state::<App>();
    // Instant stands still while some computers sleep; the wall clock does not.
    let mut last = std::time::SystemTime::now();
    loop {
        tokio::time::sleep(TICK).await;
        let now = std::time::SystemTime::now();
        let slept = now
            .duration_since(last)
            .is_ok_and(|passed| passed > TICK + SLEPT);
        last = now;
        let idle = Instant::now().duration_since(app.idle_since()) > LOCK_AFTER;
        if (idle || slept) && app.device.is_open() {
            app.lock();
            tell_stage(&handle);
        }
    }
}
