//! What lies around a talk: the bell that nobody answers, the one line of a short contact, a worry
//! that two know of, the time it takes, and the screen that is turned to the person.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::webdriver::keys;
use stage::{Failure, Inspection};
use std::thread::sleep;
use std::time::Duration;

const GERDA: &str = "Gerda Wouters";
const PIN: &str = "4711";

#[test]
fn a_missed_talk_is_told_and_planned_again_in_two_taps() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = App::open(&town.home("first"), Look::Dark)?;
    app.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.open_dossier("wout", GERDA)?;
    plan_for(&app, -1, "09:30")?;
    app.tap("nav-today")?;
    app.see_with("overdue", GERDA)?;
    let mut inspection = Inspection::begin("dark")?;
    inspection.inspect(&app, "60-overdue", "missed-niet_thuis")?;
    // Two taps: why, and when again. Who leaves between the two is asked again.
    app.tap("missed-niet_thuis")?;
    app.see("again-weeks-1")?;
    app.tap("nav-people")?;
    app.tap("nav-today")?;
    inspection.inspect(&app, "60-try-again", "again-day")?;
    app.tap("again-weeks-1")?;
    app.see_with("again-said", GERDA)?;
    app.see_no("overdue")?;
    app.open_dossier("wout", GERDA)?;
    app.see_with("timeline", "Niet thuis")?;

    // One that should have begun by now is asked about, without a tap; any day will do.
    plan_for(&app, 0, "00:01")?;
    app.tap("nav-today")?;
    app.see_with("lead-talk", GERDA)?;
    app.see_no("overdue")?;
    inspection.inspect(&app, "60-late", "missed-ziek")?;
    app.tap("missed-ziek")?;
    app.see("again-day")?;
    set(&app, "again-day", "input", &day(&app, 3)?)?;
    app.tap("again-keep")?;
    app.see_with("again-said", GERDA)?;
    app.see_no("lead-talk")?;
    app.see_with("talk-*", "Ging niet door: ziek")?;
    // By mistake: it did take place.
    app.tap("line-missed")?;
    app.tap("missed-undo")?;
    app.see_with("lead-talk", GERDA)?;
    app.tap("missed-vergeten")?;
    app.tap("again-not")?;
    app.see_no("overdue")?;
    inspection.end()
}

#[test]
fn a_talk_that_is_called_off_beforehand_is_told_from_its_place() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    for (part, name, time) in [
        ("riet", "Riet Thijssen-Smeets", "23:57"),
        ("wout", GERDA, "23:58"),
    ] {
        app.open_dossier(part, name)?;
        plan_for(&app, 0, time)?;
    }
    app.tap("nav-today")?;
    app.see_with("lead-talk", "Riet")?;
    app.see_no("overdue")?;
    app.tap("line-missed")?;
    app.see_with("overdue", GERDA)?;
    app.tap("missed-afgezegd_door_inwoner")?;
    app.tap("again-not")?;
    app.see_with("talk-*", "Ging niet door: afgezegd")?;
    app.tap("missed")?;
    app.see_with("overdue", "Riet")?;

    // Also of another day.
    app.open_dossier("wout", GERDA)?;
    plan_for(&app, 3, "09:30")?;
    app.tap("nav-today")?;
    app.tap("next-day")?;
    app.see_with("planned", GERDA)?;
    app.tap("day-change")?;
    app.tap("day-missed")?;
    app.tap("missed-ziek")?;
    app.tap("again-weeks-2")?;
    app.open_dossier("wout", GERDA)?;
    app.see_with("timeline", "Ziek").map(drop)
}

#[test]
fn a_short_contact_is_one_line() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.tap("brief")?;
    app.type_into("brief-line", "Belde af en toe over de bus.")?;
    app.session().press(keys::ENTER)?;
    app.tap_with("timeline-*", "Kort contact")?;
    app.see_with("brief-note-text", "bus")?;
    app.tap("amend")?;
    app.fill("brief-note", "Belde over de bus van tien uur.")?;
    app.tap("amend-ready")?;
    app.see_with("brief-note-text", "tien uur")?;
    app.tap("to-dossier")?;
    // It is no visit: the talk that was promised upon is still the last one.
    app.see_with("last-time", "oktober").map(drop)
}

#[test]
fn a_worry_is_a_task_that_only_two_coaches_see() -> Result<(), Failure> {
    const WORRY: &str = "Blauwe plek gezien, bespreken met Naima.";
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let first = town.app("first", "c1")?;
    let second = town.app("second", "c3")?;
    first.open_dossier("wout", GERDA)?;
    first.begin_talk()?;
    first.tap("more")?;
    first.open_card("task")?;
    first.type_into("task-what", WORRY)?;
    // Without a date it is in the list from today.
    first.see("task-undated")?;
    first.see_saved()?;
    first.tap("finish")?;
    first.send()?;

    // A colleague of the team has the dossier, and not the task.
    second.send()?;
    second.open_dossier("wout", GERDA)?;
    second.tap("timeline-*")?;
    second.tap("more")?;
    second.see("card-zrm")?;
    second.see_no("card-task")?;
    second.tap("to-dossier")?;
    second.tap("nav-today")?;
    second.see_no("todo-task")?;

    first.tap("nav-today")?;
    first.tap("todo-task")?;
    let told = first.see_with("do-task", GERDA)?.text()?;
    assert!(
        !told.contains("Blauwe"),
        "the list tells what it is: {told}"
    );
    first.tap("do-task")?;
    first.open_card("task")?;
    first.see_with("task-colleague", "Naima Bouzidi")?;
    let id = first.session().run(
        "return [...document.querySelectorAll('[data-test=task-colleague] option')].at(-1).value",
        &[],
    )?;
    first.select("task-colleague", id.as_str().unwrap_or_default())?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&first, "61-task", "task-what")?;
    inspection.end()?;
    first.tap("to-dossier")?;
    first.send()?;
    second.send()?;
    second.tap("nav-today")?;
    second.tap("todo-task")?;
    second.see_with("do-task", GERDA)?;
    second.tap("do-task")?;
    second.see_value("task-what", WORRY)
}

