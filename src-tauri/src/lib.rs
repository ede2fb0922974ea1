//! The shell: one window, thin commands, and what runs beside them. No rules and no SQL.

mod app;
mod background;
mod commands;
mod events;
mod preferences;
mod session;

use app::App;
use std::path::PathBuf;
use tauri::{Manager, RunEvent, WebviewUrl, WebviewWindowBuilder};

/// The window's label.
const WINDOW: &str = "coach";

/// Starts the app; the mobile entry point too.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    let bindings = commands::bindings();
    let mut builder = tauri::Builder::default();
    #[cfg(desktop)]
    {
        builder = builder.plugin(single_instance());
    }
    let built = builder
        .invoke_handler(bindings.invoke_handler())
        .setup(|handle| {
            let folder = home_folder(handle.handle())?;
            handle.manage(App::new(folder));
            background::start(handle.handle().clone());
            WebviewWindowBuilder::new(handle, WINDOW, WebviewUrl::default())
                .title("Meedoen")
                .inner_size(1280.0, 800.0)
                .min_inner_size(340.0, 480.0)
                .build()?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|handle, event| {
            if let RunEvent::Exit = event {
                handle.state::<App>().device.lock();
            }
        }),
        Err(error) => {
            eprintln!("Meedoen cannot start: {error}");
            std::process::exit(1);
        }
    }
}

/// `MEEDOEN_HOME`, or the folder the operating system gives this app.
fn home_folder(handle: &tauri::AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os("MEEDOEN_HOME") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => handle.path().app_local_data_dir(),
    }
}

/// A second start on the same home shows the window of the first.
#[cfg(desktop)]
fn single_instance() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let builder = tauri_plugin_single_instance::Builder::new().callback(|handle, _, _| {
        if let Some(window) = handle.get_webview_window(WINDOW) {
            // Each may fail under a window system that forbids it; the window is there all the same.
            let _ = window.unminimize();
            let _ = window.show();
            let _ = window.set_focus();
        }
    });
    match std::env::var_os("MEEDOEN_HOME") {
        Some(home) => builder.dbus_id(format!("nl.meedoen.app.h{}", app::short_hash(&home))).build(),
        None => builder.build(),
    }
}
