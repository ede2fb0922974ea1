//! The pages of a database file, decrypted one by one without SQLite: one that is damaged takes no
//! other with it, and nothing is ever written.

use crate::Result;
use aes::Aes256;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use planted::planted;
use sha2::Sha512;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use zeroize::Zeroizing;

/// What SQLCipher 4 makes of a file unless it is told otherwise, which we never do.
const PAGE: usize = 4096;
const SALT: usize = 16;
const IV: usize = 16;
const MAC: usize = 64;
/// How much of a page SQLite sees.
pub(super) const USABLE: usize = PAGE - IV - MAC;
/// The salt of the key that authenticates is the file's own with each byte turned by this.
const MAC_SALT: u8 = 0x3a;

const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// The readable pages of a file, with what its write-ahead log has of them.
pub(super) struct Pages {
    file: File,
    log: Option<File>,
    /// Where the newest committed version of a page lies in the log.
    in_log: HashMap<u32, u64>,
    count: u32,
    key: Zeroizing<[u8; 32]>,
    mac_key: Zeroizing<[u8; 32]>,
}

impl Pages {
    pub(super) fn open(path: &Path, key: &[u8; 32]) -> Result<Pages> {
        let mut file = File::open(path)?;
        let mut salt = [0; SALT];
        let length = file.metadata()?.len();
        if length < PAGE as u64 {
            salt.fill(0);
        } else {
            file.read_exact(&mut salt)?;
        }
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        let mut log = match File::open(name) {
            Ok(log) => Some(log),
            Err(why) if why.kind() == io::ErrorKind::NotFound => None,
            Err(why) => return Err(why.into()),
        };
        let in_log = log.as_mut().map(committed).transpose()?.unwrap_or_default();
        let in_file = u32::try_from(length / PAGE as u64).unwrap_or(u32::MAX);
        Ok(Pages {
            count: in_log.keys().copied().max().unwrap_or(0).max(in_file),
            file,
            log,
            in_log,
            key: Zeroizing::new(*key),
            mac_key: mac_key(key, salt),
        })
    }

    /// How many pages there are, readable or not; the first is 1.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// What SQLite would see of a page; none when it is not as it was written.
    pub(super) fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        let mut page = vec![0; PAGE];
        let (file, at) = match (self.in_log.get(&number), &mut self.log) {
            (Some(at), Some(log)) => (log, *at),
            _ => (
                &mut self.file,
                u64::from(number.checked_sub(1)?) * PAGE as u64,
            ),
        };
        file.seek(SeekFrom::Start(at)).ok()?;
        file.read_exact(&mut page).ok()?;
        // The first page begins with the salt, in clear.
        let begin = if number == 1 { SALT } else { 0 };
        let (authentic, mac) = page.split_at(PAGE - MAC);
        let mut check = Hmac::<Sha512>::new_from_slice(self.mac_key.as_ref()).ok()?;
        check.update(&authentic[begin..]);
        check.update(&number.to_le_bytes());
        let verified = check.verify_slice(mac);
        if !planted!("a-damaged-page-is-salvaged") {
            verified.ok()?;
        }
        let iv: [u8; IV] = authentic[USABLE..].try_into().ok()?;
        page.truncate(USABLE);
        let mut cipher = cbc::Decryptor::<Aes256>::new(&(*self.key).into(), &iv.into());
        for block in page[begin..].chunks_exact_mut(IV) {
            cipher.decrypt_block(block.try_into().ok()?);
        }
        Some(page)
    }
}

/// PBKDF2 with two rounds, of which one block is enough.
fn mac_key(key: &[u8; 32], salt: [u8; SALT]) -> Zeroizing<[u8; 32]> {
    let mut made = Zeroizing::new([0; 32]);
    let Ok(keyed) = Hmac::<Sha512>::new_from_slice(key) else {
        return made;
    };
    let first = keyed
        .clone()
        .chain_update(salt.map(|byte| byte ^ MAC_SALT))
        .chain_update(1_u32.to_be_bytes())
        .finalize()
        .into_bytes();
    let second = keyed.chain_update(first).finalize().into_bytes();
    for (made, (one, two)) in made.iter_mut().zip(first.iter().zip(second.iter())) {
        *made = one ^ two;
    }
    made
}

/// Where the log has the newest committed version of each page. It ends, as for SQLite, with the
/// first frame that is not as it was written.
fn committed(log: &mut File) -> io::Result<HashMap<u32, u64>> {
    let mut found = HashMap::new();
    let mut uncommitted = Vec::new();
    let mut header = [0; LOG_HEADER];
    if !fill(log, &mut header)? {
        return Ok(found);
    }
    let little_endian = word(&header, 0) & 1 == 0;
    let mut sum = checksum((0, 0), &header[..24], little_endian);
    if sum != (word(&header, 24), word(&header, 28)) {
        return Ok(found);
    }
    let mut frame = vec![0; FRAME_HEADER + PAGE];
    let mut at = (LOG_HEADER + FRAME_HEADER) as u64;
    while fill(log, &mut frame)? && frame[8..16] == header[16..24] {
        sum = checksum(sum, &frame[..8], little_endian);
        sum = checksum(sum, &frame[FRAME_HEADER..], little_endian);
        if sum != (word(&frame, 16), word(&frame, 20)) {
            break;
        }
        uncommitted.push((word(&frame, 0), at));
        // The last frame of a transaction says how large the file is after it.
        if word(&frame, 4) != 0 {
            found.extend(uncommitted.drain(..));
        }
        at += frame.len() as u64;
    }
    Ok(found)
}

/// Fills all of `into`; false when the file ends before that.
fn fill(file: &mut File, into: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(into) {
        Ok(()) => Ok(true),
        Err(why) if why.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(why) => Err(why),
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let word = bytes.get(at..at + 4).and_then(|word| word.try_into().ok());
    word.map_or(0, u32::from_be_bytes)
}

/// The checksum of the write-ahead log format, over pairs of words.
fn checksum(before: (u32, u32), bytes: &[u8], little_endian: bool) -> (u32, u32) {
    bytes.chunks_exact(8).fold(before, |(one, two), pair| {
        let word = |at| match little_endian {
            true => word(pair, at).swap_bytes(),
            false => word(pair, at),
        };
        let one = one.wrapping_add(word(0)).wrapping_add(two);
        (one, two.wrapping_add(word(4)).wrapping_add(one))
    })
}
