//! Bad peers: whatever answers a device, nothing it has is lost or changed by it, it asks once, and
//! it does not swell.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use chrono::Utc;
use device::patience::Patience;
use device::sync::sync_over;
use device::transport::Transport;
use device::{DeviceError, SharedDevice};
use peers::{Impostor, Peak, Stage, Trick, add_person, export, rename, rounds};
use std::time::Duration;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;
use uuid::Uuid;

/// What a device may swell by, in MiB: a few frames of the largest size.
const MOST_MEMORY: u64 = 32;

/// A second of the product's patience is a millisecond here.
const HURRIED: Patience = Patience {
    connect: Duration::from_millis(200),
    answer: Duration::from_millis(60),
    silent: Duration::from_millis(30),
    least: 1024,
};
const A_SECOND: Duration = Duration::from_millis(1);
/// None of the peers may hold a sync this long.
const FOR_EVER: Duration = Duration::from_secs(20);

const HTML: &str = "200 OK\r\ncontent-type: text/html";
const FRAMES: &str = "200 OK\r\ncontent-type: application/octet-stream";
const PORTAL: &str = "<html><title>Gratis wifi</title><form>Akkoord?</form></html>";

/// Answers that anybody can give, each with the code that the coach's screen has words for.
const REFUSALS: &[(&str, &str, &str)] = &[
    (
        "401 No\r\ncontent-type: application/json",
        r#"{"code":"replayed","detail":""}"#,
        "replayed",
    ),
    ("401 No\r\nwww-authenticate: Basic", PORTAL, "not_meedoen"),
    (
        "403 No\r\ncontent-type: application/json",
        r#"{"code":"device_revoked","detail":""}"#,
        "device_revoked",
    ),
    ("403 No\r\ncontent-type: text/html", PORTAL, "not_meedoen"),
    (
        "413 No\r\ncontent-type: application/json",
        r#"{"code":"too_large","detail":""}"#,
        "too_large",
    ),
    ("429 No\r\nretry-after: 1", PORTAL, "slow_down"),
    (
        "500 No\r\ncontent-type: application/json",
        r#"{"code":"internal","detail":""}"#,
        "internal",
    ),
    ("502 No\r\ncontent-type: text/html", PORTAL, "server_error"),
    ("503 No\r\nretry-after: 1", "", "server_error"),
    (
        "302 Found\r\nlocation: http://127.0.0.1:1/",
        PORTAL,
        "not_meedoen",
    ),
    ("204 Nothing\r\nx: y", "", "not_meedoen"),
    ("200 OK\r\ncontent-type: text/html", PORTAL, "not_meedoen"),
    (
        "200 OK\r\ncontent-type: application/octet-stream",
        PORTAL,
        "not_meedoen",
    ),
    (
        "200 OK\r\ncontent-type: application/octet-stream",
        "",
        "bad_answer",
    ),
    ("what is this", "", "unreachable"),
];

/// A device, a colleague's, and who stands between them and the endpoint.
struct Scene {
    _stage: Stage,
    impostor: Impostor,
    device: SharedDevice,
    colleague: SharedDevice,
    gerda: Uuid,
    henk: Uuid,
    edits: u64,
    _alone: MutexGuard<'static, ()>,
}

impl Scene {
    async fn start() -> Self {
        // Memory is the process's: what another scene needs would count here.
        static ALONE: Mutex<()> = Mutex::const_new(());
        let alone = ALONE.lock().await;
        let stage = Stage::start().await;
        let impostor = Impostor::before(&stage).await;
        let (device, colleague) = (stage.device("anna").await, stage.device("bas").await);
        let scene = Scene {
            gerda: add_person(&device, "Gerda"),
            henk: add_person(&colleague, "Henk"),
            _stage: stage,
            impostor,
            device,
            colleague,
            edits: 0,
            _alone: alone,
        };
        scene.settle().await;
        scene
    }

    /// Everything is sent and received, by way of the impostor, and both devices hold the same.
    async fn settle(&self) {
        self.impostor.play(Trick::Honest);
        for device in [&self.device, &self.colleague, &self.device] {
            let synced = self.sync(device, Patience::SYNCING).await.unwrap();
            assert!(synced.digest_agrees);
        }
        assert_eq!(export(&self.device), export(&self.colleague));
        assert_eq!(unsent(&self.device), 0);
    }

    async fn sync(
        &self,
        device: &SharedDevice,
        patience: Patience,
    ) -> Result<device::sync::Synced, DeviceError> {
        let link = Transport::to(&self.impostor.url(), patience)?;
        sync_over(device, &link, Utc::now, |_| {}).await
    }

