//! The first start: language, address and code, passphrase, and a message for each thing that can
//! be wrong.

use stage::fixture::{App, Device, Enrolment, Look, Patience, Places, Process, Server, TlsServer};
use stage::{Failure, Inspection};
use std::path::Path;
use std::process::Command;

const PASSPHRASE: &str = "vier ooievaars op het dak van de kerk";

#[test]
fn a_coach_enrols_and_comes_back_after_a_restart() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (server, coach) = server_with_coach(folder.path())?;
    let mut app = App::open(&folder.path().join("app"), Look::Light)?;
    app.enrol(&server.url(), &coach.code, PASSPHRASE)?;

    app.reopen()?;
    app.fill("unlock-passphrase", "not this one, surely not")?;
    app.tap("unlock")?;
    app.see_notice("wrong_passphrase")?;
    app.unlock(PASSPHRASE)?;
    app.see("nav-today")?;
    Ok(())
}

#[test]
fn each_obstacle_has_its_own_message() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (mut server, coach) = server_with_coach(folder.path())?;
    let used = used_code(&server, &coach, folder.path())?;
    let stranger = TlsServer::start(&folder.path().join("stranger"))?;
    let app = App::open(&folder.path().join("app"), Look::Light)?;

    app.fill_enrolment(&server.url(), "WRNG-CDEF-2345", PASSPHRASE)?;
    app.tap("start-enrol")?;
    app.see_notice("enrol_wrong_code")?;

    let mut messages = vec![app.see("notice")?.text()?];
    let mut meet = |url: &str, code: &str, message: &str| {
        app.fill_address(url, code)?;
        app.fill("passphrase", PASSPHRASE)?;
        app.fill("passphrase-again", PASSPHRASE)?;
        app.tap("start-enrol")?;
        messages.push(app.see_notice(message)?.text()?);
        Ok::<(), Failure>(())
    };
    meet(&server.url(), &used, "enrol_used_code")?;
    meet(&stranger.url(), &coach.code, "untrusted_certificate")?;
    server.stop();
    meet(&server.url(), &coach.code, "unreachable")?;
    server.resume()?;
    meet("http://example.org", &coach.code, "insecure_address")?;

    let each = messages.len();
    messages.sort();
    messages.dedup();
    assert_eq!(
        messages.len(),
        each,
        "two obstacles share a message: {messages:?}"
    );

    app.fill_address(&server.url(), &coach.code)?;
    app.fill("passphrase", PASSPHRASE)?;
    app.fill("passphrase-again", PASSPHRASE)?;
    app.tap("start-enrol")?;
    app.tap("start-skip-pin")?;
    app.see("nav-today")?;
    Ok(())
}

#[test]
fn who_has_nobody_yet_reads_what_to_do_first() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (server, coach) = server_with_coach(folder.path())?;
    let app = App::open(&folder.path().join("app"), Look::Light)?;
    app.enrol(&server.url(), &coach.code, PASSPHRASE)?;
    let mut inspection = Inspection::in_both_looks()?;
    app.see_with("today-none", "U hebt nog geen inwoners.")?;
    app.see_with("todo-none", "Alles is uitgewerkt.")?;
    inspection.inspect(&app, "06-nobody-today", "today-add")?;
    for (screen, sign, words) in [
        ("people", "people-count", "Voeg iemand toe"),
        ("spreekuur", "spreekuur-form", "Spreekuur beginnen"),
        ("groups", "group-new", "Hoe heet de groep?"),
        ("more", "more-people-file", "Mensen uit een lijst"),
    ] {
        app.tap(&format!("nav-{screen}"))?;
        app.see_with(sign, words)?;
        inspection.inspect(&app, &format!("06-nobody-{screen}"), sign)?;
    }
    app.tap("more-activities")?;
    app.see_with("activities", "nog geen aanbod")?;
    inspection.inspect(&app, "06-nobody-activities", "activities")?;
    app.open_sync()?;
    app.see_all_sent()?;
    inspection.end()?;

    // Looked for in vain is something else.
    app.tap("nav-people")?;
    app.fill("people-search", "gerda")?;
    app.see_with("people-count", "Probeer een ander deel")?;
    // The first one is a tap away.
    app.tap("nav-today")?;
    app.tap("today-add")?;
    app.fill("new-name", "Gerda Wouters")?;
    app.tap("person-keep")?;
    app.see_with("title", "Gerda Wouters")?;
    app.tap("nav-today")?;
    app.see_with("longest", "Gerda Wouters")?;
    app.see_with("today-none", "Vandaag staan er geen gesprekken.")?;
    app.see_no("today-add")
}

#[test]
fn a_second_start_on_the_same_home_leaves_the_first_alone() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("app");
    let app = App::open(&home, Look::Light)?;
    app.see("language-nl")?;
    let mut again = Command::new(Places::program("meedoen"));
    let mut second = Process::start(again.env("MEEDOEN_HOME", &home), &folder.path().join("log"))?;
    Patience::default().until("the second start to end by itself", || {
        Ok(second.has_ended().then_some(()))
    })?;
    app.see("language-nl").map(drop)
}

fn server_with_coach(folder: &Path) -> Result<(Server, Enrolment), Failure> {
    let server = Server::start(&folder.join("server"))?;
    let coaches = server.load(&Places::scenario())?;
    let first = coaches.into_iter().find(|coach| coach.key == "c1");
    let first = first.ok_or_else(|| Failure::new("the scenario has no first coach"))?;
    Ok((server, first))
}

fn used_code(server: &Server, coach: &Enrolment, folder: &Path) -> Result<String, Failure> {
    let code = server.new_code(&coach.id)?;
    Device::at(&folder.join("earlier"), PASSPHRASE).enrol(&server.url(), &code)?;
    Ok(code)
}
