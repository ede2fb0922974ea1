//! The main job, played through by WebDriver: a line on the terminal and a numbered picture for
//! each step.

use super::demo::{self, FIRST_COACH};
use crate::failure::Failure;
use serde_json::Value;
use stage::fixture::{App, Device, Look, PASSPHRASE, Places, Town};
use std::path::PathBuf;

const PERSON: &str = "Gerda Wouters";
const HALF: &str = "Ik wil met de buurvrouw naar het zwem";
const REST: &str = "bad, op een rustig uur.";
/// Stands in no other conversation.
const WORD: &str = "zwembad";

/// The pictures so far.
struct Album {
    folder: PathBuf,
    count: u32,
}

impl Album {
    /// Tells the step and takes its picture.
    fn add(&mut self, app: &App, name: &str, step: &str) -> Result<(), Failure> {
        self.count += 1;
        let path = self.folder.join(format!("{:02}-{name}.png", self.count));
        app.picture(&path)?;
        println!("{:>2}. {step}\n    {}", self.count, path.display());
        Ok(())
    }
}

/// Plays it on the display at hand.
pub fn run() -> Result<(), Failure> {
    demo::start_afresh()?;
    let mut town = demo::start_town()?;
    let mut album = Album {
        folder: Places::target().join("demo"),
        count: 0,
    };
    let mut app = App::open(&town.home("first"), Look::Light)?;
    start(&mut album, &app, &town)?;
    town.server.stop();
    find(&mut album, &app)?;
    record(&mut album, &mut app)?;
    app.open_sync()?;
    app.see("waiting")?;
    album.add(
        &app,
        "waiting",
        "Without a connection the work waits, safe on this device",
    )?;
    town.server.resume()?;
    send(&mut album, &app)?;
    tell_who_sees_it(&town)
}

fn start(album: &mut Album, app: &App, town: &Town) -> Result<(), Failure> {
    app.see("language-nl")?;
    album.add(app, "language", "The first start asks for a language")?;
    app.fill_enrolment(&town.server.url(), &town.new_code(FIRST_COACH)?, PASSPHRASE)?;
    album.add(
        app,
        "passphrase",
        "Server address and one-time code are in; a passphrase is chosen",
    )?;
    app.tap("start-enrol")?;
    app.tap("start-skip-pin")?;
    // Filled in by the first sync.
    app.see("longest")?;
    album.add(
        app,
        "today",
        "Enrolled: the caseload of Marloes Janssen is here",
    )
}

fn find(album: &mut Album, app: &App) -> Result<(), Failure> {
    app.tap("nav-people")?;
    app.fill("people-search", "wout")?;
    app.see_with("person-*", PERSON)?;
    album.add(
        app,
        "search",
        "The central endpoint is stopped; a person is found by part of the name",
    )?;
    app.open_dossier("wout", PERSON)?;
    album.add(
        app,
        "dossier",
        "Her dossier: wishes and goals first, then the timeline",
    )
}

fn record(album: &mut Album, app: &mut App) -> Result<(), Failure> {
    app.begin_talk()?;
    app.type_into("wish", HALF)?;
    app.see_saved()?;
    album.add(
        app,
        "typing",
        "A talk, in the middle of a word: saved on this device",
    )?;
    app.kill_and_reopen()?;
    app.unlock(PASSPHRASE)?;
    app.see_value("wish", HALF)?;
    album.add(
        app,
        "after-kill",
        "The app was killed; after unlocking, the half word is there",
    )?;
    app.session().press(REST)?;
    app.open_card("lichamelijke_gezondheid")?;
    app.type_into(
        "note-lichamelijke_gezondheid",
        "In het water doet de knie geen pijn.",
    )?;
    app.choose("hindrance-lichamelijk-1")?;
    album.add(app, "health", "A health theme with its hindrance")?;
    app.open_card("geestelijke_gezondheid")?;
    app.tap("skip-geestelijke_gezondheid")?;
    app.open_card("ladder")?;
    app.choose("ladder-2")?;
    album.add(app, "ladder", "The participatieladder")?;
    app.open_card("next")?;
    app.type_into("step-what", "Samen een badpak uitzoeken.")?;
    app.choose("step-who-person")?;
    app.tap("step-on-weeks-2")?;
    app.see_saved()?;
    album.add(app, "next-step", "A next step, with who and a date")?;
    app.tap("finish")?;
    app.see_with("title", PERSON)?;
    album.add(app, "finished", "Finished: the talk stands in the timeline")
}

fn send(album: &mut Album, app: &App) -> Result<(), Failure> {
    app.tap("sync-now")?;
    let words = app.see_all_sent()?.replace('\n', ". ");
    album.add(app, "sent", &format!("The connection is back: {words}"))
}

fn tell_who_sees_it(town: &Town) -> Result<(), Failure> {
    for (key, name, expected) in [
        ("c3", "Naima Bouzidi, same team", true),
        ("c2", "Paul Derks, another team", false),
    ] {
        let device = town.device(key);
        device.sync()?;
        let sees = sees_the_talk(&device)?;
        if sees != expected {
            return Err(Failure::new(format!("{name}: sees the talk is {sees}")));
        }
        println!(
            "    {name}: {}",
            if sees {
                "sees the talk"
            } else {
                "does not see the talk"
            }
        );
    }
    Ok(())
}

fn sees_the_talk(device: &Device) -> Result<bool, Failure> {
    let answer: Value = device.json(&["search", WORD, "--json"])?;
    Ok(answer["found"]
        .as_array()
        .is_some_and(|found| !found.is_empty()))
}
