//! A device whose database is damaged: it says so, keeps the file, is enrolled again, and is complete
//! again: what was sent comes from the central endpoint, what was not is read from the file.

use stage::fixture::{App, Device, Look, PASSPHRASE, Town};
use stage::{Failure, Inspection};
use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

const GERDA: &str = "Gerda Wouters";
const WISH: &str = "Met de buurvrouw naar de rommelmarkt in Millingen.";
/// Typed without a connection, and never sent.
const UNSENT: &str = "Daarna ook naar de rommelmarkt in Beek.";
const PAGE: u64 = 4096;

#[test]
fn a_damaged_device_is_enrolled_again_and_complete_again() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let home = town.home("app");
    let mut app = App::open(&home, Look::Light)?;
    app.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", WISH)?;
    app.see_saved()?;
    app.tap("finish")?;
    app.send()?;
    town.server.stop();
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", UNSENT)?;
    app.see_saved()?;
    app.tap("finish")?;
    app.see_with("wish-now", UNSENT)?;
    app.ask_to_close()?;
    app.see_closed()?;
    let device = Device::at(&home, PASSPHRASE);
    let before = device.export()?;
    assert!(before.contains(WISH) && before.contains(UNSENT));

    let database = home.join("meedoen.db");
    let damaged = overwrite_pages(&database)?;
    app.reopen()?;
    app.fill("unlock-passphrase", PASSPHRASE)?;
    app.tap("unlock")?;
    app.see("set-aside")?;
    // It is still told after a restart, and nothing was thrown away.
    app.reopen()?;
    let file = app.see("set-aside-file")?.text()?;
    assert_eq!(fs::read(home.join(&file))?, damaged);
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "55-damaged", "set-aside")?;

    town.server.resume()?;
    app.tap("set-aside-enrol")?;
    app.see_value("enrol-url", &town.server.url())?;
    app.fill_address(&town.server.url(), &town.new_code("c1")?)?;
    app.fill("passphrase", PASSPHRASE)?;
    app.fill("passphrase-again", PASSPHRASE)?;
    app.tap("start-enrol")?;
    app.tap("start-skip-pin")?;
    assert_ne!(app.see("rebuilt-taken")?.attribute("data-count")?, "0");
    assert_eq!(app.see("rebuilt-lost")?.attribute("data-count")?, "0");
    inspection.inspect(&app, "57-taken-over", "rebuilt")?;
    app.tap("rebuilt-seen")?;
    app.see_no("rebuilt")?;
    app.open_dossier("wout", GERDA)?;
    app.see_with("wish-now", UNSENT)?;
    app.open_sync()?;
    app.see_all_sent()?;
    app.see_no("first-sync")?;
    inspection.inspect(&app, "56-rebuilt", "all-sent")?;
    inspection.end()?;
    drop(app);
    assert_eq!(device.export()?, before);
    assert_eq!(fs::read(home.join(&file))?, damaged);
    Ok(())
}

/// Overwrites pages in the middle, where opening alone would not look; answers what stands there now.
fn overwrite_pages(database: &Path) -> Result<Vec<u8>, Failure> {
    let pages = fs::metadata(database)?.len() / PAGE;
    let mut file = OpenOptions::new().write(true).open(database)?;
    file.seek(SeekFrom::Start(pages / 2 * PAGE))?;
    file.write_all(&[0xA5; 3 * PAGE as usize])?;
    file.sync_all()?;
    Ok(fs::read(database)?)
}
