//! The one window: its title, and how it closes.

use crate::app::App;
use std::time::Duration;
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

/// The window's label.
const LABEL: &str = "coach";
const TITLE: &str = "Meedoen";
/// What somebody who looks along sees in the list of windows while the app is hidden.
const NEUTRAL_TITLE: &str = "Overzicht";
/// A window that does not answer closes all the same; each save is on disk by itself. One that
/// says that text is not on disk yet stays.
const SAVE_WITHIN: Duration = Duration::from_millis(1500);

/// Opens it.
pub(crate) fn open(handle: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(handle, LABEL, WebviewUrl::default())
        .title(TITLE)
        .inner_size(1280.0, 800.0)
        .min_inner_size(340.0, 480.0)
        .build()?;
    speak(handle);
    let handle = handle.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            save_then_close(handle.clone());
        }
    });
    Ok(())
}

/// Asks the screens to save what was just typed; they answer with `close_now`.
fn save_then_close(handle: AppHandle) {
    handle.state::<App>().hold_close(false);
    // Without a listener nothing waits to be saved.
    let _ = handle.emit("closing", ());
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(SAVE_WITHIN).await;
        if !handle.state::<App>().is_close_held() {
            close(&handle);
        }
    });
}

/// Closes it, and with it the app.
pub(crate) fn close(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(LABEL) {
        // A window that is gone already needs no closing.
        let _ = window.destroy();
    }
}

/// Lets the boxes for dates be written in the coach's language, whatever the computer's is.
pub(crate) fn speak(handle: &AppHandle) {
    #[cfg(target_os = "linux")]
    if let Some(window) = handle.get_webview_window(LABEL) {
        use webkit2gtk::{WebContextExt, WebViewExt};
        let chosen = handle.state::<App>().preferences().language;
        let locale = if chosen.as_deref() == Some("en") {
            "en-GB"
        } else {
            "nl-NL"
        };
        // Without it dates are written as the computer writes them.
        let _ = window.with_webview(move |webview| {
            if let Some(context) = webview.inner().context() {
                context.set_preferred_languages(&[locale]);
            }
        });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = handle;
}

/// Names it by what may be seen.
pub(crate) fn name(handle: &AppHandle) {
    let hidden = handle.state::<App>().is_hidden();
    if let Some(window) = handle.get_webview_window(LABEL) {
        // A title is a courtesy: without it nothing is lost or shown.
        let _ = window.set_title(if hidden { NEUTRAL_TITLE } else { TITLE });
    }
}

/// Brings it to the front.
#[cfg(desktop)]
pub(crate) fn show(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(LABEL) {
        // Each may fail under a window system that forbids it; the window is there all the same.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}
