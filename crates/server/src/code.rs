//! One-time enrolment codes: twelve characters that nobody mistakes for one another when read
//! aloud or typed over.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Neither 0 and O nor 1 and I; 32 characters, so that each is five random bits.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH: usize = 12;

/// A code as handed to a coach, shown as `XXXX-XXXX-XXXX`.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentCode(String);

/// Text that cannot be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a code has twelve letters and digits")]
pub struct NoCode;

impl EnrolmentCode {
    /// The code that these random bytes make.
    pub fn from_random(bytes: [u8; LENGTH]) -> Self {
        let letters = bytes
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
        EnrolmentCode(letters.collect())
    }

    /// The twelve characters, as hashed.
    pub fn normal(&self) -> &str {
        &self.0
    }
}

impl FromStr for EnrolmentCode {
    type Err = NoCode;

    /// Takes capitals and small letters, dashes and spaces anywhere.
    fn from_str(text: &str) -> Result<Self, NoCode> {
        let letters: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(|letter| letter.to_ascii_uppercase())
            .take(LENGTH + 1)
            .collect();
        let fits = letters.len() == LENGTH && letters.bytes().all(|byte| ALPHABET.contains(&byte));
        if fits {
            Ok(EnrolmentCode(letters))
        } else {
            Err(NoCode)
        }
    }
}

impl fmt::Display for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_shows_however_typed() {
        let code = EnrolmentCode::from_random([0, 31, 32, 5, 9, 200, 17, 255, 100, 3, 2, 1]);
        let shown = code.to_string();
        assert_eq!(shown.len(), 14);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            shown.replace('-', ""),
        ] {
            assert!(typed.parse() == Ok(code.clone()), "{typed}");
        }
    }

    #[test]
    fn refuses_what_is_no_code() {
        for typed in [
            "",
            "ABCD",
            "ABCD-EFGH-JKL0",
            "ABCD-EFGH-JKLMN",
            "ÀBCD-EFGH-JKLM",
        ] {
            assert!(typed.parse::<EnrolmentCode>() == Err(NoCode), "{typed}");
        }
    }
}
