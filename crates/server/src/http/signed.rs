//! What a signed request says of itself in its headers.

use super::problem::ApiError;
use crate::admission::AdmissionError;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use replication::DeviceId;
use replication::request::{DEVICE_HEADER, NUMBER_HEADER, RequestLine, SIGNATURE_HEADER};
use uuid::Uuid;

/// Who sends it, under which number, and the signature over that.
pub struct Signed {
    device: DeviceId,
    number: u64,
    /// Not checked yet.
    pub signature: [u8; 64],
}

impl Signed {
    /// Reads it.
    pub fn read(parts: &Parts) -> Result<Self, ApiError> {
        // Absent or malformed is as good as wrong.
        Self::from_headers(&parts.headers).ok_or_else(|| AdmissionError::BadSignature.into())
    }

    /// What the signature has to cover.
    pub fn line<'p>(&self, parts: &'p Parts) -> RequestLine<'p> {
        RequestLine {
            method: parts.method.as_str(),
            path: parts.uri.path_and_query().map_or("", |path| path.as_str()),
            device: self.device,
            number: self.number,
        }
    }

    fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let text = |name| headers.get(name)?.to_str().ok();
        let mut signature = [0; 64];
        hex::decode_to_slice(text(SIGNATURE_HEADER)?, &mut signature).ok()?;
        let number: u64 = text(NUMBER_HEADER)?.parse().ok()?;
        // Greater ones could not be told apart once stored.
        i64::try_from(number).ok()?;
        let device = DeviceId(Uuid::try_parse(text(DEVICE_HEADER)?).ok()?);
        Some(Signed {
            device,
            number,
            signature,
        })
    }
}
