//! A busy spreekuur: who walks in is on the list with one line, is called in with one tap, and gets
//! a whole dossier later; and two coaches who work on one list.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::webdriver::keys;
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";

#[test]
fn people_walk_in_are_called_in_and_get_their_dossier() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = enrolled(&town, "first", "c1")?;
    app.open_sync()?;
    app.see_all_sent()?;
    let mut inspection = Inspection::begin("light")?;
    app.tap("nav-spreekuur")?;
    inspection.inspect(&app, "90-spreekuur-new", "spreekuur-begin")?;
    app.select("spreekuur-place", "cultuurhuis")?;
    app.select("spreekuur-village", "beek")?;
    app.tap("spreekuur-begin")?;
    app.see_with("spreekuur-where", "Cultuurhuis, Beek")?;
    town.server.stop();

    // From Vandaag: one tap, and the cursor stands where the first name goes.
    app.tap("nav-today")?;
    app.see("nav-spreekuur")?;
    app.tap("nav-spreekuur")?;
    for name in ["Fatima", "Gerda", "Henk"] {
        walks_in(&app, name)?;
    }
    inspection.inspect(&app, "91-spreekuur-list", "walk-in-name")?;

    // One tap to the talk; when it is done, the next one waits.
    begin(&app, "Fatima")?;
    app.type_into("wish", "Weer onder de mensen zijn.")?;
    app.see_saved()?;
    app.tap("circumstances")?;
    app.see_value("talk-place", "cultuurhuis")?;
    app.see_value("talk-kind", "eerste_gesprek")?;
    app.tap("finish")?;
    app.see_with("walk-in-*", "Nog aanvullen")?;

    // Somebody whom the team knows.
    open_row(&app, "Gerda")?;
    app.see_with("alike", GERDA)?;
    inspection.inspect(&app, "92-spreekuur-alike", "alike")?;
    app.tap_with("alike-*", GERDA)?;
    app.see_with("walk-in-*", GERDA)?;
    begin(&app, GERDA)?;
    app.tap("circumstances")?;
    app.see_value("talk-kind", "vervolggesprek")?;
    app.tap("finish-later")?;

    // One whom another team knows is not shown. He does not wait any longer.
    open_row(&app, "Henk")?;
    let alike = app.see_with("alike", "Bij uw team")?.text()?;
    assert!(!alike.contains("van den Broek"), "{alike}");
    app.tap("walk-in-leave")?;
    app.see_with("walk-in-*", "Weggegaan")?;

    // When it is quiet, the rest is filled in.
    open_row(&app, "Fatima")?;
    app.fill("complete-name", "Fatima Amrani")?;
    app.type_into("complete-year", "1971")?;
    app.select("complete-village", "ooij")?;
    app.see_with("walk-in-*", "Fatima Amrani")?;
    app.wait("nothing to be left to add", || {
        let list = app.see("walk-ins-done")?.text()?;
        Ok((!list.contains("Nog aanvullen")).then_some(()))
    })?;
    inspection.inspect(&app, "93-spreekuur-complete", "complete-name")?;
    inspection.end()?;
    app.tap("walk-in-dossier")?;
    app.see_with("title", "Fatima Amrani")?;
    app.see_with("timeline", "Eerste gesprek op het spreekuur")?;

    town.server.resume()?;
    app.open_sync()?;
    app.tap("sync-now")?;
    app.see_all_sent()?;
    // Another team knows nothing of it.
    let elsewhere = town.device("c2");
    elsewhere.sync()?;
    let exported = elsewhere.export()?;
    assert!(!exported.contains("Fatima"), "another team sees the list");
    assert!(!exported.contains("\"spreekuur\""));
    let colleague = town.device("c3");
    colleague.sync()?;
    assert!(colleague.export()?.contains("Fatima Amrani"));
    Ok(())
}

#[test]
fn two_coaches_who_call_the_same_person_in_have_one_dossier() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let one = enrolled(&town, "one", "c1")?;
    let other = enrolled(&town, "other", "c3")?;
    one.tap("nav-spreekuur")?;
    one.tap("spreekuur-begin")?;
    walks_in(&one, "Fatima")?;
    send(&one)?;
    send(&other)?;
    town.server.stop();

    for (app, wish) in [(&one, "Leren fietsen."), (&other, "Beter Nederlands.")] {
        app.tap("nav-spreekuur")?;
        begin(app, "Fatima")?;
        app.type_into("wish", wish)?;
        app.see_saved()?;
        app.tap("finish")?;
        app.see("walk-ins-done")?;
    }
    town.server.resume()?;
    send(&one)?;
    send(&other)?;
    send(&one)?;
    for app in [&one, &other] {
        app.tap("nav-people")?;
        app.fill("people-search", "fatima")?;
        app.see_with("people-count", "1")?;
        app.tap_with("person-*", "Fatima")?;
        app.see_with("title", "Fatima")?;
        // One talk, in which both wishes stand until somebody chooses.
        let timeline = app.see_with("timeline", "Eerste gesprek")?.text()?;
        assert_eq!(timeline.matches("Eerste gesprek").count(), 1, "{timeline}");
        assert!(timeline.contains("Leren fietsen."), "{timeline}");
        assert!(timeline.contains("Beter Nederlands."), "{timeline}");
    }
    Ok(())
}

fn enrolled(town: &Town, home: &str, coach: &str) -> Result<App, Failure> {
    let app = App::open(&town.home(home), Look::Light)?;
    app.enrol(&town.server.url(), &town.new_code(coach)?, PASSPHRASE)?;
    Ok(app)
}

/// Types a first name where the cursor stands, and Enter.
#[track_caller]
fn walks_in(app: &App, name: &str) -> Result<(), Failure> {
    app.wait("the cursor to stand in the first name", || {
        let look = "return document.activeElement?.dataset?.test === 'walk-in-name'";
        Ok((app.session().run(look, &[])? == true).then_some(()))
    })?;
    app.session().press(name)?;
    app.session().press(keys::ENTER)?;
    app.see_with("walk-ins", name)?;
    app.see_value("walk-in-name", "")
}

/// Calls somebody on the list in.
#[track_caller]
fn begin(app: &App, name: &str) -> Result<(), Failure> {
    let row = row(app, name)?;
    app.tap(&row.replace("walk-in-", "walk-in-begin-"))?;
    app.see("wish").map(drop)
}

#[track_caller]
fn open_row(app: &App, name: &str) -> Result<(), Failure> {
    app.tap(&row(app, name)?)?;
    app.see("walk-in-open").map(drop)
}

/// The row of somebody on the list.
#[track_caller]
fn row(app: &App, name: &str) -> Result<String, Failure> {
    app.see("walk-ins")?;
    app.wait(&format!("{name} on the list"), || {
        let find = "return [...document.querySelectorAll('button[data-turn]')]
            .find((row) => row.textContent.includes(arguments[0]))?.dataset.test";
        let row = app.session().run(find, &[name.into()])?;
        Ok(row.as_str().map(str::to_owned))
    })
}

fn send(app: &App) -> Result<(), Failure> {
    app.open_sync()?;
    app.tap("sync-now")?;
    app.see_all_sent().map(drop)
}
