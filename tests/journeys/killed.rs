//! Killed, `kill -9`, while somebody types and while it sends: what the screen said was saved is there
//! letter for letter afterwards, everything opens again, and all of it arrives.
//!
//! `MEEDOEN_KILLS` says how often (40). Starting a real window takes seconds, so three in ten of the
//! kills hit the app in its window, typing and, after every other, sending a batch of new dossiers
//! at the same time; the others hit the same device on the command line while it sends.

use serde_json::{Value, json};
use stage::Failure;
use stage::fixture::{App, Device, Look, PASSPHRASE, Patience, Places, Town, kill_process};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const GERDA: &str = "Gerda Wouters";
/// From the first letter to the latest kill: the screen says twice in it that what is typed is saved.
const TYPING: Duration = Duration::from_millis(2_800);
/// How many people are in a batch, with a talk each.
const BATCH: usize = 20;
/// How many kills before the device is a new one: the more is on it, the longer it takes to look
/// through all of it after each.
const ON_ONE_DEVICE: u32 = 50;

/// Types letter by letter, as input events, at a quick typist's pace; halfway it rests until the screen
/// says that what is typed is saved.
const TYPIST: &str = r#"
    const [field, letters] = arguments;
    const one = (name) => document.querySelector(`[data-test="${name}"]`);
    const box = one(field);
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    let next = 0;
    const type = () => {
        if (next >= letters.length) return;
        document.execCommand("insertText", false, letters[next]);
        next += 1;
        setTimeout(next === Math.floor(letters.length / 2) ? rest : type, 10);
    };
    const rest = () => setTimeout(one("save-status").dataset.state === "saved" ? type : rest, 20);
    type();
"#;

/// What the screen says and what the field holds, at one moment.
const LOOK: &str = r#"
    const one = (name) => document.querySelector(`[data-test="${name}"]`);
    return [one("save-status").dataset.state, one(arguments[0]).value];
"#;

fn kills() -> u32 {
    let kills = std::env::var("MEEDOEN_KILLS").ok();
    kills.and_then(|kills| kills.parse().ok()).unwrap_or(40)
}

/// A different part of the whole each round, spread evenly.
fn part(round: u32) -> f64 {
    (f64::from(round) * 0.618_034).fract()
}

#[test]
fn what_the_screen_said_was_saved_survives_every_kill() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let device = Device::at(&town.home("killed"), PASSPHRASE);
    device.enrol(&town.server.url(), &town.new_code("c1")?)?;
    let mut app = App::open(device.home(), Look::Light)?;
    app.unlock(PASSPHRASE)?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;

    let (rounds, mut text, mut said) = ((kills() * 3).div_ceil(10), String::new(), 0);
    for round in 0..rounds {
        let letters = format!("{round:04} naar het zwembad in Beek; ");
        let before = text.clone();
        let saved = type_until_killed(&mut app, &letters, When::of(round, letters.len()), &text)?;
        said += saved.len() - before.len();
        if round % 4 >= 2 {
            app.session().wait_until_gone()?;
            device.import_unsent(&batch(folder.path(), round)?)?;
        }
        app.start_again()?;
        app.unlock(PASSPHRASE)?;
        let found = app.see("wish")?.property("value")?;
        text = found.as_str().unwrap_or_default().to_owned();
        assert!(
            text.starts_with(&saved),
            "round {round}: {saved:?} was saved, {text:?} is there"
        );
        let typed = format!("{before}{letters}");
        assert!(
            typed.starts_with(&text),
            "round {round}: {typed:?} was typed, {text:?} is there"
        );
    }
    assert!(said > 0, "nothing was ever said to be saved");
    println!(
        "{rounds} kills while typing; {said} letters of {} were said to be saved",
        text.len()
    );
    app.tap("finish-later")?;
    app.send()?;
    app.ask_to_close()?;
    app.see_closed()?;
    arrived(&town, &device)
}

/// When to kill.
#[derive(Debug, Clone, Copy)]
enum When {
    /// So long after the first letter.
    After(Duration),
    /// As soon as so many letters are on screen.
    Letters(usize),
}

