//! What is opened out of a talk at the table: the small contract, a referral, the turned screen. No
//! names of others stand beside it, the time goes on, and back is the same card.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::webdriver::{WindowSize, keys};
use stage::{Failure, Inspection};
use std::thread::sleep;
use std::time::Duration;

const GERDA: &str = "Gerda Wouters";
const PIN: &str = "4711";

#[test]
fn beside_what_lies_on_the_table_stand_no_names_of_others() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.resize(WindowSize::LAPTOP)?;
    app.open_dossier("wout", GERDA)?;
    app.see_with("people", GERDA)?;
    for (open, sign) in [
        ("own-file", "own-parts"),
        ("agreement-add", "agreement-fields"),
        ("referral-add", "referral-fields"),
    ] {
        app.tap(open)?;
        app.see(sign)?;
        app.see_no("people")?;
        app.tap("back")?;
        app.see("people")?;
    }
    app.tap("dossier-history")?;
    app.see_with("title", "Eerder")?;
    app.see_no("people")?;
    app.tap("back")?;
    app.begin_talk()?;
    app.see_no("people")?;
    app.tap("more")?;
    app.tap("talk-referral")?;
    app.see("referral-fields")?;
    app.see_no("people")
}

#[test]
fn an_agreement_and_a_referral_are_made_in_the_talk_while_its_time_goes_on() -> Result<(), Failure>
{
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let mut app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.tap("more")?;
    app.open_card("barriers")?;
    let before = seconds(&app)?;
    app.tap("talk-agreement")?;
    app.type_into("agreement-text", "Ik ga elke week zwemmen.")?;
    app.see_saved()?;
    sleep(Duration::from_secs(3));
    app.tap("back")?;
    assert!(app.see("card-barriers")?.property("open")? == true);
    app.tap("talk-referral")?;
    app.type_into("referral-reason", "Wil leren zwemmen.")?;
    app.see_saved()?;
    // Also after a restart the way back is the talk, at the card that stood open.
    app.kill_and_reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_value("referral-reason", "Wil leren zwemmen.")?;
    sleep(Duration::from_secs(2));
    app.tap("back")?;
    app.open_card("next")?;
    for open in ["turn", "talk-history"] {
        app.tap(open)?;
        sleep(Duration::from_secs(3));
        app.tap(if open == "turn" { "turn-back" } else { "back" })?;
        app.see("step-what")?;
    }
    let after = seconds(&app)?;
    assert!(after >= before + 8, "{before} s, then {after} s");

    // Left for later and gone on with, it goes on from there.
    app.tap("finish-later")?;
    app.open_dossier("wout", GERDA)?;
    app.see_with("agreements", "zwemmen")?;
    app.see_with("referrals", "Nog niet verstuurd")?;
    app.tap("begin")?;
    let later = seconds(&app)?;
    assert!(later >= after, "{after} s, then {later} s");
    app.wait("the time to go on", || {
        Ok((seconds(&app)? > later).then_some(()))
    })?;

    // Two referrals can be under way, and one that is not wanted is taken away.
    app.tap("more")?;
    app.tap("talk-referral")?;
    app.see_value("referral-reason", "")?;
    app.select("referral-to", "huisarts")?;
    app.tap("back")?;
    app.tap("finish")?;
    app.see_with("referral-*", "Huisarts")?;
    app.see("referral-1")?;
    app.tap_with("referral-*", "Huisarts")?;
    app.tap("referral-drop")?;
    app.see_with("title", GERDA)?;
    let left = app.see("referrals")?.text()?;
    assert!(!left.contains("Huisarts"), "it is still there: {left}");
    Ok(())
}

#[test]
fn the_time_of_a_talk_stands_still_while_the_app_is_locked() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.open_card("geestelijke_gezondheid")?;
    app.type_into("note-geestelijke_gezondheid", "Slaapt door.")?;
    app.see_saved()?;
    let before = seconds(&app)?;
    let lock = "const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke('lock').then(() => done('locked'), (error) => done(error.code));";
    assert_eq!(app.session().run_async(lock, &[])?, "locked");
    // What the window hears when the device locks by itself, it also reads when it begins anew.
    app.session().run("location.reload()", &[])?;
    app.see("unlock-passphrase")?;
    sleep(Duration::from_secs(8));
    app.unlock(PASSPHRASE)?;
    app.see_value("note-geestelijke_gezondheid", "Slaapt door.")?;
    let back = seconds(&app)?;
    let after = app.wait("the time to go on", || {
        Ok(Some(seconds(&app)?).filter(|now| *now > back))
    })?;
    assert!(after < before + 7, "{before} s, {back} s, {after} s");
    Ok(())
}

#[test]
fn the_person_sets_the_web_on_the_turned_screen() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = App::open(&town.home("first"), Look::Dark)?;
    app.fill_enrolment(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.tap("start-enrol")?;
    app.fill("pin", PIN)?;
    app.tap("start-keep-pin")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.tap("circumstances")?;
    app.see("talk-kind")?;
    let brief = "return document.querySelector('[data-test=talk-kind] [value=kort_contact]')";
    assert!(
        app.session().run(brief, &[])?.is_null(),
        "what is typed on the cards could go out of sight"
    );
    app.tap("more")?;
    app.open_card("companions")?;
    app.tap("companion-partner")?;
    app.session().press(keys::ENTER)?;
    let focus = "return document.activeElement.dataset.test";
    assert_eq!(app.session().run(focus, &[])?, "companion-kind");

    app.open_card("health")?;
    app.tap("turn-health")?;
    app.see_with("turned", "cijfer van 0 tot 10")?;
    app.tap("health-zingeving")?;
    app.session().press(keys::RIGHT)?;
    let set = app.wait("a mark to be set", || {
        Ok(app
            .see("health-zingeving-value")?
            .text()?
            .parse::<u8>()
            .ok())
    })?;
    let mut inspection = Inspection::begin("dark")?;
    inspection.inspect(&app, "63-turned-web", "web")?;
    inspection.end()?;
    // Somebody comes in: one tap, also from the turned screen.
    app.tap("hide")?;
    app.see("neutral")?;
    app.fill("neutral-pin", PIN)?;
    app.tap("neutral-go")?;
    app.see_with("turned", "cijfer van 0 tot 10")?;
    app.tap("turn-back")?;
    app.see_with("health-zingeving-value", &set.to_string())
        .map(drop)
}

fn seconds(app: &App) -> Result<u32, Failure> {
    let kept = app.see("talk-time")?.attribute("data-seconds")?;
    Ok(kept.parse().unwrap_or_default())
}
