//! Gesprek.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::Opened;
use device::screens::{Conversation, FieldHistory, FieldValue, RecordRef, Saved, Theme};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_conversation(
    app: State<'_, App>,
    person: Uuid,
    at: String,
    place: String,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.plan_conversation(person, &at, &place, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_conversation(
    app: State<'_, App>,
    person: Uuid,
    planned: Option<Uuid>,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.begin_conversation(person, planned, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn conversation(app: State<'_, App>, id: Uuid) -> Answer<Conversation> {
    app.with(|opened| opened.conversation(id, Utc::now()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_theme(
    app: State<'_, App>,
    conversation: Uuid,
    theme: String,
) -> Answer<Theme> {
    app.with(|opened| opened.add_theme(conversation, &theme))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn close_conversation(
    app: State<'_, App>,
    id: Uuid,
    status: String,
) -> Answer<()> {
    app.with(|opened| opened.close_conversation(id, &status, Utc::now()))?;
    app.live.at_once();
    Ok(())
}

/// A planned talk did not take place.
#[tauri::command]
#[specta::specta]
pub(crate) async fn miss_conversation(app: State<'_, App>, id: Uuid, reason: String) -> Answer<()> {
    app.with(|opened| opened.miss_conversation(id, &reason, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// When to try again, of a talk that did not take place; nothing for not now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn try_again(app: State<'_, App>, id: Uuid, at: Option<String>) -> Answer<()> {
    app.with(|opened| opened.try_again(id, at.as_deref(), Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// It did take place, or still will.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_missed(app: State<'_, App>, id: Uuid) -> Answer<()> {
    app.with(|opened| opened.undo_missed(id, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_brief_contact(
    app: State<'_, App>,
    person: Uuid,
    note: String,
) -> Answer<()> {
    app.with(|opened| opened.add_brief_contact(person, &note, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// Time goes by with a talk on screen. It is no sign of the coach.
#[tauri::command]
#[specta::specta]
pub(crate) async fn spend_time(app: State<'_, App>, id: Uuid, seconds: u32) -> Answer<u32> {
    app.with_unseen(|opened| opened.spend_time(id, seconds))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save(
    app: State<'_, App>,
    target: RecordRef,
    field: String,
    value: FieldValue,
    seen: Vec<String>,
) -> Answer<Saved> {
    let saved = app.with(|opened| opened.save_field(&target, &field, value, &seen, Utc::now()))?;
    app.live.changed();
    Ok(saved)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn history(
    app: State<'_, App>,
    target: RecordRef,
    field: String,
) -> Answer<FieldHistory> {
    app.with(|opened| opened.history(&target, &field))
}

/// Puts an earlier value back, over the changes that were on screen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn put_back(
    app: State<'_, App>,
    target: RecordRef,
    field: String,
    change: String,
    seen: Vec<String>,
) -> Answer<Saved> {
    let put = |opened: &mut Opened| opened.put_back(&target, &field, &change, &seen, Utc::now());
    let saved = app.with(put)?;
    app.live.changed();
    Ok(saved)
}