impl When {
    fn of(round: u32, letters: usize) -> Self {
        match round % 2 {
            0 => When::After(TYPING.mul_f64(part(round))),
            _ => When::Letters(1 + (part(round) * letters as f64) as usize),
        }
    }

    fn is_now(self, begun: Instant, letters: usize) -> bool {
        let late = begun.elapsed() > 4 * TYPING;
        match self {
            When::After(time) => begun.elapsed() >= time,
            When::Letters(count) => letters >= count || late,
        }
    }
}

/// Types, and kills the app in the middle; answers the longest text that was said to be saved.
fn type_until_killed(
    app: &mut App,
    letters: &str,
    when: When,
    before: &str,
) -> Result<String, Failure> {
    let begun = Instant::now();
    app.session()
        .run(TYPIST, &["wish".into(), letters.into()])?;
    let (mut saved, mut typed) = (before.to_owned(), 0);
    while !when.is_now(begun, typed) {
        let look = app.session().run(LOOK, &["wish".into()])?;
        let held = look[1].as_str().unwrap_or_default();
        typed = held.len().saturating_sub(before.len());
        if look[0] == "saved" && held.len() > saved.len() {
            saved = held.to_owned();
        }
    }
    app.kill()?;
    Ok(saved)
}

#[test]
fn a_device_killed_while_it_sends_has_everything_and_goes_on() -> Result<(), Failure> {
    let (rounds, mut arrived_before) = (kills() * 7 / 10, 0);
    for first in (0..rounds).step_by(ON_ONE_DEVICE as usize) {
        arrived_before += kill_while_sending(first..rounds.min(first + ON_ONE_DEVICE))?;
        println!("{} kills while sending", rounds.min(first + ON_ONE_DEVICE));
    }
    println!("{arrived_before} changes had arrived before");
    assert!(
        rounds < 20 || arrived_before > 0,
        "no kill came while it sent"
    );
    Ok(())
}

/// On a new device. Answers how many changes arrived before a kill.
fn kill_while_sending(rounds: Range<u32>) -> Result<u64, Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let device = Device::at(&town.home("killed"), PASSPHRASE);
    device.enrol(&town.server.url(), &town.new_code("c1")?)?;
    // How long it takes to open, and then to send a batch.
    device.import_unsent(&batch(folder.path(), 9_999)?)?;
    let mut opening = opening_of(&device)?;
    let begun = Instant::now();
    let (each, sending) = (sent(&device)?, begun.elapsed().saturating_sub(opening));

    let (mut waiting, mut arrived_before) = (0, 0);
    for round in rounds {
        device.import_unsent(&batch(folder.path(), round)?)?;
        waiting += each;
        // It is looked through as it opens, which takes longer the more there is on it.
        if round % 4 == 0 {
            opening = opening_of(&device)?;
        }
        let mut sync = device.start(&["sync"])?;
        std::thread::sleep(opening + sending.mul_f64(part(round)));
        kill_process(sync.id());
        Patience::default().until("it to be gone", || Ok(sync.has_ended().then_some(())))?;
        assert_eq!(whole(&device, round)?, BATCH, "round {round}");
        // Whatever is left goes with the next batch, or now and then by itself.
        if round % 4 == 3 {
            arrived_before += waiting - sent(&device)?;
            waiting = 0;
        }
    }
    device.sync()?;
    arrived(&town, &device)?;
    Ok(arrived_before)
}

/// How long it takes to open it.
fn opening_of(device: &Device) -> Result<Duration, Failure> {
    let begun = Instant::now();
    device.json(&["status", "--json"])?;
    Ok(begun.elapsed())
}

/// Sends everything; answers how much that was.
fn sent(device: &Device) -> Result<u64, Failure> {
    let synced = device.json(&["sync", "--json"])?;
    assert_eq!(synced["unsent"], 0);
    let sent = synced["sent"].as_u64();
    sent.ok_or_else(|| Failure::new("a sync that does not say what it sent"))
}

