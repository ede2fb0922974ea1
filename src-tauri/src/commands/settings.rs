//! Instellingen, and the words that can be chosen.

use super::Answer;
use crate::app::App;
use device::screens::Word;
use serde::Serialize;
use specta::Type;
use tauri::State;

/// What the settings screen shows.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    language: String,
    appearance: String,
    device: String,
    server: String,
    last_sync: Option<String>,
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn words(app: State<'_, App>, list: String) -> Answer<Vec<Word>> {
    app.with(|opened| opened.words(&list))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn settings(app: State<'_, App>) -> Answer<Settings> {
    let preferences = app.preferences();
    let (device, server) = app.with(|opened| {
        Ok((
            opened.me().device.to_string(),
            opened.server_url().to_owned(),
        ))
    })?;
    Ok(Settings {
        language: preferences.language.unwrap_or_else(|| "nl".to_owned()),
        appearance: preferences.appearance.unwrap_or_else(|| "auto".to_owned()),
        device,
        server,
        last_sync: app.live.state()?.last_receipt_at,
    })
}