    /// A change on the device is to be sent; the impostor plays its trick on it.
    async fn play(&mut self, trick: Trick, patience: Patience, codes: &[&str], stored: Stored) {
        self.edits += 1;
        rename(&self.device, self.gerda, &format!("Gerda {}", self.edits));
        if stored == Stored::Beginning {
            self.impostor.play(Trick::Honest);
            rename(&self.colleague, self.henk, &format!("Henk {}", self.edits));
            self.sync(&self.colleague, Patience::SYNCING).await.unwrap();
        }
        let before = State::of(&self.device);
        let asked = self.impostor.requests();
        self.impostor.play(trick.clone());
        let peak = Peak::begin();
        let outcome = self.sync(&self.device, patience);
        let outcome = timeout(FOR_EVER, outcome)
            .await
            .unwrap_or_else(|_| panic!("{trick:?} never ended"));
        let (grown, after) = (peak.grown(), State::of(&self.device));
        let code = outcome.unwrap_err().code().to_owned();
        assert!(codes.contains(&code.as_str()), "{trick:?} ended in {code}");
        // A device that was restored from a backup goes on from a greater request number, twice at
        // most.
        let wanted = if code == "replayed" { 3 } else { 1 };
        let asked = self.impostor.requests() - asked;
        assert_eq!(asked, wanted, "{trick:?} was asked again");
        assert!(grown <= MOST_MEMORY, "{trick:?} cost {grown} MiB");
        if stored == Stored::Nothing {
            assert_eq!(after, before, "{trick:?} changed something");
            return;
        }
        self.settle().await;
        let known = [before.export, export(&self.device)];
        assert!(
            known.contains(&after.export),
            "{trick:?} made up {}",
            after.export
        );
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    /// Nothing, whatever was said.
    Nothing,
    /// The frames before the first that does not fit: those are the real endpoint's.
    Beginning,
}

/// All that a device holds and knows, apart from what it counts as asked and offered.
#[derive(Debug, PartialEq, Eq)]
struct State {
    export: String,
    status: String,
    settled: String,
}

impl State {
    fn of(device: &SharedDevice) -> Self {
        let (status, settled) = device
            .with(|opened| {
                let status = opened.status()?.to_string();
                let store = opened.store();
                let standing = store.standing()?;
                let settled = (
                    standing.epoch,
                    standing.receipts,
                    standing.last,
                    store.unsent()?,
                    store.synced_at()?,
                );
                Ok((status, format!("{settled:?}")))
            })
            .unwrap();
        State {
            export: export(device),
            status,
            settled,
        }
    }
}

fn unsent(device: &SharedDevice) -> u64 {
    device
        .with(|opened| Ok(opened.store().unsent()?.0))
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_anybody_can_give() {
    let mut scene = Scene::start().await;
    for _ in 0..rounds() {
        for (head, body, code) in REFUSALS {
            let trick = Trick::Says(head, body.as_bytes().to_vec());
            scene
                .play(trick, Patience::SYNCING, &[code], Stored::Nothing)
                .await;
        }
        for (head, beginning, code) in [
            (HTML, &b""[..], "not_meedoen"),
            ("500 No", b"", "server_error"),
            (FRAMES, b"", "not_meedoen"),
            // A frame that says it is nearly as long as one may be, and one that is longer.
            (FRAMES, &[3, 0, 0, 31, 0], "bad_answer"),
            (FRAMES, &[0x83, 0xff, 0xff, 0xff, 0xff], "not_meedoen"),
        ] {
            let trick = Trick::Endless(head, beginning.to_vec());
            scene
                .play(trick, Patience::SYNCING, &[code], Stored::Nothing)
                .await;
        }
        scene.settle().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_do_not_come() {
    let mut scene = Scene::start().await;
    let unreachable = &["unreachable"];
    for _ in 0..rounds() {
        for trick in [Trick::HangsUp, Trick::Silent, Trick::Deaf] {
            scene
                .play(trick, HURRIED, unreachable, Stored::Nothing)
                .await;
        }
        let from_the_start = Trick::Drips {
            head_too: true,
            pause: A_SECOND,
        };
        scene
            .play(from_the_start, HURRIED, unreachable, Stored::Nothing)
            .await;
        let body_only = Trick::Drips {
            head_too: false,
            pause: A_SECOND,
        };
        scene
            .play(body_only, HURRIED, unreachable, Stored::Beginning)
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_answers_damaged_on_the_way() {
    let mut scene = Scene::start().await;
    let mut chance = 1_u64;
    for _ in 0..rounds() {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let some = chance >> 20;
        let (cut, stored) = (&["unreachable"][..], Stored::Beginning);
        let longer = Trick::WrongLength(1 + (some % 5000) as isize);
        scene.play(longer, Patience::SYNCING, cut, stored).await;
        scene
            .play(Trick::Cut(some % 1024), Patience::SYNCING, cut, stored)
            .await;
        let bad = &["bad_answer", "not_meedoen"][..];
        let shorter = Trick::WrongLength(-1 - (some % 300) as isize);
        scene.play(shorter, Patience::SYNCING, bad, stored).await;
        scene
            .play(Trick::Altered(some), Patience::SYNCING, bad, stored)
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_of_somebody_else_or_of_another_time() {
    let mut scene = Scene::start().await;
    for _ in 0..rounds() {
        for trick in [
            Trick::SignedByAnother,
            Trick::Replayed,
            Trick::Bomb { signed: false },
            Trick::Bomb { signed: true },
        ] {
            scene
                .play(trick, Patience::SYNCING, &["bad_answer"], Stored::Nothing)
                .await;
        }
        scene.settle().await;
    }
}
