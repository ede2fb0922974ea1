//! The people around somebody.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_relation(
    app: State<'_, App>,
    person: Uuid,
    role: String,
    name: String,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.add_relation(person, &role, &name, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_relation(
    app: State<'_, App>,
    relation: Uuid,
    removed: bool,
) -> Answer<()> {
    app.with(|opened| opened.remove_relation(relation, removed, Utc::now()))?;
    app.live.changed();
    Ok(())
}
