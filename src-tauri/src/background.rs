//! What runs beside the screens: the sync that starts by itself, the ear for news, and the lock.

use crate::app::App;
use crate::events::{tell_changed, tell_stage, tell_sync};
use chrono::Utc;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager};

const LOCK_AFTER: Duration = Duration::from_secs(5 * 60);
const TICK: Duration = Duration::from_secs(5);
/// A tick that comes this much too late means that the computer slept.
const SLEPT: Duration = Duration::from_secs(30);

/// Starts all three.
pub(crate) fn start(handle: AppHandle) {
    tauri::async_runtime::spawn(keep_syncing(handle.clone()));
    tauri::async_runtime::spawn(keep_listening(handle.clone()));
    tauri::async_runtime::spawn(keep_locked(handle));
}

async fn keep_syncing(handle: AppHandle) {
    let app = handle.state::<App>();
    loop {
        app.live.due(Utc::now).await;
        sync_once(&handle).await;
    }
}

async fn keep_listening(handle: AppHandle) {
    handle.state::<App>().live.keep_listening(Utc::now).await;
}

/// One sync, told on screen from beginning to end.
pub(crate) async fn sync_once(handle: &AppHandle) {
    let app = handle.state::<App>();
    let outcome = app.live.run(Utc::now, || tell_sync(handle)).await;
    if let Some(Ok(synced)) = outcome {
        let touched = synced.progress.touched.iter();
        tell_changed(handle, touched.map(|dossier| dossier.0).collect());
    }
    tell_sync(handle);
    // In pieces, so that no screen waits; then the first search does not wait for all of it either.
    let index = || app.device.with(|opened| Ok(opened.store().index(500)?));
    while index().is_ok_and(|done| !done) {
        tokio::task::yield_now().await;
    }
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
