//! A conversation at a kitchen table without a connection: killed in the middle of a word, gone on
//! with, finished, amended, and sent at the town hall.

use stage::fixture::{App, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const HALF: &str = "Op maandag met de buurvrouw naar het zwem";
const REST: &str = "bad in Groesbeek.";

#[test]
fn what_was_typed_survives_a_kill_and_reaches_the_town_hall() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let mut app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    town.server.stop();

    app.begin_talk()?;
    app.type_into("wish", HALF)?;
    app.see_saved()?;
    app.kill_and_reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_value("wish", HALF)?;
    // The cursor stands where it stood: typing goes on in the middle of the word.
    app.session().press(REST)?;
    app.see_value("wish", &format!("{HALF}{REST}"))?;

    record_the_rest(&app)?;
    app.tap("finish")?;
    app.see_with("title", GERDA)?;
    app.open_sync()?;
    app.see("waiting")?;
    let online = app.see("sync-online")?.attribute("data-online")?;
    assert_ne!(online, "true", "there is no connection");
    app.see("sync-again")?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "19-sync-waiting", "waiting")?;
    inspection.end()?;

    // The app tries again by itself, after at most a minute.
    town.server.resume()?;
    app.see_within(90, "all-sent")?;
    drop(app);

    let at_the_town_hall = town.device("c1");
    at_the_town_hall.sync()?;
    let exported = at_the_town_hall.export()?;
    assert!(
        exported.contains(&format!("{HALF}{REST}")),
        "the wish is not in the export"
    );
    Ok(())
}

#[test]
fn a_closed_talk_can_be_amended_and_its_earlier_text_read() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", HALF)?;
    app.see_saved()?;
    app.tap("finish")?;
    // Once sent, a change is for ever; until then amending goes on in the same change.
    app.send()?;

    app.open_dossier("wout", GERDA)?;
    app.tap("timeline-*")?;
    app.tap("amend")?;
    app.open_card("wish")?;
    app.fill("wish", "Op dinsdag, met de bus.")?;
    app.tap("amend-ready")?;
    app.open_card("wish")?;
    app.see_with("wish-text", "Op dinsdag, met de bus.")?;
    app.tap("wish-history")?;
    app.see_with("wish-versions", HALF)?;
    Ok(())
}

#[test]
fn a_new_person_is_compared_with_those_already_known() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    town.server.stop();

    app.tap("nav-people")?;
    app.tap("add-person")?;
    app.fill("new-name", "Gerda Wauters")?;
    app.see_with("duplicates", GERDA)?;
    app.fill("new-name", "Fenna van Oosterhout")?;
    app.see_no("duplicates")?;
    app.select("new-village", "beek")?;
    app.tap("person-keep")?;
    app.see_with("title", "Fenna van Oosterhout")?;
    app.open_dossier("oosterh", "Fenna van Oosterhout")
}

#[test]
fn hostile_text_comes_back_letter_by_letter() -> Result<(), Failure> {
    let hostile = "<script>document.title = 'x'</script> '); DROP TABLE person; --\nשלום 👩🏽‍🍳 &amp;";
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let mut app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.paste_into("strengths", hostile)?;
    app.see_saved()?;
    app.reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_value("strengths", hostile)?;
    app.tap("finish")?;
    app.see_with("wish-now", "<script>")?;
    Ok(())
}

/// The two health themes with their hindrance, one more theme, the ladder and a next step.
fn record_the_rest(app: &App) -> Result<(), Failure> {
    app.open_card("lichamelijke_gezondheid")?;
    app.type_into(
        "note-lichamelijke_gezondheid",
        "De knie houdt het in het water goed.",
    )?;
    app.choose("hindrance-lichamelijk-1")?;
    app.open_card("geestelijke_gezondheid")?;
    app.tap("skip-geestelijke_gezondheid")?;
    app.choose("hindrance-psychisch-0")?;
    app.open_card("other")?;
    app.tap("add-theme-vervoer")?;
    app.type_into("note-vervoer", "De buurvrouw rijdt.")?;
    app.open_card("ladder")?;
    app.choose("ladder-2")?;
    app.open_card("next")?;
    app.type_into("step-what", "Samen een badpak uitzoeken.")?;
    app.choose("step-who-person")?;
    app.tap("step-on-weeks-2")?;
    app.see_saved()
}
