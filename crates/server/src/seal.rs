//! Sealing with XChaCha20-Poly1305: `[nonce: 24][ciphertext and tag]`.

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use thiserror::Error;

/// Bytes of a nonce.
pub const NONCE: usize = 24;

/// Sealed bytes that this key does not open, or that belong to another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a sealed value cannot be opened with this key")]
pub struct SealError;

/// A key that seals: the master key, or a dossier's own.
#[derive(Clone)]
pub struct SealKey([u8; 32]);

impl SealKey {
    /// The key with these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        SealKey(bytes)
    }

    /// Seals `plain`; `place` says what it is, so that it opens nowhere else. A nonce must never
    /// be used twice.
    pub fn seal(
        &self,
        nonce: [u8; NONCE],
        place: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let payload = Payload {
            msg: plain,
            aad: place,
        };
        let sealed = self
            .cipher()
            .encrypt(&nonce.into(), payload)
            .map_err(|_| SealError)?;
        let mut all = Vec::with_capacity(NONCE + sealed.len());
        all.extend_from_slice(&nonce);
        all.extend_from_slice(&sealed);
        Ok(all)
    }

    /// Opens what [`SealKey::seal`] sealed for the same place.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(SealError)?;
        let payload = Payload {
            msg: sealed,
            aad: place,
        };
        self.cipher()
            .decrypt(&(*nonce).into(), payload)
            .map_err(|_| SealError)
    }

    /// Seals another key.
    pub fn wrap(
        &self,
        nonce: [u8; NONCE],
        place: &[u8],
        key: &SealKey,
    ) -> Result<Vec<u8>, SealError> {
        self.seal(nonce, place, &key.0)
    }

    /// Opens what [`SealKey::wrap`] sealed.
    pub fn unwrap_key(&self, place: &[u8], wrapped: &[u8]) -> Result<SealKey, SealError> {
        let bytes = self.open(place, wrapped)?;
        bytes.try_into().map(SealKey).map_err(|_| SealError)
    }

    /// A hash that only the holder of this key can make.
    pub fn keyed_hash(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        let key = blake3::derive_key(purpose, &self.0);
        *blake3::keyed_hash(&key, text).as_bytes()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_in_its_place_with_its_key_and_whole() {
        let key = SealKey::new([7; 32]);
        let sealed = key.seal([1; NONCE], b"here", b"a note").unwrap();
        assert_eq!(key.open(b"here", &sealed).unwrap(), b"a note");
        assert_eq!(key.open(b"there", &sealed), Err(SealError));
        assert_eq!(SealKey::new([8; 32]).open(b"here", &sealed), Err(SealError));
        assert_eq!(
            key.open(b"here", &sealed[..sealed.len() - 1]),
            Err(SealError)
        );
        assert_eq!(key.open(b"here", b"short"), Err(SealError));
    }
}
