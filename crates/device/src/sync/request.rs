//! A request of a sync: its frames, and what of it left the device.

use super::Run;
use crate::Result;
use crate::link::{Link, Pieces, signed};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, StreamExt, stream};
use http::Response;
use replication::frame::{Chain, FrameKind, FrameWriter, encode};
use replication::message::{Changes, Hello};
use replication::request::{FRAME_BYTES, FRAME_HEADER, RequestLine, SYNC_PATH};
use replication::{DossierId, Seq};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::Offer;
use tokio::time::Instant;

/// How many bytes the first request of a sync carries. It doubles with each request, so that on a
/// slow link the screen soon shows what has arrived.
pub(super) const FIRST_REQUEST_BYTES: usize = 256 * 1024;
const LARGEST_REQUEST_BYTES: usize = 16 * 1024 * 1024;

/// What of a request left the device.
#[derive(Debug, Default)]
pub(super) struct Offered {
    /// Up to and with this number.
    pub(super) last: AtomicU64,
    /// Bytes of changes.
    pub(super) bytes: AtomicU64,
}

/// A request whose answer is still to be taken.
pub(super) struct Asked<'a> {
    pub(super) answer: BoxFuture<'a, Result<Response<Pieces>>>,
    /// The answer's frames are chained to it.
    pub(super) signature: [u8; 64],
    pub(super) offered: Arc<Offered>,
    pub(super) given_up: Vec<DossierId>,
    pub(super) begun: Instant,
}

impl<'a, L: Link> Run<'a, L> {
    /// Makes the next request; it leaves when its answer is waited for.
    pub(super) fn ask(&mut self, hello: Hello, send_after: Option<Seq>) -> Result<Asked<'a>> {
        let most = self.batches.up.bytes(self.moved.0);
        let first = most.min(self.request_bytes);
        // One commit for both.
        let (number, first) = self.device.with(|opened| {
            Ok(opened.store.at_once(|store| {
                let number = store.next_request_number()?;
                let first = send_after.map(|after| store.offer(after, first));
                Ok((number, first.transpose()?))
            })?)
        })?;
        let line = RequestLine {
            method: "POST",
            path: SYNC_PATH,
            device: self.id,
            number,
        };
        let signature = line.sign(&self.key);
        let offered = Arc::new(Offered::default());
        let frames = self.frames(&line, &hello, first, most, offered.clone());
        let mut request = signed(&line, &signature, frames)?;
        let wish = self.batches.down.bytes(self.moved.1);
        if wish != FRAME_BYTES {
            request.headers_mut().insert(FRAME_HEADER, wish.into());
        }
        self.request_bytes = (self.request_bytes * 2).min(LARGEST_REQUEST_BYTES);
        Ok(Asked {
            answer: self.link.exchange(request).boxed(),
            signature,
            offered,
            given_up: hello.given_up,
            begun: Instant::now(),
        })
    }

    /// The frames of a request, read from the database as the link takes them, but for the first.
    fn frames(
        &self,
        line: &RequestLine<'_>,
        hello: &Hello,
        first: Option<Offer>,
        most: usize,
        offered: Arc<Offered>,
    ) -> Pieces {
        let mut writer = FrameWriter::new(Chain::start(line.text().as_bytes()), &self.key);
        let hello = writer.write(FrameKind::Hello, &encode(hello));
        let device = self.device.clone();
        let mut left = self.request_bytes;
        let (mut first, mut after) = (first, None::<Seq>);
        let rest = std::iter::from_fn(move || {
            let offer = match (first.take(), after.take()) {
                (Some(offer), _) => Ok(offer),
                (None, Some(after)) if left > 0 => {
                    device.with(|opened| Ok(opened.store.offer(after, most.min(left))?))
                }
                _ => return None,
            };
            // At an error the request breaks off; what left the device is asked for next time.
            let frame = offer.map(|offer| {
                let last = offer.changes.last()?.id.seq;
                offered.last.fetch_max(last.0, Ordering::SeqCst);
                offered
                    .bytes
                    .fetch_add(offer.bytes as u64, Ordering::SeqCst);
                (after, left) = (Some(last), left.saturating_sub(offer.bytes));
                let changes = Changes {
                    changes: offer.changes,
                };
                Some(writer.write(FrameKind::Changes, &encode(&changes)).into())
            });
            frame.transpose()
        });
        stream::iter([Ok(Bytes::from(hello))])
            .chain(stream::iter(rest))
            .boxed()
    }
}
