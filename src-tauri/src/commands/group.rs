//! Groepen and their sessions.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::screens::{Group, GroupRow, GroupSession};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
#[specta::specta]
pub(crate) async fn groups(app: State<'_, App>) -> Answer<Vec<GroupRow>> {
    app.with(|opened| opened.groups(Utc::now()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_group(
    app: State<'_, App>,
    name: String,
    village: String,
    initiative: bool,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.add_group(&name, &village, initiative, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn group(app: State<'_, App>, id: Uuid) -> Answer<Group> {
    app.with(|opened| opened.group(id, Utc::now()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn go_on_together(
    app: State<'_, App>,
    group: Uuid,
    people: Vec<Uuid>,
    what: String,
) -> Answer<()> {
    app.with(|opened| opened.go_on_together(group, &people, &what, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_together(
    app: State<'_, App>,
    together: Uuid,
    person: Uuid,
    takes_part: bool,
) -> Answer<()> {
    app.with(|opened| opened.set_together(together, person, takes_part, Utc::now()))?;
    app.live.changed();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_group_person(
    app: State<'_, App>,
    group: Uuid,
    person: Uuid,
    takes_part: bool,
) -> Answer<()> {
    app.with(|opened| opened.set_group_person(group, person, takes_part, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// Answers the group that grows out of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_initiative(
    app: State<'_, App>,
    together: Uuid,
    name: String,
) -> Answer<Uuid> {
    let id = app.with(|opened| opened.begin_initiative(together, &name, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_session(app: State<'_, App>, group: Uuid) -> Answer<Uuid> {
    let id = app.with(|opened| opened.begin_session(group, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn group_session(app: State<'_, App>, id: Uuid) -> Answer<GroupSession> {
    app.with(|opened| opened.group_session(id, Utc::now()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_attendance(
    app: State<'_, App>,
    session: Uuid,
    person: Uuid,
    there: bool,
) -> Answer<()> {
    app.with(|opened| opened.set_attendance(session, person, there, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// Answers the person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_newcomer(app: State<'_, App>, session: Uuid, name: String) -> Answer<Uuid> {
    let id = app.with(|opened| opened.add_newcomer(session, &name, Utc::now()))?;
    app.live.changed();
    Ok(id)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn close_session(app: State<'_, App>, id: Uuid) -> Answer<()> {
    app.with(|opened| opened.close_session(id, Utc::now()))?;
    app.live.at_once();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reopen_session(app: State<'_, App>, id: Uuid) -> Answer<()> {
    app.with(|opened| opened.reopen_session(id, Utc::now()))?;
    app.live.changed();
    Ok(())
}

/// What was begun by mistake: a group, a session, a spreekuur, somebody on its list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_away(app: State<'_, App>, record: Uuid) -> Answer<()> {
    app.with(|opened| opened.take_away_begun(record, Utc::now()))?;
    app.live.changed();
    Ok(())
}
