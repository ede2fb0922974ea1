//! The key header: a small file beside the database that says how to come from a passphrase to
//! the database key. It holds no secret that is not wrapped.

use crate::argon::Cost;
use crate::{DatabaseKey, VaultError, keychain, passphrase, random_bytes};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::io::Write;
use std::path::Path;
use zeroize::Zeroizing;

pub use crate::argon::Cost as KeyCost;

const VERSION: u8 = 1;
/// A header is some hundreds of bytes; more than this is another file.
const MAX_FILE: u64 = 16 * 1024;

/// The header as it lies on disk, in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    version: u8,
    cost: Cost,
    salt: String,
    /// The name of the device's secret in the keychain, where there is one.
    keychain: Option<String>,
    nonce: String,
    wrapped_key: String,
}

impl Header {
    /// Wraps `key` under `passphrase`, with a new secret in the keychain where there is one.
    pub fn seal(
        key: &DatabaseKey,
        passphrase: &str,
        use_keychain: bool,
        cost: Cost,
    ) -> Result<Self, VaultError> {
        let least = passphrase::least_length(use_keychain);
        if passphrase.chars().count() < least {
            return Err(VaultError::PassphraseShort { least });
        }
        let salt: [u8; 16] = random_bytes()?;
        let nonce: [u8; 24] = random_bytes()?;
        let (name, secret) = if use_keychain {
            let name = hex::encode(random_bytes::<16>()?);
            let secret = keychain::create(&name)?;
            (Some(name), Some(secret))
        } else {
            (None, None)
        };
        let mut header = Header {
            version: VERSION,
            cost,
            salt: hex::encode(salt),
            keychain: name,
            nonce: hex::encode(nonce),
            wrapped_key: String::new(),
        };
        let wrapped = wrapping_key(cost, passphrase, &salt, secret.as_deref())?
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: key.bytes(),
                    aad: &header.bound(),
                },
            )
            .map_err(|_| VaultError::BadHeader("the key cannot be wrapped".into()))?;
        header.wrapped_key = hex::encode(wrapped);
        Ok(header)
    }

    /// Unwraps the database key.
    pub fn open(&self, passphrase: &str) -> Result<DatabaseKey, VaultError> {
        if self.version != VERSION {
            return Err(VaultError::BadHeader(format!("version {}", self.version)));
        }
        let salt = bytes::<16>(&self.salt, "salt")?;
        let nonce = bytes::<24>(&self.nonce, "nonce")?;
        let wrapped = hex::decode(&self.wrapped_key).map_err(|_| bad("wrapped_key"))?;
        let secret = self.keychain.as_deref().map(keychain::get).transpose()?;
        let opened = Zeroizing::new(
            wrapping_key(self.cost, passphrase, &salt, secret.as_deref())?
                .decrypt(
                    &XNonce::from(nonce),
                    Payload {
                        msg: &wrapped,
                        aad: &self.bound(),
                    },
                )
                .map_err(|_| VaultError::WrongPassphrase)?,
        );
        <[u8; 32]>::try_from(opened.as_slice())
            .map(DatabaseKey)
            .map_err(|_| bad("wrapped_key"))
    }

    /// True when the device's keychain holds half of the key.
    pub fn uses_keychain(&self) -> bool {
        self.keychain.is_some()
    }

    /// Reads a header file.
    pub fn read(path: &Path) -> Result<Self, VaultError> {
        if std::fs::metadata(path)?.len() > MAX_FILE {
            return Err(VaultError::BadHeader("the file is too large".into()));
        }
        Self::decode(&std::fs::read(path)?)
    }

    /// Reads a header from the bytes of its file.
    pub fn decode(bytes: &[u8]) -> Result<Self, VaultError> {
        serde_json::from_slice(bytes).map_err(|why| VaultError::BadHeader(why.to_string()))
    }

    /// Writes the header file so that a power cut leaves the old one or the new one.
    pub fn write(&self, path: &Path) -> Result<(), VaultError> {
        let text = serde_json::to_vec_pretty(self).map_err(std::io::Error::other)?;
        let beside = path.with_extension("new");
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(&text)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)?;
        #[cfg(unix)]
        if let Some(folder) = path.parent() {
            std::fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Everything but the wrapped key is bound to it: a swapped salt or cost does not open.
    fn bound(&self) -> Vec<u8> {
        format!(
            "meedoen key header v{} {} {} {} {} {} {}",
            self.version,
            self.cost.memory_kib,
            self.cost.passes,
            self.cost.lanes,
            self.salt,
            self.keychain.as_deref().unwrap_or("-"),
            self.nonce,
        )
        .into_bytes()
    }
}

fn wrapping_key(
    cost: Cost,
    passphrase: &str,
    salt: &[u8; 16],
    secret: Option<&[u8; 32]>,
) -> Result<XChaCha20Poly1305, VaultError> {
    let stretched = cost.stretch(passphrase, salt)?;
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(secret.map(|secret| &secret[..]), stretched.as_ref())
        .expand(b"meedoen database key v1", key.as_mut())
        .map_err(|_| bad("key length"))?;
    Ok(XChaCha20Poly1305::new((&*key).into()))
}

fn bytes<const N: usize>(text: &str, name: &str) -> Result<[u8; N], VaultError> {
    let mut out = [0; N];
    hex::decode_to_slice(text, &mut out).map_err(|_| bad(name))?;
    Ok(out)
}

fn bad(name: &str) -> VaultError {
    VaultError::BadHeader(name.to_owned())
}

#[cfg(test)]
mod tests;
