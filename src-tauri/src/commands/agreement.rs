//! Doelen and Onze afspraken.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::{AgreementPage, Signing};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_goal_step(app: State<'_, App>, goal: Uuid, text: String) -> Answer<()> {
    app.with(|opened| opened.add_goal_step(goal, &text, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_agreement(
    app: State<'_, App>,
    person: Uuid,
    talk: Option<Uuid>,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.begin_agreement(person, talk, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn new_version(app: State<'_, App>, agreement: Uuid) -> Answer<Uuid> {
    let id = app.with(|opened| opened.new_version(agreement, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn agreement(app: State<'_, App>, id: Uuid) -> Answer<AgreementPage> {
    app.with(|opened| opened.agreement(id))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign(
    app: State<'_, App>,
    agreement: Uuid,
    signing: Signing,
) -> Answer<AgreementPage> {
    app.with(|opened| opened.sign(agreement, &signing, Utc::now()))?;
    app.live.changed();
    app.with(|opened| opened.agreement(agreement))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn give_copy(app: State<'_, App>, agreement: Uuid) -> Answer<AgreementPage> {
    app.with(|opened| opened.give_copy(agreement, Utc::now()))?;
    app.live.changed();
    app.with(|opened| opened.agreement(agreement))
}
