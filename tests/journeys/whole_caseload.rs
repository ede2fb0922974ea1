//! A coach with as many people as the norm asks for, and two years of work with them: every screen
//! shows it, and none is waited for.

use stage::fixture::{App, PASSPHRASE, PEOPLE, Town, today, write_whole_caseload};
use stage::{Failure, Inspection};
use std::time::{Duration, Instant};

/// The longest that a tap may take to bring a screen. Nielsen puts the end of an unbroken thought
/// at a second; this is an unoptimised build, next to whatever else the machine does.
const A_TAP: Duration = Duration::from_secs(2);

#[test]
fn two_years_with_all_people_of_a_caseload_are_at_hand() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let scenario = folder.path().join("whole-caseload.json");
    write_whole_caseload(today(), &scenario)?;
    let town = Town::start_with(folder.path(), &scenario)?;
    let mut app = town.app("app", "c1")?;
    let all_there = Instant::now();
    app.see_within(120, "lead-talk")?;
    println!(
        "the next talk is there {:?} after the enrolment",
        all_there.elapsed()
    );
    app.reopen()?;
    app.unlock(PASSPHRASE)?;

    let mut inspection = Inspection::in_both_looks()?;
    on_today(&app, &mut inspection)?;
    people(&app, &mut inspection)?;
    dossier(&app, &mut inspection)?;
    groups_and_spreekuren(&app, &mut inspection)?;
    inspection.end()
}

fn on_today(app: &App, inspection: &mut Inspection) -> Result<(), Failure> {
    app.see("longest")?;
    for left in ["todo-talks", "todo-steps"] {
        app.see(left)?;
    }
    inspection.inspect(app, "96-whole-today", "longest")?;
    at_once(app, "todo-steps", "to-do")?;
    inspection.inspect(app, "96-whole-to-do", "to-do")?;
    app.tap("nav-today")?;
    at_once(app, "to-caseload", "caseload")?;
    app.see_with("caseload-count", &format!("{PEOPLE} inwoners"))?;
    inspection.inspect(app, "96-whole-caseload", "caseload")?;
    app.tap("nav-today")
}

fn people(app: &App, inspection: &mut Inspection) -> Result<(), Failure> {
    at_once(app, "nav-people", "people")?;
    app.see_with("people-count", &format!("{PEOPLE} inwoners"))?;
    inspection.inspect(app, "96-whole-people", "people")?;
    at_once(app, "people-all", "people")?;
    found(app, "zeynep", "people", "Zeynep")?;
    found(app, "steenfabriek", "notes", "steenfabriek")?;
    inspection.inspect(app, "96-whole-found", "notes")?;
    Ok(())
}

fn dossier(app: &App, inspection: &mut Inspection) -> Result<(), Failure> {
    found(app, "hermsen aal", "people", "Aaltje Hermsen")?;
    let opened = Instant::now();
    app.tap_with("person-*", "Aaltje Hermsen")?;
    app.see_with("title", "Aaltje Hermsen")?;
    app.see("timeline")?;
    in_time("a dossier", opened)?;
    for part in [
        "goals",
        "agreements",
        "referrals",
        "trajectories",
        "progress-zrm",
    ] {
        app.see(part)?;
    }
    inspection.inspect(app, "96-whole-dossier", "timeline")?;
    let show = "document.querySelector('[data-test=ladder-summary]').scrollIntoView()";
    app.session().run(show, &[])?;
    inspection.inspect(app, "96-whole-ladder", "ladder-summary")?;
    at_once(app, "own-file", "own-parts")?;
    app.tap("back")?;
    at_once(app, "begin", "wish")?;
    app.type_into("wish", "Met de bus naar de markt.")?;
    app.tap("finish")?;
    app.see_with("wish-now", "markt").map(drop)
}

fn groups_and_spreekuren(app: &App, inspection: &mut Inspection) -> Result<(), Failure> {
    at_once(app, "nav-groups", "groups")?;
    inspection.inspect(app, "96-whole-groups", "groups")?;
    let opened = Instant::now();
    app.tap_with("group-*", "Koffie in Deest")?;
    app.see("sessions")?;
    in_time("a group", opened)?;
    inspection.inspect(app, "96-whole-group", "sessions")?;
    at_once(app, "nav-spreekuur", "spreekuren")?;
    inspection.inspect(app, "96-whole-spreekuren", "spreekuren")
}

/// Taps, and sees the screen without waiting for it.
#[track_caller]
fn at_once(app: &App, tap: &str, sign: &str) -> Result<(), Failure> {
    let tapped = Instant::now();
    app.tap(tap)?;
    app.see(sign)?;
    in_time(&format!("{tap} to {sign}"), tapped)
}

/// Types, and sees what is found without waiting for it.
#[track_caller]
fn found(app: &App, words: &str, place: &str, what: &str) -> Result<(), Failure> {
    app.fill("people-search", words)?;
    let typed = Instant::now();
    app.see_with(place, what)?;
    in_time(&format!("{words} to {what}"), typed)
}

fn in_time(what: &str, since: Instant) -> Result<(), Failure> {
    let took = since.elapsed();
    println!("{what}: {took:?}");
    match took <= A_TAP {
        true => Ok(()),
        false => Err(Failure::new(format!("{what} took {took:?}"))),
    }
}
