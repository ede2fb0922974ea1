//! Start, unlock, hide, lock.

use super::Answer;
use crate::app::App;
use crate::session::{AppState, PLACE, PinAnswer};
use crate::window;
use chrono::Utc;
use device::enrol::{EnrolForm, KeyCost, enrol as enrol_device};
use device::{AppError, DeviceError, passphrase};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Manager, State};

/// How good a passphrase is.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Strength {
    /// From 0, guessed at once, to 4.
    score: u8,
    long_enough: bool,
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn app_state(app: State<'_, App>) -> Answer<AppState> {
    app.state()
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn passphrase_strength(passphrase: String) -> Answer<Strength> {
    let least = passphrase::least_length(passphrase::has_keychain());
    let long_enough = passphrase.chars().count() >= least;
    Ok(Strength {
        score: passphrase::strength(&passphrase),
        long_enough,
    })
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_language(handle: AppHandle, language: String) -> Answer<()> {
    let app = handle.state::<App>();
    let mut preferences = app.preferences();
    preferences.language =
        Some(language).filter(|language| matches!(language.as_str(), "nl" | "en"));
    preferences.write(app.folder()).map_err(DeviceError::from)?;
    window::speak(&handle);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_appearance(app: State<'_, App>, appearance: String) -> Answer<()> {
    let mut preferences = app.preferences();
    preferences.appearance =
        Some(appearance).filter(|choice| matches!(choice.as_str(), "light" | "dark"));
    preferences
        .write(app.folder())
        .map_err(|error| DeviceError::from(error).into())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn enrol(
    app: State<'_, App>,
    url: String,
    code: String,
    passphrase: String,
) -> Answer<AppState> {
    let home = app.home()?;
    let form = EnrolForm {
        url,
        code,
        passphrase,
        cost: KeyCost::DEFAULT,
    };
    let opened = enrol_device(&home, &form, Utc::now())
        .await
        .map_err(AppError::from)?;
    let mut preferences = app.preferences();
    preferences.server = Some(opened.server_url().to_owned());
    // A courtesy for the day this device has to be enrolled again.
    let _ = preferences.write(app.folder());
    app.device.put(opened);
    app.touch();
    app.live.at_once();
    app.state()
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock(handle: AppHandle, passphrase: String) -> Answer<AppState> {
    // Stretching the passphrase takes a processor for about a second: not on the async threads.
    let worked = tauri::async_runtime::spawn_blocking(move || {
        let app = handle.state::<App>();
        let opened = app.unlock(&passphrase);
        window::name(&handle);
        opened.and_then(|()| app.state())
    });
    worked
        .await
        .map_err(|error| DeviceError::BadRequest(error.to_string()))?
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_pin(app: State<'_, App>, pin: Option<String>) -> Answer<()> {
    app.set_pin(pin.as_deref())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn hide(handle: AppHandle) -> Answer<AppState> {
    let app = handle.state::<App>();
    app.set_hidden(true);
    window::name(&handle);
    app.state()
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn show_again(handle: AppHandle, pin: String) -> Answer<PinAnswer> {
    let answer = handle.state::<App>().show_again(&pin);
    window::name(&handle);
    answer
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn lock(app: State<'_, App>) -> Answer<AppState> {
    app.lock();
    app.state()
}

/// The coach moves or types: no lock yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stay_awake(app: State<'_, App>) -> Answer<()> {
    app.touch();
    Ok(())
}

/// Text is not on disk yet: the window stays until the coach says otherwise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hold_close(app: State<'_, App>) -> Answer<()> {
    app.hold_close(true);
    Ok(())
}

/// Everything typed is saved: the window may go.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_now(handle: AppHandle) -> Answer<()> {
    window::close(&handle);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remember(app: State<'_, App>, place: String) -> Answer<()> {
    app.with(|opened| opened.set_setting(PLACE, Some(&place)))
}
