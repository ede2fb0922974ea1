//! Reading Berg en Dal, whole and for one coach.

use domain::caseload::Norm;
use domain::ids::{imported_id, municipality_id, natural_id, only_child_id};
use domain::kinds;
use domain::record::Record;
use domain::scenario::{Scenario, ScenarioError};
use domain::seal;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::error::Error;
use uuid::Uuid;

type Outcome = Result<(), Box<dyn Error>>;

const BERG_EN_DAL: &str = include_str!("../../../tests/scenarios/berg-en-dal.json");
const AANBOD: &str = include_str!("../../../tests/scenarios/aanbod.json");
const DEMO: &str = include_str!("../../../tests/scenarios/demo.json");

fn count(records: &[Record]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for record in records {
        *counts.entry(record.kind.as_str()).or_default() += 1;
    }
    counts
}

fn person(key: &str) -> Uuid {
    imported_id(municipality_id("Berg en Dal"), "people", key)
}

fn roots(records: &[Record]) -> BTreeSet<Uuid> {
    records.iter().map(|record| record.dossier).collect()
}

#[test]
fn everything_in_the_file_becomes_a_record() -> Outcome {
    let scenario = Scenario::parse(BERG_EN_DAL)?;
    let expected = BTreeMap::from([
        ("agreement", 5),
        ("attendance", 10),
        ("barrier", 30),
        ("consent", 14),
        ("conversation", 14),
        ("group", 1),
        ("group_session", 3),
        ("health_score", 42),
        ("ladder_step", 14),
        ("outcome", 3),
        ("person", 10),
        ("private_note", 3),
        ("referral", 10),
        ("signature", 9),
        ("theme_note", 49),
        ("zrm_score", 104),
    ]);
    assert_eq!(count(&scenario.records(None)?), expected);
    let town = BTreeMap::from([("coach", 3), ("municipality", 1), ("team", 2), ("word", 5)]);
    assert_eq!(count(&scenario.town_records()), town);
    Ok(())
}

#[test]
fn every_kind_is_in_a_scenario_and_every_record_fits_with_an_id_of_its_own() -> Outcome {
    let mut shown = BTreeSet::new();
    for file in [BERG_EN_DAL, AANBOD, DEMO] {
        let scenario = Scenario::parse(file)?;
        let records = [scenario.town_records(), scenario.records(None)?].concat();
        let ids: HashSet<_> = records.iter().map(|record| record.id).collect();
        assert_eq!(ids.len(), records.len());
        for record in records {
            let kind = kinds::kind(&record.kind).ok_or("unknown kind")?;
            for (field, value) in &record.fields {
                assert!(kind.field(field).is_some(), "{kind}.{field}");
                kind.check(field, value)?;
            }
            shown.insert(kind.name);
        }
    }
    assert_eq!(shown, kinds::ALL.iter().map(|kind| kind.name).collect());
    Ok(())
}

#[test]
fn what_a_later_file_says_hangs_together() -> Outcome {
    let scenario = Scenario::parse(DEMO)?;
    let records = scenario.records(None)?;
    let town = scenario.municipality();
    let of = |kind: &'static str| records.iter().filter(move |record| record.kind == kind);
    let coach = |key| Some(imported_id(town, "coaches", key));
    // A walk-in, the talk, and where it was held.
    let talk = imported_id(town, "conversations", "g26");
    let spreekuur = imported_id(town, "spreekuren", "s1");
    let walked_in = of("walk_in").find(|record| record.id("talk") == Some(talk));
    let walked_in = walked_in.ok_or("nobody walked in")?;
    assert_eq!(
        (walked_in.dossier, walked_in.id("person")),
        (spreekuur, Some(person("p13")))
    );
    let held = of("conversation").find(|record| record.id == talk);
    assert_eq!(held.and_then(|held| held.id("spreekuur")), Some(spreekuur));
    // Whoever got a person is their coach; a planned talk makes nobody's.
    let jo = of("person")
        .find(|record| record.id == person("p15"))
        .ok_or("no Jo")?;
    assert_eq!(jo.id("coach"), coach("c1"));
    assert_eq!(
        of("handover").next().and_then(|one| one.id("from")),
        coach("c3")
    );
    let double = of("person")
        .find(|record| record.id == person("p12"))
        .ok_or("no double")?;
    assert_eq!(double.id("coach"), None);
    let link = of("link").next().ok_or("no link")?;
    assert_eq!(link.dossier, person("p09").min(person("p12")));
    let grown = of("together")
        .next()
        .and_then(|together| together.id("initiative"));
    assert_eq!(grown, Some(imported_id(town, "groups", "gr3")));
    Ok(())
}

