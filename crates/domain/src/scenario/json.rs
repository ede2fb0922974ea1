//! Reads JSON, refusing what would be lost silently: a field twice in one object.

use super::error::{ScenarioError, quote};
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Value as Json};
use std::fmt;

/// The file as a tree.
pub(super) fn read(text: &str) -> Result<Json, ScenarioError> {
    if text.starts_with('\u{feff}') {
        let why = "the file starts with a byte order mark; save it as UTF-8 without one".to_owned();
        return Err(ScenarioError::Json {
            line: 1,
            column: 1,
            why,
        });
    }
    let mut source = Deserializer::from_str(text);
    let tree = Tree
        .deserialize(&mut source)
        .map_err(|error| located(&error))?;
    source.end().map_err(|error| located(&error))?;
    Ok(tree)
}

fn located(error: &serde_json::Error) -> ScenarioError {
    let message = error.to_string();
    let why = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(why, _)| why);
    ScenarioError::Json {
        line: error.line(),
        column: error.column(),
        why: why.to_owned(),
    }
}

/// Builds a tree, as `serde_json` does, but keeps an eye on repeated fields.
#[derive(Clone, Copy)]
struct Tree;

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Json;

    fn deserialize<D: de::Deserializer<'de>>(self, source: D) -> Result<Json, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Json, E> {
        Ok(flag.into())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Tree)? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if fields.contains_key(&name) {
                return Err(de::Error::custom(format!(
                    "field {:?} is there twice",
                    quote(&name)
                )));
            }
            let value = map.next_value_seed(Tree)?;
            fields.insert(name, value);
        }
        Ok(Json::Object(fields))
    }
}
