//! Dutch labels of codes, a municipality's own among them.

use crate::record::Record;
use crate::words::WordList;
use std::collections::HashMap;

/// The labels of a municipality's own words, by list and code.
#[derive(Debug, Default)]
pub(super) struct Labels<'a>(HashMap<(&'a str, &'a str), &'a str>);

impl<'a> Labels<'a> {
    pub(super) fn learn(&mut self, word: &'a Record) {
        if let (Some(list), Some(code), Some(label)) =
            (word.text("list"), word.text("code"), word.text("label"))
        {
            self.0.insert((list, code), label);
        }
    }

    /// The label of the code in a field; the code itself when nobody knows a label.
    pub(super) fn of(&self, record: &Record, field: &str, list: WordList) -> Option<String> {
        let code = record.text(field).filter(|code| !code.is_empty())?;
        let own = || self.0.get(&(list.name(), code)).copied();
        Some(list.label_of(code).or_else(own).unwrap_or(code).to_owned())
    }
}
