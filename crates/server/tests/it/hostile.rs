//! Requests that are broken, forged, too large or cut off: a code in the answer, nothing stored,
//! and the endpoint stays up.

use crate::stage::{Stage, TestDevice, change, created, now, person};
use domain::value::Value;
use replication::frame::{Chain, FrameKind, FrameWriter, MAX_DECODED, MAX_WIRE};
use replication::request::{DEVICE_HEADER, NUMBER_HEADER, RequestLine, SIGNATURE_HEADER};
use replication::{Change, Seq};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// What the server has answered of this device's changes.
async fn high_water(device: &mut TestDevice) -> Seq {
    device.hello.receipts = Seq(0);
    let line = device.next_line();
    let body = device.body(&line, &[]).concat();
    device
        .send(&line, line.sign(&device.key), body)
        .await
        .unwrap()
        .receipts
        .high_water
}

fn two_frames(stage: &Stage, device: &mut TestDevice) -> [Vec<Change>; 2] {
    let id = Uuid::now_v7();
    let first = device.make(person(id, stage.team("Noord"), "Gerda"));
    let second = (0..50)
        .map(|_| device.make(created(id, "vaker naar buiten")))
        .collect();
    [vec![first], second]
}

#[tokio::test]
async fn unsigned_and_forged_requests_are_turned_away() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let line = anna.next_line();
    let body = anna.body(&line, &[]).concat();
    let url = format!("{}/v1/sync", stage.running.url());
    let bare = reqwest::Client::new()
        .post(&url)
        .body(body.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(bare.status(), 401);
    let forged = anna.send(&line, [7; 64], body.clone()).await;
    assert_eq!(forged.unwrap_err(), refused(401, "bad_signature"));
    let another = stage.device("bas").await;
    let signed_by_another = anna
        .send(&line, line.sign(&another.key), body.clone())
        .await;
    assert_eq!(
        signed_by_another.unwrap_err(),
        refused(401, "bad_signature")
    );
    let unknown = stage.stranger().next_line();
    let nobody = anna.send(&unknown, unknown.sign(&anna.key), body).await;
    assert_eq!(nobody.unwrap_err(), refused(401, "bad_signature"));
}

#[tokio::test]
async fn a_request_is_good_once() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let (first, second) = (anna.next_line(), anna.next_line());
    let body = anna.body(&second, &[]).concat();
    let signature = second.sign(&anna.key);
    anna.send(&second, signature, body.clone()).await.unwrap();
    let again = anna.send(&second, signature, body).await;
    assert_eq!(again.unwrap_err(), refused(401, "replayed"));
    let earlier = anna
        .send(
            &first,
            first.sign(&anna.key),
            anna.body(&first, &[]).concat(),
        )
        .await;
    assert_eq!(earlier.unwrap_err(), refused(401, "replayed"));
}

#[tokio::test]
async fn a_revoked_device_is_shut_out() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    anna.sync(&[]).await.unwrap();
    stage
        .endpoint
        .storage()
        .revoke(anna.id, now())
        .await
        .unwrap();
    assert_eq!(
        anna.sync(&[]).await.unwrap_err(),
        refused(403, "device_revoked")
    );
}

#[tokio::test]
async fn a_tampered_frame_ends_the_request_and_nothing_of_it_is_stored() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let frames = two_frames(&stage, &mut anna);
    let line = anna.next_line();
    let mut body = anna.body(&line, &frames);
    body[2][20] ^= 1;
    let answer = anna.send(&line, line.sign(&anna.key), body.concat()).await;
    assert_eq!(answer.unwrap_err(), refused(400, "bad_frame"));
    assert_eq!(high_water(&mut anna).await, Seq(1));
}

