//! Mijn dossier: at the kitchen table the person reads their own file, takes it along on paper, and says
//! what is not right; the coach's working notes stay behind unless somebody chooses otherwise.

use stage::fixture::Town;
use stage::{Failure, Inspection};

const GERDA: &str = "Gerda Wouters";
const WORKING: &str = "Volgende keer vragen naar haar zoon.";
const WRONG: &str = "Ik heb geen kat. Die is van de buurvrouw.";

#[test]
fn a_person_reads_their_own_file_and_takes_it_along() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    town.server.stop();

    // The coach notes something for the work, and something on a theme.
    app.begin_talk()?;
    app.type_into("wish", "Een keer de groep trekken.")?;
    app.open_card("lichamelijke_gezondheid")?;
    app.type_into("note-lichamelijke_gezondheid", "De knie doet minder pijn.")?;
    app.tap("more")?;
    app.open_card("working")?;
    app.type_into("working-note", WORKING)?;
    app.see_saved()?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "75-working-note", "working-note")?;
    app.tap("finish")?;

    app.tap("own-file")?;
    app.see("own-parts")?;
    let working = app.see("own-part-working")?;
    assert!(
        working.property("checked")? == false,
        "working notes go along unasked"
    );
    inspection.inspect(&app, "76-own-file", "own-parts")?;
    app.tap("turn")?;
    app.see_with("own-section", "Een keer de groep trekken.")?;
    app.see_with(
        "own-section",
        "Lichamelijke gezondheid: De knie doet minder pijn.",
    )?;
    app.see_with("own-section", "Ik kook tien weken mee met het Buurtsoepie.")?;
    app.see_with("own-section", "Begonnen met dagbesteding op 13 oktober")?;
    app.see_with("own-section", "Buurtsoepie: ")?;
    app.see_with("own-section", "Diëtist: u gaf toestemming.")?;
    app.see_with("own-section", "Uw vaste coach is Marloes Janssen.")?;
    app.see_with("own-section", "Naima Bouzidi")?;
    app.see_with("own-section", "Marloes Janssen keek op ")?;
    let page = app.see("turned")?.text()?;
    assert!(
        !page.contains(WORKING),
        "it shows the coach's working notes"
    );
    inspection.inspect(&app, "77-own-file-turned", "own-section")?;
    app.tap("turn-back")?;

    // Somebody came in: themes stay behind. The person asks for the working notes: they go along.
    app.tap("own-part-themes")?;
    app.tap("own-part-working")?;
    app.tap("turn")?;
    app.see_with("own-section", WORKING)?;
    let page = app.see("turned")?.text()?;
    assert!(!page.contains("knie"), "it shows what was to stay behind");
    app.tap("turn-back")?;
    app.tap("own-paper-save")?;
    let read = app.open_to_print("own-paper")?;
    let paper = app.take_paper("own-paper")?;
    assert!(read == paper, "the reader has another paper");
    assert!(paper.starts_with(b"%PDF-1.7"), "no PDF");
    inspection.end()
}

#[test]
fn what_is_not_right_is_written_down_and_answered() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.tap("own-file")?;
    app.type_into("correction-text", WRONG)?;
    app.tap("correction-keep")?;
    app.see_with("correction-0", WRONG)?;

    // It waits for an answer, and a no needs a reason.
    app.tap("nav-today")?;
    app.tap("todo-corrections")?;
    app.tap_with("do-correction", "Ik heb geen kat.")?;
    app.see("correction-0")?;
    let stays = app.see("correction-blijft_staan")?;
    assert!(
        !stays.is_enabled()?,
        "it is left as it was without a reason"
    );
    app.type_into("correction-answer-0", "De kat staat nu bij de buurvrouw.")?;
    app.see_saved()?;
    let mut inspection = Inspection::begin("light")?;
    inspection.inspect(&app, "78-correction", "correction-0")?;
    inspection.end()?;
    app.tap("correction-aangepast")?;
    app.see_with("correction-answered", "aangepast")?;
    app.tap("turn")?;
    app.see_with("own-section", "De kat staat nu bij de buurvrouw.")?;
    app.tap("turn-back")?;
    app.tap("nav-today")?;
    app.see("longest")?;
    app.see_no("todo-corrections")?;

    app.send()?;
    let colleague = town.app("second", "c3")?;
    colleague.open_dossier("wout", GERDA)?;
    colleague.tap("own-file")?;
    colleague.see_with("correction-0", WRONG)?;
    // Who looked on another device is known here.
    colleague.tap("turn")?;
    colleague.see_with("own-section", "Marloes Janssen keek op ")?;
    colleague.see_with("own-section", "Naima Bouzidi keek op ")?;
    colleague.tap("turn-back")?;
    colleague
        .see_with("correction-answered", "aangepast")
        .map(drop)
}
