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
            WordCommand::Add { list, label } => print(&storage.add_word(list, label, now()).await?),
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
            json!({"code": word.code, "label": word.label, "own": word.own, "retired": word.retired})
        });
        return print_json(&json!({ "words": words.collect::<Vec<_>>() }));
    }
    words.iter().try_for_each(|word| {
        let retired = if word.retired { "  (retired)" } else { "" };
        print(&format!("{}  {}{retired}", word.code, word.label))
    })
}

fn list(name: &str) -> Result<WordList, String> {
    WordList::from_name(name).ok_or_else(|| {
        let lists = WordList::ALL.iter().filter(|list| list.extendable());
        let names: Vec<_> = lists.map(|list| list.name()).collect();
        format!("the lists that can be changed are: {}", names.join(", "))
    })
}
