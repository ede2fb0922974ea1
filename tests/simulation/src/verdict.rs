//! Holds the end of a history against what the typists did.

use crate::desk::Desk;
use crate::typists::{Typists, WriteId};
use crate::world::{Result, World};
use domain::kinds;
use domain::value::Value;
use replication::{CoachId, DossierId, RecordId};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What must hold when all is synced.
pub async fn check(world: &World) -> Result<()> {
    let taken = Taken::read(world).await?;
    nothing_is_missing(world, &taken)?;
    let town = Town::expected(&world.typists, &taken);
    for (at, desk) in world.desks.iter().enumerate() {
        let unsent = desk.shared.with(|opened| Ok(opened.store().unsent()?.0))?;
        if unsent > 0 {
            return Err(format!("desk {at}: {unsent} changes never left").into());
        }
        screens_show(at, desk, &town)?;
        history_tells(at, desk, world, &taken)?;
    }
    Ok(())
}

/// What became of the writes.
struct Taken {
    /// Those that the server took, with their places in its order.
    accepted: BTreeMap<WriteId, u64>,
    /// Those that it refused, which are kept apart on their device.
    refused: BTreeSet<WriteId>,
}

impl Taken {
    async fn read(world: &World) -> Result<Self> {
        let town = world.desks[0].me.municipality;
        let mut taken = Taken {
            accepted: BTreeMap::new(),
            refused: BTreeSet::new(),
        };
        for (position, change) in world.office.log().await? {
            if change.dossier == town {
                continue;
            }
            for (field, value) in &change.set {
                let id = world
                    .typists
                    .find(change.id, change.record, field, value)
                    .ok_or_else(|| {
                        format!("forged: the server took {field} {value:?} as {}", change.id)
                    })?;
                let write = world.typists.write(id);
                let place = &write.place;
                let by_another = write.device != change.id.device;
                if by_another || (place.dossier, &place.kind) != (change.dossier, &change.kind) {
                    return Err(format!("forged: {} is not by its author", change.id).into());
                }
                taken.accepted.insert(id, position.0);
            }
        }
        for desk in &world.desks {
            for kept in desk
                .shared
                .with(|opened| Ok(opened.store().quarantined()?))?
            {
                let change = kept.change;
                for (field, value) in &change.set {
                    let write = world
                        .typists
                        .find(change.id, change.record, field, value)
                        .ok_or_else(|| format!("forged: {} is kept apart", change.id))?;
                    taken.refused.insert(write);
                }
            }
        }
        Ok(taken)
    }
}

/// Each write stands at the server or apart, unless its own typist went on typing in the same
/// change, with it on screen.
fn nothing_is_missing(world: &World, taken: &Taken) -> Result<()> {
    let covered = world.typists.covered();
    for (id, write) in world.typists.all() {
        let kept = taken.accepted.contains_key(&id) || taken.refused.contains(&id);
        let last = world.typists.last_under(id);
        let typed_on = last != id && covered[last].contains(&id);
        if !kept && !typed_on && !write.lost_with_the_disk {
            let (field, value) = (&write.field, &write.value);
            let (change, record) = (write.change, write.place.record);
            return Err(format!("lost: {field} {value:?} of {record}, typed as {change}").into());
        }
    }
    Ok(())
}

/// What screens must show: per dossier who may see it, and its records by id.
struct Town {
    dossiers: BTreeMap<DossierId, Dossier>,
}

struct Dossier {
    team: Uuid,
    coach: Option<CoachId>,
    records: BTreeMap<Uuid, Shown>,
}

struct Shown {
    kind: String,
    fields: BTreeMap<String, Json>,
    open: BTreeMap<String, Vec<Json>>,
}

