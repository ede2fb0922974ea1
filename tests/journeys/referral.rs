//! A referral: what goes along is shown, the person is asked, and it is followed until it is over.

use stage::fixture::{App, Look, PASSPHRASE, Town};
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const REASON: &str = "Wil graag leren zwemmen in een kleine groep.";

/// Asks the device to send it, past the screen.
const SEND: &str = "const done = arguments[arguments.length - 1];
    const asked = { referral: arguments[0], status: 'verstuurd' };
    window.__TAURI_INTERNALS__.invoke('move_referral', asked)
        .then(() => done('sent'), (error) => done(error.code));";

#[test]
fn somebody_is_referred_with_consent_and_followed_to_the_end() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = App::open(&town.home("first"), Look::Dark)?;
    app.enrol(&town.server.url(), &town.new_code("c1")?, PASSPHRASE)?;
    app.open_dossier("wout", GERDA)?;
    town.server.stop();

    app.tap("referral-add")?;
    app.see_with("consent", "Kies eerst naar wie")?;
    app.select("referral-to", "buurtsportcoach")?;
    app.type_into("referral-reason", REASON)?;
    app.tap("packet-look")?;
    app.see_with("packet-name", GERDA)?;
    app.see_with("packet-reason", REASON)?;
    assert!(
        !app.see("consent")?.text()?.contains("Knieklachten"),
        "health goes along"
    );

    let mut inspection = Inspection::begin("dark")?;
    inspection.inspect(&app, "55-consent-asked", "consent-yes")?;
    nothing_goes_without_consent(&app)?;
    the_ceiling_is_told_before_it_is_passed(&app)?;

    app.tap("referral-send")?;
    app.see_with("status-now", "verstuurd")?;
    inspection.inspect(&app, "56-referral-sent", "status-now")?;
    app.tap("packet-save")?;
    let paper = app.take_paper("packet")?;
    assert!(paper.starts_with(b"%PDF-1.7"), "no PDF");

    overdue_word_back_comes_up_today(&app)?;
    app.tap("status-geaccepteerd")?;
    // Each step has a new day to wait for.
    app.wait("another day to wait for", || {
        let by = app.see("feedback-by")?.property("value")?;
        Ok((by != "2026-01-05").then_some(()))
    })?;
    app.tap("status-gestart")?;
    app.see_with("status-now", "gestart")?;
    app.tap("status-stop")?;
    let stop = app.see("status-afgebroken")?;
    assert!(!stop.is_enabled()?, "it stops without a reason");
    app.type_into("stop-reason", "Het zwembad is dicht.")?;
    app.see_saved()?;
    app.tap("status-afgebroken")?;
    app.see_with("status-now", "gestopt")?;
    app.see_no("feedback-by")?;

    app.tap("consent-revoke")?;
    app.see("consent-revoked")?;
    app.see_no("packet-save")?;
    inspection.inspect(&app, "57-referral-over", "consent-revoked")?;
    inspection.end()?;

    app.open_dossier("wout", GERDA)?;
    app.see_with("referrals", "Gestopt op")?;
    town.server.resume()?;
    app.send()
}

#[test]
fn a_recipient_that_the_office_added_is_followed_to_its_end() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    town.server
        .administer(&["word", "add", "referral_to", "Buurthulp"])?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.tap("referral-add")?;
    app.select("referral-to", "buurthulp")?;
    app.select("referral-funding", "wmo")?;
    app.type_into("referral-reason", REASON)?;
    app.tap("packet-look")?;
    app.see_with("consent", "Buurthulp")?;
    app.tap("consent-yes")?;
    app.tap("referral-send")?;
    for status in ["geaccepteerd", "gestart", "afgerond"] {
        app.tap(&format!("status-{status}"))?;
    }
    app.see_with("status-now", "Buurthulp: afgerond")?;
    app.see_no("feedback-by")?;
    // The same recipient, for something else: that is asked anew.
    app.tap("back")?;
    app.tap("referral-add")?;
    app.select("referral-to", "buurthulp")?;
    app.type_into("referral-reason", "Wil afvallen.")?;
    app.tap("packet-look")?;
    let asked = app.see_with("consent", "Wil afvallen.")?;
    assert_eq!(asked.attribute("data-answer")?, "not_asked");
    Ok(())
}

fn nothing_goes_without_consent(app: &App) -> Result<(), Failure> {
    let send = || app.see("referral-send");
    assert!(!send()?.is_enabled()?, "it can be sent unasked");
    app.see_no("packet-save")?;
    app.tap("consent-no")?;
    app.see("consent-refused")?;
    assert!(!send()?.is_enabled()?, "it can be sent in spite of a no");
    // The rule does not hang on a button.
    let field = app.see("referral-reason")?.attribute("data-field")?;
    let referral = field.split('/').next().unwrap_or_default();
    let answered = app.session().run_async(SEND, &[referral.into()])?;
    assert_eq!(answered, "no_consent");
    // A yes is to what was shown: with another reason it is asked again.
    app.fill("referral-reason", "Iets anders.")?;
    app.see("consent-stale")?;
    app.tap("packet-look")?;
    app.tap("consent-yes")?;
    app.see("consent-given")?;
    app.fill("referral-reason", REASON)?;
    app.see("consent-stale")?;
    app.see_no("packet-save")?;
    app.tap("packet-look")?;
    assert_eq!(
        app.see_with("consent", REASON)?.attribute("data-answer")?,
        "not_asked"
    );
    app.tap("consent-yes")?;
    app.see("consent-given")?;
    app.wait("the referral to be ready to send", || {
        Ok(send()?.is_enabled()?.then_some(()))
    })
}

fn the_ceiling_is_told_before_it_is_passed(app: &App) -> Result<(), Failure> {
    let passed = |wanted: &str| {
        app.wait(&format!("the ceiling to be passed: {wanted}"), || {
            let is = app.see("budget")?.attribute("data-passed")?;
            Ok((is == wanted).then_some(()))
        })
    };
    app.fill("referral-cost", "500")?;
    passed("true")?;
    app.see_with("budget", "Afgesproken is hoogstens 180 euro.")?;
    app.fill("referral-cost", "10")?;
    passed("false")?;
    app.see_saved()
}

fn overdue_word_back_comes_up_today(app: &App) -> Result<(), Failure> {
    app.pick_day("feedback-by", "2026-01-05")?;
    app.see_saved()?;
    app.tap("nav-today")?;
    app.tap("todo-ask")?;
    app.tap_with("do-*", "Wat zegt buurtsportcoach?")?;
    app.see_with("status-now", "verstuurd").map(drop)
}
