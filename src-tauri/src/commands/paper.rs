//! Papers: where they can be kept, saving one, and opening it to print.

use super::Answer;
use crate::app::App;
use chrono::Utc;
use device::paper::{Draft, PaperWords};
use device::{AppError, DeviceError};
use serde::Serialize;
use specta::Type;
use std::path::PathBuf;
use tauri::{AppHandle, Manager, State};
use uuid::Uuid;

/// A folder that a paper can be kept in.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Folder {
    /// `documents`, `desktop`, `downloads`, `home` or `drive`.
    kind: &'static str,
    path: String,
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn paper_folders(handle: AppHandle) -> Answer<Vec<Folder>> {
    Ok(folders(&handle))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_agreement_paper(
    handle: AppHandle,
    agreement: Uuid,
    words: PaperWords,
    folder: String,
) -> Answer<String> {
    let app = handle.state::<App>();
    let draft = app.with(|opened| opened.agreement_paper(agreement, words, Utc::now()))?;
    save(&handle, draft, folder).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_referral_paper(
    handle: AppHandle,
    referral: Uuid,
    words: PaperWords,
    folder: String,
) -> Answer<String> {
    let app = handle.state::<App>();
    let draft = app.with(|opened| opened.referral_paper(referral, words, Utc::now()))?;
    save(&handle, draft, folder).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_own_file_paper(
    handle: AppHandle,
    person: Uuid,
    words: PaperWords,
    folder: String,
) -> Answer<String> {
    let app = handle.state::<App>();
    let draft = app.with(|opened| opened.own_file_paper(person, words, Utc::now()))?;
    save(&handle, draft, folder).await
}

/// Opens the paper that was saved last in the program that this computer reads PDF with, to print it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_paper(app: State<'_, App>) -> Answer<()> {
    let path = app
        .last_paper()
        .ok_or_else(|| DeviceError::BadRequest("no paper was saved".to_owned()))?;
    open::that_detached(path).map_err(|why| DeviceError::from(why).into())
}

async fn save(handle: &AppHandle, draft: Draft, folder: String) -> Answer<String> {
    // Only what was offered: the window names no other places.
    let known = folders(handle)
        .into_iter()
        .any(|known| known.path == folder);
    if !known {
        return Err(DeviceError::BadRequest(format!("{folder:?} was not offered")).into());
    }
    let printing = move || draft.save(&PathBuf::from(folder)).map_err(AppError::from);
    let path = tauri::async_runtime::spawn_blocking(printing)
        .await
        .map_err(|error| DeviceError::BadRequest(error.to_string()))??;
    let shown = path.to_string_lossy().into_owned();
    handle.state::<App>().keep_last_paper(path);
    Ok(shown)
}

fn folders(handle: &AppHandle) -> Vec<Folder> {
    let paths = handle.path();
    let own = [
        ("documents", paths.document_dir()),
        ("desktop", paths.desktop_dir()),
        ("downloads", paths.download_dir()),
        ("home", paths.home_dir()),
    ];
    let own = own
        .into_iter()
        .filter_map(|(kind, path)| Some((kind, path.ok()?)));
    let drives = drives().into_iter().map(|path| ("drive", path));
    let mut folders: Vec<Folder> = Vec::new();
    for (kind, path) in own.chain(drives).filter(|(_, path)| path.is_dir()) {
        let path = path.to_string_lossy().into_owned();
        if !folders.iter().any(|known| known.path == path) {
            folders.push(Folder { kind, path });
        }
    }
    folders
}

/// Sticks and cards that are in this computer, where the system keeps a folder of them.
fn drives() -> Vec<PathBuf> {
    let Ok(user) = std::env::var("USER") else {
        return Vec::new();
    };
    let roots = ["/run/media", "/media"].map(|root| PathBuf::from(root).join(&user));
    let found = roots.iter().filter_map(|root| std::fs::read_dir(root).ok());
    found
        .flat_map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())))
        .collect()
}
