//! One phase of one device.

use crate::environment::{Problem, code_file, path, text};
use crate::workload::{TEXT, edited, edits, lines};
use crate::{Outcome, memory};
use chrono::Utc;
use device::enrol::{EnrolForm, enrol};
use device::{Home, HomeState, Opened, SharedDevice};
use replication::RecordId;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::time::Instant;
use store::{Edit, FieldEdit, Store};
use vault::header::KeyCost;

const PASSPHRASE: &str = "een lange zin voor de meting";
/// Changes saved in one transaction when loading.
const LOADED_AT_ONCE: usize = 500;
/// Records indexed in one transaction.
const INDEXED_AT_ONCE: usize = 2000;

/// Runs the phase and prints what it measured.
pub async fn run() -> Outcome<()> {
    let (phase, who) = (text("PHASE")?, text("WHO")?);
    let home = Home::take(&path("DIR")?)?;
    let mut opened = open(&home, &who).await?;
    memory::reset();
    let mut answer = match phase.as_str() {
        "load" => load(&mut opened)?,
        "push" | "pull" => sync(opened).await?,
        "inc_up" | "inc_both" => {
            change(&mut opened, &who)?;
            sync(opened).await?
        }
        "verify" => {
            let shared = SharedDevice::new(opened);
            let mut answer = sync_shared(&shared).await?;
            let checked = shared.with(|opened| Ok(check(opened.store())))??;
            answer["hash"] = checked["hash"].clone();
            answer["count"] = checked["count"].clone();
            answer["changed"] = checked["changed"].clone();
            answer
        }
        other => return Err(Problem::Unexpected(format!("{other:?} is no phase"))),
    };
    answer["rss_mb"] = json!(memory::peak_mb());
    println!("{answer}");
    Ok(())
}

async fn open(home: &Home, who: &str) -> Outcome<Opened> {
    if home.state() == HomeState::Enrolled {
        return Ok(home.unlock(PASSPHRASE, Utc::now())?);
    }
    let form = EnrolForm {
        url: format!("http://{}", text("URL")?.trim_start_matches("http://")),
        code: std::fs::read_to_string(code_file(who)?)?,
        passphrase: PASSPHRASE.to_owned(),
        cost: KeyCost::FLOOR,
    };
    Ok(enrol(home, &form, Utc::now()).await?)
}

fn load(opened: &mut Opened) -> Outcome<serde_json::Value> {
    let edits = edits(lines()?, opened.me().team);
    let started = Instant::now();
    for some in edits.chunks(LOADED_AT_ONCE) {
        opened.store().save(some, Utc::now().timestamp_millis())?;
    }
    Ok(json!({"seconds": started.elapsed().as_secs_f64()}))
}

fn change(opened: &mut Opened, who: &str) -> Outcome<()> {
    let store = opened.store();
    let mut edits = Vec::new();
    for id in edited(&lines()?, who)? {
        let record = store
            .record(RecordId(id))?
            .ok_or_else(|| Problem::Unexpected(format!("record {id} is not here")))?;
        let before = record.state.value(TEXT).as_text().unwrap_or_default();
        edits.push(Edit {
            dossier: record.dossier,
            record: record.id,
            fields: vec![FieldEdit {
                field: TEXT.to_owned(),
                value: format!("Gewijzigd door {who}. {before}").into(),
                seen: record.state.seen(TEXT),
            }],
            kind: record.kind,
        });
    }
    store.save(&edits, Utc::now().timestamp_millis())?;
    Ok(())
}

async fn sync(opened: Opened) -> Outcome<serde_json::Value> {
    sync_shared(&SharedDevice::new(opened)).await
}

async fn sync_shared(shared: &SharedDevice) -> Outcome<serde_json::Value> {
    let started = Instant::now();
    let synced = device::sync::sync(shared, Utc::now, |_| {}).await?;
    let seconds = started.elapsed().as_secs_f64();
    if !synced.digest_agrees {
        return Err(Problem::Unexpected("the digests differ".into()));
    }
    let started = Instant::now();
    shared.with(|opened| {
        while !opened.store().index(INDEXED_AT_ONCE)? {}
        Ok(())
    })?;
    let index = started.elapsed().as_secs_f64();
    Ok(json!({"seconds": seconds, "index_seconds": index}))
}

/// A hash over all ids and texts, in the form the harness compares.
fn check(store: &mut Store) -> Outcome<serde_json::Value> {
    let mut pairs = Vec::new();
    for dossier in store.dossiers()? {
        for record in store.records(dossier)? {
            if let Some(text) = record.state.value(TEXT).as_text() {
                pairs.push((record.id.to_string(), text.to_owned()));
            }
        }
    }
    pairs.sort_unstable();
    let mut hash = Sha256::new();
    for (id, text) in &pairs {
        hash.update(format!("{id}\0{text}\n"));
    }
    let changed = pairs
        .iter()
        .filter(|(_, text)| text.starts_with("Gewijzigd door "))
        .count();
    let hash = hex::encode(hash.finalize());
    Ok(json!({"hash": &hash[..16], "count": pairs.len(), "changed": changed}))
}
