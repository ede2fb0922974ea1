//! What `./dev run` opens on: every screen has something to try, and what is planned is planned for today.

use stage::fixture::{App, Town, today};
use stage::{Failure, Inspection};

#[test]
fn every_screen_of_the_demo_has_something_to_try() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    town.bring_demo(today())?;
    let app = town.app("first", "c1")?;
    let mut inspection = Inspection::begin("light")?;
    // Which of the two comes first depends on the hour.
    app.see("lead-talk")?;
    app.wait("both talks of today", || {
        let shown = app.session().run("return document.body.innerText", &[])?;
        let has = |name| shown.as_str().is_some_and(|text| text.contains(name));
        Ok((has("Riet Thijssen") && has("Fatima Amrani")).then_some(()))
    })?;
    app.see_with("longest", "Gerda Wouter")?;
    for left in [
        "todo-talks",
        "todo-steps",
        "todo-corrections",
        "todo-ask",
        "todo-copies",
        "todo-aftercare",
    ] {
        app.see(left)?;
    }
    inspection.inspect(&app, "95-demo-today", "longest")?;
    dossiers(&app)?;
    app.tap("nav-spreekuur")?;
    app.see_with("walk-ins", "Mehmet")?;
    app.see_with("spreekuren", "Leuth")?;
    inspection.inspect(&app, "95-demo-spreekuur", "spreekuren")?;
    app.tap("nav-groups")?;
    app.see_with("groups", "Samen langs de dijk")?;
    app.tap_with("group-*", "Koffie in Beek")?;
    app.see_with("togethers", "samen wandelen")?;
    inspection.inspect(&app, "95-demo-group", "togethers")?;
    app.tap("nav-today")?;
    app.tap("to-caseload")?;
    app.see_with("turn-planned", "Kees de Bruin")?;
    inspection.inspect(&app, "95-demo-caseload", "caseload")?;
    inspection.end()
}

fn dossiers(app: &App) -> Result<(), Failure> {
    app.open_dossier("riet", "Riet Thijssen-Smeets")?;
    app.see_with("network", "Wim")?;
    app.see("respite-signal")?;
    app.see_with("agreements", "koor")?;
    app.see_with("referrals", "antelzorgsteunpunt")?;
    app.open_dossier("arts", "Willem Arts")?;
    app.see_with("closed", "doel bereikt")?;
    app.see_with("aftercare", "stelt een dag voor")?;
    app.open_dossier("linssen", "Jo Linssen")?;
    app.see_with("handed-over", "Bel eerst")?;
    app.open_dossier("yild", "Mehmet Yıldız")?;
    app.see_with("same-person", "Mehmet")?;
    app.open_dossier("ingrid", "Ingrid Hendriks")?;
    app.see_with("goals", "post")?;
    app.see_with("referrals", "Schuldhulp")?;
    app.open_dossier("fatima", "Fatima Amrani")?;
    app.see_with("trajectories", "Taalcafé")?;
    app.open_dossier("bruin", "Kees de Bruin")?;
    app.see_with("outcomes", "etaald werk")?;
    app.open_dossier("wouters", "Gerda Wouters")?;
    app.tap("own-file")?;
    app.see_with("own-parts", "").map(drop)
}
