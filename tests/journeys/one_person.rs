//! One person, one dossier: a likely double is offered before somebody is added, and what was begun
//! twice is shown as one and can be taken apart again, without losing anything.

use serde_json::Value;
use stage::fixture::{App, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const PHONE: &str = "06 87 65 43 21";
const WISH: &str = "Een keer naar zee.";

#[test]
fn a_double_is_offered_shown_as_one_and_taken_apart_again() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.tap("nav-people")?;
    app.see_with("people", GERDA)?;
    town.server.stop();

    // Half a name is nobody; with the year of birth or the village it may be her.
    app.tap("add-person")?;
    app.fill("new-name", "Gerda Jansen")?;
    app.see_no("duplicates")?;
    app.fill("new-year", "1963")?;
    app.see_with("duplicates", GERDA)?;
    app.fill("new-year", "1999")?;
    app.see_no("duplicates")?;
    app.select("new-village", "beek")?;
    app.see_with("duplicates", GERDA)?;
    app.tap("back")?;

    // Married name first, and a typing error: it is asked whether this is somebody known.
    app.tap("add-person")?;
    app.fill("new-name", "Gerda Wauters")?;
    app.see_with("duplicates", GERDA)?;
    app.fill("new-phone", PHONE)?;
    app.tap("person-keep")?;
    app.see_with("title", "Gerda Wauters")?;
    app.begin_talk()?;
    app.type_into("wish", WISH)?;
    app.see_saved()?;
    app.tap("finish")?;
    app.see_with("title", "Gerda Wauters")?;

    // Later somebody sees that they are one.
    app.open_dossier("wouters", GERDA)?;
    app.tap("double-look")?;
    app.see_with("doubles", "Gerda Wauters")?;
    app.tap_with("double-*", "Gerda Wauters")?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "88-same-person", "link-sure")?;
    app.tap("link-sure")?;
    app.see_with("same-person", "Hier staat ook alles bij van")?;
    app.see_with("timeline", WISH)?;
    inspection.inspect(&app, "89-shown-as-one", "same-person")?;
    inspection.end()?;
    // Whichever of the two is shown, the telephone number is there.
    app.tap("contact-open")?;
    app.see_value("contact-phone", PHONE)?;
    one_gerda(&app, 1)?;
    on_every_screen(&app)?;

    // A colleague sees one, and sees that they are two after all.
    town.server.resume()?;
    app.send()?;
    let colleague = town.app("second", "c3")?;
    one_gerda(&colleague, 1)?;
    colleague.tap_with("person-*", "Gerda")?;
    colleague.see_with("timeline", WISH)?;
    colleague.tap("unlink-*")?;
    colleague.see_no("unlink-*")?;
    // It is not asked again.
    colleague.tap("double-look")?;
    colleague.see_with("doubles", "Hier staat niemand")?;
    one_gerda(&colleague, 2)?;
    colleague.send()?;
    one_gerda(&app, 2)?;
    app.tap_with("person-*", "Gerda Wauters")?;
    app.see_with("timeline", WISH).map(drop)
}

