//! The municipality's report over Berg en Dal. The expected numbers were counted from the scenario
//! file by a script of its own, not by this crate.

use chrono::NaiveDate;
use domain::kinds::{
    attendance, conversation, group_session, ladder_step, link, outcome, person, word,
};
use domain::record::Record;
use domain::report::Report;
use domain::scenario::Scenario;
use domain::value::Value;
use domain::words::WordList;
use serde_json::{Value as Json, json};
use std::error::Error;
use uuid::Uuid;

type Outcome = Result<(), Box<dyn Error>>;

const BERG_EN_DAL: &str = include_str!("../../../tests/scenarios/berg-en-dal.json");
const EXPECTED: &str = include_str!("berg-en-dal.report.json");

fn berg_en_dal() -> Result<Vec<Record>, Box<dyn Error>> {
    let scenario = Scenario::parse(BERG_EN_DAL)?;
    let mut records = scenario.town_records();
    records.extend(scenario.records(None)?);
    Ok(records)
}

fn report(
    records: &[Record],
    from: &str,
    until: &str,
    suppression: bool,
) -> Result<Json, Box<dyn Error>> {
    let (from, until): (NaiveDate, NaiveDate) = (from.parse()?, until.parse()?);
    Ok(serde_json::to_value(Report::build(
        records.iter(),
        from,
        until,
        suppression,
    ))?)
}

#[test]
fn counts_the_whole_period() -> Outcome {
    let counted = report(&berg_en_dal()?, "2026-09-01", "2026-11-30", false)?;
    let expected: Json = serde_json::from_str(EXPECTED)?;
    assert_eq!(counted, expected);
    Ok(())
}

#[test]
fn the_order_of_records_does_not_matter() -> Outcome {
    let mut records = berg_en_dal()?;
    records.reverse();
    let counted = report(&records, "2026-09-01", "2026-11-30", false)?;
    assert_eq!(counted, serde_json::from_str::<Json>(EXPECTED)?);
    Ok(())
}

#[test]
fn suppression_hides_small_counts_and_their_money() -> Outcome {
    let counted = report(&berg_en_dal()?, "2026-09-01", "2026-11-30", true)?;
    assert_eq!(counted["people_reached"], 10);
    assert_eq!(
        counted["conversations"],
        json!({
            "total": 14,
            "by_place": {"cultuurhuis": "<10", "dorpshuis": "<10", "gemeentehuis": "<10", "thuis": "<10", "wijkcentrum": "<10"},
            "by_kind": {"eerste gesprek": 10, "evaluatie": "<10", "vervolggesprek": "<10"},
            "by_village": {"Beek": "<10", "Groesbeek": "<10", "Leuth": "<10", "Millingen aan de Rijn": "<10", "Ooij": "<10"},
            "by_month": {"2026-09": 10, "2026-10": "<10"},
        })
    );
    assert_eq!(counted["themes"]["lichamelijke gezondheid"], 14);
    assert_eq!(counted["themes"]["gezin"], "<10");
    assert_eq!(
        counted["ladder"],
        json!({"measured_twice": "<10", "up": "<10"})
    );
    assert_eq!(
        counted["money"],
        json!({"agreed_ceiling_eur": {}, "referral_cost_eur": {}})
    );
    assert_eq!(
        counted["groups"],
        json!({"sessions": "<10", "attendances": 10})
    );
    assert_eq!(counted["outcomes"]["betaald werk"], "<10");
    Ok(())
}

#[test]
fn an_empty_period_has_no_counts() -> Outcome {
    let counted = report(&berg_en_dal()?, "2025-01-01", "2025-12-31", true)?;
    assert_eq!(
        counted,
        json!({
            "period": {"from": "2025-01-01", "until": "2025-12-31"},
            "conversations": {"by_place": {}, "by_kind": {}, "by_village": {}, "by_month": {}},
            "themes": {}, "inflow": {}, "villages": {}, "barriers": {}, "ladder": {},
            "referrals": {"by_recipient": {}, "by_status": {}},
            "money": {"agreed_ceiling_eur": {}, "referral_cost_eur": {}},
            "groups": {}, "outcomes": {},
        })
    );
    Ok(())
}

#[test]
fn money_shows_with_ten_people_who_cost_something() -> Outcome {
    let mut records = berg_en_dal()?;
    for record in records
        .iter_mut()
        .filter(|record| record.kind == "referral")
    {
        let cost = record.int("cost_eur").unwrap_or_default().max(1);
        *record = record
            .clone()
            .with("funding", "gids")
            .with("cost_eur", cost);
    }
    // Nine people have a referral of their own; p04 has none.
    let counted = report(&records, "2026-09-01", "2026-11-30", true)?;
    assert_eq!(counted["money"]["referral_cost_eur"], json!({}));
    let scenario = BERG_EN_DAL.replace(
        "\"referrals\": [",
        r#""referrals": [{"person": "p04", "conversation": "g08", "to": "welzijn", "funding": "GIDS", "cost_eur": 5},"#,
    );
    let mut records = Scenario::parse(&scenario)?.records(None)?;
    for record in records
        .iter_mut()
        .filter(|record| record.kind == "referral")
    {
        let cost = record.int("cost_eur").unwrap_or_default().max(1);
        *record = record
            .clone()
            .with("funding", "gids")
            .with("cost_eur", cost);
    }
    let counted = report(&records, "2026-09-01", "2026-11-30", true)?;
    // 890 of the file, 1 for each of the six that cost nothing, 5 for p04.
    assert_eq!(counted["money"]["referral_cost_eur"], json!({"GIDS": 901}));
    Ok(())
}