#[test]
fn a_sealed_agreement_is_frozen_by_the_hash_that_a_device_would_make() -> Outcome {
    let records = Scenario::parse(DEMO)?.records(None)?;
    let of = |kind: &'static str| records.iter().filter(move |record| record.kind == kind);
    let sealed = of("agreement").find(|record| record.text(seal::SEALED).is_some());
    let sealed = sealed.ok_or("nothing is sealed")?;
    let signatures = of("signature").filter(|record| record.id("agreement") == Some(sealed.id));
    let signatures: Vec<Record> = signatures.cloned().collect();
    let hash = seal::seal(sealed, &signatures);
    assert_eq!(signatures.len(), 2);
    assert_eq!(sealed.text(seal::SEALED), Some(hash.as_str()));
    let shown = seal::text_hash(sealed);
    for signature in &signatures {
        assert_eq!(signature.text(seal::SEALED), Some(hash.as_str()));
        assert_eq!(signature.text("signed_text"), Some(shown.as_str()));
        assert_eq!(signature.text("how"), Some("getypt"));
    }
    // Another text is another seal.
    let other = DEMO.replacen(
        "elke dinsdagmiddag naar het koor",
        "elke dag naar het koor",
        1,
    );
    let other = Scenario::parse(&other)?.records(None)?;
    let other = other.iter().find(|record| record.id == sealed.id);
    assert_ne!(
        other.and_then(|other| other.text(seal::SEALED)),
        Some(hash.as_str())
    );
    // The step by which the person gets a copy, and what counts towards the ceiling.
    for kind in ["next_step", "referral", "trajectory"] {
        let field = if kind == "next_step" {
            "about"
        } else {
            "agreement"
        };
        assert!(
            of(kind).any(|record| record.id(field) == Some(sealed.id)),
            "{kind}"
        );
    }
    assert!(of("agreement").any(|record| record.text("copy_given_on").is_some()));
    assert!(of("referral").any(|record| record.text("told_on").is_some()));
    assert!(of("group_session").any(|record| record.text("closed_at").is_some()));
    assert!(of("correction").any(|record| record.text("answer").is_some()));
    assert!(of("person").any(|record| record.text("closing").is_some()));
    assert!(of("together_person").any(|record| record.flag("left")));
    Ok(())
}

