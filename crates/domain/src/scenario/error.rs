//! Why a scenario file is refused.

use crate::schema::Misfit;
use thiserror::Error;

/// The most characters of the file that a message repeats.
const QUOTE_LIMIT: usize = 60;

/// Why a scenario file, or a question about it, is refused. Nothing of the file is used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ScenarioError {
    /// Not JSON, or a field twice in one object.
    #[error("line {line}, column {column}: {why}")]
    Json {
        /// From 1.
        line: usize,
        /// Bytes read of that line.
        column: usize,
        /// What the parser says.
        why: String,
    },
    /// JSON, but not what the format says.
    #[error("{place}: {fault}")]
    At {
        /// Such as `conversations[3].themes[1].theme`.
        place: String,
        /// What is wrong there.
        fault: Fault,
    },
    /// A coach was asked for who is not in the file.
    #[error("{0:?} is not the key of a coach in this file")]
    NoSuchCoach(String),
}

/// What is wrong at a place of the file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// A value that its field cannot hold.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// Not the word of a list.
    #[error("{word:?} is not a {list}")]
    UnknownWord {
        /// As in the file, shortened.
        word: String,
        /// The list in words, such as `referral to`.
        list: String,
    },
    /// A key, name or village that points to nothing.
    #[error("{key:?} is not among the {part} of this file")]
    Dangling {
        /// As in the file, shortened.
        key: String,
        /// The part it should be in, such as `people`.
        part: &'static str,
    },
    /// A key, or a word that can be there once, is there again.
    #[error("{0:?} is there twice")]
    Twice(String),
    /// The conversation is one with somebody else.
    #[error("conversation {0:?} is with somebody else")]
    SomebodyElse(String),
    /// The agreement is one of somebody else.
    #[error("agreement {0:?} is somebody else's")]
    SomebodyElses(String),
    /// An agreement is sealed by two whole signatures.
    #[error("needs both signatures, each with name, how and at")]
    NotSigned,
    /// A required field is absent or null.
    #[error("is missing")]
    Missing,
    /// A required text has nothing in it.
    #[error("is empty")]
    Empty,
    /// A village whose name has no letter or digit that a code can hold.
    #[error("{0:?} cannot be made into a code")]
    NoCode(String),
    /// A field that the format does not have.
    #[error("is not a field of this format")]
    UnknownField,
    /// Something else where a list should be.
    #[error("is not a list")]
    NotAList,
    /// Something else where an object should be.
    #[error("is not an object")]
    NotAnObject,
}

/// Text of the file as a message repeats it.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTE_LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
