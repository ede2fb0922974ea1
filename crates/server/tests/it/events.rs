//! Pokes: who hears that there is something new, and who does not.

use crate::stage::{Ear, Heard, Stage, TestDevice, created, now, person};
use replication::request::{EVENTS_PATH, RequestLine};
use replication::{CoachId, DeviceId, DossierId};
use server::Endpoint;
use server::policy::{Grant, SubjectKind};
use std::time::Instant;
use uuid::Uuid;

/// Long enough for a poke that has to come.
const SOON: u64 = 5_000;
/// Long enough to find a poke that should not have come: more than the endpoint's slowest look.
const WHILE: u64 = 1_600;

struct Scene {
    stage: Stage,
    anna: TestDevice,
    bas: TestDevice,
    carla: TestDevice,
    gerda: Uuid,
}

/// A person of team Noord; Anna and Bas are of it, Carla is of Zuid.
async fn scene() -> Scene {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let (bas, carla) = (stage.device("bas").await, stage.device("carla").await);
    let gerda = Uuid::now_v7();
    let frame = vec![anna.make(person(gerda, stage.team("Noord"), "Gerda"))];
    anna.sync(&[frame]).await.unwrap();
    Scene {
        stage,
        anna,
        bas,
        carla,
        gerda,
    }
}

/// Listens, once whatever was before is told.
async fn listening(device: &mut TestDevice) -> Ear {
    let mut ear = device.listen().await.unwrap();
    while ear.hear(WHILE).await == Heard::News {}
    ear
}

async fn write(device: &mut TestDevice, dossier: Uuid) {
    let change = device.make(created(dossier, "koken leren"));
    let answered = device.sync(&[vec![change]]).await.unwrap();
    assert!(answered.receipts.refused.is_empty());
}

#[tokio::test]
async fn whoever_may_see_it_is_poked_and_nobody_else() {
    let mut scene = scene().await;
    let (mut at_annas, mut at_bas, mut at_carlas) = tokio::join!(
        listening(&mut scene.anna),
        listening(&mut scene.bas),
        listening(&mut scene.carla)
    );
    let wrote = Instant::now();
    write(&mut scene.anna, scene.gerda).await;
    assert_eq!(at_bas.hear(SOON).await, Heard::News);
    assert!(wrote.elapsed().as_millis() < 1_000, "{:?}", wrote.elapsed());
    let (own, other_team) = tokio::join!(at_annas.hear(WHILE), at_carlas.hear(WHILE));
    assert_eq!((own, other_team), (Heard::Nothing, Heard::Nothing));
    // A poke is all that is ever said.
    let said = String::from_utf8(at_bas.heard).unwrap();
    assert_eq!(said.replace(":\n\n", "").replace("data: news\n\n", ""), "");
    let told = scene.bas.sync(&[]).await.unwrap();
    assert!(
        told.changes()
            .iter()
            .any(|(_, change)| change.kind == "conversation")
    );
}

#[tokio::test]
async fn access_given_and_taken_is_poked() {
    let mut scene = scene().await;
    let (mut at_bas, mut at_carlas) =
        tokio::join!(listening(&mut scene.bas), listening(&mut scene.carla));
    let storage = scene.stage.endpoint.storage();
    let (dossier, zuid) = (DossierId(scene.gerda), scene.stage.team("Zuid"));
    let grant = Grant {
        kind: SubjectKind::Team,
        subject: zuid,
        may_write: true,
    };
    storage.grant(dossier, grant, now()).await.unwrap();
    assert_eq!(at_carlas.hear(SOON).await, Heard::News);
    assert_eq!(at_bas.hear(WHILE).await, Heard::Nothing);
    write(&mut scene.anna, scene.gerda).await;
    assert_eq!(at_carlas.hear(SOON).await, Heard::News);
    assert_eq!(at_bas.hear(SOON).await, Heard::News);
    storage.revoke_access(dossier, zuid, now()).await.unwrap();
    assert_eq!(at_carlas.hear(SOON).await, Heard::News);
    write(&mut scene.anna, scene.gerda).await;
    assert_eq!(at_bas.hear(SOON).await, Heard::News);
    assert_eq!(at_carlas.hear(WHILE).await, Heard::Nothing);
    storage.erase(dossier, now()).await.unwrap();
    assert_eq!(at_bas.hear(SOON).await, Heard::News);
}

