//! An endpoint that cannot, and devices that go on by themselves: no storm of retries, also not when
//! the app is started again and again. Time is made up; the loop, the store and the refusals are real.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use axum::Router;
use axum::body::Body;
use chrono::{DateTime, Utc};
use device::backoff::Backoff;
use device::link::{Link, Pieces};
use device::live::LiveSync;
use device::{DeviceError, SharedDevice};
use futures_util::{StreamExt, TryStreamExt, stream};
use http::{Request, Response};
use peers::{Stage, add_person};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt;

const NOW: DateTime<Utc> = DateTime::from_timestamp_nanos(1_800_000_000_000_000_000);
const COACH: &str = "anna";

/// What answers instead of the endpoint.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    /// A refusal, with what it asks for in seconds.
    Says(u16, Option<u64>),
    /// Nobody answers.
    Nobody,
}

/// What answers to whoever listens.
const EVENTS: &str = "/v1/events";

/// The way to the endpoint, on which something may stand, and when it was taken.
struct Road {
    endpoint: Router,
    trouble: Mutex<Option<Trouble>>,
    taken: Mutex<Vec<Instant>>,
    /// Only whoever listens is in trouble.
    ears_only: bool,
    listened: AtomicUsize,
}

impl Road {
    fn to(stage: &Stage, trouble: Option<Trouble>) -> Self {
        Road {
            endpoint: server::http::routes(stage.endpoint.storage().clone()),
            trouble: Mutex::new(trouble),
            taken: Mutex::default(),
            ears_only: false,
            listened: AtomicUsize::new(0),
        }
    }

    fn clear(&self) {
        *self.trouble.lock().unwrap() = None;
    }

    fn requests(&self) -> usize {
        self.taken.lock().unwrap().len()
    }

    /// How long it lay still between each two requests.
    fn pauses(&self) -> Vec<Duration> {
        let taken = self.taken.lock().unwrap();
        taken.windows(2).map(|two| two[1] - two[0]).collect()
    }
}

impl Link for Road {
    async fn exchange(&self, request: Request<Pieces>) -> device::Result<Response<Pieces>> {
        let listens = request.uri().path() == EVENTS;
        match listens {
            true => drop(self.listened.fetch_add(1, Ordering::SeqCst)),
            false => self.taken.lock().unwrap().push(Instant::now()),
        }
        let trouble = *self.trouble.lock().unwrap();
        let trouble = trouble.filter(|_| listens || !self.ears_only);
        match trouble {
            Some(Trouble::Nobody) => Err(DeviceError::Unreachable("nobody".to_owned())),
            Some(Trouble::Says(status, retry_after)) => {
                let mut answer = Response::builder().status(status);
                answer = answer.header("content-type", "text/event-stream");
                if let Some(seconds) = retry_after {
                    answer = answer.header("retry-after", seconds);
                }
                Ok(answer.body(stream::empty().boxed()).unwrap())
            }
            None => {
                let request = request.map(Body::from_stream);
                let answer = self.endpoint.clone().oneshot(request).await;
                Ok(answer.unwrap().map(|body| {
                    body.into_data_stream()
                        .map_err(|why| DeviceError::Unreachable(why.to_string()))
                        .boxed()
                }))
            }
        }
    }
}

/// A device with something to send, and the road it takes. From here on time is made up.
async fn scene(trouble: Option<Trouble>) -> (Stage, SharedDevice, Road) {
    let stage = Stage::start().await;
    let device = stage.device(COACH).await;
    add_person(&device, "Gerda");
    let road = Road::to(&stage, trouble);
    tokio::time::pause();
    (stage, device, road)
}

/// The app's loop, for so long.
async fn go_on(live: &LiveSync, road: &Road, clock: impl Fn() -> DateTime<Utc>, long: Duration) {
    let going_on = async {
        loop {
            live.due(&clock).await;
            live.run_over(road, &clock, || {}).await;
        }
    };
    let ended: Result<(), _> = timeout(long, going_on).await;
    assert!(ended.is_err());
}

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

#[tokio::test]
async fn whoever_asks_to_be_left_alone_is_also_while_the_coach_types() {
    for status in [429, 503] {
        let (_stage, device, road) = scene(Some(Trouble::Says(status, Some(300)))).await;
        let (live, began) = (LiveSync::new(device), Instant::now());
        let clock = || NOW + began.elapsed();
        let typing = async {
            loop {
                live.changed();
                live.poked();
                sleep(Duration::from_secs(2)).await;
            }
        };
        tokio::select! {
            () = typing => {}
            () = go_on(&live, &road, clock, minutes(200)) => {}
        }
        let pauses = road.pauses();
        assert!(pauses.len() >= 12, "{status}: it gave up: {pauses:?}");
        assert!(
            pauses.iter().all(|pause| pause.as_secs() >= 300),
            "{pauses:?}"
        );
        assert!(
            pauses.iter().all(|pause| pause.as_secs() <= 1200),
            "{pauses:?}"
        );
        tokio::time::resume();
    }
}