#[test]
fn an_agreement_counts_once_however_often_it_was_renewed() -> Outcome {
    let mut records = berg_en_dal()?;
    let ceiling = |records: &[Record]| -> Result<Json, Box<dyn Error>> {
        let counted = report(records, "2026-09-01", "2026-11-30", false)?;
        Ok(counted["money"]["agreed_ceiling_eur"].clone())
    };
    let before = ceiling(&records)?;
    let first = records.iter().find(|record| record.kind == "agreement");
    let first = first.cloned().ok_or("no agreement")?;
    let mut newer = first.clone().with("replaces", first.id);
    newer.id = Uuid::from_u128(77);
    records.push(newer);
    assert_eq!(ceiling(&records)?, before);
    Ok(())
}

fn talk(at: &str) -> Record {
    let person = Uuid::from_u128(1);
    Record::new(Uuid::from_u128(2), person, &conversation::KIND)
        .with("person", person)
        .with("at", at)
        .with("status", "open")
        .with("place", "thuis")
}

fn total(record: &Record, from: &str, until: &str) -> Result<Json, Box<dyn Error>> {
    Ok(report(std::slice::from_ref(record), from, until, false)?["conversations"]["total"].clone())
}

#[test]
fn days_and_months_are_those_of_amsterdam() -> Outcome {
    // 22:30 UTC on the last of September is half past midnight in October there.
    let late = talk("2026-09-30T22:30:00Z");
    assert_eq!(total(&late, "2026-09-01", "2026-09-30")?, Json::Null);
    assert_eq!(total(&late, "2026-10-01", "2026-10-01")?, 1);
    let counted = report(&[late], "2026-09-01", "2026-10-31", false)?;
    assert_eq!(counted["conversations"]["by_month"], json!({"2026-10": 1}));
    // In winter the difference is one hour.
    assert_eq!(
        total(&talk("2026-11-30T22:59:59Z"), "2026-11-30", "2026-11-30")?,
        1
    );
    assert_eq!(
        total(&talk("2026-11-30T23:00:00Z"), "2026-11-30", "2026-11-30")?,
        Json::Null
    );
    Ok(())
}

#[test]
fn planned_and_removed_conversations_do_not_count() -> Outcome {
    let held = talk("2026-10-01T10:00:00+02:00");
    assert_eq!(total(&held, "2026-10-01", "2026-10-01")?, 1);
    assert_eq!(
        total(
            &held.clone().with("status", "later"),
            "2026-10-01",
            "2026-10-01"
        )?,
        1
    );
    assert_eq!(
        total(
            &held.clone().with("status", "planned"),
            "2026-10-01",
            "2026-10-01"
        )?,
        Json::Null
    );
    assert_eq!(
        total(
            &held.clone().with("removed", true),
            "2026-10-01",
            "2026-10-01"
        )?,
        Json::Null
    );
    assert_eq!(
        total(
            &held.with("removed", Value::Null),
            "2026-10-01",
            "2026-10-01"
        )?,
        1
    );
    Ok(())
}

#[test]
fn what_hangs_on_a_removed_record_does_not_count() -> Outcome {
    let mut records = berg_en_dal()?;
    let gone = ["conversation", "group", "agreement"];
    for record in records
        .iter_mut()
        .filter(|record| gone.contains(&record.kind.as_str()))
    {
        *record = record.clone().with("removed", true);
    }
    let counted = report(&records, "2026-09-01", "2026-11-30", false)?;
    assert_eq!(counted["people_reached"], Json::Null);
    assert_eq!(counted["groups"], json!({}));
    assert_eq!(counted["themes"], json!({}));
    assert_eq!(counted["referrals"]["by_status"], json!({}));
    assert_eq!(counted["outcomes"]["betaald werk"], 1);
    Ok(())
}

#[test]
fn one_person_counts_once_an_outcome_and_only_on_their_own_date() -> Outcome {
    let person = Uuid::from_u128(1);
    let outcome = |id, on: &str| {
        Record::new(Uuid::from_u128(id), person, &outcome::KIND)
            .with("person", person)
            .with("on", on)
            .with("kind", "betaald_werk")
    };
    let records = [
        outcome(2, "2026-10-01"),
        outcome(3, "2026-10-02"),
        outcome(4, "2026-12-01"),
    ];
    let counted = report(&records, "2026-10-01", "2026-10-31", false)?;
    assert_eq!(counted["outcomes"], json!({"betaald werk": 1}));
    Ok(())
}

