//! What there is to join: kept by the office, found and matched without a connection, and chosen by the
//! person; and the trajectory that comes of it.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";

#[test]
fn the_person_chooses_from_what_there_is() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = App::open(&town.home("first"), Look::Light)?;
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
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "58-activities", "activities")?;

    app.type_into("activities-search", "taalcafe groes")?;
    app.see_with("activity-0", "Taalcafé")?;
    app.see_no("activity-1")?;
    app.fill("activities-search", "raketbouw")?;
    app.see_with("activities", "Niets gevonden")?;
    app.fill("activities-search", " ")?;
    app.see("activity-1")?;

    app.tap("turn")?;
    app.see_with("turned", "Wat lijkt u leuk?")?;
    inspection.inspect(&app, "59-choose", "choose-0")?;
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
    app.choose("trajectory-status-0-gestopt")?;
    app.type_into("trajectory-stop-0", "Te druk in de keuken.")?;
    app.pick_day("trajectory-follow-up-on-0", "2026-01-05")?;
    app.see_saved()?;
    inspection.inspect(&app, "60-trajectory", "trajectory-stop-0")?;
    inspection.end()?;

    app.tap("nav-today")?;
    app.tap("todo-ask")?;
    app.tap_with("do-*", "Hoe gaat het met: Buurtsoepie?")?;
    app.see_with("title", GERDA)?;
    app.tap("trajectory-add")?;
    app.tap("trajectory-add-proefplaatsing")?;
    app.see_with("trajectories", "Proefplaatsing")?;

    town.server.resume()?;
    app.open_sync()?;
    app.tap("sync-now")?;
    app.see_all_sent().map(drop)
}

#[test]
fn what_the_office_retires_is_offered_no_more() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let listed = town.server.admin(&["activity", "list", "--json"])?;
    let activities = listed["activities"].as_array().cloned().unwrap_or_default();
    let soup = activities.iter().find(|one| one["name"] == "Buurtsoepie");
    let soup = soup.and_then(|one| one["id"].as_str()).unwrap_or_default();
    town.server.administer(&["activity", "retire", soup])?;
    let app = App::open(&town.home("first"), Look::Light)?;
    app.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.tap("nav-more")?;
    app.tap("more-activities")?;
    app.see_with("activities", "Wandelgroep De Duffelt")?;
    assert!(!app.see("activities")?.text()?.contains("Buurtsoepie"));
    Ok(())
}
