//! What must stand on whose screen, as it follows from what was typed and taken in.

use super::Taken;
use crate::access::{Begun, Book};
use crate::desk::Desk;
use crate::typists::{Typists, WriteId};
use crate::world::Result;
use domain::kinds;
use domain::value::Value;
use replication::DossierId;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What screens must show: per dossier who may see it, and its records by id.
pub(super) struct Town {
    dossiers: BTreeMap<DossierId, Dossier>,
}

struct Dossier {
    /// The coaches and teams that may see it.
    may_see: BTreeSet<Uuid>,
    records: BTreeMap<Uuid, Shown>,
}

struct Shown {
    kind: String,
    fields: BTreeMap<String, Json>,
    open: BTreeMap<String, Vec<Json>>,
}

impl Town {
    pub(super) fn expected(typists: &Typists, book: &Book, taken: &Taken) -> Self {
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
            let may_see = |begun: &Begun| book.may_see(place.dossier, *begun);
            let dossier = dossiers.entry(place.dossier).or_insert_with(|| Dossier {
                may_see: taken
                    .begun
                    .get(&place.dossier)
                    .map(may_see)
                    .unwrap_or_default(),
                records: BTreeMap::new(),
            });
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
pub(super) fn screens_show(at: usize, desk: &Desk, town: &Town) -> Result<()> {
    let export = desk.shared.with(|opened| opened.export())?;
    let export = serde_json::to_value(export)?;
    let mut expected: BTreeMap<DossierId, &Dossier> = town
        .dossiers
        .iter()
        .filter(|(_, dossier)| {
            let me = [desk.me.coach.0, desk.me.team];
            me.iter().any(|who| dossier.may_see.contains(who))
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
