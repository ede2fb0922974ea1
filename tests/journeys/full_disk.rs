//! A disk that is really full, or may not be written: the text stays on screen, nobody is told that it
//! is saved, and once there is room it is, by itself.
#![cfg(target_os = "linux")]

use stage::fixture::{App, Look, PASSPHRASE, SmallDisk, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const BEFORE: &str = "Ze wil leren zwemmen.";
/// More than the room that the database has set aside already.
const LONG: usize = 19_000;
const MEGABYTES: u32 = 24;

#[test]
fn on_a_full_disk_text_waits_on_screen_until_there_is_room() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let Some(disk) = small_disk(folder.path())? else {
        return Ok(());
    };
    let mut app = begun(&town, &disk)?;
    let long = long_text();

    disk.fill()?;
    let text = fill_until_refused(&app, &long)?;
    app.see("unsaved")?;
    assert_eq!(app.see("unsaved")?.attribute("data-code")?, "disk_full");
    assert_eq!(app.see("save-status")?.attribute("data-state")?, "failed");
    app.see_value("strengths", &text)?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "50-disk-full", "unsaved")?;

    // Going elsewhere takes nothing away, and the window is held.
    app.tap("finish-later")?;
    app.see_notice("disk_full")?;
    app.ask_to_close()?;
    app.see("close-question")?;
    inspection.inspect(&app, "51-disk-full-close", "close-question")?;
    inspection.end()?;
    app.tap("close-stay")?;
    app.see_no("close-question")?;
    // Longer than a window that does not answer is waited for.
    std::thread::sleep(std::time::Duration::from_secs(2));
    app.see_value("strengths", &text)?;

    disk.free()?;
    app.see_no("unsaved")?;
    app.see_saved()?;
    app.kill_and_reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_value("wish", BEFORE)?;
    app.see_value("strengths", &text)?;
    app.ask_to_close()?;
    app.see_closed()
}

#[test]
fn a_window_with_text_that_is_not_on_disk_closes_when_the_coach_says_so() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let Some(disk) = small_disk(folder.path())? else {
        return Ok(());
    };
    let mut app = begun(&town, &disk)?;
    disk.fill()?;
    fill_until_refused(&app, &long_text())?;
    app.ask_to_close()?;
    app.see("close-anyway")?;
    let closing =
        "setTimeout(() => document.querySelector('[data-test=close-anyway]').click(), 300)";
    app.session().run(closing, &[])?;
    app.see_closed()?;

    // What was acknowledged before is there; a full disk can still be read.
    app.reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_value("wish", BEFORE)
}

#[test]
fn a_disk_that_may_not_be_written_is_told_and_tried_again() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let Some(disk) = small_disk(folder.path())? else {
        return Ok(());
    };
    let mut app = begun(&town, &disk)?;
    app.ask_to_close()?;
    app.see_closed()?;
    disk.set_read_only(true)?;
    app.reopen()?;
    app.see("trouble")?;
    app.see_notice("disk_read_only")?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "52-read-only", "trouble")?;
    inspection.end()?;
    disk.set_read_only(false)?;
    // Nobody has to tap for that.
    app.unlock(PASSPHRASE)?;
    app.see_value("wish", BEFORE)
}

fn small_disk(folder: &std::path::Path) -> Result<Option<SmallDisk>, Failure> {
    match SmallDisk::mount(&folder.join("disk"), MEGABYTES)? {
        Ok(disk) => Ok(Some(disk)),
        Err(why) => {
            eprintln!("skipped: this kernel lets no user mount a disk of their own: {why}");
            Ok(None)
        }
    }
}

/// An app on the small disk, in a talk of which the first words are saved.
fn begun(town: &Town, disk: &SmallDisk) -> Result<App, Failure> {
    let home = disk.folder().join("app");
    let mut app = App::open_with(disk.program(), &home, Look::Light)?;
    app.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", BEFORE)?;
    app.see_saved()?;
    // Closing empties the write-ahead log, in which there would be room for a while.
    app.ask_to_close()?;
    app.see_closed()?;
    app.reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_value("wish", BEFORE)?;
    Ok(app)
}

/// Pastes, a piece more each time, until the disk takes no more; returns what stands on screen.
fn fill_until_refused(app: &App, long: &str) -> Result<String, Failure> {
    let mut text = String::new();
    for piece in long.as_bytes().chunks(LONG / 10) {
        let piece = String::from_utf8_lossy(piece);
        app.paste_into("strengths", &piece)?;
        text.push_str(&piece);
        let state = app.wait("the disk to take it or not", || {
            let state = app.see("save-status")?.attribute("data-state")?;
            Ok((state != "busy").then_some(state))
        })?;
        if state == "failed" {
            return Ok(text);
        }
    }
    Err(Failure::new("a full disk took everything"))
}

fn long_text() -> String {
    "Kookt graag en goed. ".repeat(LONG / 21)
}
