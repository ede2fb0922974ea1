//! Goals in the person's words and the small contract: written down at the kitchen table, read back on
//! the turned screen, signed by both, and from then on as it was signed, on every device.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const PROMISE: &str = "Ik ga drie keer naar de diëtist.";
const SCRIBBLE: [(i32, i32); 6] = [
    (-90, 20),
    (-50, -25),
    (-20, 25),
    (20, -20),
    (50, 22),
    (95, -5),
];

#[test]
fn a_goal_is_ticked_off_in_small_steps() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let mut app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    town.server.stop();

    app.tap("goal-add")?;
    app.type_into("goal-text", "Zelf een keer voor de groep koken.")?;
    app.tap("goal-keep")?;
    app.tap("goal-step-add-0")?;
    for step in ["Een recept kiezen.", "Boodschappen doen met Ans."] {
        app.type_into("goal-step-text", step)?;
        app.tap("goal-step-keep")?;
        app.see_with("goals", step)?;
    }
    app.tap("goal-step-ready")?;
    app.tap("goal-0-step-0")?;
    app.tap("goal-edit-0")?;
    app.fill(
        "goal-0-step-change-1",
        "Boodschappen doen met de buurvrouw.",
    )?;
    app.tap("goal-edit-0")?;
    app.see_with("goals", "met de buurvrouw.")?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "50-goals", "goals")?;
    inspection.end()?;

    app.reopen()?;
    app.unlock(PASSPHRASE)?;
    app.wait("the first step to be ticked off", || {
        Ok((app.see("goal-0-step-0")?.property("checked")? == true).then_some(()))
    })?;
    assert!(app.see("goal-0-step-1")?.property("checked")? == false);

    // The person reads how far it is, and that nothing is agreed yet.
    write_it_down(&app)?;
    app.see_saved()?;
    app.tap("back")?;
    app.tap("own-file")?;
    app.tap("turn")?;
    app.see_with("own-section", "Gelukt: Een recept kiezen.")?;
    app.see_with(
        "own-section",
        "Nog te doen: Boodschappen doen met de buurvrouw.",
    )?;
    app.see_with("own-section", "Hier zijn we nog mee bezig")
        .map(drop)
}

#[test]
fn an_agreement_is_read_back_signed_and_stays_as_it_was_signed() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let mut app = App::open(&town.home("first"), Look::Dark)?;
    app.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.open_dossier("wout", GERDA)?;
    town.server.stop();

    write_it_down(&app)?;
    let mut inspection = Inspection::begin("dark")?;
    inspection.inspect(&app, "51-agreement", "agreement-fields")?;
    app.tap("turn")?;
    app.see_with("turned", PROMISE)?;
    app.see_with("turned", "We doen dit 10 weken.")?;
    app.see_with(
        "turned",
        "Het kost hoogstens 180 euro. De gemeente betaalt dat.",
    )?;
    app.see_with("turned", "Mijn uitkering blijft gewoon doorlopen.")?;
    app.see_with("turned", "voorgelezen door Naima")?;
    app.tap("sign-inwoner")?;
    app.draw("canvas", &[(0, 0), (2, 0)])?;
    assert!(!app.see("sign-done")?.is_enabled()?, "a dot is taken");
    app.draw("canvas", &SCRIBBLE)?;
    inspection.inspect(&app, "52-signing", "canvas")?;
    // Another width wipes nothing.
    app.tap("sign-done")?;
    app.see("signature-inwoner")?;

    // The signature is on disk, and the screen stands turned, also when the app is killed between.
    app.kill_and_reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see("signature-inwoner")?;
    app.tap("sign-coach")?;
    app.tap("sign-type")?;
    app.type_into("sign-name", "Marloes Janssen")?;
    app.tap("sign-agreed")?;
    app.see_with("signature-coach", "Gezien en akkoord")?;
    app.tap("photo")?;
    inspection.inspect(&app, "53-turned", "signature-coach")?;

    app.tap("turn-back")?;
    app.see("seal-whole")?;
    app.see_no("agreement-fields")?;
    inspection.inspect(&app, "54-signed", "seal-whole")?;
    inspection.end()?;
    a_copy_is_to_be_given(&app)?;
    a_change_is_a_new_version(&app)?;

    town.server.resume()?;
    app.send()?;
    drop(app);
    let colleague = town.app("second", "c3")?;
    colleague.open_dossier("wout", GERDA)?;
    colleague.tap_with("agreement-open-*", "Bekijken")?;
    colleague.see_with("agreement-said", PROMISE)?;
    colleague.see("seal-whole")?;
    Ok(())
}

#[test]
fn both_look_back_on_the_day_that_was_agreed() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("riet", "Riet Thijssen-Smeets")?;
    app.tap("agreement-add")?;
    app.type_into("agreement-text", PROMISE)?;
    app.pick_day("agreement-look-back", "2026-01-05")?;
    app.see_saved()?;
    app.tap("turn")?;
    for by in ["inwoner", "coach"] {
        app.tap(&format!("sign-{by}"))?;
        app.tap("sign-type")?;
        app.type_into("sign-name", by)?;
        app.tap("sign-agreed")?;
        app.see(&format!("signature-{by}"))?;
    }
    app.tap("turn-back")?;
    app.see("seal-whole")?;
    app.tap("nav-today")?;
    app.tap("todo-ask")?;
    app.tap_with("do-look_back", "Samen terugkijken")?;
    app.type_into("looked-back", "Ze ging twee keer.")?;
    app.tap("looked-back-on-weeks-0")?;
    app.tap("nav-today")?;
    app.see("longest")?;
    app.see_no("todo-ask")
}

