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
    /// Nothing to read.
    #[error("a word needs a label")]
    NoLabel,
    /// Every municipality has it, and its label with it.
    #[error("{0} is a word that every municipality has: retire it and add one of your own")]
    Shared(String),
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
    /// What a coach who works in English reads, of a word of the municipality's own.
    pub english: Option<String>,
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
        english: Option<String>,
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
            let known = words(&Town::read(work)?, list);
            refuse_taken(list, &known, &code, &label)?;
            let own = match known.into_iter().find(|word| word.code == code) {
                Some(word) if word.label != label => {
                    let known = word.label;
                    return Err(WordError::Taken { list, code, known });
                }
                Some(word) => word.own,
                None => true,
            };
            if !own && english.is_some() {
                return Err(WordError::Shared(code));
            }
            let town = municipality::get(work.db)?.id;
            let mut record = word_record(town, list, &code).with("retired", false);
            if own {
                record = labelled(record, &label, english.as_deref());
            }
            town::settle(work, &[record], now)?;
            log(work, now, "admin word add", None, format!("{list}: {code}"))?;
            Ok(code)
        })
        .await
    }

    /// Gives a word of the municipality's own another label, in every place where it was written:
    /// the code stays, and so does what it means.
    pub async fn rename_word(
        &self,
        list: WordList,
        code: String,
        label: String,
        english: Option<String>,
        now: i64,
    ) -> Result<(), WordError> {
        self.write(move |work| {
            if label.trim().is_empty() {
                return Err(WordError::NoLabel);
            }
            let known = words(&Town::read(work)?, list);
            refuse_taken(list, &known, &code, &label)?;
            match known.into_iter().find(|word| word.code == code) {
                Some(word) if word.own => {}
                Some(_) => return Err(WordError::Shared(code)),
                None => return Err(WordError::NoWord { list, asked: code }),
            }
            let town = municipality::get(work.db)?.id;
            let record = labelled(word_record(town, list, &code), &label, english.as_deref());
            town::settle(work, &[record], now)?;
            let told = format!("{list}: {code}");
            Ok(log(work, now, "admin word rename", None, told)?)
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
        self.set_retired(list, code, true, now).await
    }

    /// Offers a word again that was retired.
    pub async fn restore_word(
        &self,
        list: WordList,
        code: String,
        now: i64,
    ) -> Result<(), WordError> {
        self.set_retired(list, code, false, now).await
    }

    async fn set_retired(
        &self,
        list: WordList,
        code: String,
        retired: bool,
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
            let record = word_record(town, list, &code).with("retired", retired);
            town::settle(work, &[record], now)?;
            let told = format!("{list}: {code}");
            let what = match retired {
                true => "admin word retire",
                false => "admin word restore",
            };
            Ok(log(work, now, what, None, told)?)
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
        english: None,
        own: false,
        retired: retired(word.code),
    });
    let mut added: Vec<ListedWord> = own
        .iter()
        .filter(|word| list.label_of(&word.code).is_none())
        .map(|word| ListedWord {
            label: word.label.clone().unwrap_or_else(|| word.code.clone()),
            english: word.english.clone(),
            code: word.code.clone(),
            own: true,
            retired: word.retired,
        })
        .collect();
    added.sort_by(|a, b| a.label.cmp(&b.label));
    shared.chain(added).collect()
}

/// Refuses a label that another word of the list has: nobody could tell the two apart.
fn refuse_taken(
    list: WordList,
    known: &[ListedWord],
    code: &str,
    label: &str,
) -> Result<(), WordError> {
    let same = |word: &&ListedWord| word.code != code && slug(&word.label) == slug(label);
    match known.iter().find(same) {
        Some(word) => Err(WordError::Taken {
            list,
            code: word.code.clone(),
            known: word.label.clone(),
        }),
        None => Ok(()),
    }
}

/// With what a coach reads; an English label that is not named stays as it is.
fn labelled(record: Record, label: &str, english: Option<&str>) -> Record {
    let record = record.with("label", label);
    match english {
        Some(english) => record.with("label_en", english),
        None => record,
    }
}

fn word_record(town: uuid::Uuid, list: WordList, code: &str) -> Record {
    Record::new(word_id(town, list, code), town, &kinds::word::KIND)
        .with("list", list.name())
        .with("code", code)
}