/// How many people of a batch are there, each with the whole talk.
fn whole(device: &Device, round: u32) -> Result<usize, Failure> {
    let (template, exported) = (scenario()?, device.export()?);
    let talk = &template["conversations"][0];
    let export: Value = serde_json::from_str(&exported).map_err(Failure::during("an export"))?;
    let name = format!("Inwoner {round}.");
    let of_batch = |records: &&Vec<Value>| {
        let mut names = records
            .iter()
            .filter_map(|record| record["fields"]["name"].as_str());
        names.any(|known| known.starts_with(&name))
    };
    let is_whole = |records: &&Vec<Value>| {
        let has = |field: &str, text: &Value| {
            records
                .iter()
                .any(|record| record["fields"][field] == *text)
        };
        let mut notes = talk["themes"].as_array().into_iter().flatten();
        has("wish", &talk["wish"])
            && has("strengths", &talk["strengths"])
            && notes.all(|theme| has("note", &theme["note"]))
    };
    let dossiers = export["dossiers"].as_array().into_iter().flatten();
    let records = dossiers.filter_map(|dossier| dossier["records"].as_array());
    Ok(records.filter(of_batch).filter(is_whole).count())
}

/// A colleague of the same team who comes new holds the same, and nothing is wrong with either.
fn arrived(town: &Town, device: &Device) -> Result<(), Failure> {
    let other = Device::at(&town.home("other"), PASSPHRASE);
    other.enrol(&town.server.url(), &town.new_code("c1")?)?;
    device.sync()?;
    assert_eq!(other.export()?, device.export()?);
    for device in [device, &other] {
        device.run(&["verify"])?;
    }
    Ok(())
}

/// A file with people nobody knows yet, a talk with each.
fn batch(folder: &Path, round: u32) -> Result<PathBuf, Failure> {
    let mut scenario = scenario()?;
    let (person, talk) = (
        scenario["people"][0].clone(),
        scenario["conversations"][0].clone(),
    );
    let (mut people, mut talks) = (Vec::new(), Vec::new());
    for number in 0..BATCH {
        let key = format!("p{round}-{number}");
        let (mut person, mut talk) = (person.clone(), talk.clone());
        person["key"] = json!(key);
        person["name"] = json!(format!("Inwoner {round}.{number}"));
        talk["key"] = json!(format!("g{round}-{number}"));
        talk["person"] = json!(key);
        people.push(person);
        talks.push(talk);
    }
    scenario["people"] = people.into();
    scenario["conversations"] = talks.into();
    for part in ["agreements", "referrals", "groups", "outcomes"] {
        scenario[part] = json!([]);
    }
    let file = folder.join(format!("batch-{round}.json"));
    fs::write(&file, scenario.to_string())?;
    Ok(file)
}

fn scenario() -> Result<Value, Failure> {
    let text = fs::read_to_string(Places::scenario())?;
    serde_json::from_str(&text).map_err(Failure::during("reading the scenario"))
}

/// Whoever had the app's name on the desktop's bus dies while the next start asks for its window.
#[cfg(target_os = "linux")]
#[test]
fn a_start_beside_one_that_dies_without_an_answer_opens_all_the_same() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("app");
    let dying = the_name_of(&home)?;
    let death = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(5));
        drop(dying);
    });
    let app = App::open(&home, Look::Light)?;
    app.see("language-nl")?;
    assert!(death.join().is_ok());
    let log = fs::read_to_string(home.with_extension("app.log"))?;
    assert!(
        log.contains("looks for another one again"),
        "nobody had the name: {log}"
    );
    Ok(())
}

/// Takes the name that an app on this home has, and answers nothing to anybody.
#[cfg(target_os = "linux")]
fn the_name_of(home: &Path) -> Result<zbus::blocking::Connection, Failure> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    home.as_os_str().hash(&mut hasher);
    let name = format!("nl.meedoen.app.h{:016x}.SingleInstance", hasher.finish());
    let taken = zbus::blocking::connection::Builder::session()
        .and_then(|builder| builder.name(name))
        .and_then(zbus::blocking::connection::Builder::build);
    taken.map_err(Failure::during("taking the app's name"))
}
