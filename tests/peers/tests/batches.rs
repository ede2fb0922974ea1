//! Frames follow the link: about a second of it in each, so that a cut costs little on a slow one.
//! The link's time is made up; device, endpoint and everything that travels are real.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use chrono::Utc;
use device::link::{Link, Pieces};
use device::sync::{Synced, sync_over};
use device::{DeviceError, SharedDevice};
use futures_util::{StreamExt, stream};
use http::{Request, Response};
use http_body_util::BodyExt;
use peers::{Stage, add_person, export, random_text};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Edit, FieldEdit};
use tokio::time::sleep;
use tower::ServiceExt;
use uuid::Uuid;

/// 200 kbit/s.
const SLOW: usize = 25_000;
/// 400 Mbit/s.
const FAST: usize = 50_000_000;
/// What a frame of about a second may weigh: compression is not known beforehand.
const ABOUT: usize = 3 * SLOW / 2;
/// How long the text of a talk is.
const LENGTH: usize = 1_500;
const FEED: u8 = 4;
const SNAPSHOT: u8 = 6;

/// A link that carries so many bytes a second each way, and notes what passes.
struct Wire {
    endpoint: Router,
    rate: usize,
    passed: Arc<Mutex<Passed>>,
}

#[derive(Default)]
struct Passed {
    /// The frames of each request, its hello first.
    up: Vec<Vec<usize>>,
    /// The frames of each answer that carry changes.
    down: Vec<Vec<usize>>,
    /// After so many more bytes upwards the link breaks.
    breaks_after: Option<usize>,
    bytes_up: usize,
}

impl Wire {
    fn to(stage: &Stage, rate: usize) -> Self {
        Wire {
            endpoint: server::http::routes(stage.endpoint.storage().clone()),
            rate,
            passed: Arc::default(),
        }
    }

    fn passed(&self) -> std::sync::MutexGuard<'_, Passed> {
        self.passed.lock().unwrap()
    }

    async fn sync(&self, device: &SharedDevice) -> device::Result<Synced> {
        let synced = sync_over(device, self, Utc::now, |_| {}).await;
        if let Ok(synced) = &synced {
            assert!(synced.digest_agrees && !synced.healed);
        }
        synced
    }
}

/// How long so many bytes take.
fn takes(bytes: usize, rate: usize) -> Duration {
    Duration::from_secs_f64(bytes as f64 / rate as f64)
}

fn cut() -> DeviceError {
    DeviceError::Unreachable("cut".to_owned())
}

/// The sizes of the frames in an answer that carry changes.
fn frames_of(mut body: &[u8]) -> Vec<usize> {
    let mut sizes = Vec::new();
    while let [kind, a, b, c, d, ..] = *body {
        let size = 5 + u32::from_le_bytes([a, b, c, d]) as usize + 64;
        if [FEED, SNAPSHOT].contains(&(kind & 0x7f)) {
            sizes.push(size);
        }
        body = &body[size..];
    }
    sizes
}

