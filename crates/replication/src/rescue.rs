//! The rescue file: changes that did not reach the central endpoint, sealed to the organisation's
//! recovery key, so that an administrator can read them when the device cannot send them any more.
//!
//! `[magic: 15][version: u8][device][coach][municipality: 16 each][made_at: i64 LE][count: u32 LE]
//! [recovery key: 32][encapsulated key: 32][sealed]`. Sealed with HPKE (RFC 9180, base mode,
//! X25519-HKDF-SHA256, ChaCha20-Poly1305); everything before it lies in the clear and is
//! authenticated by it. What is sealed is the length of
//! the changes in MessagePack (u64 LE), and those as zstd.

mod key;

pub use key::{BadRecoveryKey, RecoveryKey, RecoverySecret};

use crate::change::Change;
use crate::codec;
use crate::ids::{CoachId, DeviceId, DossierId};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// The most bytes a rescue file may have.
pub const MAX_FILE: usize = 256 * 1024 * 1024;
/// The most bytes its changes may have once decompressed.
const MAX_DECODED: u64 = 1024 * 1024 * 1024;
const MAGIC: &[u8; 15] = b"meedoen rescue\n";
const VERSION: u8 = 1;
const HEADER: usize = 16 + 3 * 16 + 8 + 4 + 32;
const COMPRESSION_LEVEL: i32 = 9;
const PURPOSE: &[u8] = b"meedoen 2026-11 rescue file";

/// Whose changes a rescue file holds; readable by anyone who has the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The device that wrote it.
    pub device: DeviceId,
    /// The coach whose device it was.
    pub coach: CoachId,
    /// The municipality.
    pub municipality: DossierId,
    /// Milliseconds since 1970 by the device's clock.
    pub made_at: i64,
}

/// A change and why it had not arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescued {
    /// The change as the device had it.
    pub change: Change,
    /// [`Rescued::UNSENT`], or the code it was refused with.
    pub code: String,
}

impl Rescued {
    /// The code of a change that has no receipt yet.
    pub const UNSENT: &'static str = "unsent";
}

/// What a rescue file says to those who cannot open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Whose it is.
    pub origin: Origin,
    /// How many changes it holds.
    pub count: u32,
    /// Whom it is sealed to.
    pub sealed_to: RecoveryKey,
}

/// Why there is no rescue file, or why it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RescueError {
    /// Other bytes than a rescue file's.
    #[error("this is no rescue file")]
    NotRescue,
    /// Written by a newer version.
    #[error("this rescue file has version {0}, which is newer than this program")]
    TooNew(u8),
    /// More changes or bytes than [`MAX_FILE`] and its kin allow.
    #[error("the rescue file is too large")]
    TooLarge,
    /// Sealed to another key than the one at hand.
    #[error("the rescue file is sealed to another recovery key: {0}")]
    OtherKey(RecoveryKey),
    /// Altered, cut short, or sealed by something else than Meedoen.
    #[error("the rescue file was damaged or altered")]
    Damaged,
}

/// Seals changes. `randomness` must be fresh each time.
pub fn seal(
    origin: &Origin,
    changes: &[Rescued],
    to: &RecoveryKey,
    randomness: [u8; 32],
) -> Result<Vec<u8>, RescueError> {
    let header = Header {
        origin: *origin,
        count: u32::try_from(changes.len()).map_err(|_| RescueError::TooLarge)?,
        sealed_to: *to,
    };
    let plain = codec::write(&changes);
    if plain.len() as u64 > MAX_DECODED {
        return Err(RescueError::TooLarge);
    }
    let mut packed = (plain.len() as u64).to_le_bytes().to_vec();
    packed.extend(
        zstd::bulk::compress(&plain, COMPRESSION_LEVEL).map_err(|_| RescueError::TooLarge)?,
    );
    let mut file = header.write();
    let sealed = to.seal(PURPOSE, &file, &packed, randomness)?;
    file.extend_from_slice(&sealed);
    match file.len() > MAX_FILE {
        true => Err(RescueError::TooLarge),
        false => Ok(file),
    }
}

/// Reads what lies in the clear. Nothing vouches for it until [`open`] does.
pub fn header(file: &[u8]) -> Result<Header, RescueError> {
    Header::read(file).map(|(header, _)| header)
}

/// Opens a rescue file.
pub fn open(file: &[u8], secret: &RecoverySecret) -> Result<(Header, Vec<Rescued>), RescueError> {
    if file.len() > MAX_FILE {
        return Err(RescueError::TooLarge);
    }
    let (header, sealed) = Header::read(file)?;
    if header.sealed_to != secret.public() {
        return Err(RescueError::OtherKey(header.sealed_to));
    }
    let packed = secret.open(PURPOSE, &file[..HEADER], sealed)?;
    let changes: Vec<Rescued> = codec::read(&unpack(&packed)?).map_err(|_| RescueError::Damaged)?;
    match changes.len() == header.count as usize {
        true => Ok((header, changes)),
        false => Err(RescueError::Damaged),
    }
}

/// Decompresses within the limit: anybody can seal to a public key, a bomb too.
fn unpack(packed: &[u8]) -> Result<Vec<u8>, RescueError> {
    let (length, packed) = packed.split_first_chunk().ok_or(RescueError::Damaged)?;
    let length = u64::from_le_bytes(*length);
    if length > MAX_DECODED {
        return Err(RescueError::TooLarge);
    }
    let most = usize::try_from(length).map_err(|_| RescueError::TooLarge)?;
    let plain = zstd::bulk::decompress(packed, most).map_err(|_| RescueError::Damaged)?;
    match plain.len() == most {
        true => Ok(plain),
        false => Err(RescueError::Damaged),
    }
}

impl Header {
    fn write(&self) -> Vec<u8> {
        let Origin {
            device,
            coach,
            municipality,
            made_at,
        } = self.origin;
        let mut bytes = Vec::with_capacity(HEADER);
        bytes.extend_from_slice(MAGIC);
        bytes.push(VERSION);
        for id in [device.0, coach.0, municipality.0] {
            bytes.extend_from_slice(id.as_bytes());
        }
        bytes.extend_from_slice(&made_at.to_le_bytes());
        bytes.extend_from_slice(&self.count.to_le_bytes());
        bytes.extend_from_slice(self.sealed_to.as_bytes());
        bytes
    }

    /// The header, and the bytes after it.
    fn read(file: &[u8]) -> Result<(Self, &[u8]), RescueError> {
        let mut rest = file.strip_prefix(MAGIC).ok_or(RescueError::NotRescue)?;
        match take(&mut rest)? {
            [VERSION] => {}
            [0] => return Err(RescueError::NotRescue),
            [newer] => return Err(RescueError::TooNew(newer)),
        }
        let origin = Origin {
            device: DeviceId(Uuid::from_bytes(take(&mut rest)?)),
            coach: CoachId(Uuid::from_bytes(take(&mut rest)?)),
            municipality: DossierId(Uuid::from_bytes(take(&mut rest)?)),
            made_at: i64::from_le_bytes(take(&mut rest)?),
        };
        let header = Header {
            origin,
            count: u32::from_le_bytes(take(&mut rest)?),
            sealed_to: RecoveryKey::from_bytes(take(&mut rest)?),
        };
        Ok((header, rest))
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], RescueError> {
    let (taken, rest) = bytes.split_first_chunk().ok_or(RescueError::Damaged)?;
    *bytes = rest;
    Ok(*taken)
}