#[tokio::test]
async fn what_an_administrator_does_beside_the_endpoint_is_poked_too() {
    let mut scene = scene().await;
    let mut at_carlas = listening(&mut scene.carla).await;
    let beside = Endpoint::open(scene.stage.folder.path()).unwrap();
    let (dossier, zuid) = (DossierId(scene.gerda), scene.stage.team("Zuid"));
    let storage = beside.storage();
    storage.hand_over(dossier, zuid, now()).await.unwrap();
    assert_eq!(at_carlas.hear(SOON).await, Heard::News);
    storage.revoke(scene.carla.id, now()).await.unwrap();
    assert_eq!(at_carlas.hear(SOON).await, Heard::End);
    let refused = scene.carla.listen().await.err().unwrap();
    assert_eq!(refused, (403, "device_revoked".to_owned()));
}

#[tokio::test]
async fn a_device_listens_in_one_place() {
    let mut scene = scene().await;
    let mut first = listening(&mut scene.bas).await;
    let mut second = scene.bas.listen().await.unwrap();
    assert_eq!(first.hear(SOON).await, Heard::End);
    while second.hear(WHILE).await == Heard::News {}
    write(&mut scene.anna, scene.gerda).await;
    assert_eq!(second.hear(SOON).await, Heard::News);
}

#[tokio::test]
async fn only_a_device_that_shows_who_it_is_may_listen() {
    let mut scene = scene().await;
    let line = RequestLine {
        method: "GET",
        path: EVENTS_PATH,
        device: scene.bas.id,
        number: 1_000,
    };
    let as_said = line.sign(&scene.bas.key);
    // Signed by another, and for another path.
    let bad = (401, "bad_signature".to_owned());
    let forged = scene.bas.listen_as(&line, line.sign(&scene.anna.key)).await;
    assert_eq!(forged.err().unwrap(), bad);
    let elsewhere = RequestLine {
        path: "/v1/sync",
        ..line.clone()
    };
    let moved = scene
        .bas
        .listen_as(&line, elsewhere.sign(&scene.bas.key))
        .await;
    assert_eq!(moved.err().unwrap(), bad);
    let stranger = RequestLine {
        device: DeviceId(Uuid::now_v7()),
        ..line.clone()
    };
    let unknown = scene
        .bas
        .listen_as(&stranger, stranger.sign(&scene.bas.key))
        .await;
    assert_eq!(unknown.err().unwrap(), bad);
    assert!(scene.bas.listen_as(&line, as_said).await.is_ok());
    let replayed = scene.bas.listen_as(&line, as_said).await.err().unwrap();
    assert_eq!(replayed, (401, "replayed".to_owned()));
    scene.bas.skip_requests(2_000);
    assert!(scene.bas.listen().await.is_ok());
}

#[tokio::test]
async fn a_stop_ends_every_stream_at_once() {
    let mut scene = scene().await;
    let mut at_bas = listening(&mut scene.bas).await;
    let began = Instant::now();
    scene.stage.running.stop().await;
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    assert_eq!(at_bas.hear(SOON).await, Heard::End);
}

/// Somebody listens and never reads: everybody else goes on, and no look at the database stays open.
#[tokio::test]
async fn who_does_not_read_holds_nobody_up() {
    let mut scene = scene().await;
    let mut deaf = another_device(&scene.stage, "Bas").await;
    let _unread = deaf.listen().await.unwrap();
    let mut at_bas = listening(&mut scene.bas).await;
    for _ in 0..40 {
        write(&mut scene.anna, scene.gerda).await;
    }
    assert_eq!(at_bas.hear(SOON).await, Heard::News);
    while at_bas.hear(WHILE).await == Heard::News {}
    #[expect(
        clippy::disallowed_methods,
        reason = "a stranger to the endpoint looks at its log"
    )]
    let beside = rusqlite::Connection::open(scene.stage.folder.path().join("meedoen.db")).unwrap();
    let busy: i64 = beside
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .unwrap();
    assert_eq!(busy, 0, "somebody reads while nothing happens");
}

async fn another_device(stage: &Stage, coach: &str) -> TestDevice {
    let storage = stage.endpoint.storage();
    let coaches = storage.coaches().await.unwrap();
    let (id, ..) = coaches.iter().find(|(_, name, _)| name == coach).unwrap();
    let made = storage.code_for(CoachId(*id), now()).await.unwrap();
    let mut device = stage.stranger();
    device.enrol(&made.code.code.to_string()).await.unwrap();
    device
}
