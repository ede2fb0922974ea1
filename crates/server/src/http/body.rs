//! Request bodies, read within limits of size and patience.

use super::problem::ApiError;
use axum::body::{Body, BodyDataStream, HttpBody};
use axum::http::StatusCode;
use bytes::Bytes;
use futures_util::StreamExt;
use replication::frame::{FrameKind, FrameReader};
use std::time::Duration;

/// The most bytes of a whole sync request.
const SYNC_LIMIT: u64 = 512 * 1024 * 1024;
/// The most bytes of an enrolment.
const SMALL_LIMIT: usize = 16 * 1024;
/// How long a body may stand still.
const IDLE: Duration = Duration::from_secs(30);
/// How much of a refused body is still read, and for how long, so that the sender gets to read
/// the answer before the connection closes.
const DRAIN_BYTES: usize = 4 * 1024 * 1024;
const DRAIN_TIME: Duration = Duration::from_secs(2);

/// Reads a body of a few kilobytes.
pub async fn read_small(body: Body) -> Result<Vec<u8>, ApiError> {
    let mut pieces = Pieces(body.into_data_stream());
    let mut whole = Vec::new();
    while let Some(piece) = pieces.next().await? {
        if whole.len() + piece.len() > SMALL_LIMIT {
            pieces.drain().await;
            return Err(ApiError::too_large("the request is too large"));
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

/// The frames of a sync request, as they arrive.
pub struct Frames {
    pieces: Pieces,
    reader: FrameReader,
    received: u64,
}

impl Frames {
    /// Reads `body` with `reader`; a body that says it is beyond the limit is not begun.
    pub fn new(body: Body, reader: FrameReader) -> Result<Self, ApiError> {
        if body.size_hint().lower() > SYNC_LIMIT {
            return Err(ApiError::too_large("the request is too large"));
        }
        Ok(Frames {
            pieces: Pieces(body.into_data_stream()),
            reader,
            received: 0,
        })
    }

    /// The next frame; none after the last.
    pub async fn next(&mut self) -> Result<Option<(FrameKind, Vec<u8>)>, ApiError> {
        loop {
            if let Some(frame) = self.reader.next_frame()? {
                return Ok(Some(frame));
            }
            let Some(piece) = self.pieces.next().await? else {
                return match self.reader.is_mid_frame() {
                    true => Err(ApiError::new(
                        StatusCode::BAD_REQUEST,
                        "bad_frame",
                        "the body ends in the middle of a frame",
                    )),
                    false => Ok(None),
                };
            };
            self.received += piece.len() as u64;
            if self.received > SYNC_LIMIT {
                return Err(ApiError::too_large("the request is too large"));
            }
            self.reader.push(&piece);
        }
    }

    /// Reads on for a moment without looking, before an answer that refuses the body.
    pub async fn drain(&mut self) {
        self.pieces.drain().await;
    }
}

struct Pieces(BodyDataStream);

impl Pieces {
    async fn next(&mut self) -> Result<Option<Bytes>, ApiError> {
        match tokio::time::timeout(IDLE, self.0.next()).await {
            Ok(None) => Ok(None),
            Ok(Some(Ok(piece))) => Ok(Some(piece)),
            Ok(Some(Err(_))) => Err(ApiError::bad_request("the body was cut off")),
            Err(_) => Err(ApiError::new(
                StatusCode::REQUEST_TIMEOUT,
                "too_slow",
                "the body stood still for too long",
            )),
        }
    }

    async fn drain(&mut self) {
        let mut left = DRAIN_BYTES;
        let draining = async {
            while let Some(Ok(piece)) = self.0.next().await {
                left = left.saturating_sub(piece.len());
                if left == 0 {
                    break;
                }
            }
        };
        // Whatever is left by then is cut off.
        let _ = tokio::time::timeout(DRAIN_TIME, draining).await;
    }
}