#[tokio::test]
async fn frames_of_another_request_do_not_fit() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let frames = two_frames(&stage, &mut anna);
    let (first, second) = (anna.next_line(), anna.next_line());
    let body = anna.body(&first, &frames).concat();
    let answer = anna.send(&second, second.sign(&anna.key), body).await;
    assert_eq!(answer.unwrap_err(), refused(400, "bad_frame"));
    let line = anna.next_line();
    let mut left_out = anna.body(&line, &frames);
    left_out.remove(1);
    let answer = anna
        .send(&line, line.sign(&anna.key), left_out.concat())
        .await;
    assert_eq!(answer.unwrap_err(), refused(400, "bad_frame"));
    assert_eq!(high_water(&mut anna).await, Seq(0));
}

#[tokio::test]
async fn bodies_that_are_no_sync_are_refused() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let cases: [(&[u8], u16, &str); 5] = [
        (b"", 400, "bad_frame"),
        (b"\x01\x00", 400, "bad_frame"),
        (b"<html>hotel wifi</html>", 400, "bad_frame"),
        (&[2, 0xff, 0xff, 0xff, 0x7f], 413, "too_large"),
        (&[9, 0, 0, 0, 0], 400, "bad_frame"),
    ];
    for (body, status, code) in cases {
        let line = anna.next_line();
        let answer = anna.send(&line, line.sign(&anna.key), body.to_vec()).await;
        assert_eq!(answer.unwrap_err(), refused(status, code), "{body:?}");
    }
}

#[tokio::test]
async fn well_signed_nonsense_is_refused() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let bomb = vec![0; MAX_DECODED + 1];
    let nested = {
        // A list in a list in a list …
        let mut message = vec![0x91; 3_000_000];
        message.push(0xc0);
        message
    };
    for (kind, message) in [
        (FrameKind::Hello, b"no hello".to_vec()),
        (FrameKind::Changes, bomb),
        (FrameKind::Changes, b"no changes".to_vec()),
        (FrameKind::Changes, nested),
        (FrameKind::Feed, Vec::new()),
    ] {
        let line = anna.next_line();
        let mut body = anna.body(&line, &[]).concat();
        if kind == FrameKind::Hello {
            body.clear();
        }
        let mut writer = FrameWriter::new(Chain::start(line.text().as_bytes()), &anna.key);
        if kind != FrameKind::Hello {
            writer.write(FrameKind::Hello, &replication::frame::encode(&anna.hello));
        }
        let frame = writer.write(kind, &message);
        assert!(frame.len() < MAX_WIRE);
        body.extend(frame);
        let answer = anna.send(&line, line.sign(&anna.key), body).await;
        assert_eq!(answer.unwrap_err(), refused(400, "bad_frame"), "{kind:?}");
    }
    anna.sync(&[]).await.unwrap();
}

#[tokio::test]
async fn a_deeply_nested_value_does_not_exhaust_the_stack() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let id = Uuid::now_v7();
    let first = anna.make(person(id, stage.team("Noord"), "Gerda"));
    let nested = |depth| (0..depth).fold(Value::Null, |inner, _| Value::List(vec![inner]));
    let with = |value| change(id, Uuid::now_v7(), "weather", &[("deep", value)]);
    let mut deep = anna.make(with(nested(20)));
    anna.sync(&[vec![first, deep.clone()]]).await.unwrap();
    deep = Change {
        id: anna.make(deep).id,
        ..with(nested(200))
    };
    assert_eq!(
        anna.sync(&[vec![deep]]).await.unwrap_err(),
        refused(400, "bad_frame")
    );
}

#[tokio::test]
async fn numbers_out_of_turn_are_refused_with_their_frame() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let bas = stage.device("bas").await;
    let id = Uuid::now_v7();
    let first = anna.make(person(id, stage.team("Noord"), "Gerda"));
    anna.sync(&[vec![first.clone()]]).await.unwrap();
    let next = anna.make(created(id, "koken"));
    let mut beyond = anna.make(created(id, "fietsen"));
    beyond.id.seq = Seq(4);
    let gap = anna.sync(&[vec![next.clone(), beyond]]).await;
    assert_eq!(gap.unwrap_err(), refused(409, "seq_gap"));
    let reused = Change {
        made_at: 0,
        ..first
    };
    let again = anna.sync(&[vec![next.clone(), reused]]).await;
    assert_eq!(again.unwrap_err(), refused(409, "seq_reused"));
    let mut foreign = next;
    foreign.id.device = bas.id;
    let foreign = anna.sync(&[vec![foreign]]).await;
    assert_eq!(foreign.unwrap_err(), refused(400, "wrong_device"));
    assert_eq!(high_water(&mut anna).await, Seq(1));
}

