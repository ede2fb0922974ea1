//! People from a table of another program.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::people_file::{PeopleChecked, PeopleFile, PersonColumn};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn people_file(app: State<'_, App>, text: String) -> Answer<PeopleFile> {
    app.with(|opened| opened.people_file(&text))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_people_file(
    app: State<'_, App>,
    text: String,
    columns: Vec<Option<PersonColumn>>,
    others: Vec<u32>,
) -> Answer<PeopleChecked> {
    app.with(|opened| opened.check_people_file(&text, &columns, &others, Utc::now()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn take_people_file(
    app: State<'_, App>,
    text: String,
    columns: Vec<Option<PersonColumn>>,
    others: Vec<u32>,
) -> Answer<PeopleChecked> {
    let taken = app.with(|opened| opened.take_people_file(&text, &columns, &others, Utc::now()))?;
    app.live.changed();
    Ok(taken)
}
