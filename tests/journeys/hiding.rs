//! Somebody looks over the coach's shoulder: a neutral page at once, and back to the same card.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const PIN: &str = "4711";
const NOTE: &str = "Loopt nu elke dag naar de brug.";

#[test]
fn a_pin_returns_to_the_card_that_was_hidden() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = App::open(&town.home("first"), Look::Light)?;
    app.fill_enrolment(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.tap("start-enrol")?;
    app.fill("pin", PIN)?;
    app.tap("start-keep-pin")?;
    app.open_dossier("wout", "Gerda Wouters")?;
    app.begin_talk()?;
    app.open_card("lichamelijke_gezondheid")?;
    app.type_into("note-lichamelijke_gezondheid", NOTE)?;

    app.tap("hide")?;
    app.see("neutral")?;
    let page = app
        .session()
        .run("return document.documentElement.outerHTML", &[])?;
    let page = page.as_str().unwrap_or_default();
    for word in ["Gerda", "Wouters", "brug", "Meedoen"] {
        assert!(!page.contains(word), "the neutral page tells {word}");
    }
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "42-hidden-pin", "neutral-pin")?;
    inspection.end()?;

    app.fill("neutral-pin", "1234")?;
    app.tap("neutral-go")?;
    app.see("pin-wrong")?;
    app.fill("neutral-pin", PIN)?;
    app.tap("neutral-go")?;
    app.see_value("note-lichamelijke_gezondheid", NOTE)
}
