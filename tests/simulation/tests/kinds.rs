//! Every kind of record through all that a record goes through: kept, sent, read elsewhere, changed by
//! two at once, exported and found, field by field. A new kind joins by one line in `HOMES`.

use domain::kinds;
use domain::record::Record;
use domain::schema::{Kind, Shape};
use domain::value::Value;
use replication::RecordId;
use server::town::{self, TownError};
use simulation::stage::Stage;
use simulation::typists::Place;
use simulation::world::Result;
use simulation::{World, scene};
use std::collections::BTreeSet;
use uuid::Uuid;

const ANNA: usize = 0;
const BAS: usize = 1;
const BOTH: [usize; 2] = [ANNA, BAS];
const SEALED: &str = "sealed";

/// The dossier that records of a kind lie in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    Town,
    Person,
    Group,
    Spreekuur,
}

const HOMES: &[(&str, Home)] = &[
    ("municipality", Home::Town),
    ("team", Home::Town),
    ("coach", Home::Town),
    ("word", Home::Town),
    ("activity", Home::Town),
    ("activity_access", Home::Town),
    ("person", Home::Person),
    ("consent", Home::Person),
    ("correction", Home::Person),
    ("access_need", Home::Person),
    ("conversation", Home::Person),
    ("theme_note", Home::Person),
    ("barrier", Home::Person),
    ("ladder_step", Home::Person),
    ("zrm_score", Home::Person),
    ("health_score", Home::Person),
    ("soft_result", Home::Person),
    ("companion", Home::Person),
    ("goal", Home::Person),
    ("goal_step", Home::Person),
    ("next_step", Home::Person),
    ("private_task", Home::Person),
    ("working_note", Home::Person),
    ("agreement", Home::Person),
    ("signature", Home::Person),
    ("referral", Home::Person),
    ("group", Home::Group),
    ("group_person", Home::Group),
    ("group_session", Home::Group),
    ("attendance", Home::Group),
    ("together", Home::Group),
    ("together_person", Home::Group),
    ("spreekuur", Home::Spreekuur),
    ("walk_in", Home::Spreekuur),
    ("private_note", Home::Person),
    ("outcome", Home::Person),
    ("trajectory", Home::Person),
    ("handover", Home::Person),
    ("link", Home::Person),
    ("viewing", Home::Person),
    ("network", Home::Person),
    ("relation", Home::Person),
];

#[test]
fn every_kind_has_its_line() {
    let known: Vec<_> = kinds::ALL.iter().map(|kind| kind.name).collect();
    let here: BTreeSet<_> = HOMES.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        here,
        known.iter().copied().collect(),
        "a kind joins by a line in HOMES"
    );
}

