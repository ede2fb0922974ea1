//! The shell: one window, thin commands, and what runs beside them. No rules and no SQL.

mod app;
mod background;
mod commands;
mod events;
mod preferences;
mod session;
mod window;

use app::App;
use std::path::PathBuf;
use tauri::{Manager, RunEvent};

/// Starts the app; the mobile entry point too.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    let bindings = commands::bindings();
    let built = tauri::Builder::default()
        .invoke_handler(bindings.invoke_handler())
        .setup(|handle| {
            #[cfg(desktop)]
            be_the_only_one(handle.handle());
            let folder = home_folder(handle.handle())?;
            handle.manage(App::new(folder));
            background::start(handle.handle().clone());
            window::open(handle.handle())?;
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

/// Ends this start when there is another on the same home, which then shows its window.
///
/// One that was killed a moment ago may still hold the name without answering to it: that is tried
/// again. Whoever gets by in the end finds the home taken, and nothing is opened twice.
#[cfg(desktop)]
fn be_the_only_one(handle: &tauri::AppHandle) {
    const TRIES: u8 = 20;
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);
    for _ in 0..TRIES {
        match handle.plugin(single_instance()) {
            Ok(()) => return,
            Err(why) => eprintln!("Meedoen looks for another one again: {why}"),
        }
        std::thread::sleep(PAUSE);
    }
}

/// A second start on the same home shows the window of the first.
#[cfg(desktop)]
fn single_instance() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let builder =
        tauri_plugin_single_instance::Builder::new().callback(|handle, _, _| window::show(handle));
    match std::env::var_os("MEEDOEN_HOME") {
        Some(home) => builder
            .dbus_id(format!("nl.meedoen.app.h{}", app::short_hash(&home)))
            .build(),
        None => builder.build(),
    }
}