#[test]
fn an_agreement_takes_the_place_of_another_of_the_same_person() -> Outcome {
    let with = |key: &str| {
        let replacing = format!(r#""weeks": 12, "replaces": "{key}","#);
        assert!(DEMO.contains(
            r#""weeks": 12,
   "max_cost_eur": 40"#
        ));
        Scenario::parse(&DEMO.replacen(
            r#""weeks": 12,
   "max_cost_eur": 40"#,
            &format!("{replacing}\n   \"max_cost_eur\": 40"),
            1,
        ))
    };
    let records = with("a2")?.records(None)?;
    let replaced = records.iter().find_map(|record| record.id("replaces"));
    assert!(records.iter().any(|record| Some(record.id) == replaced));
    let refused = |key| with(key).map(drop).map_err(|error| error.to_string());
    assert!(refused("a1").is_err_and(|why| why.contains("somebody else's")));
    assert!(refused("a9").is_err_and(|why| why.contains("agreements[1].replaces")));
    Ok(())
}

#[test]
fn what_hangs_on_nothing_is_refused_with_its_place() -> Outcome {
    for (right, wrong, told) in [
        (
            r#""initiative": "gr3""#,
            r#""initiative": "gr9""#,
            "groups[0].together[0].initiative",
        ),
        (
            r#""other": "p12""#,
            r#""other": "p99""#,
            "same_people[0].other",
        ),
        (
            r#""other": "p12""#,
            r#""other": "p09""#,
            "same_people[0].other",
        ),
        (r#""to": "c1""#, r#""to": "c9""#, "handovers[0].to"),
        (
            r#""about": "a1""#,
            r#""about": "a9""#,
            "conversations[5].next_steps[2].about",
        ),
        (
            r#""name": "Riet Thijssen","#,
            "",
            "agreements[0].signed[0].name",
        ),
        (
            r#""by": "coach""#,
            r#""by": "inwoner""#,
            "agreements[0].signed[1].by",
        ),
        (r#""key": "a2""#, r#""key": "a1""#, "agreements[1].key"),
        (
            r#""copy_given_on": "2026-08-14""#,
            r#""sealed_at": "2026-08-14T10:00:00+02:00""#,
            "agreements[1].sealed_at: needs both signatures",
        ),
        (
            r#""colleague": "c3""#,
            r#""colleague": "c9""#,
            "conversations[5].private_tasks[0].colleague",
        ),
        (
            r#""conversation": "g26""#,
            r#""conversation": "g25""#,
            "spreekuren[0].walk_ins[0].conversation",
        ),
        (
            r#""respite": "te weinig""#,
            r#""respite": "ooit""#,
            "people[2].network.respite",
        ),
        (
            r#""role": "tolk""#,
            r#""role": "tante""#,
            "conversations[6].companions[0].role",
        ),
        (
            r#""who": "samen""#,
            r#""wie": "samen""#,
            "conversations[6].next_steps[0].wie",
        ),
    ] {
        assert!(DEMO.contains(right), "{right}");
        let refused = Scenario::parse(&DEMO.replacen(right, wrong, 1));
        let refused = refused.map(drop).map_err(|error| error.to_string());
        assert!(
            refused.as_ref().is_err_and(|error| error.contains(told)),
            "{wrong}: {refused:?}"
        );
    }
    Ok(())
}

#[test]
fn roots_come_first_with_their_team_and_parents_before_children() -> Outcome {
    let records = Scenario::parse(BERG_EN_DAL)?.records(None)?;
    let mut seen = HashSet::new();
    for record in &records {
        if !seen.contains(&record.dossier) {
            assert_eq!(record.id, record.dossier);
            assert!(record.id("team").is_some());
        }
        if let Some(parent) = kinds::kind(&record.kind).and_then(|kind| kind.parent) {
            let parent = record.id(parent).ok_or("no parent")?;
            assert!(seen.contains(&parent), "{} before its parent", record.kind);
        }
        seen.insert(record.id);
    }
    Ok(())
}

#[test]
fn fields_hold_codes_and_references() -> Outcome {
    let scenario = Scenario::parse(BERG_EN_DAL)?;
    let records = scenario.records(None)?;
    let find = |id: Uuid| {
        records
            .iter()
            .find(|record| record.id == id)
            .ok_or("no such record")
    };
    let town = scenario.municipality();

    let gerda = find(person("p01"))?;
    assert_eq!(gerda.text("name"), Some("Gerda Wouters"));
    assert_eq!(gerda.text("village"), Some("beek"));
    assert_eq!(gerda.text("law"), Some("participatiewet"));
    assert_eq!(gerda.int("birth_year"), Some(1963));
    assert_eq!(
        gerda.id("team"),
        Some(imported_id(town, "teams", "Beek-Ooij"))
    );
    assert_eq!(gerda.id("coach"), Some(imported_id(town, "coaches", "c1")));
    assert!(!gerda.flag("language_signal"));

    let talk = imported_id(town, "conversations", "g01");
    let conversation = find(talk)?;
    assert_eq!(conversation.dossier, gerda.id);
    assert_eq!(conversation.text("at"), Some("2026-09-07T09:30:00+02:00"));
    assert_eq!(conversation.text("kind"), Some("eerste_gesprek"));
    assert_eq!(conversation.text("status"), Some("closed"));
    assert_eq!(conversation.int("minutes"), Some(60));
    let wish = "Weer eens ergens bij horen. Ik zou wel willen koken met anderen.";
    assert_eq!(conversation.text("wish"), Some(wish));

    assert_eq!(
        find(natural_id(talk, "barrier", "sociaal"))?.int("hindrance"),
        Some(3)
    );
    assert_eq!(
        find(only_child_id(talk, "ladder_step"))?.int("step"),
        Some(1)
    );
    let work = find(natural_id(talk, "zrm_score", "werk_opleiding"))?;
    assert_eq!(
        (work.int("score"), work.text("version")),
        (Some(2), Some("ZRM-2017"))
    );
    assert_eq!(
        find(natural_id(talk, "health_score", "meedoen"))?.int("score"),
        Some(3)
    );

    let agreement = imported_id(town, "agreements", "g01/0");
    assert_eq!(find(agreement)?.int("max_cost_eur"), Some(180));
    assert_eq!(
        find(natural_id(agreement, "signature", "coach"))?.dossier,
        gerda.id
    );
    let referral = find(imported_id(town, "referrals", "g03/1"))?;
    assert_eq!(referral.text("to"), Some("taalaanbieder"));
    assert_eq!(
        find(natural_id(gerda.id, "consent", "dietist"))?.text("recipient"),
        Some("dietist")
    );
    Ok(())
}

#[test]
fn a_coach_takes_the_people_first_spoken_and_the_groups_first_led() -> Outcome {
    let scenario = Scenario::parse(BERG_EN_DAL)?;
    let group = imported_id(scenario.municipality(), "groups", "gr1");
    let taken = |key| scenario.records(Some(key)).map(|records| roots(&records));
    assert_eq!(
        taken("c1")?,
        BTreeSet::from([person("p01"), person("p06"), person("p08"), group])
    );
    assert_eq!(taken("c3")?, BTreeSet::from([person("p05"), person("p09")]));
    let others = ["p02", "p03", "p04", "p07", "p10"];
    assert_eq!(taken("c2")?, others.into_iter().map(person).collect());
    // The three together are the whole file, and nothing is there twice.
    let mut parts = 0;
    for coach in scenario.coaches() {
        parts += scenario.records(Some(&coach.key))?.len();
    }
    assert_eq!(parts, scenario.records(None)?.len());
    Ok(())
}

#[test]
fn private_notes_go_with_the_person_and_attendances_with_the_group() -> Outcome {
    let records = Scenario::parse(BERG_EN_DAL)?.records(Some("c3"))?;
    let notes: Vec<_> = records
        .iter()
        .filter(|record| record.kind == "private_note")
        .collect();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes.first().map(|note| note.dossier), Some(person("p05")));
    assert!(records.iter().all(|record| record.kind != "attendance"));
    let records = Scenario::parse(BERG_EN_DAL)?.records(Some("c1"))?;
    assert_eq!(count(&records).get("attendance"), Some(&10));
    Ok(())
}

#[test]
fn without_a_conversation_the_first_coach_of_the_team_takes_somebody() -> Outcome {
    let file = r#"{"municipality": "Druten", "villages": ["Afferden"],
        "coaches": [{"key": "a", "name": "A", "team": "West"}, {"key": "b", "name": "B", "team": "Oost"},
                    {"key": "c", "name": "C", "team": "Oost"}],
        "people": [{"key": "p", "name": "P", "team": "Oost", "village": "Afferden"}],
        "groups": [{"key": "g", "name": "G"}]}"#;
    let scenario = Scenario::parse(file)?;
    let town = scenario.municipality();
    assert_eq!(
        roots(&scenario.records(Some("b"))?),
        BTreeSet::from([imported_id(town, "people", "p")])
    );
    assert_eq!(scenario.records(Some("a"))?, []);
    assert_eq!(scenario.records(Some("c"))?, []);
    let all = scenario.records(None)?;
    assert!(
        all.iter()
            .all(|record| record.id("team").is_some() && record.id("coach").is_none())
    );
    Ok(())
}

#[test]
fn the_earliest_conversation_decides_whatever_the_order_and_offset() -> Outcome {
    let file = r#"{"municipality": "Druten",
        "coaches": [{"key": "a", "name": "A", "team": "West"}, {"key": "b", "name": "B", "team": "West"}],
        "people": [{"key": "p", "name": "P", "team": "West"}],
        "conversations": [
            {"key": "1", "coach": "a", "person": "p", "at": "2026-10-01T10:30:00+02:00", "place": "thuis", "kind": "evaluatie"},
            {"key": "2", "coach": "b", "person": "p", "at": "2026-10-01T08:29:00Z", "place": "thuis", "kind": "nazorg"}]}"#;
    let scenario = Scenario::parse(file)?;
    assert_eq!(scenario.records(Some("b"))?.len(), 3);
    assert_eq!(scenario.records(Some("a"))?, []);
    Ok(())
}