#[test]
fn what_coaches_record_survives_everything() {
    scene(&BOTH, async |world| {
        let mut made = Vec::new();
        for home in [Home::Person, Home::Group, Home::Spreekuur] {
            made.extend(make_all(world, home)?);
        }
        world.settle().await?;
        let fields = made
            .iter()
            .flat_map(|record| record.can_change().map(move |field| (record, field)));
        let (sealing, fields): (Vec<_>, Vec<_>) =
            fields.partition(|(_, field)| field.name == SEALED);
        let mut answers = Vec::new();
        for (nth, (record, field)) in fields.into_iter().enumerate() {
            let both = [1000, 1001].map(|from| sample(field.shape, from + 2 * nth));
            for (desk, answer) in BOTH.iter().zip(&both) {
                world.answer(*desk, record.id, field.name, answer.clone())?;
            }
            answers.push((record, field, both));
        }
        assert!(answers.len() > 100, "{} fields", answers.len());
        world.settle().await?;
        for (record, field, both) in &answers {
            let what = format!("{}.{}", record.kind, field.name);
            for desk in BOTH {
                let stored = world.desks[desk]
                    .record(record.id)?
                    .ok_or_else(|| what.clone())?;
                assert!(both.contains(stored.state.value(field.name)), "{what}");
                if field.shape.keeps_versions() {
                    assert_eq!(stored.state.versions(field.name).len(), 2, "{what}");
                }
                let told = world.desks[desk].history(record.id, field.name)?;
                let told: Vec<_> = told.into_iter().map(|version| version.value).collect();
                assert!(
                    both.iter().all(|answer| told.contains(answer)),
                    "{what}: {told:?}"
                );
                if field.shape.limit().is_some() {
                    let shown = stored.state.versions(field.name);
                    for word in shown.iter().filter_map(|(value, _)| value.as_text()) {
                        assert!(finds(world, desk, record.id, word)?, "{what} is not found");
                    }
                }
            }
        }
        for (record, field) in sealing {
            world.answer(ANNA, record.id, field.name, sample(field.shape, 1))?;
            world.settle().await?;
        }
        for record in &made {
            let printed = is_exported_alike(world, record.id, record.kind)?;
            for field in record.kind.fields {
                let (what, open) = (field.name, &printed["open"][field.name]);
                let kept = field.shape.keeps_versions();
                assert_eq!(open.is_array(), kept, "{}.{what}", record.kind);
            }
        }
        Ok(())
    });
}

#[test]
fn what_the_office_keeps_reaches_every_device() {
    scene(&BOTH, async |world| {
        let town = world.desks[ANNA].me.municipality.0;
        for round in 0..2 {
            let mut made = Vec::new();
            for kind in of_home(Home::Town) {
                let id = match kind.name {
                    "municipality" => town,
                    _ => Uuid::from_u128(0xA0FF_1CE0 + made.len() as u128),
                };
                let mut record = Record::new(id, town, kind);
                for (nth, field) in kind.fields.iter().enumerate() {
                    let value = match field.name {
                        "team" => Stage::get().teams[0].to_string().into(),
                        "activity" => Value::Text(Uuid::from_u128(0xA0FF_1CE4).to_string()),
                        _ => sample(field.shape, 2 * (made.len() * 40 + nth) + round),
                    };
                    record = record.with(field.name, value);
                }
                made.push(record);
            }
            let (records, now) = (made.clone(), world.office.now(0));
            let settled = world
                .office
                .storage
                .write(move |work| town::settle(work, &records, now))
                .await;
            settled.map_err(|why: TownError| why.to_string())?;
            for desk in BOTH {
                world.sync_well(desk).await?;
                for record in &made {
                    let stored = world.desks[desk].record(RecordId(record.id))?;
                    let stored = stored.ok_or_else(|| record.kind.clone())?;
                    for (field, value) in &record.fields {
                        let what = format!("{}.{field}", record.kind);
                        assert_eq!(stored.state.value(field), value, "{what}");
                    }
                }
            }
            for (record, kind) in made.iter().zip(of_home(Home::Town)) {
                is_exported_alike(world, RecordId(record.id), kind)?;
            }
        }
        Ok(())
    });
}

/// A record that was made.
struct Made {
    id: RecordId,
    kind: &'static Kind,
    parent: Option<&'static str>,
}

impl Made {
    /// Whose child a record is, what names it, and whose dossier it is do not change.
    fn can_change(&self) -> impl Iterator<Item = &'static domain::schema::FieldSpec> {
        let fixed = [self.parent, self.kind.natural_key, Some("team")];
        let fields = self.kind.fields.iter();
        fields.filter(move |field| !fixed.contains(&Some(field.name)))
    }
}

