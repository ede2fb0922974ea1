//! What there is to join: kept by the office, found and matched without a connection, and chosen by the
//! person; and the trajectory that comes of it.

use stage::fixture::{App, Look, PASSPHRASE, Town, today};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";

#[test]
fn the_person_chooses_from_what_there_is() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let swimming = listed(&town, "Zwemmen voor starters")?;
    town.server
        .administer(&["activity", "places", &swimming, "3"])?;
    let app = App::open(&town.home("first"), Look::Dark)?;
    app.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.open_dossier("wout", GERDA)?;
    app.open_sync()?;
    app.see_all_sent()?;
    app.open_dossier("wout", GERDA)?;
    town.server.stop();

    app.tap("to-activities")?;
    // The best comes first: her own words, and her own village.
    app.see_with("activity-0", "Buurtsoepie")?;
    app.see_with("activity-0", "In het eigen dorp")?;
    app.see_with("activity-0", "Zei zelf:")?;
    app.tap("needs")?;
    app.tap("need-zonder_trap")?;
    app.see_with("activity-0", "Past bij: zonder trap")?;
    app.see_with("ask-about", "zonder trap")?;
    let mut inspection = Inspection::begin("dark")?;
    inspection.inspect(&app, "58-activities", "activities")?;

    app.type_into("activities-search", "taalcafe groes")?;
    app.see_with("activity-0", "Taalcafé")?;
    app.see_no("activity-1")?;
    app.fill("activities-search", "raketbouw")?;
    app.see_with("activities", "Niets gevonden")?;
    app.fill("activities-search", " ")?;
    app.see("activity-1")?;

    app.see_with("activity-0", "Vragen: Aan de deur")?;
    app.tap("turn")?;
    app.see_with("turned", "Wat lijkt u leuk?")?;
    app.see_with("choose-why-0", "U zei zelf")?;
    app.see_with("turned", "Er zijn nog 4 plekken.")?;
    app.see_no("choose-4")?;
    inspection.inspect(&app, "59-choose", "choose-0")?;
    app.tap("choose-more")?;
    app.see("choose-4")?;
    app.tap("choose-0")?;
    app.see_with("trajectories", "Buurtsoepie")?;
    app.tap("trajectory-0")?;
    app.type_into(
        "trajectory-tried-0",
        "In 2024 een kookcursus. Die was te ver weg.",
    )?;
    app.tap("trajectory-starts-0-weeks-1")?;
    app.choose("trajectory-weeks-0-12")?;
    app.see_with("trajectory-0", "Tot en met")?;
    app.tap("trajectory-stopping-0")?;
    let stop = app.see("trajectory-stopped-0")?;
    assert!(!stop.is_enabled()?, "it stops without a reason");
    app.type_into("trajectory-stop-0", "Te druk in de keuken.")?;
    app.tap("trajectory-stopped-0")?;
    app.see_with("trajectory-0", "Gestopt")?;
    app.pick_day("trajectory-follow-up-on-0", "2026-01-05")?;
    app.see_saved()?;
    inspection.inspect(&app, "60-trajectory", "trajectory-stop-0")?;
    inspection.end()?;

    app.tap("nav-today")?;
    app.tap("todo-ask")?;
    app.tap_with("do-*", "Hoe gaat het met: Buurtsoepie?")?;
    app.see_with("title", GERDA)?;
    // A word about it does not end the reminder; that it was asked does, until another day.
    app.tap("trajectory-0")?;
    app.type_into("trajectory-follow-up-0", "Wil later nog eens.")?;
    app.see_saved()?;
    app.tap("nav-today")?;
    app.see("todo-ask")?;
    app.open_dossier("wout", GERDA)?;
    app.tap("trajectory-0")?;
    app.pick_day("trajectory-followed-up-on-0", &today().to_string())?;
    app.see_saved()?;
    app.tap("nav-today")?;
    app.see("longest")?;
    app.see_no("todo-ask")?;

    // Who chooses the same again sees how it went.
    app.open_dossier("wout", GERDA)?;
    app.tap("to-activities")?;
    app.see_with("stopped-before", "Te druk in de keuken.")?;
    app.tap("back")?;
    app.tap("trajectory-add")?;
    app.tap("trajectory-add-proefplaatsing")?;
    app.see("trajectory-1")?;
    app.tap("trajectory-0")?;
    for weeks in ["6", "8", "10", "12"] {
        app.choose(&format!("trajectory-weeks-0-{weeks}"))?;
        app.see_saved()?;
    }
    app.fill("trajectory-cost-0", "500")?;
    app.see_with("trajectory-budget-0", "Afgesproken is hoogstens 180 euro.")?;
    app.see_saved()?;

    town.server.resume()?;
    app.send()
}

#[test]
fn what_the_office_retires_is_offered_no_more() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let soup = listed(&town, "Buurtsoepie")?;
    town.server.administer(&["activity", "retire", &soup])?;
    let app = town.app("first", "c1")?;
    app.tap("nav-more")?;
    app.tap("more-activities")?;
    app.see_with("activities", "Wandelgroep De Duffelt")?;
    assert!(!app.see("activities")?.text()?.contains("Buurtsoepie"));
    Ok(())
}

/// The id of an activity that the office keeps.
fn listed(town: &Town, name: &str) -> Result<String, Failure> {
    let listed = town.server.admin(&["activity", "list", "--json"])?;
    let activities = listed["activities"].as_array().cloned().unwrap_or_default();
    let one = activities.iter().find(|one| one["name"] == name);
    let id = one.and_then(|one| one["id"].as_str()).unwrap_or_default();
    Ok(id.to_owned())
}
