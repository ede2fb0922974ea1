//! A database of each schema version, as that version wrote it: today's program opens and reads
//! it. Made by `cargo test -p meedoen-server --test it golden -- --ignored`, once, when the
//! version ships; never made anew.

use crate::stage::{Stage, TestDevice, created, now, person};
use ed25519_dalek::SigningKey;
use replication::message::Refusal;
use replication::{DeviceId, DossierId};
use server::fold::{fold, visible};
use server::storage::StorageError;
use server::{Endpoint, Running};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use uuid::Uuid;

const DEVICE: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0001);
const PERSON: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0002);
/// From schema 2 on: somebody whose dossier was erased.
const ERASED: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0003);
const SECRET: [u8; 32] = [42; 32];

fn golden(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(version)
}

#[tokio::test]
#[ignore = "makes the golden database of a new schema version"]
async fn make() {
    let stage = Stage::start().await;
    let mut device = stage.stranger();
    device.id = DeviceId(DEVICE);
    device.key = SigningKey::from_bytes(&SECRET);
    device.enrol(&stage.code("anna")).await.unwrap();
    let frame = vec![
        device.make(person(PERSON, stage.team("Noord"), "Gerda Wouters")),
        device.make(created(PERSON, "vaker naar buiten")),
        device.make(created(PERSON, "te lang ".repeat(3000).as_str())),
    ];
    device.sync(&[frame]).await.unwrap();
    let henk = device.make(person(ERASED, stage.team("Noord"), "Henk"));
    device.sync(&[vec![henk]]).await.unwrap();
    let storage = stage.endpoint.storage();
    storage.erase(DossierId(ERASED), now()).await.unwrap();
    let to = golden("0002");
    fs::create_dir_all(&to).unwrap();
    let file = to.join("meedoen.db").to_string_lossy().into_owned();
    assert!(
        !Path::new(&file).exists(),
        "a golden database is never made anew"
    );
    let copied = stage.endpoint.storage().read(move |work| {
        // `VACUUM INTO` does not run inside a transaction.
        work.db.execute_batch("COMMIT")?;
        work.db.execute("VACUUM INTO ?1", [file])?;
        Ok::<_, StorageError>(work.db.execute_batch("BEGIN")?)
    });
    copied.await.unwrap();
    fs::copy(
        stage.folder.path().join("master.key"),
        to.join("master.key"),
    )
    .unwrap();
}

#[tokio::test]
async fn version_1_opens_reads_and_goes_on() {
    opens_reads_and_goes_on("0001", (3, 1)).await;
}

#[tokio::test]
async fn version_2_opens_reads_and_goes_on() {
    let mut opened = opens_reads_and_goes_on("0002", (4, 2)).await;
    let device = &mut opened.device;
    let late = device.make(created(ERASED, "fietsen"));
    let refused = device.sync(&[vec![late]]).await.unwrap().receipts.refused;
    assert_eq!(refused[0].code, Refusal::Erased);
}

/// `answered`: how many changes of the device the database has answered, and how many of them it
/// refused or erased.
async fn opens_reads_and_goes_on(version: &str, answered: (u64, usize)) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    for file in ["meedoen.db", "master.key"] {
        fs::copy(golden(version).join(file), folder.path().join(file)).unwrap();
    }
    let endpoint = Endpoint::open(folder.path()).unwrap();
    let records = endpoint
        .storage()
        .read(|work| Ok::<_, StorageError>(visible(&fold(work, None)?)))
        .await
        .unwrap();
    let gerda = records.iter().find(|record| record.id == PERSON).unwrap();
    assert_eq!(gerda.text("name"), Some("Gerda Wouters"));
    let wishes: Vec<_> = records
        .iter()
        .filter_map(|record| record.text("wish"))
        .collect();
    assert_eq!(wishes, ["vaker naar buiten"]);

    let running = endpoint
        .listen("127.0.0.1:0".parse().unwrap())
        .await
        .unwrap();
    let mut device = TestDevice::new(running.url());
    device.id = DeviceId(DEVICE);
    device.key = SigningKey::from_bytes(&SECRET);
    device.server_key = Some(endpoint.storage().identity().signing_key.verifying_key());
    device.skip_requests(100);
    let line = device.next_line();
    let body = device.body(&line, &[]).concat();
    let receipts = device
        .send(&line, line.sign(&device.key), body)
        .await
        .unwrap()
        .receipts;
    assert_eq!((receipts.high_water.0, receipts.refused.len()), answered);
    device.seq = receipts.high_water;
    device.hello.receipts = device.seq;
    let next = device.make(created(PERSON, "koken leren"));
    let receipts = device.sync(&[vec![next]]).await.unwrap().receipts;
    assert_eq!(
        (receipts.high_water.0, receipts.refused.len()),
        (answered.0 + 1, 0)
    );
    Opened {
        device,
        _running: running,
        _folder: folder,
    }
}

/// A golden database as it is served.
struct Opened {
    device: TestDevice,
    _running: Running,
    _folder: TempDir,
}
