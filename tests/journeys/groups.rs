//! A group that meets: who is there, what was done, what a coach keeps of one person afterwards, and the
//! initiative that grows out of it.

use stage::fixture::{App, Town};
use stage::webdriver::keys;
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const RIET: &str = "Riet Thijssen";
const NOTE: &str = "Gerda nam de leiding zonder dat iemand het vroeg.";

#[test]
fn a_group_meets_and_an_initiative_grows_out_of_it() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_sync()?;
    app.see_all_sent()?;
    let mut inspection = Inspection::in_both_looks()?;
    app.tap("nav-groups")?;
    app.see_with("groups", "Buurtsoepie")?;
    inspection.inspect(&app, "94-groups", "groups")?;
    app.tap_with("group-*", "Buurtsoepie")?;
    app.see_with("sessions", "linzensoep")?;
    app.see_with("regulars", GERDA)?;
    inspection.inspect(&app, "95-group", "sessions")?;
    town.server.stop();

    meet(&app, &mut inspection)?;
    keep_something_of_one_person(&app, &mut inspection)?;
    grow(&app, &mut inspection)?;
    inspection.end()?;

    town.server.resume()?;
    app.send()?;
    let colleague = town.device("c3");
    colleague.sync()?;
    let exported = colleague.export()?;
    for kept in [
        "Yasmina",
        "Eettafel Beek",
        "together_person",
        "group_person",
        NOTE,
    ] {
        assert!(exported.contains(kept), "{kept} is not in the export");
    }
    let elsewhere = town.device("c2");
    elsewhere.sync()?;
    let exported = elsewhere.export()?;
    for kept in ["Yasmina", "Eettafel Beek", NOTE] {
        assert!(!exported.contains(kept), "another team sees {kept}");
    }
    Ok(())
}

#[test]
fn what_a_group_and_its_meeting_were_before_is_put_back() -> Result<(), Failure> {
    const NOW: &str = "De tuin omgespit.";
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.tap("nav-groups")?;
    app.tap_with("group-*", "Buurtsoepie")?;
    app.tap("group-facts-open")?;
    app.fill("group-name", "Moestuin")?;
    app.see_saved()?;
    app.see_with("title", "Moestuin")?;
    app.tap("history-group")?;
    app.see_with("history-0-value-0", "Moestuin")?;
    app.see_with("history-0-value-1", "Buurtsoepie")?;
    assert_eq!(app.see("nav-groups")?.attribute("aria-current")?, "page");
    let mut inspection = Inspection::in_both_looks()?;
    inspection.inspect(&app, "99-group-history", "history-0")?;
    app.tap("history-0-back-1")?;
    app.see_with("history-0-value-0", "Buurtsoepie")?;
    app.tap("back")?;
    app.see_with("title", "Buurtsoepie")?;

    app.tap_with("session-*", "linzensoep")?;
    app.fill("shared-note", NOW)?;
    app.see_saved()?;
    app.tap("history-session")?;
    app.see_with("history-0-value-0", NOW)?;
    // Of this meeting alone.
    let page = "return document.querySelector('main').textContent";
    let page = app.session().run(page, &[])?.to_string();
    assert!(
        !page.contains("Moestuin") && !page.contains("recept"),
        "{page}"
    );
    app.tap("history-0-back-1")?;
    app.see_with("history-0-value-0", "linzensoep")?;
    app.tap("back")?;
    app.wait("the note to be put back", || {
        let note = app.see("shared-note")?.property("value")?.to_string();
        Ok(note.contains("linzensoep").then_some(()))
    })?;
    // A slip of the hand is undone in the same place.
    app.tap("history-session")?;
    app.tap("history-0-back-1")?;
    app.see_with("history-0-value-0", NOW)?;
    app.tap("history-0-undo")?;
    app.see_with("history-0-value-0", "linzensoep")?;
    inspection.inspect(&app, "99-session-history", "history-0")?;
    inspection.end()
}

