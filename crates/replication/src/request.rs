//! How a device shows who it is: each request is signed over method, path, device and a number
//! that only grows, never a time. A number that was used before is refused.

use crate::ids::DeviceId;
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};

/// Header with the device's id.
pub const DEVICE_HEADER: &str = "meedoen-device";
/// Header with the request number.
pub const NUMBER_HEADER: &str = "meedoen-request";
/// Header with the signature, 128 hexadecimal digits.
pub const SIGNATURE_HEADER: &str = "meedoen-signature";
/// Header with how many bytes of changes the frames of the answer should carry each; without it
/// [`FRAME_BYTES`]. It is a wish, so that nothing depends on its being signed.
pub const FRAME_HEADER: &str = "meedoen-frame";
/// About how many bytes of changes a frame carries, before compression, while nothing is known of
/// the link.
pub const FRAME_BYTES: usize = 128 * 1024;
/// The least it is made on a slow link.
pub const LEAST_FRAME_BYTES: usize = 32 * 1024;
/// The most it is made on a fast one.
pub const LARGEST_FRAME_BYTES: usize = 1024 * 1024;
/// Where a device syncs.
pub const SYNC_PATH: &str = "/v1/sync";
/// Where a device listens for a sign that there is something new.
pub const EVENTS_PATH: &str = "/v1/events";
/// Where a device enrols.
pub const ENROL_PATH: &str = "/v1/enrol";

/// What a request's signature covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine<'a> {
    /// `POST`, `GET` …
    pub method: &'a str,
    /// The path with its query, as sent.
    pub path: &'a str,
    /// The device.
    pub device: DeviceId,
    /// The device's request number, greater than any it used before.
    pub number: u64,
}

impl RequestLine<'_> {
    /// The signed text; the chain of the request's frames starts from it.
    pub fn text(&self) -> String {
        let RequestLine {
            method,
            path,
            device,
            number,
        } = self;
        format!("meedoen request v1\n{method}\n{path}\n{device}\n{number}")
    }

    /// Signs the request.
    pub fn sign(&self, key: &SigningKey) -> [u8; 64] {
        key.sign(self.text().as_bytes()).to_bytes()
    }

    /// True when the signature is this device's, over this request.
    pub fn verify(&self, key: &VerifyingKey, signature: &[u8; 64]) -> bool {
        key.verify(self.text().as_bytes(), &Signature::from_bytes(signature))
            .is_ok()
    }
}