#[tokio::test]
async fn a_cut_costs_no_frame_that_arrived() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let frames = two_frames(&stage, &mut anna);
    let line = anna.next_line();
    let body = anna.body(&line, &frames);
    let whole = body.concat().len();
    let half = body[2].len() / 2;
    let mut stream = open(&stage, &anna, &line, whole).await;
    for piece in [&body[0], &body[1], &body[2][..half]] {
        stream.write_all(piece).await.unwrap();
    }
    stream.flush().await.unwrap();
    drop(stream);
    // Asked of the storage: a request of the device would overtake the one that was cut.
    let mut arrived = Seq(0);
    for _ in 0..100 {
        let devices = stage.endpoint.storage().devices().await.unwrap();
        let device = devices.iter().find(|device| device.id == anna.id).unwrap();
        arrived = device.high_water;
        if arrived == Seq(1) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(arrived, Seq(1));
    anna.hello.receipts = Seq(0);
    let resumed = anna.sync(&frames).await.unwrap();
    assert_eq!(resumed.receipts.high_water, Seq(51));
    assert_eq!(anna.catch_up().await, anna.digest());
}

#[tokio::test]
async fn what_is_too_large_is_not_begun() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let line = anna.next_line();
    let mut stream = open(&stage, &anna, &line, 513 * 1024 * 1024).await;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    let large = reqwest::Client::new()
        .post(format!("{}/v1/enrol", stage.running.url()))
        .body(vec![b' '; 100_000])
        .send()
        .await
        .unwrap();
    assert_eq!(large.status(), 413);
}

#[tokio::test]
async fn garbage_does_not_bring_it_down() {
    let stage = Stage::start().await;
    for garbage in [
        &b"\x16\x03\x01\x02\x00\x01"[..],
        b"GET\r\n\r\n",
        &[b'a'; 100_000],
    ] {
        let mut stream = TcpStream::connect(stage.running.address()).await.unwrap();
        // The endpoint may hang up before all of it is sent.
        let _ = stream.write_all(garbage).await;
        let _ = stream.shutdown().await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
    let client = reqwest::Client::new();
    let url = stage.running.url();
    for (path, status, wanted) in [
        ("/v1/health", 200, r#"{"status":"ok"}"#),
        ("/v1/ready", 200, r#"{"status":"ready"}"#),
        (
            "/v1/sync",
            404,
            r#"{"code":"not_found","detail":"there is nothing here"}"#,
        ),
        (
            "/admin",
            404,
            r#"{"code":"not_found","detail":"there is nothing here"}"#,
        ),
    ] {
        let answer = client.get(format!("{url}{path}")).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.text().await.unwrap(), wanted, "{path}");
    }
    let empty = client
        .post(format!("{url}/v1/enrol"))
        .body("{}")
        .send()
        .await
        .unwrap();
    assert_eq!(empty.status(), 400);
}

/// Opens a connection and sends the headers of a request whose body is to have `length` bytes.
async fn open(
    stage: &Stage,
    device: &TestDevice,
    line: &RequestLine<'_>,
    length: usize,
) -> TcpStream {
    let mut stream = TcpStream::connect(stage.running.address()).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: test\r\ncontent-length: {length}\r\n{DEVICE_HEADER}: {}\r\n\
         {NUMBER_HEADER}: {}\r\n{SIGNATURE_HEADER}: {}\r\n\r\n",
        line.path,
        line.device,
        line.number,
        hex::encode(line.sign(&device.key)),
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}
