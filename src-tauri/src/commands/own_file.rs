//! Mijn dossier.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::OwnFile;
use tauri::State;
use uuid::Uuid;

/// Without a choice it has the parts that go along by themselves.
#[tauri::command]
#[specta::specta]
pub(crate) async fn own_file(
    app: State<'_, App>,
    person: Uuid,
    parts: Option<Vec<String>>,
) -> Answer<OwnFile> {
    app.with(|opened| opened.own_file(person, parts.as_deref()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_correction(app: State<'_, App>, person: Uuid, said: String) -> Answer<()> {
    app.with(|opened| opened.add_correction(person, &said, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_correction(
    app: State<'_, App>,
    correction: Uuid,
    outcome: String,
) -> Answer<()> {
    app.with(|opened| opened.answer_correction(correction, &outcome, Utc::now()))?;
    app.live.changed();
    Ok(())
}
