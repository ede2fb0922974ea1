//! Two coaches change one note without knowing of each other: both versions stay until somebody
//! chooses, and afterwards both devices hold the same.

use stage::fixture::{App, Device, Look, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const BEFORE: &str = "Ze wil leren fietsen.";
const MARLOES: &str = "Ze wil leren fietsen op een driewieler.";
const NAIMA: &str = "Ze wil leren fietsen, maar pas in het voorjaar.";

#[test]
fn both_versions_stay_until_one_is_chosen() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let marloes = App::open(&town.home("marloes"), Look::Light)?;
    marloes.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    marloes.open_dossier("wout", GERDA)?;
    marloes.begin_talk()?;
    marloes.type_into("wish", BEFORE)?;
    marloes.see_saved()?;
    marloes.tap("finish")?;
    send(&marloes)?;
    let naima = App::open(&town.home("naima"), Look::Light)?;
    naima.enrol(&town.server.url(), &town.new_code("c3")?, PASSPHRASE)?;
    naima.open_dossier("wout", GERDA)?;
    naima.see("timeline-*")?;

    town.server.stop();
    amend(&marloes, MARLOES)?;
    amend(&naima, NAIMA)?;
    town.server.resume()?;
    send(&marloes)?;
    send(&naima)?;
    send(&marloes)?;

    for app in [&marloes, &naima] {
        app.open_sync()?;
        app.see_with("conflict-0", MARLOES)?;
        app.see_with("conflict-0", NAIMA)?;
    }
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&naima, "18-sync-versions", "conflict-0")?;
    inspection.end()?;
    naima.choose("version-conflict-0-both")?;
    naima.tap("version-conflict-0-use")?;
    naima.see_no("conflict-0")?;
    send(&naima)?;
    send(&marloes)?;
    marloes.see_no("conflict-0")?;

    drop((marloes, naima));
    let (one, other) = (device(&town, "marloes"), device(&town, "naima"));
    one.sync()?;
    other.sync()?;
    let exported = one.export()?;
    assert!(exported.contains(MARLOES) && exported.contains(NAIMA));
    assert_eq!(exported, other.export()?);
    Ok(())
}

/// Changes the wish of the newest talk, which is closed.
fn amend(app: &App, wish: &str) -> Result<(), Failure> {
    app.open_dossier("wout", GERDA)?;
    app.tap("timeline-*")?;
    app.tap("amend")?;
    app.open_card("wish")?;
    app.fill("wish", wish)?;
    app.see_saved()?;
    app.tap("amend-ready")?;
    app.tap("to-dossier")
}

fn send(app: &App) -> Result<(), Failure> {
    app.open_sync()?;
    app.tap("sync-now")?;
    app.see_all_sent().map(drop)
}

/// The app's own home, once the app is closed.
fn device(town: &Town, name: &str) -> Device {
    Device::at(&town.home(name), PASSPHRASE)
}
