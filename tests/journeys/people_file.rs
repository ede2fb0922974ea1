//! People from another program: cells pasted from a spreadsheet, columns matched, a look beforehand,
//! each refused line named; taken twice it makes no doubles.

use stage::fixture::{App, Town};
use stage::{Failure, Inspection};
use std::fs;
use std::path::Path;

const LIST: &str =
    "Achternaam\tTussenvoegsel\tVoornaam\tGeb. datum\tWoonplaats\tBSN\tMobiel\tKlantmanager
Wouters\t\tGerda\t3-4-1963\tBeek\t123456782\t\tTim
Berg\tvan den\tAnneke\t12-11-1974\tOoij\t111222333\t06 12345678\tTim
Wauters\t\tGerda\t1963\tBeek\t\t\t
Yıldız\t\tZeynep\t1981\tgroesbeek\t\t\t
Smit\t\tKees\tonbekend\tBeek\t\t\t
Jansen\t\tJo\t1950\tParijs\t\t\t
\t\t\t1950\tBeek\t\t\t";

#[test]
fn people_come_from_a_list() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.open_dossier("wout", "Gerda Wouters")?;
    app.tap("nav-more")?;
    app.tap("more-people-file")?;
    app.paste_into("people-paste", LIST)?;

    app.see_with("people-checked", "2 inwoners, bij uw team")?;
    app.see_with("people-checked", "Anneke van den Berg, 1974, Ooij")?;
    app.see_with("known", "Gerda Wouters")?;
    for refused in [
        "Regel 6: “onbekend”",
        "Regel 7: “Parijs”",
        "Regel 8: er staat geen naam",
    ] {
        app.see_with("refused", refused)?;
    }
    app.see_with("column-5-forbidden", "BSN")?;
    // Another spelling of somebody who is here is named, and comes only when the coach says so.
    app.see_with("near", "Regel 4 lijkt op: Gerda Wouters, 1963, Beek")?;
    app.tap("near-4")?;
    app.see_with("people-checked", "3 inwoners, bij uw team")?;
    app.tap("near-4")?;
    app.see_with("people-checked", "2 inwoners, bij uw team")?;
    let mut inspection = Inspection::in_both_looks()?;
    inspection.inspect(&app, "72-people-file", "people-take")?;
    // Without a name there is nobody.
    app.select("column-0", "")?;
    app.select("column-2", "")?;
    app.see_with("people-checked", "Kies eerst de kolom")?;
    app.select("column-0", "last_name")?;
    app.select("column-2", "first_name")?;
    app.tap("people-take")?;
    app.see_with("taken", "2 inwoners zijn toegevoegd")?;
    app.see_with("refused", "Regel 7")?;
    inspection.inspect(&app, "72-people-taken", "to-people")?;
    inspection.end()?;

    app.paste_into("people-paste", LIST)?;
    app.see_with("people-checked", "Niemand")?;
    app.see_with("known", "Zeynep Yıldız")?;
    app.see_no("people-take")?;
    app.open_dossier("anneke", "Anneke van den Berg")?;

    // They are like anybody else, on a colleague's device too, and no BSN is among it.
    app.send()?;
    let colleague = town.device("c3");
    colleague.sync()?;
    let export = colleague.export()?;
    assert!(export.contains("Zeynep Yıldız") && export.contains("06 12345678"));
    assert!(!export.contains("123456782") && !export.contains("111222333"));
    Ok(())
}

#[test]
fn a_file_of_excel_is_chosen_mended_and_chosen_again() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("first", "c1")?;
    app.tap("nav-people")?;
    app.see_with("people", "Gerda Wouters")?;
    app.tap("nav-more")?;
    app.tap("more-people-file")?;
    // In the alphabet that Excel on Windows writes.
    let list = folder.path().join("lijst.csv");
    fs::write(
        &list,
        b"Naam;Geboren;Woonplaats\r\nZo\xeb B\xe4r;1980;Parijs\r\n",
    )?;
    choose_file(&app, &list)?;
    app.see_with("refused", "Parijs")?;
    app.see_no("people-take")?;
    fs::write(
        &list,
        b"Naam;Geboren;Woonplaats\r\nZo\xeb B\xe4r;1980;Beek\r\n",
    )?;
    choose_file(&app, &list)?;
    app.see_with("people-checked", "Zoë Bär, 1980, Beek")?;
    app.see_no("refused")?;
    // So is the alphabet of everybody else.
    fs::write(
        &list,
        "naam,geboren,dorp\nZoë Bär,1980,Beek\nİlknur Şen,1990,Ooij\n",
    )?;
    choose_file(&app, &list)?;
    app.see_with("people-checked", "İlknur Şen, 1990, Ooij")?;
    app.tap("people-take")?;
    app.see_with("taken", "2 inwoners zijn toegevoegd")?;
    app.open_dossier("zoe bar", "Zoë Bär")
}

/// What the window of the system does, which no driver can reach: it hands the file to the page.
#[track_caller]
fn choose_file(app: &App, file: &Path) -> Result<(), Failure> {
    let button = app.session().find_all("[data-test=people-choose]")?;
    let button = button.first().ok_or_else(|| Failure::new("no button"))?;
    button.type_text(&file.to_string_lossy())
}