#[test]
fn the_time_of_a_talk_stands_still_while_it_is_hidden() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = App::open(&town.home("first"), Look::Light)?;
    app.fill_enrolment(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.tap("start-enrol")?;
    app.fill("pin", PIN)?;
    app.tap("start-keep-pin")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.wait("three seconds of talk", || {
        Ok((seconds(&app)? >= 3).then_some(()))
    })?;
    let before = seconds(&app)?;
    app.tap("hide")?;
    app.see("neutral")?;
    sleep(Duration::from_secs(8));
    app.fill("neutral-pin", PIN)?;
    app.tap("neutral-go")?;
    let back = seconds(&app)?;
    assert!(back >= before, "{before} s were kept, {back} s are left");
    // Only once it goes on again would the time behind the neutral page be in it.
    let after = app.wait("the time to go on", || {
        Ok(Some(seconds(&app)?).filter(|now| *now > back))
    })?;
    assert!(
        after < before + 7,
        "the time went on while hidden: {before} s, {after} s"
    );
    // It is written down with the talk.
    app.tap("finish")?;
    app.see_with("title", GERDA)?;
    app.tap("timeline-*")?;
    app.tap("amend")?;
    app.tap("circumstances")?;
    app.see_value("talk-minutes", "1")
}

#[test]
fn a_locked_app_returns_to_the_letter_where_the_cursor_stood() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let mut app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.open_card("geestelijke_gezondheid")?;
    app.type_into("note-geestelijke_gezondheid", "Slaapt door.")?;
    for _ in 0.."door.".len() {
        app.session().press(keys::LEFT)?;
    }
    app.see_saved()?;
    // The device may lock by itself: nothing on screen is asked then.
    sleep(Duration::from_secs(1));
    app.kill_and_reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_value("note-geestelijke_gezondheid", "Slaapt door.")?;
    app.session().press("weer ")?;
    app.see_value("note-geestelijke_gezondheid", "Slaapt weer door.")
}

#[test]
fn the_screen_turns_to_the_person_and_back_to_the_same_card() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", "Elke dinsdag naar het zwembad.")?;
    app.open_card("lichamelijke_gezondheid")?;
    app.type_into("note-lichamelijke_gezondheid", "Geheim van de knie.")?;
    app.choose("wants-lichamelijke_gezondheid-ja")?;
    app.open_card("next")?;
    app.type_into("step-what", "Samen een badpak uitzoeken.")?;
    app.choose("step-who-coach")?;
    app.tap("turn")?;
    app.see_with("turned-wish", "zwembad")?;
    app.see_with("turned-step", "badpak")?;
    let page = app.see("turned")?.text()?;
    assert!(!page.contains("Geheim"), "it shows what the coach noted");
    assert!(
        !page.contains("gezondheid"),
        "nobody said that the person is alone"
    );
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "62-turned", "turned-wish")?;
    inspection.end()?;
    app.tap("turn-back")?;
    app.see_value("step-what", "Samen een badpak uitzoeken.")?;
    app.choose("company-alone")?;
    app.tap("turn")?;
    app.see_with("turned", "Lichamelijke gezondheid")?;
    app.tap("turn-back")?;
    app.tap("finish")?;
    // What the coach promised is what is read before the next bell.
    app.see_with("promised", "badpak").map(drop)
}

/// Plans a talk with the person on screen, so many days from today.
fn plan_for(app: &App, days: i32, time: &str) -> Result<(), Failure> {
    app.tap("plan")?;
    app.see("plan-day")?;
    set(app, "plan-day", "input", &day(app, days)?)?;
    set(app, "plan-time", "input", time)?;
    app.tap("plan-keep")?;
    app.see_with("plan-said", "Gepland").map(drop)
}

/// The day in Amsterdam, so many days from today.
fn day(app: &App, days: i32) -> Result<String, Failure> {
    let script = "const day = new Date(Date.now() + arguments[0] * 86400000);
        return new Intl.DateTimeFormat('sv-SE', {timeZone: 'Europe/Amsterdam'}).format(day)";
    let day = app.session().run(script, &[days.into()])?;
    Ok(day.as_str().unwrap_or_default().to_owned())
}

/// Fills a date in as the picker does, also one that a form would not offer.
fn set(app: &App, name: &str, event: &str, value: &str) -> Result<(), Failure> {
    let script = "const box = document.querySelector(`[data-test=${arguments[0]}]`);
        box.min = ''; box.value = arguments[2];
        box.dispatchEvent(new Event(arguments[1], {bubbles: true}));";
    app.session()
        .run(script, &[name.into(), event.into(), value.into()])
        .map(drop)
}

fn seconds(app: &App) -> Result<u32, Failure> {
    let kept = app.see("talk-time")?.attribute("data-seconds")?;
    Ok(kept.parse().unwrap_or_default())
}