impl Town {
    fn expected(typists: &Typists, taken: &Taken) -> Self {
        let covered = typists.covered();
        let mut dossiers: BTreeMap<DossierId, Dossier> = BTreeMap::new();
        let mut hidden: HashMap<Uuid, Option<Uuid>> = HashMap::new();
        let mut shown: HashMap<Uuid, Option<Uuid>> = HashMap::new();
        for place in typists.records() {
            let fields = typists.standing(place.record, &taken.accepted, &covered);
            if fields.is_empty() {
                continue;
            }
            let value = |id: &WriteId| &typists.write(*id).value;
            let parent = kinds::kind(&place.kind)
                .and_then(|kind| kind.parent)
                .and_then(|field| fields.get(field)?.last())
                .and_then(|id| Uuid::try_parse(value(id).as_text()?).ok());
            let removed = typists.is_removed(&fields, &covered);
            let of_its_kind = if removed { &mut hidden } else { &mut shown };
            of_its_kind.insert(place.record.0, parent);
            let mut record = Shown {
                kind: place.kind.clone(),
                fields: BTreeMap::new(),
                open: BTreeMap::new(),
            };
            for (field, ids) in &fields {
                let shape = kinds::kind(&place.kind).and_then(|kind| kind.field(field));
                let values: BTreeSet<&Value> = ids.iter().map(value).collect();
                if values.len() > 1 && shape.is_some_and(|field| field.shape.keeps_versions()) {
                    let values = values.into_iter().map(json).collect();
                    record.open.insert(field.clone(), values);
                }
                if let Some(last) = ids.last() {
                    record.fields.insert(field.clone(), json(value(last)));
                }
            }
            let dossier = dossiers.entry(place.dossier).or_insert_with(|| Dossier {
                team: Uuid::nil(),
                coach: None,
                records: BTreeMap::new(),
            });
            if place.record.0 == place.dossier.0 {
                let first = (taken.accepted.iter())
                    .filter(|(id, _)| {
                        let write = typists.write(**id);
                        write.place.record == place.record && write.field == "team"
                    })
                    .min_by_key(|(_, position)| **position)
                    .map(|(id, _)| typists.write(*id));
                if let Some(first) = first {
                    dossier.coach = Some(first.coach);
                    let team = first
                        .value
                        .as_text()
                        .and_then(|id| Uuid::try_parse(id).ok());
                    dossier.team = team.unwrap_or_default();
                }
            }
            dossier.records.insert(place.record.0, record);
        }
        // A child that is there keeps its parents.
        let mut kept: BTreeSet<Uuid> = BTreeSet::new();
        for (id, parent) in &shown {
            kept.insert(*id);
            let mut next = *parent;
            while let Some(id) = next.filter(|id| kept.insert(*id)) {
                next = hidden.get(&id).or(shown.get(&id)).copied().flatten();
            }
        }
        for dossier in dossiers.values_mut() {
            dossier.records.retain(|id, _| kept.contains(id));
        }
        dossiers.retain(|_, dossier| !dossier.records.is_empty());
        Town { dossiers }
    }
}

fn json(value: &Value) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}

/// A device shows just what it may and must.
fn screens_show(at: usize, desk: &Desk, town: &Town) -> Result<()> {
    let export = desk.shared.with(|opened| opened.export())?;
    let export = serde_json::to_value(export)?;
    let mut expected: BTreeMap<DossierId, &Dossier> = town
        .dossiers
        .iter()
        .filter(|(_, dossier)| {
            let begun = dossier.team == desk.me.team;
            begun || dossier.coach == Some(desk.me.coach)
        })
        .map(|(id, dossier)| (*id, dossier))
        .collect();
    for dossier in export["dossiers"].as_array().into_iter().flatten() {
        let id: Uuid = serde_json::from_value(dossier["id"].clone())?;
        if DossierId(id) == desk.me.municipality {
            continue;
        }
        let Some(wanted) = expected.remove(&DossierId(id)) else {
            return Err(format!("desk {at}: dossier {id} is foreign here").into());
        };
        let records = dossier["records"].as_array().into_iter().flatten();
        let mut missing: BTreeMap<Uuid, &Shown> = wanted
            .records
            .iter()
            .map(|(id, shown)| (*id, shown))
            .collect();
        for record in records {
            let id: Uuid = serde_json::from_value(record["id"].clone())?;
            let Some(wanted) = missing.remove(&id) else {
                return Err(format!("desk {at}: record {id} was removed, and is shown").into());
            };
            let (fields, open) = (json_of(&wanted.fields), json_of(&wanted.open));
            if record["kind"] != wanted.kind.as_str() || record["fields"] != fields {
                let found = &record["fields"];
                return Err(format!("desk {at}: {id} shows {found}, not {fields}").into());
            }
            if record["open"] != open {
                let found = &record["open"];
                return Err(format!("desk {at}: versions of {id}: {found}, not {open}").into());
            }
        }
        if let Some(id) = missing.keys().next() {
            return Err(format!("desk {at}: record {id} is not shown").into());
        }
    }
    match expected.keys().next() {
        Some(id) => Err(format!("desk {at}: dossier {id} never came").into()),
        None => Ok(()),
    }
}

fn json_of<T: serde::Serialize>(map: &BTreeMap<String, T>) -> Json {
    serde_json::to_value(map).unwrap_or_default()
}

/// What the server took stands in the history of each device that has the record, by its author.
fn history_tells(at: usize, desk: &Desk, world: &World, taken: &Taken) -> Result<()> {
    let mut wanted: BTreeMap<(RecordId, &str), Vec<WriteId>> = BTreeMap::new();
    for id in taken.accepted.keys() {
        let write = world.typists.write(*id);
        wanted
            .entry((write.place.record, &write.field))
            .or_default()
            .push(*id);
    }
    for ((record, field), ids) in wanted {
        if desk.record(record)?.is_none() {
            continue;
        }
        let history = desk
            .shared
            .with(|opened| Ok(opened.store().history(record, field)?))?;
        for id in ids {
            let write = world.typists.write(id);
            let told = history.iter().find(|told| told.change == write.change);
            let fits = told
                .is_some_and(|told| told.value == write.value && told.author == Some(write.coach));
            if !fits {
                let (change, value) = (write.change, &write.value);
                return Err(format!(
                    "desk {at}: the history of {field} of {record} lacks {value:?} of {change}"
                )
                .into());
            }
        }
    }
    Ok(())
}