#[test]
fn two_dossiers_of_one_person_count_once() -> Outcome {
    let [first, second] = [1, 3].map(Uuid::from_u128);
    let done = |id, person: Uuid| {
        Record::new(Uuid::from_u128(id), person, &outcome::KIND)
            .with("person", person)
            .with("on", "2026-10-01")
            .with("kind", "betaald_werk")
    };
    let step = |id, person: Uuid, talk: Uuid, step: i64| {
        Record::new(Uuid::from_u128(id), person, &ladder_step::KIND)
            .with("conversation", talk)
            .with("step", step)
    };
    let later = talk("2026-10-02T10:00:00+02:00").with("person", second);
    let (id, person, other) = link::between(second, first);
    let mut records = vec![
        // Only the dossier that was found later says where they live.
        Record::new(first, first, &person::KIND).with("name", "Gerda"),
        Record::new(second, second, &person::KIND).with("village", "beek"),
        talk("2026-10-01T10:00:00+02:00"),
        Record {
            id: Uuid::from_u128(4),
            ..later
        },
        done(5, first),
        done(6, second),
        step(8, first, Uuid::from_u128(2), 1),
        step(9, second, Uuid::from_u128(4), 3),
    ];
    // Signed in to a group once by either.
    let group = Uuid::from_u128(20);
    for (id, signed_in) in [(22, first), (23, second)] {
        let attendance = Record::new(Uuid::from_u128(id), group, &attendance::KIND);
        let attendance = attendance.with("session", Uuid::from_u128(21));
        records.push(attendance.with("person", signed_in));
    }
    let session = Record::new(Uuid::from_u128(21), group, &group_session::KIND);
    records.push(
        session
            .with("group", group)
            .with("at", "2026-10-03T10:00:00+02:00"),
    );
    let two = report(&records, "2026-10-01", "2026-10-31", false)?;
    assert_eq!(two["people_reached"], 2);
    assert_eq!(two["ladder"], json!({}));
    assert_eq!(two["outcomes"], json!({"betaald werk": 2}));
    let link = Record::new(id, person, &link::KIND)
        .with("person", person)
        .with("other", other);
    records.push(link.clone());
    let one = report(&records, "2026-10-01", "2026-10-31", false)?;
    assert_eq!(one["people_reached"], 1);
    assert_eq!(one["ladder"], json!({"measured_twice": 1, "up": 1}));
    assert_eq!(one["outcomes"], json!({"betaald werk": 1}));
    assert_eq!(one["villages"], json!({"beek": 1}));
    assert_eq!(one["conversations"]["by_village"], json!({"beek": 2}));
    // Taken apart, they are two again.
    records.pop();
    records.push(link.with("removed", true));
    assert_eq!(report(&records, "2026-10-01", "2026-10-31", false)?, two);
    Ok(())
}

#[test]
fn own_words_show_their_label_or_else_their_code() -> Outcome {
    let town = Uuid::from_u128(9);
    let own = Record::new(Uuid::from_u128(8), town, &word::KIND)
        .with("list", WordList::Place.name())
        .with("code", "kerk")
        .with("label", "de kerk")
        .with("retired", true);
    let held = talk("2026-10-01T10:00:00+02:00").with("place", "kerk");
    let counted = report(&[held.clone(), own], "2026-10-01", "2026-10-01", false)?;
    assert_eq!(counted["conversations"]["by_place"], json!({"de kerk": 1}));
    let counted = report(&[held], "2026-10-01", "2026-10-01", false)?;
    assert_eq!(counted["conversations"]["by_place"], json!({"kerk": 1}));
    Ok(())
}

#[test]
fn somebody_is_reached_by_a_group_session_alone() -> Outcome {
    let (somebody, group) = (Uuid::from_u128(1), Uuid::from_u128(5));
    let records = [
        Record::new(somebody, somebody, &person::KIND).with("inflow", "krant"),
        Record::new(Uuid::from_u128(6), group, &group_session::KIND)
            .with("group", group)
            .with("at", "2026-10-01T10:00:00+02:00"),
        Record::new(Uuid::from_u128(7), group, &attendance::KIND)
            .with("session", Uuid::from_u128(6))
            .with("person", somebody),
    ];
    let counted = report(&records, "2026-10-01", "2026-10-01", false)?;
    assert_eq!(counted["people_reached"], 1);
    assert_eq!(counted["inflow"], json!({"krant": 1}));
    let counted = report(&records, "2026-10-02", "2026-10-02", false)?;
    assert_eq!(counted["people_reached"], Json::Null);
    assert_eq!(counted["groups"], json!({}));
    Ok(())
}

#[test]
fn the_ladder_compares_first_and_last_by_moment() -> Outcome {
    let mut records = berg_en_dal()?;
    let counted = report(&records, "2026-09-08", "2026-11-30", false)?;
    // p01 and p06 were measured first on the seventh.
    assert_eq!(counted["ladder"], json!({"measured_twice": 2, "up": 2}));
    for step in records
        .iter_mut()
        .filter(|record| record.int("step") == Some(5))
    {
        *step = step.clone().with("step", 1);
    }
    let counted = report(&records, "2026-09-01", "2026-11-30", false)?;
    assert_eq!(
        counted["ladder"],
        json!({"measured_twice": 4, "up": 3, "down": 1})
    );
    Ok(())
}
