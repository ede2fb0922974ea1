//! One person, one dossier.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::PersonRow;
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn possible_doubles(app: State<'_, App>, person: Uuid) -> Answer<Vec<PersonRow>> {
    app.with(|opened| opened.possible_doubles(person))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn link_people(app: State<'_, App>, one: Uuid, other: Uuid) -> Answer<()> {
    app.with(|opened| opened.link_people(one, other, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn unlink_person(app: State<'_, App>, person: Uuid) -> Answer<()> {
    app.with(|opened| opened.unlink_person(person, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// Says that two people are not one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tell_apart(app: State<'_, App>, one: Uuid, other: Uuid) -> Answer<()> {
    app.with(|opened| opened.tell_apart(one, other, Utc::now()))?;
    app.live.changed();
    Ok(())
}
