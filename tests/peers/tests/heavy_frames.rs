//! Frames of an enrolled device that are small on the wire and large in memory.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use axum::body::Body;
use device::SharedDevice;
use domain::value::Value;
use ed25519_dalek::SigningKey;
use http::{Request, StatusCode};
use peers::{Peak, Stage, add_person};
use replication::frame::{Chain, FrameKind, FrameWriter, encode};
use replication::message::{Ask, Changes, Hello, PROTOCOL};
use replication::request::{
    DEVICE_HEADER, NUMBER_HEADER, RequestLine, SIGNATURE_HEADER, SYNC_PATH,
};
use replication::{Change, Position, Seq};
use tower::ServiceExt;

/// What one request may cost the server for a moment, in MiB.
const MOST: u64 = 128;

/// The device's first change with a list of so many nothings in it.
fn heavy(device: &SharedDevice, values: usize) -> Change {
    let changes = device.with(|opened| Ok(opened.store().unsent_changes()?));
    let mut change = changes.unwrap().remove(0);
    let list = Value::List(vec![Value::Null; values]);
    change.set.insert("of_a_newer_version".to_owned(), list);
    change
}

/// Sends it as the device would; answers the status and how many MiB it took.
async fn send(stage: &Stage, device: &SharedDevice, change: Change) -> (StatusCode, u64) {
    let (enrolment, number) = device
        .with(|opened| {
            let store = opened.store();
            Ok((store.enrolment()?, store.next_request_number()?))
        })
        .unwrap();
    let enrolment = enrolment.unwrap();
    let key = SigningKey::from_bytes(&enrolment.secret_key);
    let line = RequestLine {
        method: "POST",
        path: SYNC_PATH,
        device: enrolment.me.device,
        number,
    };
    let hello = Hello {
        protocol: PROTOCOL,
        epoch: None,
        cursor: Position(0),
        receipts: Seq(0),
        want: Vec::new(),
        given_up: Vec::new(),
        ask: Ask::Nothing,
    };
    let mut writer = FrameWriter::new(Chain::start(line.text().as_bytes()), &key);
    let mut body = writer.write(FrameKind::Hello, &encode(&hello));
    let changes = Changes {
        changes: vec![change],
    };
    body.extend(writer.write(FrameKind::Changes, &encode(&changes)));
    drop(changes);
    let request = Request::post(line.path)
        .header(DEVICE_HEADER, line.device.to_string())
        .header(NUMBER_HEADER, number)
        .header(SIGNATURE_HEADER, hex::encode(line.sign(&key)))
        .body(Body::from(body))
        .unwrap();
    let router = server::http::routes(stage.endpoint.storage().clone());
    let peak = Peak::begin();
    let answer = router.oneshot(request).await.unwrap();
    (answer.status(), peak.grown())
}

#[tokio::test]
async fn many_tiny_values_are_refused_before_they_fill_the_memory() {
    let stage = Stage::start().await;
    let device = stage.device("anna").await;
    add_person(&device, "Gerda");
    let (status, grown) = send(&stage, &device, heavy(&device, 7_900_000)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(grown < MOST, "{grown} MiB");
    // As many as are read are not more either; the change is too large and its number spent.
    let (status, grown) = send(&stage, &device, heavy(&device, 390_000)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(grown < MOST, "{grown} MiB");
    println!("{grown} MiB");
}
