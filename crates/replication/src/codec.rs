//! MessagePack, with a limit to how deep it nests.

use rmp_serde::decode::{Deserializer, Error};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Our messages nest ten deep; lists in lists without end would exhaust the reader's stack.
const MAX_DEPTH: usize = 64;

pub(crate) fn write<T: Serialize>(value: &T) -> Vec<u8> {
    // Writing plain data to memory cannot fail; an empty answer would fail to decode.
    rmp_serde::to_vec(value).unwrap_or_default()
}

pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut reader = Deserializer::from_read_ref(bytes);
    reader.set_max_depth(MAX_DEPTH);
    T::deserialize(&mut reader)
}
