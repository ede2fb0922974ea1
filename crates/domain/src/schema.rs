//! How record kinds describe themselves: one table a kind, read by validation, import, export,
//! projections and search alike.

use crate::value::Value;
use crate::words::WordList;
use chrono::{DateTime, NaiveDate};
use std::fmt;
use thiserror::Error;
use uuid::Uuid;

/// The most characters a free text may have. Far above any note; it bounds memory and messages.
pub const FREE_TEXT_LIMIT: usize = 20_000;

/// A record kind: its name in storage and on the wire, and its fields.
#[derive(Debug)]
pub struct Kind {
    /// Stable name, such as `theme_note`.
    pub name: &'static str,
    /// The field that names the parent record, if the kind is a child.
    pub parent: Option<&'static str>,
    /// The code field that, with the parent, makes the id (UUIDv5), if the kind has a natural key.
    pub natural_key: Option<&'static str>,
    /// The named fields.
    pub fields: &'static [FieldSpec],
}

/// One named field of a kind.
#[derive(Debug)]
pub struct FieldSpec {
    /// Stable name, such as `note`.
    pub name: &'static str,
    /// What it may hold.
    pub shape: Shape,
}

/// What a field may hold. Null is always allowed: it is an answer not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words somebody typed; concurrent versions all stay until somebody chooses. At most
    /// [`FREE_TEXT_LIMIT`] characters.
    FreeText,
    /// A short text on one line, such as a name; at most this many characters.
    Line(usize),
    /// A code of a word list; where a municipality may add words, any well-formed code.
    Code(WordList),
    /// A whole number from the first to the second, both included.
    Int(i64, i64),
    /// Yes or no.
    Bool,
    /// `YYYY-MM-DD`.
    Date,
    /// RFC 3339 with an offset.
    Moment,
    /// The id of a record.
    Record,
    /// Raw bytes, at most this many, such as the strokes of a signature.
    Bytes(usize),
}

/// A field with this name and shape.
pub const fn field(name: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { name, shape }
}

/// The field that every kind has: true for a record that was taken away.
pub const REMOVED: FieldSpec = field("removed", Shape::Bool);

impl Shape {
    /// True for text that keeps every concurrent version on screen.
    pub fn keeps_versions(self) -> bool {
        self == Shape::FreeText
    }

    /// The most characters, for texts.
    pub fn limit(self) -> Option<usize> {
        match self {
            Shape::FreeText => Some(FREE_TEXT_LIMIT),
            Shape::Line(most) => Some(most),
            _ => None,
        }
    }
}

/// Why a value does not fit its field. The place is named by [`InvalidField`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Misfit {
    /// Another type of value than the field holds.
    #[error("is not {0}")]
    WrongType(&'static str),
    /// More characters than the limit.
    #[error("has {length} characters; the limit is {limit}")]
    TooLong {
        /// Characters given.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// More bytes than the limit.
    #[error("has {length} bytes; the limit is {limit}")]
    TooLarge {
        /// Bytes given.
        length: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// A NUL character, which no text may hold.
    #[error("holds a NUL character")]
    Nul,
    /// A line break in a text of one line.
    #[error("holds a line break")]
    LineBreak,
    /// Not in the word list.
    #[error("{0:?} is not in the word list")]
    UnknownWord(String),
    /// Outside the range.
    #[error("{number} is not from {least} to {most}")]
    OutOfRange {
        /// Number given.
        number: i64,
        /// Least allowed.
        least: i64,
        /// Most allowed.
        most: i64,
    },
}

/// A value that does not fit, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{kind}.{field} {why}")]
pub struct InvalidField {
    /// The record's kind.
    pub kind: String,
    /// The field's name.
    pub field: String,
    /// What is wrong.
    pub why: Misfit,
}

impl FieldSpec {
    /// Checks that `value` fits; null always does.
    pub fn check(&self, value: &Value) -> Result<(), Misfit> {
        match (self.shape, value) {
            (_, Value::Null) => Ok(()),
            (Shape::FreeText, Value::Text(text)) => check_text(text, FREE_TEXT_LIMIT),
            (Shape::Line(limit), Value::Text(text)) => {
                check_text(text, limit)?;
                if text.contains(['\n', '\r']) {
                    return Err(Misfit::LineBreak);
                }
                Ok(())
            }
            (Shape::Code(list), Value::Text(code)) if list.accepts(code) => Ok(()),
            (Shape::Code(_), Value::Text(code)) => Err(Misfit::UnknownWord(code.clone())),
            (Shape::Int(least, most), Value::Int(number)) => {
                if (least..=most).contains(number) {
                    Ok(())
                } else {
                    Err(Misfit::OutOfRange {
                        number: *number,
                        least,
                        most,
                    })
                }
            }
            (Shape::Bool, Value::Bool(_)) => Ok(()),
            (Shape::Date, Value::Text(text)) if is_date(text) => Ok(()),
            (Shape::Moment, Value::Text(text)) if DateTime::parse_from_rfc3339(text).is_ok() => {
                Ok(())
            }
            (Shape::Record, Value::Text(text)) if Uuid::try_parse(text).is_ok() => Ok(()),
            (Shape::Bytes(limit), Value::Bytes(bytes)) if bytes.len() <= limit => Ok(()),
            (Shape::Bytes(limit), Value::Bytes(bytes)) => Err(Misfit::TooLarge {
                length: bytes.len(),
                limit,
            }),
            (shape, _) => Err(Misfit::WrongType(shape.wanted())),
        }
    }
}

fn is_date(text: &str) -> bool {
    // Parsing alone would let `2026-9-1` through, which sorts wrongly as text.
    text.parse::<NaiveDate>()
        .is_ok_and(|date| date.to_string() == text)
}

fn check_text(text: &str, limit: usize) -> Result<(), Misfit> {
    if text.contains('\0') {
        return Err(Misfit::Nul);
    }
    // Bytes bound characters from above, so the common short text is never counted.
    if text.len() > limit {
        let length = text.chars().count();
        if length > limit {
            return Err(Misfit::TooLong { length, limit });
        }
    }
    Ok(())
}

impl Shape {
    /// What a value of this shape is called in messages.
    pub fn wanted(self) -> &'static str {
        match self {
            Shape::FreeText | Shape::Line(_) => "text",
            Shape::Code(_) => "a word of its list",
            Shape::Int(..) => "a whole number",
            Shape::Bool => "yes or no",
            Shape::Date => "a date (YYYY-MM-DD)",
            Shape::Moment => "a moment (RFC 3339)",
            Shape::Record => "a record id",
            Shape::Bytes(_) => "bytes",
        }
    }
}

impl Kind {
    /// The field with this name, if the kind has it. Every kind has [`REMOVED`].
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        let every_kind_has = (name == REMOVED.name).then_some(&REMOVED);
        self.fields
            .iter()
            .find(|field| field.name == name)
            .or(every_kind_has)
    }

    /// Checks one value; fields unknown to this version pass, so that newer devices can go ahead.
    pub fn check(&self, field: &str, value: &Value) -> Result<(), InvalidField> {
        let Some(spec) = self.field(field) else {
            return Ok(());
        };
        spec.check(value).map_err(|why| InvalidField {
            kind: self.name.to_owned(),
            field: field.to_owned(),
            why,
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
