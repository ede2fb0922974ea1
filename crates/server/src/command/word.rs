//! `admin word`: the lists that coaches choose from, as this municipality has them.

use super::{CommandError, now, print, print_json};
use crate::storage::Storage;
use clap::{Args, Subcommand};
use domain::words::WordList;
use serde_json::json;

/// What can be done with words.
#[derive(Debug, Subcommand)]
pub enum WordCommand {
    /// Add a word to a list, or offer one again that was retired; prints its code.
    Add {
        /// The list: theme, place, referral_to, inflow, funding or village.
        #[arg(value_parser = list)]
        list: WordList,
        /// What a coach reads.
        label: String,
        /// What a coach who works in English reads.
        #[arg(long)]
        english: Option<String>,
    },
    /// Give a word of your own another label. What was written with it keeps its meaning and shows
    /// the new label.
    Rename {
        /// The list.
        #[arg(value_parser = list)]
        list: WordList,
        /// The word's code, as `list` prints it; it stays.
        code: String,
        /// What a coach reads from now on.
        label: String,
        /// What a coach who works in English reads from now on.
        #[arg(long)]
        english: Option<String>,
    },
    /// Offer a retired word again.
    Restore {
        /// The list.
        #[arg(value_parser = list)]
        list: WordList,
        /// The word's code, as `list` prints it.
        code: String,
    },
    /// Offer a word no more. What was written with it keeps its meaning.
    Retire {
        /// The list.
        #[arg(value_parser = list)]
        list: WordList,
        /// The word's code, as `list` prints it.
        code: String,
    },
    /// Print the words of a list.
    List(List),
}

/// Prints the words of a list.
#[derive(Debug, Args)]
pub struct List {
    /// The list.
    #[arg(value_parser = list)]
    list: WordList,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl WordCommand {
    /// Does it.
    pub async fn run(self, storage: &Storage) -> Result<(), CommandError> {
        match self {
            WordCommand::Add {
                list,
                label,
                english,
            } => print(&storage.add_word(list, label, english, now()).await?),
            WordCommand::Rename {
                list,
                code,
                label,
                english,
            } => {
                let renamed = storage.rename_word(list, code, label, english, now());
                Ok(renamed.await?)
            }
            WordCommand::Restore { list, code } => {
                Ok(storage.restore_word(list, code, now()).await?)
            }
            WordCommand::Retire { list, code } => {
                Ok(storage.retire_word(list, code, now()).await?)
            }
            WordCommand::List(asked) => print_list(storage, asked).await,
        }
    }
}

async fn print_list(storage: &Storage, asked: List) -> Result<(), CommandError> {
    let words = storage.words(asked.list).await?;
    if asked.json {
        let words = words.iter().map(|word| {
            json!({"code": word.code, "label": word.label, "english": word.english, "own": word.own, "retired": word.retired})
        });
        return print_json(&json!({ "words": words.collect::<Vec<_>>() }));
    }
    words.iter().try_for_each(|word| {
        let retired = if word.retired { "  (retired)" } else { "" };
        let english = word.english.as_deref();
        let english = english.map_or(String::new(), |english| format!("  [{english}]"));
        print(&format!("{}  {}{english}{retired}", word.code, word.label))
    })
}

fn list(name: &str) -> Result<WordList, String> {
    WordList::from_name(name).ok_or_else(|| {
        let lists = WordList::ALL.iter().filter(|list| list.extendable());
        let names: Vec<_> = lists.map(|list| list.name()).collect();
        format!("the lists that can be changed are: {}", names.join(", "))
    })
}
