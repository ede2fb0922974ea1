//! That a coach looked at a dossier.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use tauri::State;
use uuid::Uuid;

/// No screen is told: nothing that one shows has changed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn note_viewing(app: State<'_, App>, person: Uuid) -> Answer<()> {
    app.with(|opened| opened.note_viewing(person, Utc::now()))
}
