//! From passphrase to keys: what opens the device's database, and who the device is.
//!
//! The database key is random. It lies wrapped in a small header file beside the database, under
//! HKDF(Argon2id(passphrase), device secret from the operating system's keychain).

mod argon;
pub mod header;
pub mod identity;
pub mod keychain;
pub mod passphrase;
pub mod pin;

use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// 256 bits that open the database.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct DatabaseKey([u8; 32]);

impl DatabaseKey {
    /// A new random key.
    pub fn random() -> Result<Self, VaultError> {
        Ok(DatabaseKey(random_bytes()?))
    }

    /// The bytes, for the database alone.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

/// Why keys cannot be had.
#[derive(Debug, Error)]
pub enum VaultError {
    /// The passphrase does not open the header.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The header needs this computer's keychain, which does not hold the device's secret.
    #[error("the keychain of this computer does not hold the secret of this device")]
    SecretMissing,
    /// The header file is not one of ours, or of a newer version.
    #[error("the key header cannot be read: {0}")]
    BadHeader(String),
    /// The passphrase has fewer characters than asked.
    #[error("the passphrase needs at least {least} characters")]
    PassphraseShort {
        /// Characters needed.
        least: usize,
    },
    /// The operating system gave no randomness.
    #[error("the operating system gives no random numbers")]
    NoRandomness,
    /// Reading or writing the header failed.
    #[error("the key header: {0}")]
    Io(#[from] std::io::Error),
}

/// Random bytes from the operating system.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| VaultError::NoRandomness)?;
    Ok(bytes)
}
