//! Builds the shell: only the commands named here can be called from the window.

const COMMANDS: &[&str] = &include!("src/commands/names.in");

fn main() {
    println!("cargo:rerun-if-changed=src/commands/names.in");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // WebKitGTK loads the system's SQLite into this process; its calls must not bind to ours.
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