#[test]
fn a_planned_conversation_makes_nobody_the_coach() -> Outcome {
    let file = r#"{"municipality": "Druten",
        "coaches": [{"key": "a", "name": "A", "team": "West"}, {"key": "b", "name": "B", "team": "West"}],
        "people": [{"key": "p", "name": "P", "team": "West"}],
        "conversations": [
            {"key": "1", "coach": "a", "person": "p", "at": "2026-10-01T08:00:00Z", "place": "thuis", "kind": "evaluatie", "status": "gepland"},
            {"key": "2", "coach": "b", "person": "p", "at": "2026-10-02T08:00:00Z", "place": "thuis", "kind": "nazorg"}]}"#;
    let scenario = Scenario::parse(file)?;
    assert_eq!(scenario.records(Some("b"))?.len(), 3);
    assert_eq!(scenario.records(Some("a"))?, []);
    Ok(())
}

#[test]
fn an_unknown_coach_is_refused() -> Outcome {
    let refused = Scenario::parse(BERG_EN_DAL)?.records(Some("c9"));
    assert_eq!(refused, Err(ScenarioError::NoSuchCoach("c9".to_owned())));
    Ok(())
}

#[test]
fn reading_twice_gives_the_same_records() -> Outcome {
    let (once, again) = (Scenario::parse(BERG_EN_DAL)?, Scenario::parse(BERG_EN_DAL)?);
    assert_eq!(once.records(None)?, again.records(None)?);
    assert_eq!(once.town_records(), again.town_records());
    Ok(())
}