impl Link for Wire {
    async fn exchange(&self, request: Request<Pieces>) -> device::Result<Response<Pieces>> {
        let (passed, rate) = (self.passed.clone(), self.rate);
        passed.lock().unwrap().up.push(Vec::new());
        let taken = passed.clone();
        let request = request.map(|body| {
            Body::from_stream(body.then(move |piece| {
                let taken = taken.clone();
                async move {
                    let piece = piece?;
                    let left = {
                        let mut taken = taken.lock().unwrap();
                        taken.up.last_mut().unwrap().push(piece.len());
                        let left = taken.breaks_after.map(|left| left.min(piece.len()));
                        taken.bytes_up += left.unwrap_or(piece.len());
                        if let Some(after) = &mut taken.breaks_after {
                            *after -= left.unwrap_or_default();
                        }
                        left.filter(|left| *left < piece.len())
                    };
                    sleep(takes(left.unwrap_or(piece.len()), rate)).await;
                    match left {
                        Some(_) => Err(cut()),
                        None => Ok(piece),
                    }
                }
            }))
        });
        let answer = self.endpoint.clone().oneshot(request).await.unwrap();
        if passed.lock().unwrap().breaks_after == Some(0) {
            return Err(cut());
        }
        let (head, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        passed.lock().unwrap().down.push(frames_of(&body));
        let pieces: Vec<Bytes> = body.chunks(1460).map(Bytes::copy_from_slice).collect();
        let pieces = stream::iter(pieces).then(move |piece| async move {
            sleep(takes(piece.len(), rate)).await;
            Ok(piece)
        });
        Ok(Response::from_parts(head, pieces.boxed()))
    }
}

/// Two devices, the first with this many talks to send. From here on time is made up.
async fn scene(talks: usize) -> (Stage, SharedDevice, SharedDevice, Uuid) {
    scene_with(talks, LENGTH).await
}

async fn scene_with(talks: usize, length: usize) -> (Stage, SharedDevice, SharedDevice, Uuid) {
    let stage = Stage::start().await;
    let (anna, bas) = (stage.device("anna").await, stage.device("bas").await);
    let gerda = add_person(&anna, "Gerda");
    record(&anna, gerda, talks, length);
    tokio::time::pause();
    (stage, anna, bas, gerda)
}

/// Records talks whose text does not shrink much.
fn record(device: &SharedDevice, person: Uuid, talks: usize, length: usize) {
    let edits: Vec<Edit> = (0..talks)
        .map(|_| Edit {
            dossier: person.into(),
            record: Uuid::now_v7().into(),
            kind: "conversation".to_owned(),
            fields: vec![
                FieldEdit {
                    field: "person".to_owned(),
                    value: person.to_string().into(),
                    seen: Vec::new(),
                },
                FieldEdit {
                    field: "wish".to_owned(),
                    value: random_text(length).into(),
                    seen: Vec::new(),
                },
            ],
        })
        .collect();
    let now = Utc::now().timestamp_millis();
    let save = device.with(|opened| Ok(opened.store().save(&edits, now)?));
    save.unwrap();
}

#[tokio::test]
async fn on_a_slow_link_a_frame_is_about_a_second() {
    let (stage, anna, bas, _) = scene(1_000).await;
    let (up, down) = (Wire::to(&stage, SLOW), Wire::to(&stage, SLOW));
    up.sync(&anna).await.unwrap();
    let frames: Vec<usize> = up.passed().up[1..].concat();
    assert!(frames.len() > 20, "{frames:?}");
    assert!(frames.iter().all(|size| *size <= ABOUT), "{frames:?}");
    down.sync(&bas).await.unwrap();
    let frames: Vec<usize> = down.passed().down[1..].concat();
    assert!(frames.len() > 15, "{frames:?}");
    assert!(frames.iter().all(|size| *size <= ABOUT), "{frames:?}");
    assert_eq!(export(&anna), export(&bas));
}

#[tokio::test]
async fn on_a_fast_link_frames_grow() {
    let (stage, anna, bas, _) = scene_with(3_000, 6_000).await;
    let (up, down) = (Wire::to(&stage, FAST), Wire::to(&stage, FAST));
    up.sync(&anna).await.unwrap();
    let largest = up.passed().up.concat().into_iter().max().unwrap();
    assert!(largest > 200_000, "{:?}", up.passed().up);
    down.sync(&bas).await.unwrap();
    let largest = down.passed().down.concat().into_iter().max().unwrap();
    assert!(largest > 200_000, "{:?}", down.passed().down);
    assert_eq!(export(&anna), export(&bas));
}

#[tokio::test]
async fn a_dossier_fetched_whole_comes_in_such_frames_too() {
    let (stage, anna, _, gerda) = scene(1_000).await;
    Wire::to(&stage, FAST).sync(&anna).await.unwrap();
    let carla = stage.device("carla").await;
    let wire = Wire::to(&stage, SLOW);
    wire.sync(&carla).await.unwrap();
    stage.hand_over(gerda, "Zuid").await;
    wire.passed().down.clear();
    wire.sync(&carla).await.unwrap();
    let frames: Vec<usize> = wire.passed().down[2..].concat();
    assert!(frames.len() > 10, "{:?}", wire.passed().down);
    assert!(frames.iter().all(|size| *size <= ABOUT), "{frames:?}");
    assert!(export(&carla).contains("Gerda"));
}

/// A link that breaks again and again, also before it was ever measured.
#[tokio::test]
async fn a_cut_on_a_slow_link_costs_about_a_second_of_it() {
    let (stage, anna, bas, gerda) = scene(1_000).await;
    let whole = Wire::to(&stage, SLOW);
    whole.sync(&anna).await.unwrap();
    let needed = whole.passed().bytes_up;

    record(&anna, gerda, 1_000, LENGTH);
    let wire = Wire::to(&stage, SLOW);
    let mut cuts = 0;
    loop {
        wire.passed().breaks_after = Some(90_000 + 47_000 * cuts);
        match wire.sync(&anna).await {
            Ok(_) => break,
            Err(_) => cuts += 1,
        }
    }
    let again = wire.passed().bytes_up.saturating_sub(needed);
    assert!(cuts >= 3, "{cuts}");
    assert!(
        again <= (cuts + 1) * ABOUT,
        "{again} bytes were sent again after {cuts} cuts"
    );
    println!("{again} bytes were sent again after {cuts} cuts, {needed} were needed");
    whole.sync(&bas).await.unwrap();
    assert_eq!(export(&anna), export(&bas));
}
