//! The office erases somebody at their own request: the person leaves the screens that stand open on
//! them, the lists, what is found, and the list of the spreekuur.

use stage::fixture::{App, Town};
use stage::webdriver::keys;
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const WISH: &str = "Zwanen voeren bij de Bisonbaai.";

#[test]
fn whoever_is_erased_leaves_every_screen() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    at_the_spreekuur(&app)?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", WISH)?;
    app.see_saved()?;
    app.tap("finish-later")?;
    app.see("nav-today")?;
    app.send()?;
    let colleague = town.app("second", "c3")?;
    colleague.open_dossier("wout", GERDA)?;
    colleague.see_with("timeline", "Zwanen")?;
    colleague.tap("nav-people")?;
    let person = colleague.named_with("person-*", GERDA)?;
    colleague.tap(&person)?;
    colleague.see_with("title", GERDA)?;
    app.open_dossier("wout", GERDA)?;
    app.tap("begin")?;
    app.see_value("wish", WISH)?;
    let at_the_table = town.app("third", "c1")?;
    at_the_table.open_dossier("wout", GERDA)?;
    at_the_table.tap("begin")?;
    at_the_table.see_value("wish", WISH)?;
    at_the_table.tap("turn")?;
    at_the_table.see_with("turned-wish", WISH)?;

    let person = person.trim_start_matches("person-");
    town.server.administer(&["dossier", "erase", person])?;
    let mut inspection = Inspection::in_both_looks()?;
    for (open, screen, out) in [
        (&app, "94-erased-talk", &["back"][..]),
        (&colleague, "95-erased-dossier", &["nav-people"]),
        (&at_the_table, "96-erased-turned", &["turn-back", "back"]),
    ] {
        // All stand where they stood, and hear why there is nothing to see.
        open.see_with("notice", "Dit is hier niet meer")?;
        inspection.inspect(open, screen, "notice")?;
        let shown =
            "return document.body.innerText + [...document.querySelectorAll('input, textarea')]
            .map((box) => box.value).join(' ')";
        let shown = open.session().run(shown, &[])?;
        let shown = shown.as_str().unwrap_or_default();
        assert!(
            !shown.contains("Wouters") && !shown.contains("Zwanen"),
            "{shown}"
        );
        open.see_no("begin")?;
        for button in out {
            open.tap(button)?;
        }
        found_nowhere(open)?;
    }
    inspection.end()?;
    app.tap("nav-spreekuur")?;
    app.see_with("walk-in-*", "Naam is gewist").map(drop)
}

/// Gerda walks in, is recognised, and the list says whose dossier it is.
fn at_the_spreekuur(app: &App) -> Result<(), Failure> {
    app.tap("nav-spreekuur")?;
    app.tap("spreekuur-begin")?;
    app.see("walk-in-name")?;
    app.type_into("walk-in-name", "Gerda")?;
    app.session().press(keys::ENTER)?;
    app.see_with("walk-ins", "Gerda")?;
    app.tap_with("walk-in-*", "Gerda")?;
    app.tap_with("alike-*", GERDA)?;
    app.see_with("walk-in-*", GERDA).map(drop)
}

fn found_nowhere(app: &App) -> Result<(), Failure> {
    app.tap("nav-people")?;
    app.see("people")?;
    for part in ["zwanen", "wout"] {
        app.fill("people-search", part)?;
        app.see_with("people-count", "Niemand")?;
    }
    Ok(())
}
