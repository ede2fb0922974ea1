//! A colleague of the team reads what was recorded; one of another team does not.

use serde_json::Value;
use stage::Failure;
use stage::fixture::{Device, Town};

const GERDA: &str = "Gerda Wouters";
const WISH: &str = "Volgende week naar de pannenkoekenboot.";
/// A word that stands nowhere else.
const WORD: &str = "pannenkoekenboot";

#[test]
fn a_conversation_reaches_the_team_and_nobody_else() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(folder.path())?;
    let app = town.app("marloes", "c1")?;
    app.open_dossier("wout", GERDA)?;
    app.begin_talk()?;
    app.type_into("wish", WISH)?;
    app.see_saved()?;
    app.tap("finish")?;
    app.send()?;
    drop(app);

    let colleague = town.app("naima", "c3")?;
    colleague.open_dossier("wout", GERDA)?;
    colleague.tap("timeline-*")?;
    colleague.see_with("wish-text", WISH)?;

    let (same_team, other_team) = (town.device("c3"), town.device("c2"));
    same_team.sync()?;
    other_team.sync()?;
    let dossier = found_by(&same_team)?.ok_or_else(|| Failure::new("the team does not see it"))?;
    assert_eq!(found_by(&other_team)?, None);
    let shown = other_team.attempt(&["show", &dossier, "--json"])?;
    assert!(!String::from_utf8_lossy(&shown.stdout).contains(WORD));
    assert!(!other_team.export()?.contains(WORD));
    Ok(())
}

/// The dossier that holds the word, as this device knows it.
fn found_by(device: &Device) -> Result<Option<String>, Failure> {
    let answer = device.json(&["search", WORD, "--json"])?;
    let found = answer["found"].as_array().into_iter().flatten();
    Ok(found
        .filter_map(|one: &Value| one["dossier"].as_str().map(str::to_owned))
        .next())
}
