//! Progress to look at: what changed for a person, drawn, and as tables for who does not see it.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";

#[test]
fn what_changed_is_drawn_and_stands_in_tables() -> Result<(), Failure> {
    look("light", Look::Light)
}

#[test]
fn the_same_in_dark() -> Result<(), Failure> {
    look("dark", Look::Dark)
}

#[test]
fn what_two_talks_say_is_compared() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;

    talk(
        &app,
        4,
        ["soft-slaap-2", "soft-dagritme-3"],
        "ladder-firmer",
    )?;
    app.see_with("ladder-summary", "Van trede 1 naar trede 3. Staat steviger")?;
    talk(&app, 7, ["soft-slaap-4", "soft-dagritme-3"], "ladder-same")?;
    // The same step is no step forward, and what was firm before does not stay so by itself.
    let ladder = app.see_with("ladder-summary", "Van trede 1 naar trede 3")?;
    assert!(!ladder.text()?.contains("steviger"), "{}", ladder.text()?);
    let steps = column(&app, "ladder-table")?;
    assert_eq!(steps.len(), 4, "{steps:?}");
    assert!(steps[2].ends_with(", staat steviger"), "{steps:?}");
    assert!(
        steps[3].starts_with('3') && !steps[3].contains("steviger"),
        "{steps:?}"
    );
    app.see_with("progress-taking-part", "van 4 naar 7")?;
    assert_eq!(column(&app, "progress-taking-part-table")?, ["4", "7"]);
    app.see_with("progress-soft-slaap", "van niet zo goed naar goed")?;
    assert_eq!(
        column(&app, "progress-soft-slaap-table")?,
        ["niet zo goed", "goed"]
    );
    let day = app.see_with("progress-soft-dagritme", "gaat wel")?.text()?;
    assert!(!day.contains("naar"), "nothing changed: {day}");

    app.tap("timeline-*")?;
    app.open_card("ladder")?;
    app.see_with("ladder-text", "3")?;
    app.see_no("ladder-firmer-text")
}

/// A talk with these answers, from the open dossier and back to it.
#[track_caller]
fn talk(app: &App, taking_part: i32, soft: [&str; 2], ladder: &str) -> Result<(), Failure> {
    app.begin_talk()?;
    app.open_card("ladder")?;
    // One tap too many is put right with another.
    app.tap("ladder-firmer")?;
    app.tap(ladder)?;
    app.wait(&format!("{ladder} to be chosen"), || {
        Ok((app.see(ladder)?.attribute("aria-pressed")? == "true").then_some(()))
    })?;
    app.tap("more")?;
    app.open_card("taking-part")?;
    app.slide("taking-part", taking_part)?;
    app.open_card("soft")?;
    for answer in soft {
        app.choose(answer)?;
    }
    app.see_saved()?;
    app.tap("finish")?;
    app.see_with("title", GERDA).map(drop)
}

/// What stands behind the dates of a table.
fn column(app: &App, table: &str) -> Result<Vec<String>, Failure> {
    app.see(table)?;
    let cells =
        "return [...document.querySelectorAll(`[data-test=${arguments[0]}] td:nth-child(2)`)]
        .map((cell) => cell.textContent.trim())";
    let cells = app.session().run(cells, &[table.into()])?;
    let cells = cells.as_array().cloned().unwrap_or_default();
    let text = |cell: &serde_json::Value| cell.as_str().unwrap_or_default().to_owned();
    Ok(cells.iter().map(text).collect())
}

fn look(kind: &'static str, look: Look) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = App::open(&town.home("first"), look)?;
    app.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.open_dossier("wout", GERDA)?;

    // A third talk, with what the scenario does not have.
    app.begin_talk()?;
    app.tap("more")?;
    app.open_card("soft")?;
    app.choose("soft-slaap-4")?;
    app.choose("soft-dagritme-2")?;
    app.open_card("zrm")?;
    app.choose("zrm-tijdsbesteding-5")?;
    app.open_card("ladder")?;
    app.tap("ladder-firmer")?;
    app.see_saved()?;
    app.tap("finish")?;
    app.see_with("title", GERDA)?;

    let table = |name: &str| -> Result<String, Failure> {
        app.see(name)?;
        let script = "return document.querySelector(`[data-test=${arguments[0]}]`).textContent";
        let text = app.session().run(script, &[name.into()])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    };
    app.see_with("ladder-summary", "steviger")?;
    assert!(table("ladder-table")?.contains("staat steviger"));
    let zrm = app.see("progress-zrm")?;
    assert_eq!(zrm.attribute("data-version")?, "ZRM-2017");
    assert!(
        zrm.text()?.contains("2 → 5"),
        "first against last: {}",
        zrm.text()?
    );
    let scores = table("zrm-table")?;
    assert!(scores.contains("volledig zelfredzaam") && scores.contains("Niet gevraagd"));
    // The newest web stands first.
    assert!(table("progress-web-0-table")?.contains("zingeving7"));
    assert!(table("progress-web-1-table")?.contains("zingeving5"));
    assert!(table("progress-soft-slaap-table")?.contains("goed"));
    let mut inspection = Inspection::begin(kind)?;
    into_view(&app, "progress-zrm")?;
    inspection.inspect(&app, "70-progress-zrm", "progress-zrm")?;
    app.tap("zrm-over-time")?;
    app.see("zrm-line-tijdsbesteding")?;
    into_view(&app, "zrm-line-tijdsbesteding")?;
    inspection.inspect(&app, "71-progress-zrm-time", "zrm-line-tijdsbesteding")?;
    into_view(&app, "progress-webs")?;
    inspection.inspect(&app, "72-progress-webs", "progress-webs")?;
    into_view(&app, "progress-soft")?;
    inspection.inspect(&app, "73-progress-soft", "progress-soft")?;
    inspection.end()
}

fn into_view(app: &App, name: &str) -> Result<(), Failure> {
    let script = "document.querySelector(`[data-test=${arguments[0]}]`).scrollIntoView()";
    app.session().run(script, &[name.into()]).map(drop)
}
