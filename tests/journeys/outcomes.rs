//! What came of it: an outcome, whether it lasts after six months, aftercare, the group with its
//! reason, and closing the file.

use stage::fixture::{App, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const RIET: &str = "Riet Thijssen";

#[test]
fn after_six_months_it_is_asked_whether_it_lasts() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    let mut inspection = Inspection::in_both_looks()?;
    app.tap("outcome-add")?;
    inspection.inspect(&app, "79-outcome-add", "outcome-keep")?;
    app.tap("outcome-add")?;
    app.see_no("outcome-keep")?;
    add(&app, 100)?;
    app.see_with("outcomes", "vraagt Meedoen")?;
    // A slip is taken away.
    add(&app, 20)?;
    app.see("outcome-remove-2")?;
    app.tap("outcome-remove-0")?;
    app.tap("outcome-remove-0-sure")?;
    app.see_no("outcome-remove-2")?;
    app.see("outcome-remove-1")?;
    app.tap("nav-today")?;
    app.see("longest")?;
    app.see_no("todo-ask")?;

    app.open_dossier("wout", GERDA)?;
    add(&app, 200)?;
    app.tap("nav-today")?;
    app.tap("todo-ask")?;
    app.see_with("do-lasting", GERDA)?;
    app.tap("do-lasting")?;
    app.see_with("outcomes", "na zes maanden")?;
    inspection.inspect(&app, "80-outcomes", "outcomes")?;
    inspection.end()?;
    app.choose("outcome-lasted-*")?;
    app.tap("nav-today")?;
    app.see("longest")?;
    app.see_no("todo-ask")?;

    // Who found paid work is spoken in aftercare.
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.tap("circumstances")?;
    app.see_value("talk-kind", "nazorg")
}

#[test]
fn aftercare_comes_up_by_itself_and_the_coach_chooses() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("riet", RIET)?;
    app.see("outcomes")?;
    app.see_no("aftercare")?;
    // Nearly a month ago somebody began to work, and nobody planned anything.
    add(&app, 28)?;
    let mut inspection = Inspection::in_both_looks()?;
    app.see_with("aftercare", "stelt een dag voor")?;
    inspection.inspect(&app, "81-aftercare-dossier", "aftercare")?;
    app.tap("nav-today")?;
    app.tap("todo-aftercare")?;
    let riet = app.named_with("do-aftercare-*", RIET)?;
    app.see_with(&riet, "etaald werk")?;
    inspection.inspect(&app, "82-aftercare-to-do", "to-do")?;
    // Not now, in one tap, and it is gone.
    app.tap(&riet.replace("do-aftercare", "aftercare-not"))?;
    app.see_no(&riet)?;
    // All the same.
    app.open_dossier("riet", RIET)?;
    app.tap("aftercare-again")?;
    app.see("aftercare-plan-*")?;
    app.tap("nav-today")?;
    app.tap("todo-aftercare")?;
    app.tap(&riet.replace("do-aftercare", "aftercare-other"))?;
    app.see("aftercare-day")?;
    app.tap("aftercare-keep")?;
    app.see_with("to-do-said", RIET)?;
    app.see_no(&riet)?;
    inspection.end()?;
    app.tap("nav-today")?;
    app.tap("next-day")?;
    app.see_with("day-plan", RIET)?;
    // It is planned as aftercare, and the dossier says when.
    app.open_dossier("riet", RIET)?;
    app.see("aftercare-planned").map(drop)
}

#[test]
fn a_group_has_a_reason_and_a_file_is_closed_with_one() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.select("group", "doorstromer")?;
    app.see("group-why")?;
    app.type_into("group-reason", "Wil weer werken.")?;
    app.tap("closing-ask")?;
    let mut inspection = Inspection::in_both_looks()?;
    inspection.inspect(&app, "81-closing", "closing-not")?;
    inspection.end()?;
    app.tap("closing-doel_bereikt")?;
    app.see_with("closing", "doel bereikt")?;
    app.see_with("closed", "doel bereikt")?;
    // How it goes afterwards is heard in a talk.
    app.see_with("aftercare", "stelt een dag voor")?;
    app.tap("nav-today")?;
    app.open_dossier("wout", GERDA)?;
    app.see_value("group-reason", "Wil weer werken.")?;
    app.tap("closing-open")?;
    app.see("closing-ask")?;
    // What it was stays known.
    app.tap("dossier-history")?;
    app.see_with("history-*", "doel bereikt").map(drop)
}

/// Writes down paid work since so many days.
fn add(app: &App, days_ago: i32) -> Result<(), Failure> {
    app.tap("outcome-add")?;
    app.see("outcome-on")?;
    let script = "const day = new Date(Date.now() - arguments[0] * 86400000);
        const box = document.querySelector('[data-test=outcome-on]');
        box.value = day.toISOString().slice(0, 10);
        box.dispatchEvent(new Event('input', {bubbles: true}));";
    app.session().run(script, &[days_ago.into()])?;
    app.tap("outcome-keep")?;
    app.see_no("outcome-on")
}
