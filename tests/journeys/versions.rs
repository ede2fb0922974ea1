//! Two coaches change one talk without knowing of each other: both texts stay until somebody
//! chooses, what lost stands in the history, and afterwards both devices hold the same.

use stage::fixture::{App, Device, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const BEFORE: &str = "Ze wil leren fietsen.";
const MARLOES: &str = "Ze wil leren fietsen op een driewieler.";
const LADDER: &str = "Participatieladder";
const TOGETHER: &str = " Samen opgeschreven.";
const NAIMA: &str = "Ze wil leren fietsen, maar pas in het voorjaar.";

#[test]
fn both_versions_stay_until_one_is_chosen() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let (marloes, naima) = two_who_differ(&mut town)?;
    for app in [&marloes, &naima] {
        app.open_sync()?;
        see_both(app, "conflict-0")?;
    }
    // All of this works without a connection.
    town.server.stop();
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&naima, "18-sync-versions", "conflict-0")?;
    naima.open_dossier("wout", GERDA)?;
    see_both(&naima, "versions-wish-now")?;
    see_both(&naima, "versions-timeline-text-*")?;
    inspection.inspect(&naima, "18-dossier-versions", "versions-wish-now")?;
    naima.tap("timeline-*")?;
    naima.open_card("wish")?;
    see_both(&naima, "versions-wish")?;
    inspection.inspect(&naima, "18-talk-versions", "versions-wish")?;
    // One tap: Marloes sent hers first.
    naima.tap("version-wish-0-use")?;
    naima.see_with("wish-text", MARLOES)?;

    // What was not chosen stands in the history, and can be put back and taken back.
    naima.tap("talk-history")?;
    naima.see_with("history-0", NAIMA)?;
    inspection.inspect(&naima, "18-history", "history-0")?;
    inspection.end()?;
    naima.see_with("history-0-value-1", NAIMA)?;
    naima.tap("history-0-back-1")?;
    naima.see_with("history-0-value-0", NAIMA)?;
    naima.tap("history-0-undo")?;
    naima.see_with("history-0-value-0", MARLOES)?;
    town.server.resume()?;
    naima.send()?;
    marloes.send()?;
    marloes.see_no("conflict-0")?;
    marloes.open_dossier("wout", GERDA)?;
    marloes.see_with("wish-now", MARLOES)?;
    marloes.tap("dossier-history")?;
    marloes.see_with("history-0", NAIMA)?;

    drop((marloes, naima));
    same_on_both(&town, |exported| {
        exported.contains(MARLOES) && !exported.contains(NAIMA)
    })
}

#[test]
fn versions_are_kept_together_and_rewritten_in_place() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let (marloes, naima) = two_who_differ(&mut town)?;
    marloes.open_sync()?;
    see_both(&marloes, "conflict-0")?;
    marloes.tap("version-conflict-0-write")?;
    marloes.type_into("version-conflict-0-text", TOGETHER)?;
    let both = format!("{MARLOES}\n\n{NAIMA}{TOGETHER}");
    marloes.see_value("version-conflict-0-text", &both)?;
    marloes.tap("version-conflict-0-ready")?;
    marloes.see_no("conflict-0")?;
    marloes.send()?;
    naima.send()?;
    naima.see_no("conflict-0")?;
    naima.open_dossier("wout", GERDA)?;
    naima.see_with("wish-now", TOGETHER)?;

    drop((marloes, naima));
    same_on_both(&town, |exported| {
        [MARLOES, NAIMA, TOGETHER]
            .iter()
            .all(|text| exported.contains(text))
    })
}

#[test]
fn an_answer_that_lost_can_be_put_back() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let (marloes, naima) = two_who_differ(&mut town)?;
    // Naima sent last: her step of the ladder is shown, the other one stands in the history.
    marloes.open_dossier("wout", GERDA)?;
    marloes.tap("timeline-*")?;
    marloes.tap("talk-history")?;
    let lost = |app: &App| app.see_with("history-*", "Tegelijk ingevuld");
    lost(&marloes)?;
    let ladder = marloes.named_with("history-*", LADDER)?;
    marloes.see_with(&format!("{ladder}-value-0"), "3 ")?;
    marloes.see_with(&format!("{ladder}-value-1"), "2 ")?;
    marloes.tap(&format!("{ladder}-back-1"))?;
    marloes.see_with(&format!("{ladder}-value-0"), "2 ")?;
    marloes.send()?;
    naima.send()?;
    naima.open_dossier("wout", GERDA)?;
    naima.tap("timeline-*")?;
    naima.open_card("ladder")?;
    naima.see_with("ladder-text", "2 ")?;

    drop((marloes, naima));
    same_on_both(&town, |_| true)
}

/// Two coaches who changed one talk without a connection, each with the other's change by now.
fn two_who_differ(town: &mut Town) -> Result<(App, App), Failure> {
    let marloes = town.app("marloes", "c1")?;
    marloes.open_dossier("wout", GERDA)?;
    marloes.begin_talk()?;
    marloes.type_into("wish", BEFORE)?;
    marloes.see_saved()?;
    marloes.tap("finish")?;
    marloes.send()?;
    let mut naima = town.app("naima", "c3")?;
    naima.open_dossier("wout", GERDA)?;
    naima.see("timeline-*")?;

    town.server.stop();
    amend(&marloes, MARLOES, 2)?;
    amend(&naima, NAIMA, 3)?;
    // Both would sync by themselves now: Marloes is first because Naima's app is closed meanwhile.
    naima.ask_to_close()?;
    naima.see_closed()?;
    town.server.resume()?;
    marloes.send()?;
    naima.reopen()?;
    naima.unlock(PASSPHRASE)?;
    naima.send()?;
    marloes.send()?;
    Ok((marloes, naima))
}

fn see_both(app: &App, name: &str) -> Result<(), Failure> {
    app.see_with(name, MARLOES)?;
    app.see_with(name, NAIMA).map(drop)
}

/// Both devices, synced, hold the same, and it is as it should be.
fn same_on_both(town: &Town, right: impl Fn(&str) -> bool) -> Result<(), Failure> {
    let (one, other) = (device(town, "marloes"), device(town, "naima"));
    one.sync()?;
    other.sync()?;
    let exported = one.export()?;
    assert!(right(&exported), "not what was chosen");
    assert_eq!(exported, other.export()?);
    Ok(())
}

/// Changes the wish and the ladder of the newest talk, which is closed.
fn amend(app: &App, wish: &str, step: u8) -> Result<(), Failure> {
    app.open_dossier("wout", GERDA)?;
    app.tap("timeline-*")?;
    app.tap("amend")?;
    app.open_card("wish")?;
    app.fill("wish", wish)?;
    app.open_card("ladder")?;
    app.choose(&format!("ladder-{step}"))?;
    app.see_saved()?;
    app.tap("amend-ready")?;
    app.tap("to-dossier")
}

/// The app's own home, once the app is closed.
fn device(town: &Town, name: &str) -> Device {
    Device::at(&town.home(name), PASSPHRASE)
}
