//! The organisation's recovery key: the public half travels to every device, the private half
//! lies with the administrator, outside the central endpoint.

use super::RescueError;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use std::convert::Infallible;
use std::fmt;
use thiserror::Error;
use zeroize::Zeroizing;

type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Secret = <X25519HkdfSha256 as Kem>::PrivateKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;
const ENCAPSULATED: usize = 32;

/// A key in a text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is no recovery key: it is not 64 hexadecimal digits")]
pub struct BadRecoveryKey;

/// The public half: seals.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecoveryKey([u8; 32]);

impl RecoveryKey {
    pub(super) fn from_bytes(bytes: [u8; 32]) -> Self {
        RecoveryKey(bytes)
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// `[encapsulated key][ciphertext and tag]`; `clear` is authenticated with it.
    pub(super) fn seal(
        &self,
        purpose: &[u8],
        clear: &[u8],
        plain: &[u8],
        randomness: [u8; 32],
    ) -> Result<Vec<u8>, RescueError> {
        let key = Public::from_bytes(&self.0).map_err(|_| RescueError::OtherKey(*self))?;
        let (encapsulated, sealed) =
            hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeS::Base,
                &key,
                purpose,
                plain,
                clear,
                &mut Drawn::from(randomness),
            )
            .map_err(|_| RescueError::OtherKey(*self))?;
        let mut all = encapsulated.to_bytes().to_vec();
        all.extend_from_slice(&sealed);
        Ok(all)
    }
}

impl fmt::Display for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecoveryKey({self})")
    }
}

impl std::str::FromStr for RecoveryKey {
    type Err = BadRecoveryKey;

    fn from_str(text: &str) -> Result<Self, BadRecoveryKey> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| BadRecoveryKey)?;
        Ok(RecoveryKey(bytes))
    }
}

/// The private half: opens.
pub struct RecoverySecret(Secret);

impl RecoverySecret {
    /// A new key from fresh randomness.
    pub fn new(randomness: [u8; 32]) -> Self {
        let randomness = Zeroizing::new(randomness);
        RecoverySecret(X25519HkdfSha256::derive_keypair(randomness.as_ref()).0)
    }

    /// The public half.
    pub fn public(&self) -> RecoveryKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(&X25519HkdfSha256::sk_to_pk(&self.0).to_bytes());
        RecoveryKey(bytes)
    }

    /// As an administrator keeps it: 64 hexadecimal digits.
    pub fn to_text(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new(self.0.to_bytes().to_vec());
        Zeroizing::new(hex::encode(&*bytes))
    }

    pub(super) fn open(
        &self,
        purpose: &[u8],
        clear: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, RescueError> {
        let (encapsulated, sealed) = sealed
            .split_at_checked(ENCAPSULATED)
            .ok_or(RescueError::Damaged)?;
        let encapsulated =
            Encapsulated::from_bytes(encapsulated).map_err(|_| RescueError::Damaged)?;
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.0,
            &encapsulated,
            purpose,
            sealed,
            clear,
        )
        .map(Zeroizing::new)
        .map_err(|_| RescueError::Damaged)
    }
}

impl fmt::Debug for RecoverySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoverySecret(…)")
    }
}

impl std::str::FromStr for RecoverySecret {
    type Err = BadRecoveryKey;

    fn from_str(text: &str) -> Result<Self, BadRecoveryKey> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.trim(), bytes.as_mut()).map_err(|_| BadRecoveryKey)?;
        let secret = Secret::from_bytes(bytes.as_ref()).map_err(|_| BadRecoveryKey)?;
        Ok(RecoverySecret(secret))
    }
}

/// The caller's randomness as HPKE asks for it: a stream of BLAKE3 over it.
struct Drawn(blake3::OutputReader);

impl From<[u8; 32]> for Drawn {
    fn from(randomness: [u8; 32]) -> Self {
        let mut hash = blake3::Hasher::new_derive_key("meedoen 2026-11 rescue randomness");
        hash.update(&randomness);
        Drawn(hash.finalize_xof())
    }
}

impl Drawn {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }
}

impl TryRng for Drawn {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.bytes()))
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(dst);
        Ok(())
    }
}

impl TryCryptoRng for Drawn {}
