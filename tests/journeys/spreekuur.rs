//! A busy spreekuur: who walks in is on the list with one line, is called in with one tap, and gets
//! a whole dossier later; and two coaches who work on one list.

use stage::fixture::{App, Town};
use stage::webdriver::keys;
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";

#[test]
fn people_walk_in_are_called_in_and_get_their_dossier() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_sync()?;
    app.see_all_sent()?;
    let mut inspection = Inspection::in_both_looks()?;
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
    app.tap("nav-today")?;
    app.tap("todo-complete")?;
    app.see_with("group-complete", "Fatima")?;
    app.tap("nav-today")?;
    app.tap("nav-spreekuur")?;

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
    app.select("complete-law", "participatiewet")?;
    inspection.inspect(&app, "93-spreekuur-complete", "complete-name")?;
    turns_out_to_be_known(&app)?;
    inspection.end()?;
    app.tap("walk-in-dossier")?;
    app.see_with("title", "Fatima Amrani")?;
    app.see_with("timeline", "Eerste gesprek op het spreekuur")?;

    town.server.resume()?;
    app.send()?;
    what_stood_there_before_is_told(&app)?;
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
    let one = town.app("one", "c1")?;
    let other = town.app("other", "c3")?;
    one.tap("nav-spreekuur")?;
    one.tap("spreekuur-begin")?;
    walks_in(&one, "Fatima")?;
    one.send()?;
    other.send()?;
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
    one.send()?;
    other.send()?;
    one.send()?;
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

fn what_stood_there_before_is_told(app: &App) -> Result<(), Failure> {
    app.tap("nav-spreekuur")?;
    app.tap("spreekuur-facts-open")?;
    app.select("facts-place", "bibliotheek")?;
    app.see_with("spreekuur-where", "Bibliotheek")?;
    app.tap("history-spreekuur")?;
    app.see_with("history-0", "cultuurhuis")?;
    app.tap("history-0-back-1")?;
    app.see_with("history-0", "Teruggezet")?;
    app.tap("back")?;
    app.see_with("spreekuur-where", "ultuurhuis").map(drop)
}

/// Whom nobody recognised at the door is known by a whole name, after the talk.
fn turns_out_to_be_known(app: &App) -> Result<(), Failure> {
    app.tap("nav-today")?;
    app.tap("nav-spreekuur")?;
    app.tap("spreekuur-facts-open")?;
    app.select("facts-kind", "evaluatie")?;
    app.tap("nav-today")?;
    app.tap_with("gathering-*", "Spreekuur")?;
    for name in ["Riet", "Rita", "Mehmet"] {
        walks_in(app, name)?;
    }
    // On the list by mistake.
    open_row(app, "Rita")?;
    app.tap("walk-in-away")?;
    app.tap("walk-in-away-sure")?;
    app.see_no("walk-in-away*")?;
    begin(app, "Riet")?;
    app.tap("circumstances")?;
    app.see_value("talk-kind", "evaluatie")?;
    app.tap("finish")?;
    open_row(app, "Riet")?;
    app.fill("complete-name", "Riet Thijsen")?;
    app.tap_with("alike-*", "Riet Thijssen-Smeets")?;
    app.see_no("alike-*")?;
    app.tap("walk-in-dossier")?;
    app.see_with("same-person", "Hier staat ook alles bij van")?;
    app.tap("nav-spreekuur")?;
    is_somebody_else(app)?;
    open_row(app, "Fatima")
}

/// Who is called nearly as somebody known, and is not: that is asked once.
fn is_somebody_else(app: &App) -> Result<(), Failure> {
    begin(app, "Mehmet")?;
    app.tap("finish")?;
    open_row(app, "Mehmet")?;
    app.fill("complete-name", "Mehmet Yildis")?;
    app.see_with("alike-*", "Mehmet Yıldız")?;
    app.tap("apart-*")?;
    app.see_no("alike-*")?;
    app.tap("walk-in-dossier")?;
    app.see_with("title", "Mehmet Yildis")?;
    app.tap("double-look")?;
    app.see_with("doubles", "Hier staat niemand")?;
    app.tap("nav-spreekuur")
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
