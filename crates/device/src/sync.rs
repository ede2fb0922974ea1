//! A sync: drives the session over a link and stores each frame as it arrives.

use crate::batch::Batches;
use crate::link::{FRAMES, Link, body_of};
use crate::opened::{Opened, SharedDevice};
use crate::patience::Patience;
use crate::transport::{Address, Transport};
use crate::{DeviceError, Result};
use arrived::{Stored, are_news_alone, in_one_go, together};
use chrono::{DateTime, Utc};
use ed25519_dalek::{SigningKey, VerifyingKey};
use futures_util::future::{join, ready};
use futures_util::{FutureExt, TryStreamExt};
use replication::digest::Digest;
use replication::frame::{Chain, FrameReader};
use replication::session::{Effect, Outcome, Session, SessionError, Step};
use replication::{DeviceId, DossierId, Seq};
use request::{Asked, FIRST_REQUEST_BYTES};
use std::sync::atomic::Ordering;
use tokio::time::Instant;

mod arrived;
mod request;

/// More requests than a device makes between two backups of it; and more than that, for one that
/// skipped so many after the backup.
const SKIPPED_REQUESTS: [u64; 2] = [1 << 20, 1 << 40];
/// How often one sync may find that the device stands elsewhere than it knew.
const MOST_RESTARTS: u8 = 8;

/// What a sync did so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Own changes with a receipt since the sync started.
    pub sent: u64,
    /// Own changes that waited when it started, or came in meanwhile.
    pub to_send: u64,
    /// Their bytes with a receipt.
    pub bytes_sent: u64,
    /// All their bytes.
    pub bytes_to_send: u64,
    /// Changes of others applied.
    pub received: u64,
    /// Bytes of answers, as they came over the link.
    pub bytes_received: u64,
    /// Own changes the server refused.
    pub refused: u64,
    /// Dossiers that others changed.
    pub touched: Vec<DossierId>,
}

/// How a sync ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synced {
    /// What it did.
    pub progress: Progress,
    /// The server's clock when it said that all is up to date.
    pub at: DateTime<Utc>,
    /// False when both sides hold different data, which is a fault to look into.
    pub digest_agrees: bool,
    /// Whether they did at first, and dossiers were fetched anew.
    pub healed: bool,
}

/// Syncs once, until everything is sent and received. One at a time per device is the caller's
/// care. `tell` hears of each step.
pub async fn sync(
    device: &SharedDevice,
    clock: impl Fn() -> DateTime<Utc>,
    tell: impl FnMut(&Progress),
) -> Result<Synced> {
    let address = device.with(|opened| Address::parse(&opened.enrolment.server_url))?;
    let link = Transport::new(address, Patience::SYNCING)?;
    sync_over(device, &link, clock, tell).await
}

/// Syncs once like [`sync`], over any link.
pub async fn sync_over(
    device: &SharedDevice,
    link: &impl Link,
    clock: impl Fn() -> DateTime<Utc>,
    tell: impl FnMut(&Progress),
) -> Result<Synced> {
    device.with(|opened| Ok(opened.store.expect_much(true)?))?;
    let synced = exchange_all(device, link, clock, tell).await;
    // The next commit copies the log; a device that was closed meanwhile has done so.
    let _ = device.with(|opened| Ok(opened.store.expect_much(false)?));
    synced
}

async fn exchange_all(
    device: &SharedDevice,
    link: &impl Link,
    clock: impl Fn() -> DateTime<Utc>,
    mut tell: impl FnMut(&Progress),
) -> Result<Synced> {
    let mut run = device.with(|opened| {
        let enrolment = &opened.enrolment;
        let server = VerifyingKey::from_bytes(&enrolment.server_key);
        Ok(Run {
            device: device.clone(),
            id: enrolment.me.device,
            key: SigningKey::from_bytes(&enrolment.secret_key),
            server: server.map_err(|_| DeviceError::NotMeedoen)?,
            link,
            session: Session::new(opened.store.standing()?),
            request_bytes: FIRST_REQUEST_BYTES,
            batches: opened.batches,
            moved: (0, 0),
            progress: Progress::default(),
            restarts: 0,
            skipped: 0,
            healed: false,
            is_behind: false,
            is_synced: false,
        })
    })?;
    run.count_unsent()?;
    tell(&run.progress);
    let mut ahead = None;
    loop {
        let step = match ahead.take() {
            Some(step) => step,
            None => run.step()?,
        };
        match step {
            Next::Done(outcome) => return run.finish(outcome),
            Next::Compare(told) => {
                let own = || device.with(|opened| Ok(opened.store.digest()?));
                let agrees = run.is_synced || own()? == told;
                run.session.compared(agrees);
            }
            Next::Answer(asked) => {
                let answered = run.take_answer(asked, &clock, &mut tell).await;
                run.keep_batches(&answered)?;
                ahead = run.go_on_after(answered)?;
            }
        }
    }
}

