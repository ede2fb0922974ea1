//! Every screen at both sizes, light and dark: a picture to look at, and no violation that axe finds.

use serde_json::{Value, json};
use stage::Failure;
use stage::fixture::{App, Look, PASSPHRASE, Places, Town};
use stage::webdriver::WindowSize;
use std::fs;

const SIZES: [(&str, WindowSize); 2] =
    [("phone", WindowSize::PHONE), ("laptop", WindowSize::LAPTOP)];

/// Runs axe and hands back what it finds, in one line each.
const RUN_AXE: &str = r#"
    const done = arguments[arguments.length - 1];
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
        .then((found) => done(found.violations.map((violation) =>
            violation.id + ": " + violation.nodes.map((node) => node.target.join(" ")).join(", "))))
        .catch((problem) => done([String(problem)]));
"#;

/// Looks at screens and gathers what is wrong with them.
struct Inspection {
    axe: String,
    look: &'static str,
    found: Vec<String>,
}

impl Inspection {
    fn begin(look: &'static str) -> Result<Self, Failure> {
        let axe = Places::project().join("ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&axe)
            .map_err(Failure::during(format!("reading {}", axe.display())))?;
        Ok(Self {
            axe,
            look,
            found: Vec::new(),
        })
    }

    /// Inspects the screen as it stands, once `sign` is on it.
    fn inspect(&mut self, app: &App, screen: &str, sign: &str) -> Result<(), Failure> {
        for (size_name, size) in SIZES {
            app.resize(size)?;
            app.see(sign)?;
            let name = format!("{screen}-{size_name}-{}", self.look);
            let picture = Places::target().join("screens").join(format!("{name}.png"));
            app.session().screenshot(&picture)?;
            app.session().run(&self.axe, &[])?;
            let violations = app.session().run_async(RUN_AXE, &[])?;
            let violations = violations.as_array().cloned().unwrap_or_default();
            self.found
                .extend(violations.iter().map(|one| format!("{name}: {one}")));
        }
        app.resize(WindowSize::PHONE)
    }
}

#[test]
fn axe_finds_nothing_on_any_screen_in_light() -> Result<(), Failure> {
    inspect_all("light", Look::Light)
}

#[test]
fn axe_finds_nothing_on_any_screen_in_dark() -> Result<(), Failure> {
    inspect_all("dark", Look::Dark)
}

#[test]
fn axe_catches_a_planted_violation() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let app = App::open(&folder.path().join("app"), Look::Light)?;
    app.see("language-nl")?;
    let plant = "document.querySelector('main').append(document.createElement('button'))";
    app.session().run(plant, &[])?;
    let mut inspection = Inspection::begin("planted")?;
    inspection.inspect(&app, "planted", "start-next")?;
    assert!(
        inspection
            .found
            .iter()
            .any(|one| one.contains("button-name")),
        "{:?}",
        inspection.found
    );
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
    let found = json!(inspection.found);
    assert_eq!(found, Value::Array(Vec::new()), "axe found something");
    Ok(())
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
    inspection.inspect(app, "10-today", "nav-today")?;
    app.tap("nav-people")?;
    app.see_with("people", "Gerda Wouters")?;
    inspection.inspect(app, "11-people", "people")?;
    app.tap("add-person")?;
    app.fill("new-name", "Gerda Wauters")?;
    inspection.inspect(app, "12-add-person", "duplicates")?;
    app.open_dossier("wout", "Gerda Wouters")?;
    inspection.inspect(app, "13-dossier", "timeline")?;
    app.tap("timeline-*")?;
    inspection.inspect(app, "14-closed-talk", "amend")?;
    app.tap("to-dossier")?;
    app.open_sync()?;
    inspection.inspect(app, "15-sync", "sync-now")?;
    app.tap("nav-more")?;
    inspection.inspect(app, "16-more", "more-settings")?;
    app.tap("more-settings")?;
    inspection.inspect(app, "17-settings", "lock")
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
    app.tap("finish-later")?;
    inspection.inspect(app, "30-today-unfinished", "nav-today")
}

fn out_of_sight(inspection: &mut Inspection, mut app: App) -> Result<(), Failure> {
    app.tap("hide")?;
    inspection.inspect(&app, "40-hidden", "neutral")?;
    app.reopen()?;
    inspection.inspect(&app, "41-locked", "unlock")
}
