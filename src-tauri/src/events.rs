//! What the app tells the window by itself.

use crate::app::App;
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Emitter, Manager};
use uuid::Uuid;

/// Colleagues' changes came in.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Changed {
    pub(crate) dossiers: Vec<Uuid>,
}

/// The sync screen changed. While hidden or locked there is nothing to tell.
pub(crate) fn tell_sync(handle: &AppHandle) {
    let app = handle.state::<App>();
    if app.is_hidden() {
        return;
    }
    if let Ok(state) = app.live.state() {
        send(handle, "sync", state);
    }
}

/// These dossiers changed.
pub(crate) fn tell_changed(handle: &AppHandle, dossiers: Vec<Uuid>) {
    if !dossiers.is_empty() {
        send(handle, "changed", Changed { dossiers });
    }
}

/// The app locked itself.
pub(crate) fn tell_stage(handle: &AppHandle) {
    if let Ok(state) = handle.state::<App>().state() {
        send(handle, "stage", state);
    }
}

fn send(handle: &AppHandle, name: &str, payload: impl Serialize + Clone) {
    // Without a window there is nobody to tell.
    let _ = handle.emit(name, payload);
}
