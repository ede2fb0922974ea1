//! `GET /v1/events`: says to a device that listens when there may be something new for it, as
//! server-sent events.

use super::now;
use super::problem::ApiError;
use super::signed::Signed;
use crate::poke::Listener;
use crate::storage::Storage;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::timeout;

/// Shorter than a device, or a proxy on the way, waits for a sign of life.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// A comment, which is no event.
const ALIVE: &[u8] = b":\n\n";
const NEWS: &[u8] = b"data: news\n\n";
/// How long a device for which there is no room should stay away, in seconds.
const NO_ROOM_FOR: u32 = 60;

/// Listens, until the device goes away, listens anew, or is shut out.
pub async fn events(
    State(storage): State<Storage>,
    request: Request<Body>,
) -> Result<Response, ApiError> {
    let (parts, _) = request.into_parts();
    let signed = Signed::read(&parts)?;
    let admitted = storage
        .admit("listen", signed.line(&parts), signed.signature, now())
        .await?;
    let Some(listener) = storage.pokes().listen(admitted.author.device) else {
        let busy = StatusCode::SERVICE_UNAVAILABLE;
        return Err(ApiError::new(busy, "no_room", "too many devices listen").after(NO_ROOM_FOR));
    };
    let headers = [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-store"),
    ];
    // A common proxy would keep it all until the end.
    let at_once = [("x-accel-buffering", "no")];
    Ok((headers, at_once, Body::from_stream(pieces(listener))).into_response())
}

/// Made only as the connection takes them, so that a slow peer holds up nobody.
fn pieces(listener: Listener) -> impl futures_util::Stream<Item = Result<Bytes, Infallible>> {
    let begin = stream::iter([Ok(Bytes::from_static(ALIVE))]);
    let rest = stream::unfold(listener, |mut listener| async move {
        let piece = match timeout(HEARTBEAT, listener.poked()).await {
            Ok(true) => NEWS,
            Ok(false) => return None,
            Err(_) => ALIVE,
        };
        Some((Ok(Bytes::from_static(piece)), listener))
    });
    futures_util::StreamExt::chain(begin, rest)
}
