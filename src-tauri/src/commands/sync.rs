//! Sync.

use super::Answer;
use crate::app::App;
use crate::background::sync_once;
use device::DeviceError;
use device::screens::SyncState;
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
    handle.state::<App>().touch();
    tauri::async_runtime::spawn(async move { sync_once(&handle).await });
    Ok(())
}
