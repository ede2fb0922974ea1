//! Vandaag and the caseload: whose turn it is, a morning planned without a connection, and one list of
//! everything that is left to do.

use stage::fixture::{App, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const RIET: &str = "Riet Thijssen-Smeets";
const INGRID: &str = "Ingrid Hendriks";

#[test]
fn a_morning_is_planned_without_a_connection() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let norm = town
        .server
        .admin(&["norm", "--talks-a-year", "6", "--talks-a-morning", "4"])?;
    assert_eq!(
        (
            norm["talks_a_year"].as_u64(),
            norm["talks_a_morning"].as_u64()
        ),
        (Some(6), Some(4))
    );
    let mut app = town.app("first", "c1")?;
    app.see_with("longest", RIET)?;
    town.server.stop();

    // Who asks for a talk when it is wanted is not offered any more.
    app.open_dossier("ingrid", INGRID)?;
    app.tap("contact")?;
    app.type_into("contact-rhythm", "0")?;
    app.see_saved()?;
    app.tap("nav-today")?;
    app.tap("to-caseload")?;
    app.see_with("turn-on_request", INGRID)?;
    assert_eq!(free(&app)?, 4);
    let mut inspection = Inspection::in_both_looks()?;
    inspection.inspect(&app, "70-caseload", "caseload")?;

    app.tap_with("plan-*", "Plannen")?;
    app.see_with("plan-said", RIET)?;
    app.see_with("planned", RIET)?;
    app.see_with("turn-planned", RIET)?;
    app.tap_with("plan-*", "Plannen")?;
    app.see_with("planned", GERDA)?;
    assert_eq!(free(&app)?, 2);
    inspection.inspect(&app, "71-day-planned", "plan-undo")?;
    // A tap too many is taken back.
    app.tap("plan-undo")?;
    app.see_no("plan-undo")?;
    assert_eq!(free(&app)?, 3);

    // Riet can only come later that morning, at the library.
    app.tap("day-change")?;
    app.see("change-time")?;
    set(&app, "change-time", "input", "11:30")?;
    app.select("change-place", "bibliotheek")?;
    inspection.inspect(&app, "72-day-change", "change-keep")?;
    app.tap("change-keep")?;
    app.see_with("planned", "11:30")?;
    app.see_with("planned", "Bibliotheek")?;
    assert_eq!(free(&app)?, 3);
    inspection.end()?;

    // Planned is planned: the next one is offered, also after a restart.
    app.tap("nav-today")?;
    app.see_with("longest", GERDA)?;
    app.see_with("next-day", RIET)?;
    app.reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_with("longest", GERDA)?;
    town.server.resume()?;
    app.send()?;
    let colleague = town.app("second", "c1")?;
    colleague.tap("to-caseload")?;
    colleague.see_with("turn-planned", RIET)?;
    colleague.see_with("turn-on_request", INGRID)?;

    // Somebody who wants to be spoken every month, found by name among all.
    colleague.open_dossier("ingrid", INGRID)?;
    colleague.tap("contact")?;
    colleague.fill("contact-rhythm", "12")?;
    colleague.see_saved()?;
    colleague.tap("nav-today")?;
    colleague.tap("to-caseload")?;
    colleague.fill("caseload-search", "INGRID h")?;
    let found = colleague.see_with("caseload", "12 keer per jaar")?.text()?;
    assert!(found.contains(INGRID) && !found.contains(RIET), "{found}");
    Ok(())
}

#[test]
fn a_short_contact_does_not_count_as_spoken() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.see_with("longest", RIET)?;
    app.open_dossier("riet", RIET)?;
    app.tap("brief")?;
    app.type_into("brief-line", "Belde over de bus.")?;
    app.tap("brief-keep")?;
    app.see_with("timeline", "Kort contact")?;
    app.tap("nav-today")?;
    app.see_with("longest", RIET)?;
    // A real talk does.
    app.open_dossier("riet", RIET)?;
    app.begin_talk()?;
    app.type_into("wish", "Vaker naar de markt.")?;
    app.tap("finish")?;
    app.tap("nav-today")?;
    app.see_with("longest", GERDA).map(drop)
}

#[test]
fn what_is_left_to_do_is_one_list() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.see("longest")?;
    town.server.stop();
    app.see_no("todo-talks")?;

    // A talk is left for later, with a promise for today.
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", "Elke dinsdag naar het zwembad.")?;
    app.open_card("next")?;
    app.type_into("step-what", "De folder van het zwembad brengen.")?;
    app.choose("step-who-coach")?;
    app.see_saved()?;
    app.tap("finish-later")?;
    // The welfare office says that it has begun.
    app.open_dossier("riet", RIET)?;
    app.tap_with("referral-*", "elzijn")?;
    app.tap("status-gestart")?;
    app.see("referral-tell")?;

    app.tap("nav-today")?;
    app.see_with("todo-talks", "1 gesprek afmaken")?;
    app.see_with("todo-answers", "1 antwoord binnen")?;
    let mut inspection = Inspection::in_both_looks()?;
    inspection.inspect(&app, "73-today-left", "todo-steps")?;
    app.tap("todo-steps")?;
    app.see_with("do-talk", GERDA)?;
    // No day was named; it comes up all the same.
    app.see_with("do-step", "Geen datum")?;
    app.see_with("do-answer", "Vertel het Riet.")?;
    inspection.inspect(&app, "74-to-do", "to-do")?;
    app.choose("do-done")?;
    app.tap("do-answer")?;
    app.tap("referral-told")?;
    app.see_no("referral-tell")?;
    app.tap("back")?;
    // Told and kept; the talk is still to be finished.
    app.see("do-talk")?;
    app.see_no("do-answer")?;
    app.see_no("do-step")?;
    app.tap("do-talk")?;
    app.tap("finish")?;
    app.tap("nav-today")?;
    app.see_no("todo-talks")?;
    inspection.end()
}

/// How many times of the morning are free.
fn free(app: &App) -> Result<usize, Failure> {
    let count = app.session().run(
        "return document.querySelectorAll('[data-test=free]').length",
        &[],
    )?;
    Ok(count.as_u64().unwrap_or_default() as usize)
}

/// Fills a time in as the picker does.
fn set(app: &App, name: &str, event: &str, value: &str) -> Result<(), Failure> {
    let script = "const box = document.querySelector(`[data-test=${arguments[0]}]`);
        box.value = arguments[2];
        box.dispatchEvent(new Event(arguments[1], {bubbles: true}));";
    app.session()
        .run(script, &[name.into(), event.into(), value.into()])
        .map(drop)
}
