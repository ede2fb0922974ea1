//! Sync.

use super::Answer;
use crate::app::App;
use crate::background::sync_once;
use chrono::Utc;
use device::DeviceError;
use device::screens::SyncState;
use std::path::PathBuf;
use tauri::{AppHandle, Manager, State};

#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_state(app: State<'_, App>) -> Answer<SyncState> {
    if app.is_hidden() {
        return Err(DeviceError::Locked.into());
    }
    Ok(app.live.state()?)
}

/// Answers at once; progress and outcome come as events.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_now(handle: AppHandle) -> Answer<()> {
    let app = handle.state::<App>();
    app.touch();
    // A disk that takes nothing only leaves the sync after this one waiting longer.
    let _ = app.live.forget_failures();
    tauri::async_runtime::spawn(async move { sync_once(&handle).await });
    Ok(())
}

/// Says what was set apart once more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_set_apart(
    app: State<'_, App>,
    changes: Vec<String>,
) -> Answer<SyncState> {
    app.with(|opened| opened.retry_set_apart(&changes, Utc::now()))?;
    app.live.changed();
    Ok(app.live.state()?)
}

/// Puts what was set apart away, or takes it out again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn see_set_apart(
    app: State<'_, App>,
    changes: Vec<String>,
    seen: bool,
) -> Answer<SyncState> {
    app.with(|opened| opened.see_set_apart(&changes, seen))?;
    Ok(app.live.state()?)
}

/// The coach has seen what was taken over from the damaged file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn see_rebuilt(app: State<'_, App>) -> Answer<SyncState> {
    app.with(|opened| opened.see_rebuilt())?;
    Ok(app.live.state()?)
}

/// Writes what has not arrived to a file that the administrator can read. Answers where it stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_rescue_file(handle: AppHandle) -> Answer<String> {
    let now = Utc::now();
    let folder = documents(&handle)?;
    let file = folder.join(format!("meedoen-{}.rescue", now.format("%Y%m%d-%H%M%S")));
    let app = handle.state::<App>();
    app.with(|opened| opened.rescue(&file, now))?;
    Ok(file.to_string_lossy().into_owned())
}

/// Where the coach will find it: Documents, or the own folder.
fn documents(handle: &AppHandle) -> Answer<PathBuf> {
    let paths = handle.path();
    let there = paths.document_dir().ok().filter(|folder| folder.is_dir());
    there
        .or_else(|| paths.home_dir().ok())
        .ok_or_else(|| DeviceError::BadRequest("no folder for documents".to_owned()).into())
}