const LATER_PARTS: &str = r#"{
    "municipality": "Beek",
    "villages": ["Beek"],
    "coaches": [{"key": "c1", "name": "Marloes", "team": "Beek"}],
    "people": [{
        "key": "p1", "name": "Gerda", "team": "Beek", "needs": ["zonder trap"],
        "goals": [{"text": "Koken.", "steps": [{"text": "Recept kiezen.", "done": true}, {"text": "Kopen."}]}]
    }],
    "conversations": [{
        "key": "g1", "coach": "c1", "person": "p1", "at": "2026-09-07T09:30:00+02:00",
        "place": "thuis", "kind": "eerste gesprek"
    }],
    "agreements": [{
        "person": "p1", "conversation": "g1", "text": "Ik kook mee.", "benefit_stays": true,
        "look_back_on": "2026-12-01", "read_how": "voorgelezen", "read_by": "Naima"
    }],
    "referrals": [{
        "person": "p1", "conversation": "g1", "to": "sport", "status": "afgebroken",
        "reason": "Zwemmen.", "sent_on": "2026-09-08", "stop_reason": "Bad dicht."
    }],
    "groups": [{
        "key": "gr1", "name": "Eettafel", "initiative": true, "what": "Samen eten.", "rhythm": "om de week",
        "when": "donderdag", "place": "dorpshuis", "budget_eur": 250, "funding": "GIDS", "pulled_by": "p1",
        "sessions": [{"at": "2026-09-10T17:30:00+02:00", "coach": "c1", "attendees": ["p1"], "guests": 4}]
    }],
    "activities": [{
        "key": "a1", "name": "Soep", "village": "Beek", "access": ["zonder trap", "gratis"], "places_left": 3
    }],
    "trajectories": [{
        "person": "p1", "kind": "activiteit", "activity": "a1", "weeks": 12, "status": "gestart"
    }]
}"#;

