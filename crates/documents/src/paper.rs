//! What stands on a paper, from top to bottom.

use domain::strokes::Strokes;

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The language it is in; read aloud by it.
    pub language: Language,
    /// What it is called.
    pub title: String,
    /// Whose office made it, such as the municipality.
    pub author: String,
    /// When it was made.
    pub made_on: Day,
    /// What stands on it.
    pub parts: Vec<Part>,
    /// The small line at the foot of each page.
    pub foot: String,
}

/// The language of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Dutch.
    Dutch,
    /// English.
    English,
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Such as 2026.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// One thing on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A heading of a section.
    Heading(String),
    /// The person's own words, large.
    Own(String),
    /// A sentence.
    Line(String),
    /// What something is, and what it is called.
    Fact {
        /// What it is called.
        label: String,
        /// What it is.
        value: String,
    },
    /// A signature.
    Signature {
        /// What was drawn; none for somebody who typed the name.
        strokes: Option<Strokes>,
        /// What is read aloud for the drawing, or stands in its place.
        words: String,
        /// Whose it is.
        name: String,
        /// When, in words.
        on: String,
    },
}

impl Language {
    /// The code that PDF and typst know.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Language::Dutch => "nl",
            Language::English => "en",
        }
    }
}
