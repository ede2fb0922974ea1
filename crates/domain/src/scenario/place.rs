//! A place in the file: a piece of JSON that knows where it stands.

use super::error::{Fault, ScenarioError, quote};
use crate::record::Record;
use crate::schema::{FieldSpec, Kind, Misfit, Shape, field};
use crate::value::Value;
use crate::words::WordList;
use chrono::{DateTime, FixedOffset};
use serde_json::Value as Json;

/// A key or a name.
const NAME: FieldSpec = field("name", Shape::Line(120));

/// A piece of the file and its path, such as `conversations[3].themes[1]`.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    path: String,
    json: &'a Json,
}

impl<'a> Place<'a> {
    pub(super) fn top(json: &'a Json) -> Place<'a> {
        Place {
            path: String::new(),
            json,
        }
    }

    pub(super) fn fault(&self, fault: impl Into<Fault>) -> ScenarioError {
        let place = if self.path.is_empty() {
            "the file"
        } else {
            &self.path
        };
        ScenarioError::At {
            place: place.to_owned(),
            fault: fault.into(),
        }
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            quote(name)
        } else {
            format!("{}.{}", self.path, quote(name))
        }
    }

    /// Refuses anything but an object with these fields.
    pub(super) fn only(&self, names: &[&str]) -> Result<(), ScenarioError> {
        for (name, place) in self.entries()? {
            if !names.contains(&name) {
                return Err(place.fault(Fault::UnknownField));
            }
        }
        Ok(())
    }

    /// A field of this object; none when it is absent or null.
    pub(super) fn field(&self, name: &str) -> Option<Place<'a>> {
        let json = self.json.get(name).filter(|json| !json.is_null())?;
        Some(Place {
            path: self.path_of(name),
            json,
        })
    }

    pub(super) fn required(&self, name: &str) -> Result<Place<'a>, ScenarioError> {
        let missing = Place {
            path: self.path_of(name),
            json: self.json,
        };
        self.field(name)
            .ok_or_else(|| missing.fault(Fault::Missing))
    }

    /// The items of a list in this object; none when it is absent.
    pub(super) fn items(&self, name: &str) -> Result<Vec<Place<'a>>, ScenarioError> {
        let Some(list) = self.field(name) else {
            return Ok(Vec::new());
        };
        let Json::Array(items) = list.json else {
            return Err(list.fault(Fault::NotAList));
        };
        let place = |(index, json)| Place {
            path: format!("{}[{index}]", list.path),
            json,
        };
        Ok(items.iter().enumerate().map(place).collect())
    }

    /// The names and values of this object.
    pub(super) fn entries(&self) -> Result<Vec<(&'a str, Place<'a>)>, ScenarioError> {
        let Json::Object(fields) = self.json else {
            return Err(self.fault(Fault::NotAnObject));
        };
        let place = |(name, json): (&'a String, &'a Json)| {
            (
                name.as_str(),
                Place {
                    path: self.path_of(name),
                    json,
                },
            )
        };
        Ok(fields.iter().map(place).collect())
    }

    /// This piece as the value of a field: Dutch labels become codes.
    pub(super) fn value(&self, spec: &FieldSpec) -> Result<Value, ScenarioError> {
        let wrong_type = || self.fault(Misfit::WrongType(spec.shape.wanted()));
        let value = match (spec.shape, self.json) {
            (Shape::Code(list), Json::String(label)) => self.code(list, label)?.into(),
            (_, Json::String(text)) => Value::Text(text.clone()),
            (_, Json::Number(number)) => Value::Int(number.as_i64().ok_or_else(wrong_type)?),
            (_, Json::Bool(flag)) => Value::Bool(*flag),
            _ => return Err(wrong_type()),
        };
        spec.check(&value).map_err(|misfit| self.fault(misfit))?;
        Ok(value)
    }

    /// The code of a word that stands at this place, as a value or as the name of a field.
    pub(super) fn code(&self, list: WordList, label: &str) -> Result<&'static str, ScenarioError> {
        list.code_of(label).ok_or_else(|| {
            let list = list.name().replace('_', " ");
            self.fault(Fault::UnknownWord {
                word: quote(label),
                list,
            })
        })
    }

    /// A text that must have something in it: a key or a name.
    pub(super) fn name(&self) -> Result<&'a str, ScenarioError> {
        self.value(&NAME)?;
        match self.json.as_str() {
            Some(name) if !name.trim().is_empty() => Ok(name),
            _ => Err(self.fault(Fault::Empty)),
        }
    }

    pub(super) fn moment(&self) -> Result<DateTime<FixedOffset>, ScenarioError> {
        let text = self.json.as_str().unwrap_or_default();
        DateTime::parse_from_rfc3339(text)
            .map_err(|_| self.fault(Misfit::WrongType(Shape::Moment.wanted())))
    }

    /// Copies the fields of these names that are filled in into a record of `kind`.
    pub(super) fn copy(
        &self,
        kind: &Kind,
        names: &[&str],
        mut record: Record,
    ) -> Result<Record, ScenarioError> {
        for spec in names.iter().filter_map(|name| kind.field(name)) {
            if let Some(place) = self.field(spec.name) {
                record = record.with(spec.name, place.value(spec)?);
            }
        }
        Ok(record)
    }

    /// The refusal of a key that points to nothing in `part`.
    pub(super) fn dangling(&self, key: &str, part: &'static str) -> ScenarioError {
        self.fault(Fault::Dangling {
            key: quote(key),
            part,
        })
    }

    pub(super) fn twice(&self, key: &str) -> ScenarioError {
        self.fault(Fault::Twice(quote(key)))
    }
}
