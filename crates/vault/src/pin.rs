//! A PIN re-opens a running session and nothing else: a million PINs are guessed in hours, so no
//! key is ever derived from one.

use hkdf::Hkdf;
use sha2::Sha256;
use thiserror::Error;

/// Wrong PINs before the passphrase is asked.
pub const TRIES: u8 = 5;

/// Four to six digits, kept as a salted hash inside the encrypted database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinHash([u8; 32]);

/// Not four to six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a PIN has four to six digits")]
pub struct BadPin;

impl PinHash {
    /// Hashes a new PIN, salted with the device's id.
    pub fn new(pin: &str, salt: &[u8; 16]) -> Result<Self, BadPin> {
        let fits = (4..=6).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit());
        if !fits {
            return Err(BadPin);
        }
        let mut hash = [0; 32];
        Hkdf::<Sha256>::new(Some(salt), pin.as_bytes())
            .expand(b"meedoen pin v1", &mut hash)
            .map_err(|_| BadPin)?;
        Ok(PinHash(hash))
    }

    /// True when `pin` is the one hashed.
    pub fn matches(&self, pin: &str, salt: &[u8; 16]) -> bool {
        PinHash::new(pin, salt).is_ok_and(|other| {
            // Without an early exit: the time says nothing about where they differ.
            self.0
                .iter()
                .zip(other.0)
                .fold(0, |differ, (a, b)| differ | (a ^ b))
                == 0
        })
    }

    /// As stored.
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }

    /// As read back.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        PinHash(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; 16] = [4; 16];

    #[test]
    fn four_to_six_digits_and_nothing_else_are_a_pin() {
        for good in ["1234", "12345", "123456", "0000"] {
            assert!(PinHash::new(good, &SALT).is_ok(), "{good}");
        }
        for bad in [
            "",
            "123",
            "1234567",
            "12a4",
            "12 4",
            " 1234",
            "-123",
            "１２３４",
            "12.4",
            "1234\n",
        ] {
            assert_eq!(PinHash::new(bad, &SALT), Err(BadPin), "{bad:?}");
        }
    }

    #[test]
    fn only_the_same_pin_on_the_same_device_matches() {
        let hash = PinHash::new("1234", &SALT).unwrap();
        assert!(hash.matches("1234", &SALT));
        for other in ["1235", "12340", "4321", "", "abcd"] {
            assert!(!hash.matches(other, &SALT), "{other}");
        }
        assert!(!hash.matches("1234", &[5; 16]));
        assert_eq!(PinHash::from_bytes(hash.bytes()), hash);
        assert!(!hash.bytes().windows(4).any(|four| four == b"1234"));
    }
}
