//! Aanbod, trajectories and placements.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::Activities;
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn activities(
    app: State<'_, App>,
    person: Option<Uuid>,
    query: String,
) -> Answer<Activities> {
    app.with(|opened| opened.activities(person, &query))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_activity(
    app: State<'_, App>,
    person: Uuid,
    activity: Uuid,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.choose_activity(person, activity, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_trajectory(
    app: State<'_, App>,
    person: Uuid,
    kind: String,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.begin_trajectory(person, &kind, Utc::now()))?;
    app.live.changed();
    Ok(id)
}
