//! Work that the central endpoint refuses: it is set apart on screen with what it says, why and what to
//! do, tried again, put away and taken out again, and saved for the administrator. It is never gone.

use stage::fixture::{App, Device, Look, PASSPHRASE, Places, Town};
use stage::{Failure, Inspection};
use std::fs;

/// Words of Gerda's first talk.
const WISH: &str = "Weer eens ergens bij horen";

#[test]
fn what_is_refused_is_kept_in_sight_tried_again_and_saved_as_a_file() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let key = folder.path().join("recovery.key");
    let key = key.to_string_lossy();
    town.server.admin(&["recovery", "new", "--out", &key])?;
    let mut app = refused(&mut town)?;
    app.open_sync()?;
    app.tap("sync-now")?;
    let gerda = gerda_in(&app)?;
    app.see_with(&gerda, WISH)?;
    app.see_with(&gerda, "U kunt niet (meer) in dit dossier schrijven.")?;
    assert_eq!(app.see(&gerda)?.attribute("data-reason")?, "no_access");
    let mut inspection = Inspection::in_both_looks()?;
    inspection.inspect(&app, "53-set-apart", "set-apart")?;
    // Nowhere does it say that everything is sent.
    app.see_with("all-sent", "staan apart")?;
    app.tap("nav-more")?;
    app.see_with("more-sync", "staan apart")?;
    app.tap("nav-today")?;
    inspection.inspect(&app, "53-today-apart", "nav-today")?;
    app.open_sync()?;

    // Put away is one tap from being seen again.
    let before = count(&app)?;
    app.tap(&format!("{gerda}-seen"))?;
    see_count(&app, before - 1)?;
    app.tap("set-apart-look")?;
    app.see_with("away-0", WISH)?;
    inspection.inspect(&app, "54-put-away", "away-0")?;
    inspection.end()?;
    app.reopen()?;
    app.unlock(PASSPHRASE)?;
    app.open_sync()?;
    see_count(&app, before - 1)?;
    app.tap("set-apart-look")?;
    app.tap("away-0-seen")?;
    see_count(&app, before)?;

    // Tried again while nothing has changed, it is refused again and is still there.
    let changes = |app: &App| app.see(&gerda_in(app)?)?.attribute("data-changes");
    let tried = changes(&app)?;
    app.tap(&format!("{}-retry", gerda_in(&app)?))?;
    app.wait("the new change to be set apart", || {
        Ok((changes(&app)? != tried).then_some(()))
    })?;
    see_count(&app, before)?;
    app.see_with(&gerda_in(&app)?, WISH)?;

    app.tap("rescue")?;
    let file = app.wait("the rescue file", || {
        let file = app.see("rescue-file")?.attribute("data-file")?;
        Ok((!file.is_empty()).then_some(file))
    })?;
    let read = town
        .server
        .admin(&["recovery", "read", &file, "--key", &key, "--json"]);
    fs::remove_file(&file)?;
    assert!(read?.to_string().contains(WISH));
    Ok(())
}

/// Paul's app, with work in dossiers of another team that the central endpoint knows already.
fn refused(town: &mut Town) -> Result<App, Failure> {
    let home = town.home("paul");
    let mut app = App::open(&home, Look::Light)?;
    app.enrol(&town.server.url(), &town.new_code("c2")?, PASSPHRASE)?;
    app.open_sync()?;
    app.see_all_sent()?;
    app.ask_to_close()?;
    app.see_closed()?;
    let scenario = Places::scenario().to_string_lossy().into_owned();
    let device = Device::at(&home, PASSPHRASE);
    device.run(&["import", &scenario, "--coach", "c1"])?;
    app.reopen()?;
    app.unlock(PASSPHRASE)?;
    Ok(app)
}

/// The entry of Gerda's talk, such as `apart-3`.
fn gerda_in(app: &App) -> Result<String, Failure> {
    app.named_with("apart-*", WISH)
}

fn count(app: &App) -> Result<usize, Failure> {
    let count = app.see("set-apart")?.attribute("data-count")?;
    count.parse().map_err(Failure::during("reading the count"))
}

fn see_count(app: &App, wanted: usize) -> Result<(), Failure> {
    app.wait(&format!("{wanted} to be set apart"), || {
        let count = count(app)?;
        if count == wanted {
            return Ok(Some(()));
        }
        Err(Failure::new(format!("it is {count}")))
    })
}
