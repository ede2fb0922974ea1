//! How an exchange with the central endpoint travels: over HTTP, or within one process.

use crate::{DeviceError, Result};
use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, Request, Response, StatusCode};
use replication::message::Problem;
use replication::request::{DEVICE_HEADER, NUMBER_HEADER, RequestLine, SIGNATURE_HEADER};
use std::time::Duration;

/// A body as it arrives.
pub type Pieces = BoxStream<'static, Result<Bytes>>;

/// The content type of frames.
pub const FRAMES: &str = "application/octet-stream";
/// More than this in an answer that should be small is no answer of ours.
const SMALL_ANSWER: usize = 64 * 1024;

/// The way to one central endpoint.
pub trait Link: Sync {
    /// Carries a request, whose address is a path, and brings back what answered, whoever that is.
    fn exchange(
        &self,
        request: Request<Pieces>,
    ) -> impl Future<Output = Result<Response<Pieces>>> + Send;
}

/// A request with its signature.
pub(crate) fn signed(
    line: &RequestLine<'_>,
    signature: &[u8; 64],
    body: Pieces,
) -> Result<Request<Pieces>> {
    Request::builder()
        .method(line.method)
        .uri(line.path)
        .header(DEVICE_HEADER, line.device.to_string())
        .header(NUMBER_HEADER, line.number)
        .header(SIGNATURE_HEADER, hex::encode(signature))
        .header(CONTENT_TYPE, FRAMES)
        .body(body)
        .map_err(|why| DeviceError::BadRequest(why.to_string()))
}

/// Anything but 200 with this content type is a failure, told by the server's code when it is ours
/// that answered.
pub(crate) async fn body_of(answer: Response<Pieces>, content_type: &str) -> Result<Pieces> {
    let (head, body) = answer.into_parts();
    if head.status == StatusCode::OK {
        let kind = head.headers.get(CONTENT_TYPE);
        return match kind.is_some_and(|kind| kind == content_type) {
            true => Ok(body),
            false => Err(DeviceError::NotMeedoen),
        };
    }
    let text = small(body).await.unwrap_or_default();
    let code = match serde_json::from_slice::<Problem>(&text) {
        Ok(Problem { code, .. }) => code,
        // A proxy on the way may say these two for our server.
        Err(_) if head.status.is_server_error() => "server_error".into(),
        Err(_) if head.status == StatusCode::TOO_MANY_REQUESTS => "slow_down".into(),
        Err(_) => return Err(DeviceError::NotMeedoen),
    };
    Err(DeviceError::Server {
        status: head.status.as_u16(),
        code,
        retry_after: retry_after(&head.headers),
    })
}

/// How long the server asks to be left alone. Its other form, a date, is told by the clocks of
/// both, and those are not trusted.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    Some(Duration::from_secs(seconds.parse().ok()?))
}

/// A body of a few kilobytes, whole.
pub(crate) async fn small(mut body: Pieces) -> Result<Vec<u8>> {
    let mut whole = Vec::new();
    while let Some(piece) = body.try_next().await? {
        if whole.len() + piece.len() > SMALL_ANSWER {
            return Err(DeviceError::NotMeedoen);
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}
