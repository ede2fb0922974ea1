//! HTTP to the central endpoint.

use crate::{DeviceError, Result};
use bytes::Bytes;
use futures_util::Stream;
use replication::message::{EnrolAnswer, EnrolRequest, Problem};
use replication::request::{
    DEVICE_HEADER, ENROL_PATH, NUMBER_HEADER, RequestLine, SIGNATURE_HEADER, SYNC_PATH,
};
use reqwest::{Body, Client, Response, Url};
use std::fmt;
use std::time::Duration;

const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// A server or link that gives no byte for this long is gone.
const SILENT_FOR: Duration = Duration::from_secs(30);
/// More than this in an answer that should be small is no answer of ours.
const SMALL_ANSWER: usize = 64 * 1024;

/// A server's address: https, or http on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address(Url);

impl Address {
    pub(crate) fn parse(typed: &str) -> Result<Self> {
        let bad = || DeviceError::BadAddress(typed.to_owned());
        let typed = typed.trim();
        let whole = if typed.contains("://") {
            typed.to_owned()
        } else {
            format!("https://{typed}")
        };
        let mut url = Url::parse(&whole).map_err(|_| bad())?;
        let host = url.host_str().ok_or_else(bad)?.to_owned();
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&host) => {}
            "http" => return Err(DeviceError::InsecureAddress(typed.to_owned())),
            _ => return Err(bad()),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad());
        }
        url.set_query(None);
        url.set_fragment(None);
        url.set_path("/");
        Ok(Address(url))
    }

    fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(path);
        url
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// One connection pool to one server.
#[derive(Debug, Clone)]
pub(crate) struct Transport {
    client: Client,
    address: Address,
}

impl Transport {
    pub(crate) fn new(address: Address) -> Result<Self> {
        let client = Client::builder()
            .connect_timeout(CONNECT_WITHIN)
            .read_timeout(SILENT_FOR)
            // A redirect would take a signed request to another place.
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .build()
            .map_err(classify)?;
        Ok(Transport { client, address })
    }

    pub(crate) async fn enrol(&self, request: &EnrolRequest) -> Result<EnrolAnswer> {
        let sent = self
            .client
            .post(self.address.join(ENROL_PATH))
            .json(request)
            .send();
        let answer = refuse_failure(sent.await.map_err(classify)?).await?;
        let body = small_body(answer).await?;
        serde_json::from_slice(&body).map_err(|_| DeviceError::NotMeedoen)
    }

    /// Sends the frames of one exchange; the answer's body is read by the caller.
    pub(crate) async fn sync(
        &self,
        line: &RequestLine<'_>,
        signature: &[u8; 64],
        frames: impl Stream<Item = Result<Bytes>> + Send + 'static,
    ) -> Result<Response> {
        let sent = self
            .client
            .post(self.address.join(SYNC_PATH))
            .header(DEVICE_HEADER, line.device.to_string())
            .header(NUMBER_HEADER, line.number)
            .header(SIGNATURE_HEADER, hex::encode(signature))
            .header(reqwest::header::CONTENT_TYPE, FRAMES)
            .body(Body::wrap_stream(frames))
            .send();
        let answer = refuse_failure(sent.await.map_err(classify)?).await?;
        let kind = answer.headers().get(reqwest::header::CONTENT_TYPE);
        if kind.is_none_or(|kind| kind != FRAMES) {
            return Err(DeviceError::NotMeedoen);
        }
        Ok(answer)
    }
}

const FRAMES: &str = "application/octet-stream";

/// Anything but 200 is a failure, told by the server's code when it is ours that answered.
async fn refuse_failure(answer: Response) -> Result<Response> {
    let status = answer.status();
    if status == reqwest::StatusCode::OK {
        return Ok(answer);
    }
    let body = small_body(answer).await.unwrap_or_default();
    match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => Err(DeviceError::Server {
            status: status.as_u16(),
            code: problem.code,
        }),
        Err(_) if status.is_server_error() => Err(DeviceError::Server {
            status: status.as_u16(),
            code: "server_error".into(),
        }),
        Err(_) => Err(DeviceError::NotMeedoen),
    }
}

async fn small_body(mut answer: Response) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(classify)? {
        if body.len() + piece.len() > SMALL_ANSWER {
            return Err(DeviceError::NotMeedoen);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// Tells an untrusted certificate from a missing connection.
pub(crate) fn classify(error: reqwest::Error) -> DeviceError {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        text = inner.to_string();
        if let Some(own) = inner
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
        {
            text = own.to_string();
        }
        source = inner.source();
    }
    let lower = text.to_lowercase();
    if lower.contains("certificate") {
        DeviceError::UntrustedCertificate(text)
    } else {
        DeviceError::Unreachable(text)
    }
}
