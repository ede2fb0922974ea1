//! Spreekuur.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::{Spreekuren, Spreekuur};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn spreekuren(app: State<'_, App>) -> Answer<Spreekuren> {
    app.with(|opened| opened.spreekuren(Utc::now()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_spreekuur(
    app: State<'_, App>,
    at: String,
    place: String,
    village: String,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.begin_spreekuur(&at, &place, &village, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn spreekuur(app: State<'_, App>, id: Uuid) -> Answer<Spreekuur> {
    app.with(|opened| opened.spreekuur(id))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_walk_in(
    app: State<'_, App>,
    spreekuur: Uuid,
    first_name: String,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.add_walk_in(spreekuur, &first_name, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

/// Whose dossier it is; with none that is taken back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn attach_walk_in(
    app: State<'_, App>,
    walk_in: Uuid,
    person: Option<Uuid>,
) -> Answer<()> {
    app.with(|opened| opened.attach_walk_in(walk_in, person, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// Answers the talk.
#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_walk_in(app: State<'_, App>, walk_in: Uuid) -> Answer<Uuid> {
    let id = app.with(|opened| opened.begin_walk_in(walk_in, Utc::now()))?;
    app.live.changed();
    Ok(id)
}
