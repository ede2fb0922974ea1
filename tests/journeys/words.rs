//! The lists that coaches choose from: the office adds a word and retires one; coaches get them by a
//! sync, and what was written with a word keeps its meaning.

use stage::fixture::Town;
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";

#[test]
fn the_office_adds_and_retires_words() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let office = |arguments: &[&str]| {
        let arguments: Vec<_> = [&["word"], arguments].concat();
        town.server.administer(&arguments)
    };
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", "Weer naar de volkstuin.")?;
    app.open_card("other")?;
    app.see_no("add-theme-tuinieren")?;

    // It comes while the talk is open, without a tap.
    office(&["add", "theme", "tuinieren"])?;
    office(&["add", "place", "De Kerk van Groesbeek"])?;
    app.tap("add-theme-tuinieren")?;
    app.type_into("note-tuinieren", "Zij had altijd de mooiste dahlia's.")?;
    app.tap("circumstances")?;
    app.select("talk-place", "de_kerk_van_groesbeek")?;
    app.see_saved()?;
    let mut inspection = Inspection::in_both_looks()?;
    inspection.inspect(&app, "70-own-words", "talk-place")?;
    inspection.end()?;
    app.tap("finish")?;
    app.see_with("title", GERDA)?;

    office(&["retire", "theme", "tuinieren"])?;
    office(&["retire", "place", "de_kerk_van_groesbeek"])?;
    app.send()?;
    app.open_dossier("wout", GERDA)?;
    app.tap_with("timeline-*", "Vervolggesprek")?;
    app.see_with("talk-facts", "De Kerk van Groesbeek")?;
    app.open_card("other")?;
    app.see_with("theme-tuinieren", "Tuinieren")?;
    app.see_with("note-tuinieren-text", "dahlia's")?;
    // It gets another name, also where it was written before.
    office(&["rename", "theme", "tuinieren", "tuin en groen"])?;
    app.see_with("theme-tuinieren", "Tuin en groen")?;
    app.tap("to-dossier")?;
    app.see_with("title", GERDA)?;
    app.begin_talk()?;
    app.open_card("other")?;
    app.see("add-theme-*")?;
    app.see_no("add-theme-tuinieren")?;

    // Offered again, under the name it has now.
    office(&["restore", "theme", "tuinieren"])?;
    app.see_with("add-theme-tuinieren", "Tuin en groen")?;

    // The program counts on these: the answer names the reason.
    let why = |arguments: &[&str]| match office(arguments) {
        Ok(()) => Err(Failure::new("it was taken")),
        Err(why) => Ok(why.to_string()),
    };
    assert!(why(&["retire", "theme", "lichamelijke_gezondheid"])?.contains("every conversation"));
    assert!(why(&["add", "barrier", "weer"])?.contains("the same in every municipality"));
    Ok(())
}
