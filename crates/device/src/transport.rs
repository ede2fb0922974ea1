//! HTTP to the central endpoint.

use crate::link::{Link, Pieces, body_of, small};
use crate::patience::{Headway, Patience};
use crate::{DeviceError, Result};
use futures_util::{StreamExt, TryFutureExt, TryStreamExt};
use replication::message::{EnrolAnswer, EnrolRequest};
use replication::request::ENROL_PATH;
use reqwest::{Body, Client, Method, Response, Url};
use std::fmt;

const JSON: &str = "application/json";

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
pub struct Transport {
    client: Client,
    address: Address,
    patience: Patience,
}

impl Transport {
    /// To the server at an address as somebody typed it.
    pub fn to(address: &str, patience: Patience) -> Result<Self> {
        Self::new(Address::parse(address)?, patience)
    }

    pub(crate) fn new(address: Address, patience: Patience) -> Result<Self> {
        let client = Client::builder()
            .connect_timeout(patience.connect)
            // A redirect would take a signed request to another place.
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .build()
            .map_err(classify)?;
        Ok(Transport {
            client,
            address,
            patience,
        })
    }

    /// The same with another patience, over the same connections.
    #[must_use]
    pub fn with(&self, patience: Patience) -> Self {
        Transport {
            patience,
            ..self.clone()
        }
    }

    pub(crate) async fn enrol(&self, request: &EnrolRequest) -> Result<EnrolAnswer> {
        let sent = self
            .client
            .post(self.address.join(ENROL_PATH))
            .json(request)
            .send();
        let body = body_of(self.answer(&Headway::default(), sent).await?, JSON).await?;
        serde_json::from_slice(&small(body).await?).map_err(|_| DeviceError::NotMeedoen)
    }

    async fn answer(
        &self,
        headway: &Headway,
        sent: impl Future<Output = reqwest::Result<Response>>,
    ) -> Result<http::Response<Pieces>> {
        let answer = sent.map_err(classify);
        let answer = self.patience.wait(headway, answer).await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes_stream().map_err(classify).boxed();
        let mut mapped = http::Response::new(self.patience.bound(body));
        (*mapped.status_mut(), *mapped.headers_mut()) = (status, headers);
        Ok(mapped)
    }
}

impl Link for Transport {
    async fn exchange(&self, request: http::Request<Pieces>) -> Result<http::Response<Pieces>> {
        let (head, body) = request.into_parts();
        let headway = Headway::default();
        let asks = head.method == Method::GET;
        let mut request = self
            .client
            .request(head.method, self.address.join(head.uri.path()))
            .headers(head.headers);
        // Some proxies take no such request with a body, be it empty.
        if !asks {
            request = request.body(Body::wrap_stream(headway.count(body)));
        }
        self.answer(&headway, request.send()).await
    }
}

/// Tells an untrusted certificate from a missing connection.
fn classify(error: reqwest::Error) -> DeviceError {
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
