//! Inwoners and Dossier.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::{
    Dossier, FieldHistory, FilterChoices, Filters, Found, NewPerson, Outcomes, PersonRow, Progress,
};
use tauri::State;
use uuid::Uuid;

/// People by name and notes by their words.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find(app: State<'_, App>, query: String, filters: Filters) -> Answer<Found> {
    app.with(|opened| opened.find(&query, &filters, Utc::now()))
}

/// What people can be found by.
#[tauri::command]
#[specta::specta]
pub(crate) async fn filter_choices(app: State<'_, App>) -> Answer<FilterChoices> {
    app.with(|opened| opened.filter_choices())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn likely_duplicates(
    app: State<'_, App>,
    person: NewPerson,
    here: Option<Uuid>,
) -> Answer<Vec<PersonRow>> {
    app.with(|opened| opened.likely_duplicates(&person, here))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_person(app: State<'_, App>, person: NewPerson) -> Answer<Uuid> {
    let id = app.with(|opened| opened.add_person(&person, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_goal(app: State<'_, App>, person: Uuid, text: String) -> Answer<()> {
    app.with(|opened| opened.add_goal(person, &text, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn dossier(app: State<'_, App>, person: Uuid) -> Answer<Dossier> {
    app.with(|opened| opened.dossier(person, Utc::now()))
}

/// What came of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn outcomes(app: State<'_, App>, person: Uuid) -> Answer<Outcomes> {
    app.with(|opened| opened.outcomes(person, Utc::now()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_outcome(
    app: State<'_, App>,
    person: Uuid,
    kind: String,
    on: String,
) -> Answer<()> {
    app.with(|opened| opened.add_outcome(person, &kind, &on, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// With no reason the file is opened again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_dossier(
    app: State<'_, App>,
    person: Uuid,
    reason: Option<String>,
) -> Answer<()> {
    app.with(|opened| opened.close_dossier(person, reason.as_deref(), Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// A talk to hear how it goes. Answers when, RFC 3339.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_aftercare(
    app: State<'_, App>,
    person: Uuid,
    date: String,
) -> Answer<String> {
    let at = app.with(|opened| opened.plan_aftercare(person, &date, Utc::now()))?;
    app.live.changed();
    Ok(at)
}

/// The day that is offered for it is not wanted, or all the same.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decline_aftercare(
    app: State<'_, App>,
    person: Uuid,
    declined: bool,
) -> Answer<()> {
    app.with(|opened| opened.decline_aftercare(person, declined, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// Scores over time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn progress(app: State<'_, App>, person: Uuid) -> Answer<Progress> {
    app.with(|opened| opened.progress(person))
}

/// What a dossier, or one talk in it, held before.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dossier_history(
    app: State<'_, App>,
    person: Uuid,
    talk: Option<Uuid>,
) -> Answer<Vec<FieldHistory>> {
    app.with(|opened| opened.dossier_history(person, talk))
}