#[test]
fn the_person_reads_dutch_whatever_the_coach_works_in() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let word = ["word", "add", "funding", "Fonds Beek"];
    town.server
        .administer(&[&word[..], &["--english", "Beek fund"]].concat())?;
    let app = App::open(&town.home("first"), Look::Light)?;
    app.tap("language-en")?;
    app.tap("start-next")?;
    app.fill_address(&town.server.url(), &town.new_code("c1")?)?;
    app.fill("passphrase", PASSPHRASE)?;
    app.fill("passphrase-again", PASSPHRASE)?;
    app.tap("start-enrol")?;
    app.tap("start-skip-pin")?;
    app.open_dossier("wout", GERDA)?;
    app.tap("agreement-add")?;
    app.type_into("agreement-text", PROMISE)?;
    app.see_with("agreement-gaps", "how long, what it costs, who pays")?;
    app.fill("agreement-weeks", "10")?;
    app.fill("agreement-cost", "180")?;
    app.select("agreement-funding", "fonds_beek")?;
    app.tap("agreement-look-back-weeks-4")?;
    app.see_no("agreement-gaps")?;
    app.see_saved()?;
    app.tap("turn")?;
    app.see_with("turned", "Onze afspraken")?;
    app.see_with(
        "turned",
        "Het kost hoogstens 180 euro. Dat wordt betaald uit: Fonds Beek.",
    )?;
    // Unless it is chosen here.
    app.tap("turned-language")?;
    app.see_with("turned", "Beek fund")?;
    app.see_with("turned-language", "Nederlands")?;
    assert!(!app.see("turned")?.text()?.contains("hoogstens"));
    for by in ["inwoner", "coach"] {
        app.tap(&format!("sign-{by}"))?;
        app.tap("sign-type")?;
        app.type_into("sign-name", by)?;
        app.tap("sign-agreed")?;
        app.see(&format!("signature-{by}"))?;
    }
    app.tap("turn-back")?;
    app.see_with("copy", "The person")?;
    app.tap("paper-save")?;
    let paper = app.take_paper("paper")?;
    let is_in = |words: &[u8]| paper.windows(words.len()).any(|part| part == words);
    assert!(is_in(b"/Lang (nl") || is_in(b"/Lang(nl"), "not in Dutch");
    Ok(())
}

#[test]
fn a_text_that_changes_between_two_signatures_is_signed_again() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    write_it_down(&app)?;
    app.tap("turn")?;
    app.tap("sign-inwoner")?;
    app.draw("canvas", &SCRIBBLE)?;
    app.tap("sign-done")?;
    app.see("signature-inwoner")?;
    app.tap("turn-back")?;
    app.see("half-signed")?;
    app.fill("agreement-weeks", "12")?;
    app.see_saved()?;
    app.tap("turn")?;
    app.see_with("turned", "We doen dit 12 weken.")?;
    app.see_no("signature-inwoner")?;
    app.see("sign-inwoner").map(drop)
}

fn write_it_down(app: &App) -> Result<(), Failure> {
    app.tap("agreement-add")?;
    app.type_into("agreement-text", PROMISE)?;
    app.fill("agreement-weeks", "10")?;
    app.fill("agreement-cost", "180")?;
    app.select("agreement-funding", "gids")?;
    app.tap("agreement-benefit")?;
    app.tap("agreement-look-back-weeks-4")?;
    app.choose("agreement-read-voorgelezen")?;
    app.type_into("agreement-read-by", "Naima")?;
    app.see_saved()
}

fn a_copy_is_to_be_given(app: &App) -> Result<(), Failure> {
    app.tap("nav-today")?;
    app.tap("todo-copies")?;
    app.tap_with("do-copy", "Een kopie van de afspraken geven")?;
    app.tap("paper-save")?;
    let paper = app.take_paper("paper")?;
    assert!(paper.starts_with(b"%PDF-1.7"), "no PDF");
    // In the coach's own folder it is not given yet.
    app.tap("nav-today")?;
    app.tap("todo-copies")?;
    app.tap_with("do-copy", "Een kopie van de afspraken geven")?;
    app.tap("give-copy")?;
    app.see("copy-given")?;
    app.tap("nav-today")?;
    app.see("longest")?;
    app.see_no("todo-copies")?;
    app.open_dossier("wout", GERDA)?;
    app.wait("the step to be done", || {
        app.see_with("next-steps", "Een kopie van de afspraken geven")?;
        let given = "const steps = [...document.querySelectorAll('[data-test=next-steps] label')];
            return steps.find((step) => step.innerText.includes('kopie')).querySelector('input').checked";
        Ok((app.session().run(given, &[])? == true).then_some(()))
    })
}

fn a_change_is_a_new_version(app: &App) -> Result<(), Failure> {
    app.tap_with("agreement-open-*", "Bekijken")?;
    app.tap("new-version")?;
    app.see("agreement-fields")?;
    app.see_value("agreement-text", PROMISE)?;
    app.fill("agreement-text", "Ik ga vijf keer naar de diëtist.")?;
    app.see_saved()?;
    app.tap("agreement-before")?;
    app.see_with("agreement-said", PROMISE)?;
    app.see("seal-whole").map(drop)
}
