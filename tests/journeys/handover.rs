//! A person goes to another coach of the team, with what that coach should know.

use stage::fixture::Town;
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const NOTE: &str = "Bel haar voor negen uur. Ik beloofde een plek bij het koor.";

#[test]
fn a_colleague_gets_a_person_and_reads_what_there_is_to_know() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    town.server.stop();
    app.see_with("fixed-coach", "U bent de vaste coach")?;
    app.tap("handover-ask")?;
    assert!(!app.see("handover-give")?.is_enabled()?, "to nobody");
    app.type_into("handover-note", NOTE)?;
    let colleague = "const box = document.querySelector('[data-test=handover-to]');
        return [...box.options].map((option) => option.value).find(Boolean);";
    let colleague = app.session().run(colleague, &[])?;
    app.select("handover-to", colleague.as_str().unwrap_or_default())?;
    let mut inspection = Inspection::in_both_looks()?;
    inspection.inspect(&app, "90-hand-over", "handover-give")?;
    app.tap("handover-give")?;
    app.see_with("fixed-coach", NOTE)?;
    app.see_no("handed-over")?;
    town.server.resume()?;
    app.send()?;

    let other = town.app("second", "c3")?;
    // It stands in Uitwerken until it is read.
    other.tap("todo-handovers")?;
    other.see_with("group-handovers", GERDA)?;
    other.tap("do-handover")?;
    other.see_with("handed-over", NOTE)?;
    inspection.inspect(&other, "91-handed-over", "handover-read")?;
    inspection.end()?;
    other.tap("handover-read")?;
    other.see_no("handed-over")?;
    other.see_with("fixed-coach", "U bent de vaste coach")?;
    other.see_with("fixed-coach", NOTE)?;
    other.tap("nav-today")?;
    other.see_no("todo-handovers")
}