#[test]
fn two_who_look_alike_are_told_apart_for_good() -> Result<(), Failure> {
    const NAMESAKE: &str = "Gerda Wauters";
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let mut app = town.app("first", "c1")?;
    app.tap("nav-people")?;
    app.see_with("people", GERDA)?;
    app.tap("add-person")?;
    app.fill("new-name", NAMESAKE)?;
    app.see_with("duplicates", GERDA)?;
    app.tap("person-keep")?;
    app.see_with("title", NAMESAKE)?;
    app.tap("double-look")?;
    app.tap_with("double-*", GERDA)?;
    app.tap("link-apart")?;
    app.see_with("doubles", "Hier staat niemand")?;

    // What tells them apart is filled in, and stays.
    app.tap("contact-open")?;
    app.select("contact-law", "wmo")?;
    app.select("contact-inflow", "folder")?;
    app.tap("contact-language")?;
    app.see_saved()?;
    app.reopen()?;
    app.unlock(PASSPHRASE)?;
    app.tap("contact-open")?;
    app.see_value("contact-law", "wmo")?;
    app.see_value("contact-inflow", "folder")?;
    assert!(app.see("contact-language")?.property("checked")? == true);
    app.select("contact-inflow", "website")?;
    app.see_saved()?;
    app.tap("dossier-history")?;
    app.see_with("history-0", "folder")?;
    app.tap("back")?;

    // Neither of the two is asked about the other again, on no device.
    app.send()?;
    app.open_dossier("wouters", GERDA)?;
    app.tap("double-look")?;
    app.see_with("doubles", "Hier staat niemand")?;
    let colleague = town.app("second", "c3")?;
    colleague.open_dossier("wauters", NAMESAKE)?;
    colleague.tap("double-look")?;
    colleague.see_with("doubles", "Hier staat niemand")?;
    colleague.tap("contact-open")?;
    colleague.see_value("contact-law", "wmo")
}

#[test]
fn a_double_in_another_team_is_shown_to_whoever_may_see_both_alone() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.tap("nav-people")?;
    app.see_with("people", GERDA)?;
    // Henk walks in here; he has a dossier in the team of Groesbeek.
    app.tap("add-person")?;
    app.fill("new-name", "Henk van de Broek")?;
    app.select("new-village", "groesbeek")?;
    app.see_no("duplicates")?;
    app.tap("person-keep")?;
    app.see_with("title", "Henk van de Broek")?;
    app.begin_talk()?;
    app.type_into("wish", WISH)?;
    app.see_saved()?;
    app.tap("finish")?;
    app.send()?;

    // Whoever leads the teams is told, and brings both into one.
    let told = town.server.admin(&["dossier", "doubles", "--json"])?;
    let pair = told["doubles"][0].as_array().cloned().unwrap_or_default();
    let here = pair.iter().find(|one| one["team"] == "Beek-Ooij");
    let there = pair.iter().find(|one| one["team"] == "Groesbeek");
    assert_eq!(told["doubles"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(
        there.map(|one| &one["name"]),
        Some(&"Henk van den Broek".into())
    );
    let here = here
        .and_then(|one| one["person"].as_str())
        .unwrap_or_default();
    town.server
        .administer(&["dossier", "handover", here, "--team", "Groesbeek"])?;
    assert_eq!(
        town.server.admin(&["dossier", "doubles", "--json"])?["doubles"],
        Value::Array(vec![])
    );

    // There a coach is offered to join them.
    let colleague = town.app("second", "c2")?;
    colleague.open_dossier("henk van den", "Henk van den Broek")?;
    colleague.tap("double-look")?;
    colleague.tap_with("double-*", "Henk van de Broek")?;
    colleague.tap("link-sure")?;
    colleague.see_with("timeline", WISH).map(drop)
}

/// She stands once in the caseload, and her own file holds both.
fn on_every_screen(app: &App) -> Result<(), Failure> {
    app.tap("nav-today")?;
    app.tap("to-caseload")?;
    let names = app.see("caseload")?.text()?;
    assert_eq!(names.matches("Gerda W").count(), 1, "{names}");
    app.tap("nav-people")?;
    app.tap_with("person-*", "Gerda")?;
    app.tap("own-file")?;
    app.tap("turn")?;
    app.see_with("own-section", WISH)?;
    app.tap("turn-back").map(drop)
}

/// The list has so many people called Gerda.
fn one_gerda(app: &App, wanted: usize) -> Result<(), Failure> {
    app.tap("nav-people")?;
    app.fill("people-search", "gerda")?;
    app.wait(&format!("{wanted} in the list"), || {
        let count = app.see("people-count")?.attribute("data-count")?;
        Ok((count == wanted.to_string()).then_some(()))
    })
}
