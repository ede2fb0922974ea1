//! Words that the office adds to the lists of a municipality, or takes away from what can be chosen.
//! A word is never deleted: what was written with it keeps its label.

use crate::setup::log;
use crate::storage::{Storage, StorageError, municipality};
use crate::town::{self, Town, TownError};
use domain::ids::word_id;
use domain::kinds;
use domain::record::Record;
use domain::words::{WordList, is_code, slug};
use thiserror::Error;

/// Why a list stays as it was.
#[derive(Debug, Error)]
pub enum WordError {
    /// The program acts on each of the list's words.
    #[error("the list {0} is the same in every municipality")]
    Fixed(WordList),
    /// Nothing is left of the label as code.
    #[error("no code can be made of {0:?}: use letters")]
    NoCode(String),
    /// The code already stands for something else.
    #[error(
        "{code} of {list} is {known:?} already; what was written with it must keep its meaning"
    )]
    Taken {
        /// The list.
        list: WordList,
        /// The code.
        code: String,
        /// What it stands for.
        known: String,
    },
    /// No such word.
    #[error("the list {list} has no {asked:?}")]
    NoWord {
        /// The list.
        list: WordList,
        /// The code asked for.
        asked: String,
    },
    /// The program needs the word.
    #[error("{0} belongs to every conversation and cannot be retired")]
    Needed(String),
    /// The settings were not taken.
    #[error(transparent)]
    Town(#[from] TownError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A word as it can be chosen in this municipality, or could once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedWord {
    /// What is stored.
    pub code: String,
    /// What a coach reads.
    pub label: String,
    /// Whether it is the municipality's own.
    pub own: bool,
    /// Whether it can be chosen no more.
    pub retired: bool,
}

impl Storage {
    /// Adds a word, or offers one again that was retired. Answers its code.
    pub async fn add_word(
        &self,
        list: WordList,
        label: String,
        now: i64,
    ) -> Result<String, WordError> {
        self.write(move |work| {
            if !list.extendable() {
                return Err(WordError::Fixed(list));
            }
            let code = slug(&label);
            if !is_code(&code) {
                return Err(WordError::NoCode(label));
            }
            let mut known = words(&Town::read(work)?, list).into_iter();
            let own = match known.find(|word| word.code == code) {
                Some(word) if word.label != label => {
                    let known = word.label;
                    return Err(WordError::Taken { list, code, known });
                }
                Some(word) => word.own,
                None => true,
            };
            let town = municipality::get(work.db)?.id;
            let mut record = word_record(town, list, &code).with("retired", false);
            if own {
                record = record.with("label", label.as_str());
            }
            town::settle(work, &[record], now)?;
            log(work, now, "admin word add", None, format!("{list}: {code}"))?;
            Ok(code)
        })
        .await
    }

    /// Takes a word away from what can be chosen.
    pub async fn retire_word(
        &self,
        list: WordList,
        code: String,
        now: i64,
    ) -> Result<(), WordError> {
        self.write(move |work| {
            if !list.extendable() {
                return Err(WordError::Fixed(list));
            }
            if !list.may_retire(&code) {
                return Err(WordError::Needed(code));
            }
            let known = words(&Town::read(work)?, list);
            if !known.iter().any(|word| word.code == code) {
                return Err(WordError::NoWord { list, asked: code });
            }
            let town = municipality::get(work.db)?.id;
            let record = word_record(town, list, &code).with("retired", true);
            town::settle(work, &[record], now)?;
            let told = format!("{list}: {code}");
            Ok(log(work, now, "admin word retire", None, told)?)
        })
        .await
    }

    /// The words of a list, in the order in which they are offered.
    pub async fn words(&self, list: WordList) -> Result<Vec<ListedWord>, StorageError> {
        self.read(move |work| Ok(words(&Town::read(work)?, list)))
            .await
    }
}

fn words(town: &Town, list: WordList) -> Vec<ListedWord> {
    let mut own = town.words();
    own.retain(|word| word.list == list);
    let retired = |code: &str| own.iter().any(|word| word.code == code && word.retired);
    let shared = list.words().iter().map(|word| ListedWord {
        code: word.code.to_owned(),
        label: word.label.to_owned(),
        own: false,
        retired: retired(word.code),
    });
    let mut added: Vec<ListedWord> = own
        .iter()
        .filter(|word| list.label_of(&word.code).is_none())
        .map(|word| ListedWord {
            label: word.label.clone().unwrap_or_else(|| word.code.clone()),
            code: word.code.clone(),
            own: true,
            retired: word.retired,
        })
        .collect();
    added.sort_by(|a, b| a.label.cmp(&b.label));
    shared.chain(added).collect()
}

fn word_record(town: uuid::Uuid, list: WordList, code: &str) -> Record {
    Record::new(word_id(town, list, code), town, &kinds::word::KIND)
        .with("list", list.name())
        .with("code", code)
}
