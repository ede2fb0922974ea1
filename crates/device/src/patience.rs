//! How long a device waits for the other side. A link may be slow; one that stands still, or as
//! good as, would keep every later sync waiting.

use crate::link::Pieces;
use crate::{DeviceError, Result};
use futures_util::{StreamExt, stream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How long to wait.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For the first byte of an answer, from when the last of the request was taken off our hands:
    /// what lies in buffers by then still has to cross the link.
    pub answer: Duration,
    /// For the next byte of an answer.
    pub silent: Duration,
    /// An answer that brings fewer bytes than this in `silent` is given up.
    pub least: u64,
}

impl Patience {
    /// For a sync.
    pub const SYNCING: Self = Patience {
        connect: Duration::from_secs(10),
        answer: Duration::from_secs(60),
        silent: Duration::from_secs(30),
        least: 1024,
    };
    /// For an answer that stays open and brings little.
    pub const LISTENING: Self = Patience {
        least: 1,
        ..Self::SYNCING
    };

    /// Waits for the answer to a request for as long as the request makes headway.
    pub(crate) async fn wait<T>(
        self,
        headway: &Headway,
        answer: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let mut answer = std::pin::pin!(answer);
        let mut before = headway.taken();
        loop {
            if let Ok(answer) = timeout(self.answer, answer.as_mut()).await {
                return answer;
            }
            let now = headway.taken();
            if now == before {
                return Err(silence());
            }
            before = now;
        }
    }

    /// A body that ends in an error when it stands still.
    pub(crate) fn bound(self, body: Pieces) -> Pieces {
        let start = (body, Instant::now(), 0);
        stream::unfold(Some(start), move |state| async move {
            let (mut body, mut since, mut bytes) = state?;
            let next = match timeout(self.silent, body.next()).await {
                Ok(next) => next?,
                Err(_) => return Some((Err(silence()), None)),
            };
            bytes += next.as_ref().map_or(0, |piece| piece.len() as u64);
            if since.elapsed() >= self.silent {
                if bytes < self.least {
                    return Some((Err(silence()), None));
                }
                (since, bytes) = (Instant::now(), 0);
            }
            Some((next, Some((body, since, bytes))))
        })
        .boxed()
    }
}

fn silence() -> DeviceError {
    DeviceError::Unreachable("nothing, or next to nothing, came back in time".to_owned())
}

/// How much of a request was taken off our hands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headway(Arc<AtomicU64>);

impl Headway {
    /// A body, cut into pieces so small that a slow link shows its headway.
    pub(crate) fn count(&self, body: Pieces) -> Pieces {
        const PIECE: usize = 16 * 1024;
        let taken = self.0.clone();
        let cut = body.flat_map(|piece| {
            let mut rest = Some(piece);
            stream::iter(std::iter::from_fn(move || {
                let mut whole = match rest.take()? {
                    Ok(whole) => whole,
                    failed => return Some(failed),
                };
                if whole.len() > PIECE {
                    rest = Some(Ok(whole.split_off(PIECE)));
                }
                Some(Ok(whole))
            }))
        });
        cut.inspect(move |_| {
            taken.fetch_add(1, Ordering::Relaxed);
        })
        .boxed()
    }

    fn taken(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