/// One record of every kind of a dossier, children below what they belong to.
fn make_all(world: &mut World, home: Home) -> Result<Vec<Made>> {
    let dossier = world.typists.fresh_id();
    let team = world.desks[ANNA].me.team;
    let mut made: Vec<Made> = Vec::new();
    for kind in of_home(home) {
        let parent = kind.parent.map(|field| {
            let above = made
                .iter()
                .rev()
                .find(|made| made.kind.name.ends_with(field));
            (field, above.map_or(dossier, |above| above.id.0))
        });
        let mut fields = Vec::new();
        for (nth, field) in kind.fields.iter().enumerate() {
            let value = match parent {
                Some((name, id)) if name == field.name => id.to_string().into(),
                _ if field.name == "team" => team.to_string().into(),
                // Once there, it freezes what was signed: it is answered last, by one.
                _ if field.name == SEALED => continue,
                _ => sample(field.shape, made.len() * 40 + nth),
            };
            fields.push((field.name, value));
        }
        let key = kind.natural_key.and_then(|key| {
            let (_, value) = fields.iter().find(|(field, _)| *field == key)?;
            Some(value.as_text()?.to_owned())
        });
        let id = match (made.is_empty(), parent, key) {
            (true, _, _) => dossier,
            (_, Some((_, parent)), Some(key)) => domain::ids::natural_id(parent, kind.name, &key),
            _ => world.typists.fresh_id(),
        };
        let place = Place {
            dossier: dossier.into(),
            record: RecordId(id),
            kind: kind.name.to_owned(),
        };
        world.make_record(ANNA, place, fields)?;
        made.push(Made {
            id: RecordId(id),
            kind,
            parent: kind.parent,
        });
    }
    Ok(made)
}

fn of_home(home: Home) -> impl Iterator<Item = &'static Kind> {
    kinds::ALL
        .iter()
        .copied()
        .filter(move |kind| HOMES.contains(&(kind.name, home)))
}

/// Something that fits; another for each number, and of two after each other never the same.
fn sample(shape: Shape, nth: usize) -> Value {
    match shape {
        Shape::FreeText | Shape::Line(_) => format!("w{nth}q").into(),
        Shape::Code(list) => match list.words() {
            [] => format!("dorp_{nth}").into(),
            words => words[nth % words.len()].code.into(),
        },
        Shape::Int(least, most) => Value::Int(least + nth as i64 % (most - least + 1)),
        Shape::Bool => Value::Bool(nth.is_multiple_of(2)),
        Shape::Date => format!("2026-{:02}-{:02}", 1 + nth / 28 % 12, 1 + nth % 28).into(),
        Shape::Moment => format!("2026-10-{:02}T10:00:00+02:00", 1 + nth % 28).into(),
        Shape::Record => Uuid::from_u128(0x5A_0000 + nth as u128).to_string().into(),
        Shape::Bytes(_) => Value::Bytes(vec![7, (nth % 251) as u8]),
    }
}

fn finds(world: &World, desk: usize, record: RecordId, word: &str) -> Result<bool> {
    let found = world.desks[desk]
        .shared
        .with(|opened| Ok(opened.store().search(word, 20)?))?;
    Ok(found.iter().any(|found| found.record == record))
}

/// Both devices print the same of it, with every field that was filled in; answers that.
fn is_exported_alike(world: &World, id: RecordId, kind: &Kind) -> Result<serde_json::Value> {
    let mut printed = Vec::new();
    for desk in BOTH {
        let export = world.desks[desk].shared.with(|opened| opened.export())?;
        let export = serde_json::to_value(export)?;
        let dossiers = export["dossiers"].as_array().cloned().unwrap_or_default();
        let records = dossiers
            .iter()
            .flat_map(|dossier| dossier["records"].as_array().cloned().unwrap_or_default());
        let mut records = records.filter(|record| record["id"] == id.to_string());
        let found = records.next();
        printed.push(found.ok_or_else(|| format!("{kind} is not exported"))?);
    }
    assert_eq!(printed[0], printed[1], "{kind}");
    for field in kind.fields {
        let value = &printed[0]["fields"][field.name];
        assert!(!value.is_null(), "{kind}.{}", field.name);
    }
    Ok(printed.remove(0))
}