#[test]
fn the_later_parts_become_records_too() -> Outcome {
    let scenario = Scenario::parse(LATER_PARTS)?;
    let (town, records) = (scenario.town_records(), scenario.records(Some("c1"))?);
    assert_eq!(count(&town).get("activity"), Some(&1));
    assert_eq!(count(&town).get("activity_access"), Some(&2));
    let one = |kind: &str| {
        let mut found = records.iter().filter(|record| record.kind == kind);
        found.next().ok_or_else(|| format!("no {kind}"))
    };
    assert!(one("access_need")?.flag("applies"));
    assert_eq!(count(&records).get("goal_step"), Some(&2));
    assert_eq!(one("goal_step")?.id("goal"), Some(one("goal")?.id));
    assert!(one("goal_step")?.flag("done"));
    assert!(one("agreement")?.flag("benefit_stays"));
    assert_eq!(one("agreement")?.text("read_how"), Some("voorgelezen"));
    assert_eq!(one("referral")?.text("stop_reason"), Some("Bad dicht."));
    assert_eq!(one("group")?.text("rhythm"), Some("om_de_week"));
    assert_eq!(one("group")?.id("pulled_by"), Some(one("person")?.id));
    assert_eq!(one("group_session")?.int("guests"), Some(4));
    let activity = town.iter().find(|record| record.kind == "activity");
    assert_eq!(
        one("trajectory")?.id("activity"),
        activity.map(|activity| activity.id)
    );
    for record in town.iter().chain(&records) {
        let kind = kinds::kind(&record.kind).ok_or("unknown kind")?;
        for (field, value) in &record.fields {
            kind.check(field, value)?;
        }
    }
    Ok(())
}

#[test]
fn the_later_parts_are_refused_whole_when_something_is_wrong() {
    for (right, wrong, place) in [
        (
            "\"activity\": \"a1\"",
            "\"activity\": \"a2\"",
            "trajectories[0].activity",
        ),
        (
            "\"needs\": [\"zonder trap\"]",
            "\"needs\": [\"zon\"]",
            "people[0].needs[0]",
        ),
        ("\"weeks\": 12", "\"weeks\": 0", "trajectories[0].weeks"),
        (
            "\"pulled_by\": \"p1\"",
            "\"pulled_by\": \"p9\"",
            "groups[0].pulled_by",
        ),
        (
            "\"rhythm\": \"om de week\"",
            "\"rhythm\": \"vaak\"",
            "groups[0].rhythm",
        ),
        (
            "\"name\": \"Soep\"",
            "\"naam\": \"Soep\"",
            "activities[0].naam",
        ),
    ] {
        assert!(LATER_PARTS.contains(right), "{right}");
        let refused = Scenario::parse(&LATER_PARTS.replace(right, wrong));
        let message = refused.map(drop).map_err(|error| error.to_string());
        assert!(
            message.is_err_and(|message| message.starts_with(place)),
            "{place}"
        );
    }
}

#[test]
fn the_norm_and_a_rhythm_of_somebodys_own_are_read() -> Outcome {
    let with = |from: &str, to: &str| BERG_EN_DAL.replacen(from, to, 1);
    let norm = r#""norm": {"talks_a_year": 3, "talks_a_morning": 2}, "villages""#;
    let scenario = Scenario::parse(&with("\"villages\"", norm))?;
    let town = scenario.town_records();
    let set = Norm::of(&town[0]);
    assert_eq!((set.talks_a_year, set.talks_a_morning), (3, 2));
    let often = with("\"birth_year\"", "\"talks_a_year\": 12, \"birth_year\"");
    let records = Scenario::parse(&often)?.records(None)?;
    let rhythms: Vec<_> = records
        .iter()
        .filter_map(|record| record.int("talks_a_year"))
        .collect();
    assert_eq!(rhythms, [12]);
    let never = Scenario::parse(&with(
        "\"villages\"",
        "\"norm\": {\"talks_a_morning\": 0}, \"villages\"",
    ));
    let told = never.map(drop).map_err(|error| error.to_string());
    assert_eq!(
        told,
        Err("norm.talks_a_morning: 0 is not from 1 to 12".to_owned())
    );
    Ok(())
}