/// Taps who is there, among them a newcomer and somebody who comes for the first time.
fn meet(app: &App, inspection: &mut Inspection) -> Result<(), Failure> {
    app.tap("session-begin")?;
    app.see_with("session-facts-shown", "Wijkcentrum")?;
    app.tap_with("attendee-*", GERDA)?;
    app.see_with("session-here", "1 inwoner")?;
    app.tap_with("attendee-*", RIET)?;
    app.see_with("session-here", "2 inwoners")?;
    app.type_into("newcomer", "Yasmina")?;
    app.session().press(keys::ENTER)?;
    app.see_with("attendee-*", "Yasmina")?;
    app.see_value("newcomer", "")?;
    app.type_into("newcomer", "Mehmet")?;
    app.tap_with("alike-*", "Mehmet")?;
    app.see_with("session-here", "4 inwoners")?;
    app.tap("guests-more")?;
    app.tap("guests-more")?;
    app.see_with("guests", "2")?;
    app.type_into("shared-note", "Samen een rooster gemaakt tot de kerst.")?;
    app.see_saved()?;
    // Who was tapped by mistake is taken off again.
    app.tap_with("attendee-*", RIET)?;
    app.see_with("session-here", "3 inwoners")?;
    // Also whoever came for the first time, and back on.
    app.tap_with("attendee-*", "Yasmina")?;
    app.see_with("session-here", "2 inwoners")?;
    app.tap_with("attendee-*", "Yasmina")?;
    app.see_with("session-here", "3 inwoners")?;
    app.see_no("session-private")?;
    inspection.inspect(app, "96-session", "attendance")
}

/// Only once it is over, and only in that person's own dossier.
fn keep_something_of_one_person(app: &App, inspection: &mut Inspection) -> Result<(), Failure> {
    app.open_dossier("wout", GERDA)?;
    let told = "return document.querySelector('[data-test=timeline] li')?.textContent ?? ''";
    app.wait("the session in the timeline", || {
        let told = app.session().run(told, &[])?;
        Ok(told
            .as_str()
            .unwrap_or_default()
            .contains("rooster")
            .then_some(()))
    })?;
    let open = "return document.querySelector('[data-test=timeline] li')
        .querySelector('[data-test^=private-note], [data-test^=note-add]') !== null";
    assert_eq!(app.session().run(open, &[])?, false, "it is still going on");
    app.tap("nav-today")?;
    app.tap_with("gathering-*", "Buurtsoepie")?;
    app.tap("session-close")?;
    app.see("session-private")?;
    // Too soon: somebody is still to come.
    app.tap("session-reopen")?;
    app.see_no("session-private")?;
    app.tap("session-close")?;
    app.see("session-private")?;
    inspection.inspect(app, "97-session-over", "session-private")?;
    app.tap_with("private-*", "Gerda")?;
    app.see_with("title", GERDA)?;
    app.type_into("private-note-*", NOTE)?;
    app.see_saved()?;
    inspection.inspect(app, "98-private-note", "private-note-*")?;
    app.tap("nav-groups")?;
    app.tap_with("group-*", "Buurtsoepie")?;
    app.see_with("sessions", "rooster")?;
    hides_the_note(app, "the group")?;
    app.tap_with("session-*", "rooster")?;
    app.see("attendance")?;
    hides_the_note(app, "the session")
}

#[track_caller]
fn hides_the_note(app: &App, screen: &str) -> Result<(), Failure> {
    let look = "return document.body.textContent
        + [...document.querySelectorAll('textarea')].map((box) => box.value)";
    let shown = app.session().run(look, &[])?;
    let shows = shown.as_str().unwrap_or_default().contains(NOTE);
    assert!(!shows, "{screen} shows the private note");
    Ok(())
}

