//! Vandaag, the caseload, and planning a day.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::{Caseload, Today};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn today(app: State<'_, App>) -> Answer<Today> {
    app.with(|opened| opened.today(Utc::now()))
}

/// With no date it is the next day on which talks are held.
#[tauri::command]
#[specta::specta]
pub(crate) async fn caseload(app: State<'_, App>, date: Option<String>) -> Answer<Caseload> {
    app.with(|opened| opened.caseload(date.as_deref(), Utc::now()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_into_day(
    app: State<'_, App>,
    person: Uuid,
    date: String,
) -> Answer<Caseload> {
    let planned = app.with(|opened| {
        opened.plan_into_day(person, &date, Utc::now())?;
        opened.caseload(Some(&date), Utc::now())
    })?;
    app.live.changed();
    Ok(planned)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn replan_conversation(
    app: State<'_, App>,
    id: Uuid,
    at: String,
    place: String,
) -> Answer<()> {
    app.with(|opened| opened.replan_conversation(id, &at, &place, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn drop_plan(app: State<'_, App>, id: Uuid) -> Answer<()> {
    app.with(|opened| opened.drop_plan(id, Utc::now()))?;
    app.live.changed();
    Ok(())
}
