//! Giving a person to another coach.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn hand_over(
    app: State<'_, App>,
    person: Uuid,
    to: Uuid,
    note: String,
) -> Answer<()> {
    app.with(|opened| opened.hand_over(person, to, &note, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn read_handover(app: State<'_, App>, handover: Uuid) -> Answer<()> {
    app.with(|opened| opened.read_handover(handover, Utc::now()))?;
    app.live.changed();
    Ok(())
}
