//! The people around somebody: who helps, who is cared for, children, and what to bring up.

use stage::fixture::{App, Town};
use stage::{Failure, Inspection};

const RIET: &str = "Riet Thijssen-Smeets";

#[test]
fn who_is_close_is_written_down_and_being_alone_or_caring_is_brought_up() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("riet", RIET)?;
    town.server.stop();

    // Her husband, for whom she cares day and night.
    add(&app, "partner", "Wim", 0)?;
    let asked = app.see("network")?.text()?;
    assert!(
        !asked.contains("Neemt iemand de zorg"),
        "nobody is cared for"
    );
    app.tap("relation-cared-0")?;
    app.tap("relation-house-0")?;
    app.see_with("network", "Neemt iemand de zorg")?;
    app.see_no("respite-signal")?;
    app.choose("respite-nee")?;
    app.see_with("respite-signal", "respijtzorg")?;

    // A neighbour, and a grandchild without a dossier.
    add(&app, "buur", "Truus", 1)?;
    add(&app, "kind", "Saar", 2)?;
    let middle = "document.querySelector('[data-test=relation-year-2]')
        .scrollIntoView({ block: 'center' });";
    app.session().run(middle, &[])?;
    app.type_into("relation-year-2", "2014")?;
    app.see_saved()?;

    app.choose("lonely-soms")?;
    app.see("lonely-signal")?;
    app.tap("relation-helps-1")?;
    app.see_no("lonely-signal")?;
    app.choose("lonely-vaak")?;
    app.see("lonely-signal")?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "87-network", "lonely-signal")?;
    inspection.end()?;

    // Taken away by mistake, and put back.
    app.tap("relation-remove-1")?;
    app.see_no("relation-2")?;
    app.tap("relation-restore")?;
    app.see("relation-2")?;

    // Who goes along with her, and who knows everybody in the street.
    add(&app, "maatje", "Ria", 3)?;
    add(&app, "sleutelpersoon", "Ahmed", 4)?;

    // A colleague sees the same.
    town.server.resume()?;
    app.send()?;
    let colleague = town.app("second", "c3")?;
    colleague.open_dossier("riet", RIET)?;
    for words in ["Wim", "krijgt zorg", "Truus", "helpt", "Saar"] {
        colleague.see_with("network", words)?;
    }
    let told = colleague
        .see_with("network", "Ahmed")?
        .text()?
        .to_lowercase();
    for role in ["ria", "maatje", "sleutelpersoon"] {
        assert!(told.contains(role), "{role}: {told}");
    }
    colleague.see("respite-signal").map(drop)
}

/// Writes somebody down, and opens the row.
fn add(app: &App, role: &str, name: &str, row: usize) -> Result<(), Failure> {
    app.tap("relation-add")?;
    app.select("relation-role", role)?;
    app.fill("relation-name", name)?;
    app.tap("relation-keep")?;
    app.see_with("network", name)?;
    let row = format!("relation-{row}");
    let is_open = || Ok(Some(app.see(&row)?.property("open")? == true));
    if !app.wait("the row to stand still", is_open)? {
        app.tap(&row.replace("relation-", "relation-open-"))?;
    }
    app.wait("the row to open", || {
        Ok((app.see(&row)?.property("open")? == true).then_some(()))
    })
}