struct Run<'a, L> {
    device: SharedDevice,
    id: DeviceId,
    key: SigningKey,
    server: VerifyingKey,
    link: &'a L,
    session: Session,
    request_bytes: usize,
    batches: Batches,
    /// Bytes of changes there and back in this sync.
    moved: (u64, u64),
    progress: Progress,
    /// How often this sync found that it stands elsewhere than it knew.
    restarts: u8,
    /// How often this sync went on from a greater request number.
    skipped: usize,
    /// Whether it fetched dossiers anew.
    healed: bool,
    /// Whether the server has others under the numbers of changes that left before this sync.
    is_behind: bool,
    /// Whether the newest answer was stored as the last: both hold the same, and it is written down.
    is_synced: bool,
}

/// What comes next, its request under way if it is one.
enum Next<'a> {
    Answer(Asked<'a>),
    Compare(Digest),
    Done(Outcome),
}

impl<'a, L: Link> Run<'a, L> {
    fn step(&mut self) -> Result<Next<'a>> {
        let pending = self.device.with(|opened| Ok(opened.store.pending()?))?;
        Ok(match self.session.step(pending)? {
            Step::Done(outcome) => Next::Done(outcome),
            Step::Compare(told) => Next::Compare(told),
            Step::Exchange { hello, send_after } => Next::Answer(self.ask(hello, send_after)?),
        })
    }

    /// Takes an answer, storing each frame as it arrives. When the rest of it is here before it is
    /// stored, the next request leaves already, so that the server works at the same time.
    async fn take_answer(
        &mut self,
        asked: Asked<'a>,
        clock: &impl Fn() -> DateTime<Utc>,
        tell: &mut impl FnMut(&Progress),
    ) -> Result<Option<Next<'a>>> {
        let answer = asked.answer.await?;
        let mut answer = body_of(answer, FRAMES).await?;
        self.session
            .offered(Seq(asked.offered.last.load(Ordering::SeqCst)));
        let bytes = asked.offered.bytes.load(Ordering::SeqCst);
        self.batches.up = self.batches.up.after(bytes, asked.begun.elapsed());
        self.moved.0 += bytes;

        let (begun, mut bytes) = (Instant::now(), 0);
        let mut reader = FrameReader::new(Chain::start(&asked.signature), self.server);
        while let Some(piece) = answer.try_next().await? {
            self.progress.bytes_received += piece.len() as u64;
            reader.push(&piece);
            let mut arrived = Vec::new();
            let whole = loop {
                match reader.next_frame() {
                    Ok(Some((kind, payload))) => {
                        bytes += payload.len() as u64;
                        match self.session.receive(kind, &payload) {
                            Ok(effect) => arrived.push(effect),
                            Err(why) => break Err(why.into()),
                        }
                    }
                    Ok(None) => break Ok(()),
                    Err(why) => break Err(why_not(&why)),
                }
            };
            let arrived = in_one_go(arrived);
            if whole.is_ok() && self.session.has_more() && are_news_alone(&arrived) {
                self.batches.down = self.batches.down.after(bytes, begun.elapsed());
                self.moved.1 += bytes;
                self.forget_given_up(&asked.given_up)?;
                return self.store_while_asking(arrived, clock(), tell).await;
            }
            for some in together(&arrived) {
                let stands_elsewhere = self.store(some, clock())?;
                tell(&self.progress);
                if stands_elsewhere {
                    return self.restart().map(|()| None);
                }
            }
            whole?;
        }
        self.session.end_of_answer()?;
        self.batches.down = self.batches.down.after(bytes, begun.elapsed());
        self.moved.1 += bytes;
        self.forget_given_up(&asked.given_up)?;
        Ok(None)
    }

    /// Sends the next request, then stores the rest of the answer before it while the server works.
    async fn store_while_asking(
        &mut self,
        arrived: Vec<Effect>,
        now: DateTime<Utc>,
        tell: &mut impl FnMut(&Progress),
    ) -> Result<Option<Next<'a>>> {
        let wants = self
            .device
            .with(|opened| Ok(!opened.store.pending()?.want.is_empty()))?;
        let mut next = match wants {
            // What is stored may complete a dossier that is fetched whole.
            true => None,
            false => Some(self.step()?),
        };
        let storing = async {
            // The request gets to leave first.
            tokio::task::yield_now().await;
            self.store(&arrived, now)?;
            tell(&self.progress);
            Result::Ok(())
        };
        match &mut next {
            Some(Next::Answer(asked)) => {
                let (stored, answer) = join(storing, &mut asked.answer).await;
                stored?;
                asked.answer = ready(answer).boxed();
            }
            _ => storing.await?,
        }
        Ok(next)
    }

    fn forget_given_up(&self, given_up: &[DossierId]) -> Result<()> {
        self.device
            .with(|opened| Ok(opened.store.forget_given_up(given_up)?))
    }

    /// Keeps what the exchange taught of the link for the next sync.
    fn keep_batches<T>(&mut self, exchanged: &Result<T>) -> Result<()> {
        if let Err(DeviceError::Unreachable(_)) = exchanged {
            let Batches { up, down } = self.batches;
            self.batches = Batches {
                up: up.halved(),
                down: down.halved(),
            };
        }
        let batches = self.batches;
        self.device.with(|opened| {
            opened.batches = batches;
            Ok(())
        })
    }

    /// Stores what arrived together, in one commit: each waits for the disk. True when the device
    /// stands elsewhere now than the session knows.
    fn store(&mut self, arrived: &[Effect], now: DateTime<Utc>) -> Result<bool> {
        let at = now.timestamp_millis();
        let is_last = matches!(arrived.last(), Some(Effect::Ended { .. }));
        let told = self.session.up_to_date().filter(|_| is_last);
        let all = |opened: &mut Opened| -> Result<Stored> {
            let mut stored = Stored::default();
            match arrived {
                [alone] => stored.store(&mut opened.store, alone, at)?,
                several => opened.store.at_once(|store| {
                    for effect in several {
                        stored.store(store, effect, at)?;
                    }
                    if let Some((digest, at)) = told {
                        stored.finish(store, digest, at)?;
                    }
                    Ok(())
                })?,
            }
            Ok(stored)
        };
        let stored = match self.device.with(all) {
            // What is right of it is stored all the same: own changes with a receipt do not leave twice.
            Err(_) if arrived.len() > 1 => {
                for effect in arrived {
                    self.store(std::slice::from_ref(effect), now)?;
                }
                return Ok(false);
            }
            stored => stored?,
        };
        self.progress.refused += stored.refused;
        self.progress.received += stored.received;
        self.progress.touched.extend(stored.touched);
        self.progress.touched.sort_unstable();
        self.progress.touched.dedup();
        self.healed |= stored.is_healing;
        self.is_behind |= stored.is_behind;
        self.is_synced = stored.is_synced;
        if stored.has_receipts {
            self.count_unsent()?;
        }
        Ok(stored.stands_elsewhere)
    }

    /// Goes on with a session that starts from where the device stands now.
    fn restart(&mut self) -> Result<()> {
        self.spend_restart(SessionError::Stuck.into())?;
        let standing = self.device.with(|opened| Ok(opened.store.standing()?))?;
        self.session = Session::new(standing);
        if std::mem::take(&mut self.is_behind) {
            self.session.behind();
        }
        self.count_unsent()
    }

    /// Two refusals say that this device was restored from a backup: it goes on from a greater
    /// request number, or asks what the server has under its numbers.
    fn go_on_after(&mut self, exchanged: Result<Option<Next<'a>>>) -> Result<Option<Next<'a>>> {
        let code = match &exchanged {
            Err(DeviceError::Server { code, .. }) => code.clone(),
            _ => return exchanged,
        };
        match (code.as_str(), exchanged) {
            // Twice at most: anybody can say so.
            ("replayed", Err(why)) => {
                let count = *SKIPPED_REQUESTS.get(self.skipped).ok_or(why)?;
                self.skipped += 1;
                self.device
                    .with(|opened| Ok(opened.store.skip_request_numbers(count)?))?;
                Ok(None)
            }
            ("seq_reused", Err(why)) => {
                self.spend_restart(why)?;
                self.session.behind();
                Ok(None)
            }
            (_, other) => other,
        }
    }

    fn spend_restart(&mut self, why: DeviceError) -> Result<()> {
        self.restarts += 1;
        match self.restarts > MOST_RESTARTS {
            true => Err(why),
            false => Ok(()),
        }
    }

    /// What still waits, against what waited at most.
    fn count_unsent(&mut self) -> Result<()> {
        let (count, bytes) = self.device.with(|opened| Ok(opened.store.unsent()?))?;
        let progress = &mut self.progress;
        progress.to_send = progress.to_send.max(progress.sent + count);
        progress.bytes_to_send = progress.bytes_to_send.max(progress.bytes_sent + bytes);
        progress.sent = progress.to_send - count;
        progress.bytes_sent = progress.bytes_to_send - bytes;
        Ok(())
    }

    fn finish(self, outcome: Outcome) -> Result<Synced> {
        if !self.is_synced {
            self.device
                .with(|opened| Ok(opened.store.set_synced(outcome.at)?))?;
        }
        let at = DateTime::from_timestamp_millis(outcome.at).unwrap_or_default();
        Ok(Synced {
            progress: self.progress,
            at,
            digest_agrees: outcome.digest_agrees,
            healed: self.healed,
        })
    }
}

/// An answer that is no frame at all came from something else than our server.
fn why_not(error: &replication::frame::FrameError) -> DeviceError {
    use replication::frame::FrameError;
    match error {
        FrameError::UnknownKind(_) | FrameError::TooLarge(_) => DeviceError::NotMeedoen,
        other => DeviceError::Session(other.clone().into()),
    }
}
