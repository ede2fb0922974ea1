//! Who the device is: an Ed25519 key made at enrolment, kept inside the encrypted database.

use crate::{VaultError, random_bytes};
pub use ed25519_dalek::{SigningKey, VerifyingKey};

/// A new random identity.
pub fn new_identity() -> Result<SigningKey, VaultError> {
    Ok(SigningKey::from_bytes(&random_bytes()?))
}