/// Two go on with each other; it gets a rhythm, a place, money and somebody who pulls it.
fn grow(app: &App, inspection: &mut Inspection) -> Result<(), Failure> {
    app.tap("nav-groups")?;
    app.tap_with("group-*", "Buurtsoepie")?;
    app.tap("together-add")?;
    app.tap_with("together-*", GERDA)?;
    app.tap_with("together-*", "Tesfay")?;
    app.type_into(
        "together-what",
        "Eens in de maand samen eten voor de straat.",
    )?;
    app.tap("together-keep")?;
    app.see_with("together-0", "Gerda en Tesfay")?;
    app.tap("together-correct-0")?;
    // Somebody joins, and goes again; two stay at least.
    app.tap_with("together-person-*", "Yasmina")?;
    app.see_with("together-0", "Gerda, Tesfay en Yasmina")?;
    inspection.inspect(app, "99-together-people", "together-0")?;
    app.tap_with("together-person-*", "Yasmina")?;
    app.see_with("together-0", "Gerda en Tesfay")?;
    app.tap_with("together-person-*", "Tesfay")?;
    app.see_with("together-few", "ten minste twee")?;
    app.fill(
        "together-correct-what",
        "Elke maand samen eten voor de straat.",
    )?;
    app.tap("together-corrected")?;
    app.see_with("together-0", "Elke maand")?;
    inspection.inspect(app, "99-together", "together-0")?;
    app.tap("together-begin-0")?;
    app.type_into("together-name", "Eettafel Beek")?;
    app.tap("together-grow")?;
    app.see_with("title", "Eettafel Beek")?;
    app.see_with("group-about", "Gekomen uit Buurtsoepie")?;
    app.tap("group-facts-open")?;
    app.choose("group-rhythm-elke_maand")?;
    app.type_into("group-when", "eerste donderdag, 17:30")?;
    choose(app, "group-place", "wijkcentrum")?;
    app.type_into("group-budget", "250")?;
    choose(app, "group-funding", "participatiebudget")?;
    let gerda = app.named_with("regular-*", GERDA)?;
    choose(app, "group-pulls", gerda.trim_start_matches("regular-"))?;
    app.see_saved()?;
    for fact in [
        "Elke maand, eerste donderdag",
        "250 euro per jaar",
        "Gerda Wouters trekt de groep",
    ] {
        app.see_with("group-facts-shown", fact)?;
    }
    inspection.inspect(app, "99-initiative", "group-facts-shown")?;
    change_people(app, inspection)?;
    // Those who take part are the first to be tapped.
    app.tap("session-begin")?;
    app.see_with("attendee-*", "Yasmina")?;
    let asked = app.see("attendance")?.text()?;
    assert!(!asked.contains("Tesfay"), "who stopped is asked: {asked}");
    // Begun by mistake.
    app.tap("session-away")?;
    app.tap("session-away-sure")?;
    app.see_with("title", "Eettafel Beek")?;
    app.see_with("sessions", "Er was nog geen bijeenkomst")?;
    app.tap("nav-groups")?;
    app.tap("group-new-open")?;
    app.type_into("group-new-name", "Wandelen op dinsdag")?;
    app.tap("group-keep")?;
    app.see_with("title", "Wandelen op dinsdag")?;
    app.tap("group-away")?;
    app.tap("group-away-sure")?;
    let groups = app.see_with("groups", "Eettafel Beek")?.text()?;
    assert!(!groups.contains("Wandelen op dinsdag"), "{groups}");
    Ok(())
}

/// Somebody joins the initiative and somebody stops, which the history tells.
fn change_people(app: &App, inspection: &mut Inspection) -> Result<(), Failure> {
    app.tap("group-people")?;
    app.tap_with("group-person-*", "Tesfay")?;
    app.type_into("group-person-name", "Yasmina")?;
    app.tap_with("alike-*", "Yasmina")?;
    app.see_with("group-person-*", "Yasmina")?;
    inspection.inspect(app, "99-initiative-people", "regulars")?;
    app.tap("group-people-done")?;
    let people = app.see_with("regulars", "Yasmina")?.text()?;
    assert!(!people.contains("Tesfay"), "{people}");
    app.tap("history-group")?;
    app.see_with("history-*", "Tesfay")?;
    app.tap("back")?;
    app.see_with("title", "Eettafel Beek").map(drop)
}

/// Chooses from a list that may lie behind the foot of the screen.
#[track_caller]
fn choose(app: &App, name: &str, value: &str) -> Result<(), Failure> {
    app.see(name)?;
    let scroll = "document.querySelector(`[data-test=${arguments[0]}]`)
        .scrollIntoView({ block: 'center' })";
    app.session().run(scroll, &[name.into()])?;
    app.select(name, value)
}
