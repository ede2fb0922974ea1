//! Every screen at both sizes, light and dark: a picture to look at, and no violation that axe finds.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::{Failure, Inspection};

#[test]
fn axe_finds_nothing_on_any_screen_in_light() -> Result<(), Failure> {
    inspect_all("light", Look::Light)
}

#[test]
fn axe_finds_nothing_on_any_screen_in_dark() -> Result<(), Failure> {
    inspect_all("dark", Look::Dark)
}

#[test]
fn what_is_planted_is_seen() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let app = App::open(&folder.path().join("app"), Look::Light)?;
    app.see("language-nl")?;
    let plant = "document.querySelector('main').append(document.createElement('button'))";
    app.session().run(plant, &[])?;
    let wide = "const wide = document.createElement('p'); wide.dataset.test = 'wide';
        wide.style.width = '2000px'; wide.textContent = 'wide'; document.querySelector('main').append(wide)";
    app.session().run(wide, &[])?;
    let mut inspection = Inspection::begin("planted")?;
    inspection.inspect(&app, "planted", "start-next")?;
    let told = inspection
        .end()
        .map_or_else(|failure| failure.to_string(), |()| String::new());
    assert!(told.contains("button-name"), "{told}");
    assert!(told.contains("too narrow for wide"), "{told}");
    Ok(())
}

fn inspect_all(name: &'static str, look: Look) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = App::open(&town.home("app"), look)?;
    let mut inspection = Inspection::begin(name)?;
    first_start(&mut inspection, &app, &town)?;
    daily_work(&mut inspection, &app)?;
    talk(&mut inspection, &app)?;
    out_of_sight(&mut inspection, app)?;
    inspection.end()
}

fn first_start(inspection: &mut Inspection, app: &App, town: &Town) -> Result<(), Failure> {
    app.see("language-nl")?;
    inspection.inspect(app, "01-language", "start-next")?;
    app.tap("language-nl")?;
    app.tap("start-next")?;
    inspection.inspect(app, "02-address", "enrol-url")?;
    app.fill_address(&town.server.url(), "WRNG-CDEF-2345")?;
    app.fill("passphrase", PASSPHRASE)?;
    app.fill("passphrase-again", PASSPHRASE)?;
    inspection.inspect(app, "03-passphrase", "start-enrol")?;
    app.tap("start-enrol")?;
    inspection.inspect(app, "04-wrong-code", "notice")?;
    app.fill_address(&town.server.url(), &town.new_code("c1")?)?;
    app.fill("passphrase", PASSPHRASE)?;
    app.fill("passphrase-again", PASSPHRASE)?;
    app.tap("start-enrol")?;
    inspection.inspect(app, "05-pin", "start-skip-pin")?;
    app.tap("start-skip-pin")
}

fn daily_work(inspection: &mut Inspection, app: &App) -> Result<(), Failure> {
    // Before the first sync is done, there is nobody to have spoken with.
    app.see("longest")?;
    inspection.inspect(app, "10-today", "nav-today")?;
    app.tap("nav-people")?;
    app.see_with("people", "Gerda Wouters")?;
    inspection.inspect(app, "11-people", "people")?;
    app.tap("filters-open")?;
    inspection.inspect(app, "11-filters", "filter-due")?;
    app.tap("filters-open")?;
    app.tap("add-person")?;
    app.fill("new-name", "Gerda Wauters")?;
    inspection.inspect(app, "12-add-person", "duplicates")?;
    app.open_dossier("wout", "Gerda Wouters")?;
    inspection.inspect(app, "13-dossier", "timeline")?;
    app.tap("relation-add")?;
    app.fill("relation-name", "Wim")?;
    app.tap("relation-keep")?;
    app.see_with("network", "Wim")?;
    app.choose("lonely-vaak")?;
    inspection.inspect(app, "13-network", "lonely-signal")?;
    app.tap("handover-ask")?;
    inspection.inspect(app, "13-hand-over", "handover-give")?;
    app.tap("timeline-*")?;
    inspection.inspect(app, "14-closed-talk", "amend")?;
    app.tap("to-dossier")?;
    app.open_sync()?;
    inspection.inspect(app, "15-sync", "sync-now")?;
    app.tap("nav-more")?;
    inspection.inspect(app, "16-more", "more-settings")?;
    app.tap("more-settings")?;
    inspection.inspect(app, "17-settings", "lock")?;
    app.tap("nav-more")?;
    app.tap("more-people-file")?;
    app.paste_into(
        "people-paste",
        "naam;geboren;dorp;bsn\nJan Smit;1950;Beek;1\nAn;ooit;Beek;2",
    )?;
    app.tap("help")?;
    inspection.inspect(app, "18-people-file", "people-take")?;
    app.tap("nav-spreekuur")?;
    inspection.inspect(app, "19-spreekuur", "spreekuur-begin")?;
    app.tap("nav-groups")?;
    app.tap_with("group-*", "Buurtsoepie")?;
    inspection.inspect(app, "19-group", "sessions")?;
    app.tap("nav-today")?;
    app.tap("to-caseload")?;
    inspection.inspect(app, "19-caseload", "caseload")?;
    app.open_dossier("wout", "Gerda Wouters")?;
    app.tap("own-file")?;
    inspection.inspect(app, "19-own-file", "own-parts")
}

fn talk(inspection: &mut Inspection, app: &App) -> Result<(), Failure> {
    app.open_dossier("wout", "Gerda Wouters")?;
    app.begin_talk()?;
    app.type_into(
        "wish",
        "Bij het Buurtsoepie blijven en een keer de groep trekken.",
    )?;
    app.see_saved()?;
    inspection.inspect(app, "20-talk-wish", "wish")?;
    let cards = [
        ("lichamelijke_gezondheid", "note-lichamelijke_gezondheid"),
        ("other", "add-theme-*"),
        ("ladder", "card-ladder"),
        ("next", "step-what"),
    ];
    for (number, (card, sign)) in (21..).zip(cards) {
        app.open_card(card)?;
        inspection.inspect(app, &format!("{number}-talk-{card}"), sign)?;
    }
    app.tap("more")?;
    let more = [
        ("companions", "companion-tolk"),
        ("health", "web"),
        ("zrm", "zrm-counts"),
        ("soft", "card-soft"),
        ("barriers", "card-barriers"),
    ];
    for (number, (card, sign)) in (25..).zip(more) {
        app.open_card(card)?;
        inspection.inspect(app, &format!("{number}-talk-{card}"), sign)?;
    }
    app.tap("finish-later")?;
    inspection.inspect(app, "30-today-unfinished", "nav-today")
}

fn out_of_sight(inspection: &mut Inspection, mut app: App) -> Result<(), Failure> {
    app.tap("hide")?;
    inspection.inspect(&app, "40-hidden", "neutral")?;
    app.reopen()?;
    inspection.inspect(&app, "41-locked", "unlock")
}
