//! While both are connected, what one coach closes shows on a colleague's screen by itself, within two
//! seconds; and one device is one program at a time.

use stage::Failure;
use stage::fixture::{App, Device, Look, PASSPHRASE, Town};
use std::time::{Duration, Instant};

const GERDA: &str = "Gerda Wouters";
const WISH: &str = "Op zaterdag mee met de wandelclub in Ubbergen.";
const SOON: Duration = Duration::from_secs(2);

/// Whether the dossier on screen shows a closed talk with this text.
const CLOSED: &str = r#"
    const closed = document.querySelectorAll('[data-test^="timeline-"][data-status="closed"]');
    return [...closed].some((talk) => talk.closest("li").textContent.includes(arguments[0]));
"#;

#[test]
fn what_one_coach_closes_shows_on_anothers_screen_without_a_tap() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let (marloes, naima) = (window(&town, "c1")?, window(&town, "c3")?);
    naima.open_dossier("wout", GERDA)?;
    marloes.open_dossier("wout", GERDA)?;
    marloes.begin_talk()?;
    marloes.type_into("wish", WISH)?;
    marloes.see_saved()?;
    let closed = Instant::now();
    marloes.tap("finish")?;
    naima.wait("the closed talk to show", || {
        let shown = naima.session().run(CLOSED, &[WISH.into()])?;
        Ok((shown == true).then_some(()))
    })?;
    let took = closed.elapsed();
    println!("on the other screen after {} ms", took.as_millis());
    assert!(took <= SOON, "{took:?}");
    Ok(())
}

#[test]
fn one_device_is_one_program_at_a_time() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = window(&town, "c1")?;
    let same = Device::at(&town.home("c1"), PASSPHRASE);
    let refused = same.attempt(&["sync"])?;
    assert_eq!(refused.status.code(), Some(1));
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        why.contains("another Meedoen has this folder open"),
        "{why}"
    );
    drop(app);
    same.sync()
}

/// The window of one more device of a coach, which has everything and listens.
fn window(town: &Town, coach: &str) -> Result<App, Failure> {
    let home = town.home(coach);
    let device = Device::at(&home, PASSPHRASE);
    device.enrol(&town.server.url(), &town.new_code(coach)?)?;
    let app = App::open(&home, Look::Light)?;
    app.unlock(PASSPHRASE)?;
    Ok(app)
}
