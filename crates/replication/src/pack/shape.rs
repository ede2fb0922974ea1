//! What a change consists of: its kind, the fields it sets and how each value is written, the
//! fields it names earlier changes for and how many. Changes made alike have one shape.

use super::moment;
use crate::change::Change;
use domain::value::Value;
use uuid::Uuid;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Form {
    Null,
    Bool,
    Int,
    Text,
    /// A text that is an id, in the one spelling we write.
    Id,
    /// The id of the change's own dossier, as text.
    OwnDossier,
    Bytes,
    List,
    Day,
    Seconds,
    Millis,
    Placed,
}

impl Form {
    const ALL: [Form; 12] = [
        Form::Null,
        Form::Bool,
        Form::Int,
        Form::Text,
        Form::Id,
        Form::OwnDossier,
        Form::Bytes,
        Form::List,
        Form::Day,
        Form::Seconds,
        Form::Millis,
        Form::Placed,
    ];

    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// How days and moments are written; none for other forms.
    pub fn moment(self) -> Option<moment::Form> {
        match self {
            Form::Day => Some(moment::Form::Day),
            Form::Seconds => Some(moment::Form::Seconds),
            Form::Millis => Some(moment::Form::Millis),
            Form::Placed => Some(moment::Form::Placed),
            _ => None,
        }
    }

    pub fn of(value: &Value, own_dossier: Uuid) -> Self {
        match value {
            Value::Null => Form::Null,
            Value::Bool(_) => Form::Bool,
            Value::Int(_) => Form::Int,
            Value::Bytes(_) => Form::Bytes,
            Value::List(_) => Form::List,
            Value::Text(text) => match (id(text), moment::read(text)) {
                (Some(id), _) if id == own_dossier => Form::OwnDossier,
                (Some(_), _) => Form::Id,
                (_, Some((moment::Form::Day, ..))) => Form::Day,
                (_, Some((moment::Form::Seconds, ..))) => Form::Seconds,
                (_, Some((moment::Form::Millis, ..))) => Form::Millis,
                (_, Some((moment::Form::Placed, ..))) => Form::Placed,
                _ => Form::Text,
            },
        }
    }
}

/// The id that a text is, when the id gives the very same text back.
pub fn id(text: &str) -> Option<Uuid> {
    if text.len() != 36 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let hyphens = [8, 13, 18, 23].map(|at| text.as_bytes()[at]);
    (hyphens == [b'-'; 4])
        .then(|| Uuid::try_parse(text).ok())
        .flatten()
}

/// The shape of a change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shape<'s> {
    pub kind: &'s str,
    pub set: Vec<(&'s str, Form)>,
    pub over: Vec<(&'s str, usize)>,
}

impl<'s> Shape<'s> {
    pub fn of(change: &'s Change) -> Self {
        let dossier = change.dossier.0;
        let set = change.set.iter();
        let over = change.over.iter();
        Shape {
            kind: &change.kind,
            set: set
                .map(|(field, value)| (field.as_str(), Form::of(value, dossier)))
                .collect(),
            over: over
                .map(|(field, ids)| (field.as_str(), ids.len()))
                .collect(),
        }
    }
}
