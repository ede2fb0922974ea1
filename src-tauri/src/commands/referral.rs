//! Verwijzingen.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::Referral;
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_referral(
    app: State<'_, App>,
    person: Uuid,
    talk: Option<Uuid>,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.begin_referral(person, talk, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

/// A referral that was not sent is taken away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn drop_referral(app: State<'_, App>, referral: Uuid) -> Answer<()> {
    app.with(|opened| opened.drop_referral(referral, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn referral(app: State<'_, App>, id: Uuid) -> Answer<Referral> {
    app.with(|opened| opened.referral(id))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_consent(
    app: State<'_, App>,
    referral: Uuid,
    yes: bool,
) -> Answer<Referral> {
    app.with(|opened| opened.answer_consent(referral, yes, Utc::now()))?;
    app.live.changed();
    app.with(|opened| opened.referral(referral))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn move_referral(
    app: State<'_, App>,
    referral: Uuid,
    status: String,
) -> Answer<Referral> {
    app.with(|opened| opened.move_referral(referral, &status, Utc::now()))?;
    app.live.changed();
    app.with(|opened| opened.referral(referral))
}

/// The person heard what the recipient answered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tell_referral(app: State<'_, App>, referral: Uuid) -> Answer<Referral> {
    app.with(|opened| opened.tell_referral(referral, Utc::now()))?;
    app.live.changed();
    app.with(|opened| opened.referral(referral))
}
