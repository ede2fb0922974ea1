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
