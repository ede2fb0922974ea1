//! What lies on disk, and what can be made of it.

use crate::stage::{Stage, now};
use domain::record::Record;
use domain::report::Report;
use replication::{Change, ChangeId, DossierId, RecordId, Seq};
use server::Endpoint;
use server::storage::{StorageError, access_log};
use std::collections::BTreeMap;
use std::fs;

const BERG_EN_DAL: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/scenarios/berg-en-dal.json"
));

#[tokio::test]
async fn a_scenario_pushed_by_a_device_reports_as_it_should_and_shows_nothing_on_disk() {
    let stage = Stage::with(BERG_EN_DAL).await;
    let mut device = stage.device("c1").await;
    let town = stage.scenario.town_records();
    let records = stage.scenario.records(None).unwrap();
    let changes: Vec<_> = records
        .iter()
        .map(|record| {
            device.make(Change {
                id: ChangeId {
                    device: device.id,
                    seq: Seq(0),
                },
                dossier: DossierId(record.dossier),
                record: RecordId(record.id),
                kind: record.kind.clone(),
                set: record.fields.clone(),
                over: BTreeMap::new(),
                made_at: now(),
            })
        })
        .collect();
    let frames: Vec<_> = changes.chunks(100).map(<[_]>::to_vec).collect();
    let receipts = device.sync(&frames).await.unwrap().receipts;
    assert_eq!(receipts.refused, []);
    assert_eq!(receipts.high_water, Seq(records.len() as u64));
    assert_eq!(device.catch_up().await, device.digest());

    let (from, until) = ("2026-09-01".parse().unwrap(), "2026-11-30".parse().unwrap());
    for suppression in [false, true] {
        let storage = stage.endpoint.storage();
        let report = storage
            .report(from, until, suppression, now())
            .await
            .unwrap();
        let all = town.iter().chain(&records);
        assert_eq!(report, Report::build(all, from, until, suppression));
        assert!(report.people_reached.is_some());
    }
    assert!(log_is_intact(&stage.endpoint).await);
    nothing_shows(&stage, &records);
}

/// No text of the records stands in any file of the data folder.
fn nothing_shows(stage: &Stage, records: &[Record]) {
    let texts = records.iter().flat_map(|record| record.fields.values());
    let texts: Vec<_> = texts
        .filter_map(|value| value.as_text())
        // Short words and codes could stand anywhere by chance.
        .filter(|text| text.len() >= 12 && text.contains(' '))
        .collect();
    assert!(texts.len() > 50);
    let files = fs::read_dir(stage.folder.path())
        .unwrap()
        .map(|file| file.unwrap().path());
    let files: Vec<_> = files.map(|path| (fs::read(&path).unwrap(), path)).collect();
    assert!(
        files
            .iter()
            .any(|(_, path)| path.to_string_lossy().ends_with("-wal"))
    );
    assert!(
        files
            .iter()
            .any(|(bytes, _)| contains(bytes, b"conversation"))
    );
    for (bytes, path) in &files {
        for text in &texts {
            assert!(
                !contains(bytes, text.as_bytes()),
                "{text:?} stands in {path:?}"
            );
        }
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn log_is_intact(endpoint: &Endpoint) -> bool {
    endpoint
        .storage()
        .read(|work| access_log::is_intact(work.db))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_changed_row_of_the_access_log_shows() {
    let stage = Stage::start().await;
    let mut device = stage.device("anna").await;
    device.sync(&[]).await.unwrap();
    assert!(log_is_intact(&stage.endpoint).await);
    let rewrite = "UPDATE access_log SET result = 'replayed' WHERE event = 'sync'";
    let storage = stage.endpoint.storage();
    let changed = storage
        .write(|work| Ok::<_, StorageError>(work.db.execute(rewrite, [])?))
        .await;
    assert_eq!(changed.unwrap(), 1);
    assert!(!log_is_intact(&stage.endpoint).await);
}

#[tokio::test]
async fn another_master_key_or_none_is_refused() {
    let stage = Stage::start().await;
    let key = stage.folder.path().join("master.key");
    let kept = fs::read(&key).unwrap();
    fs::write(&key, "00".repeat(32)).unwrap();
    let why = Endpoint::open(stage.folder.path())
        .err()
        .unwrap()
        .to_string();
    assert!(why.contains("not the one of this database"), "{why}");
    fs::remove_file(&key).unwrap();
    let why = Endpoint::open(stage.folder.path())
        .err()
        .unwrap()
        .to_string();
    assert!(why.contains("is missing"), "{why}");
    assert!(!key.exists());
    fs::write(&key, kept).unwrap();
    Endpoint::open(stage.folder.path()).unwrap();
}