#[tokio::test]
async fn twenty_rounds_that_fail_take_hours_and_the_first_that_does_not_ends_it() {
    let (_stage, device, road) = scene(Some(Trouble::Says(500, None))).await;
    let (live, began) = (LiveSync::new(device), Instant::now());
    let clock = || NOW + began.elapsed();
    while road.requests() < 20 {
        live.due(clock).await;
        live.run_over(&road, clock, || {}).await;
    }
    // The mean is eighty minutes; less than twenty is less likely than one in a million.
    let took = began.elapsed();
    assert!(took > minutes(20), "{took:?}: {:?}", road.pauses());
    assert!(took < minutes(180), "{took:?}: {:?}", road.pauses());
    assert!(live.state().unwrap().retry_at.is_some());

    road.clear();
    go_on(&live, &road, clock, minutes(16)).await;
    let state = live.state().unwrap();
    assert_eq!(
        (state.unsent, state.retry_at, state.last_error),
        (0, None, None)
    );
    // From then on it looks once a minute.
    let after = road.requests();
    go_on(&live, &road, clock, minutes(10)).await;
    assert!((9..=11).contains(&(road.requests() - after)));
}

#[tokio::test]
async fn an_app_that_is_started_again_and_again_is_no_storm() {
    let (stage, mut device, road) = scene(Some(Trouble::Says(503, None))).await;
    let began = Instant::now();
    let clock = || NOW + began.elapsed();
    for start in 0..180 {
        if start % 20 == 19 {
            device.lock();
            device = stage.reopen(COACH);
        }
        let live = LiveSync::new(device.clone());
        live.at_once();
        go_on(&live, &road, clock, Duration::from_secs(20)).await;
    }
    // An hour: about fourteen.
    let requests = road.requests();
    assert!((5..=40).contains(&requests), "{requests} requests");
}

#[tokio::test]
async fn a_clock_that_was_set_back_holds_it_no_longer_than_it_would_have_waited() {
    let (_stage, device, road) = scene(Some(Trouble::Says(503, Some(600)))).await;
    let began = Instant::now();
    let live = LiveSync::new(device.clone());
    go_on(&live, &road, || NOW + began.elapsed(), minutes(1)).await;
    assert_eq!(road.requests(), 1);
    // Ten years back, and started again every minute.
    let earlier = NOW - chrono::TimeDelta::days(3650);
    for _ in 0..12 {
        let live = LiveSync::new(device.clone());
        go_on(&live, &road, || earlier + began.elapsed(), minutes(1)).await;
    }
    assert_eq!(road.requests(), 2);
}

#[tokio::test]
async fn a_tap_goes_at_once_and_a_device_without_a_connection_tries_every_minute() {
    let (_stage, device, road) = scene(Some(Trouble::Nobody)).await;
    let (live, began) = (LiveSync::new(device), Instant::now());
    let clock = || NOW + began.elapsed();
    go_on(&live, &road, clock, minutes(60)).await;
    assert!(road.pauses().iter().all(|pause| *pause <= minutes(1)));
    assert!((60..=180).contains(&road.requests()), "{}", road.requests());

    live.forget_failures().unwrap();
    assert!(live.state().unwrap().retry_at.is_none());
    let before = road.requests();
    live.run_over(&road, clock, || {}).await;
    assert_eq!(road.requests(), before + 1);
    // The first of a new row.
    let until = live.state().unwrap().retry_at.unwrap();
    let until: DateTime<Utc> = until.parse().unwrap();
    assert!(until - clock() <= chrono::TimeDelta::seconds(2));
}

/// A stream that is refused, or that ends as soon as it stands, for two hours.
#[tokio::test]
async fn a_device_that_may_not_listen_goes_on_syncing_and_asks_seldom() {
    for (status, most) in [(503, 60), (200, 400)] {
        let (_stage, device, mut road) = scene(Some(Trouble::Says(status, None))).await;
        road.ears_only = true;
        let (live, began) = (LiveSync::new(device), Instant::now());
        let clock = || NOW + began.elapsed();
        let mut backoff = Backoff::default();
        let listening = async {
            loop {
                live.listen_over(&road, &mut backoff, clock).await;
            }
        };
        tokio::select! {
            () = listening => {}
            () = go_on(&live, &road, clock, minutes(120)) => {}
        }
        let (listened, synced) = (road.listened.load(Ordering::SeqCst), road.requests());
        assert!((10..=most).contains(&listened), "{status}: {listened}");
        // Once a minute, and once for each stream that stood.
        let stood = if status == 200 { listened } else { 0 };
        assert!((119..=122 + stood).contains(&synced), "{status}: {synced}");
        tokio::time::resume();
    }
}
