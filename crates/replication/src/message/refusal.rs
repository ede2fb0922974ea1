//! Why a change was refused.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a change was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The coach may not write in this dossier.
    NoAccess,
    /// The first change of a dossier names no team of this municipality.
    NoTeam,
    /// A field's value does not fit its field.
    InvalidField,
    /// The change is larger than [`CHANGE_LIMIT`].
    TooLarge,
    /// The record lies in another dossier, or is of another kind.
    WrongPlace,
    /// The dossier was erased.
    Erased,
    /// The record was signed and stays as it is.
    Sealed,
    /// A reason this version does not know.
    #[serde(other)]
    Unknown,
}

impl Refusal {
    /// The code as stored and shown: `no_access` …
    pub fn code(self) -> &'static str {
        match self {
            Refusal::NoAccess => "no_access",
            Refusal::NoTeam => "no_team",
            Refusal::InvalidField => "invalid_field",
            Refusal::TooLarge => "too_large",
            Refusal::WrongPlace => "wrong_place",
            Refusal::Erased => "erased",
            Refusal::Sealed => "sealed",
            Refusal::Unknown => "unknown",
        }
    }

    /// Reads [`Refusal::code`]; anything else is [`Refusal::Unknown`].
    pub fn from_code(code: &str) -> Self {
        [
            Self::NoAccess,
            Self::NoTeam,
            Self::InvalidField,
            Self::TooLarge,
            Self::WrongPlace,
            Self::Erased,
            Self::Sealed,
        ]
        .into_iter()
        .find(|refusal| refusal.code() == code)
        .unwrap_or(Self::Unknown)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
