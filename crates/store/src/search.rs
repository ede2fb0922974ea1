//! Full-text search in names and notes.

use crate::excerpt::Excerpt;
use crate::projection::APART;
use crate::{Result, Store, StoreError};
use domain::names::fold;
use replication::{DossierId, RecordId, RecordState};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

/// A record that has the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub record: RecordId,
    /// Its dossier.
    pub dossier: DossierId,
    /// Its kind.
    pub kind: String,
    /// The words around the first hit.
    pub excerpt: Excerpt,
}

impl Store {
    /// Brings the index up to date with at most `most` records; true when none wait any more.
    pub fn index(&mut self, most: usize) -> Result<bool> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let rows: Vec<i64> = transaction
            .prepare_cached("SELECT record_row FROM search_queue LIMIT ?1")?
            .query_map([most as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for row in &rows {
            index_one(&transaction, *row)?;
        }
        transaction.commit()?;
        Ok(rows.len() < most)
    }

    /// Records that have every word of `words`, or a word that begins with it, those that came last
    /// first.
    pub fn search(&mut self, words: &str, most: usize) -> Result<Vec<Found>> {
        self.search_among(words, most, &|_, _| true)
    }

    /// The same, of those dossiers and kinds alone that are wanted.
    pub fn search_among(
        &mut self,
        words: &str,
        most: usize,
        wanted: &dyn Fn(DossierId, &str) -> bool,
    ) -> Result<Vec<Found>> {
        match self.search_once(words, most, wanted) {
            Err(StoreError::SpoiltIndex) => {
                self.renew_index()?;
                self.search_once(words, most, wanted)
            }
            answer => answer,
        }
    }

    /// Throws the index away; [`Store::index`] makes it anew from the records.
    pub fn renew_index(&mut self) -> Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(
            "INSERT INTO search_index (search_index) VALUES ('delete-all');
             DELETE FROM search_document;
             INSERT OR IGNORE INTO search_queue SELECT row FROM record;",
        )?;
        transaction.commit()?;
        Ok(())
    }

    fn search_once(
        &mut self,
        words: &str,
        most: usize,
        wanted: &dyn Fn(DossierId, &str) -> bool,
    ) -> Result<Vec<Found>> {
        while !self.index(2000)? {}
        let folded = fold(words);
        let mut asked: Vec<&str> = folded
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        // A single letter is in nearly every note, and the longer words say more.
        if asked.iter().any(|word| word.chars().count() > 1) {
            asked.retain(|word| word.chars().count() > 1);
        }
        // The index knows no phrases; what it would take for several words is none that is in it.
        asked.retain(|word| word.chars().all(|letter| !is_sign(letter)));
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let query: Vec<String> = asked.iter().map(|word| format!("\"{word}\"*")).collect();
        // By row, as ranking would have to look at each of thousands that have a common word; and one
        // by one, as the first that are wanted are enough.
        let mut newest = self.connection.prepare_cached(
            "SELECT rowid FROM search_index WHERE search_index MATCH ?1 ORDER BY rowid DESC",
        )?;
        let mut record = self
            .connection
            .prepare_cached("SELECT id, dossier, kind FROM record WHERE row = ?1")?;
        let mut document = self
            .connection
            .prepare_cached("SELECT words FROM search_document WHERE record_row = ?1")?;
        let mut rows = newest.query([query.join(" ")])?;
        let mut found = Vec::new();
        while found.len() < most
            && let Some(row) = rows.next()?
        {
            let row: i64 = row.get(0)?;
            let of = record.query_row([row], |row| {
                let kind: String = row.get(2)?;
                Ok((RecordId(row.get(0)?), DossierId(row.get(1)?), kind))
            });
            let of = of
                .optional()?
                .filter(|(_, dossier, kind)| wanted(*dossier, kind));
            let Some((id, dossier, kind)) = of else {
                continue;
            };
            let excerpt = document.query_row([row], |row| {
                let words = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                Ok(Excerpt::around(words, &asked))
            })?;
            found.push(Found {
                record: id,
                dossier,
                kind,
                excerpt,
            });
        }
        Ok(found)
    }
}

pub(crate) fn index_one(connection: &Connection, row: i64) -> Result<()> {
    let before: Option<String> = connection
        .prepare_cached("SELECT words FROM search_document WHERE record_row = ?1")?
        .query_row([row], |row| row.get(0))
        .optional()?;
    if let Some(words) = before {
        connection
            .prepare_cached(
                "INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', ?1, ?2)",
            )?
            .execute(params![row, words])?;
    }
    let record: Option<(String, Vec<u8>)> = connection
        .prepare_cached("SELECT kind, state FROM record WHERE row = ?1")?
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let words = match record {
        Some((kind, state)) => searchable(&kind, &RecordState::decode(&state)?),
        None => String::new(),
    };
    if words.is_empty() {
        connection
            .prepare_cached("DELETE FROM search_document WHERE record_row = ?1")?
            .execute([row])?;
    } else {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO search_document (record_row, words) VALUES (?1, ?2)",
            )?
            .execute(params![row, words])?;
        connection
            .prepare_cached("INSERT INTO search_index (rowid, words) VALUES (?1, ?2)")?
            .execute(params![row, words])?;
    }
    connection
        .prepare_cached("DELETE FROM search_queue WHERE record_row = ?1")?
        .execute([row])?;
    Ok(())
}

/// All that somebody typed in a record, every version of it.
fn searchable(kind: &str, state: &RecordState) -> String {
    let Some(kind) = domain::kinds::kind(kind) else {
        return String::new();
    };
    if state.is_removed() {
        return String::new();
    }
    let mut words: Vec<&str> = Vec::new();
    for field in kind
        .fields
        .iter()
        .filter(|field| field.shape.limit().is_some())
    {
        words.extend(
            state
                .versions(field.name)
                .into_iter()
                .filter_map(|(value, _)| value.as_text()),
        );
    }
    let mut words = words.join("\n");
    // The index folds accents, but not letters that stand for themselves, such as the ı of Yıldız.
    let unfolded = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.contains(APART));
    let folded: Vec<String> = unfolded.map(fold).collect();
    for word in folded {
        words.push('\n');
        words.push_str(&word);
    }
    words
}

/// Letters that are signs to the index, such as those in a circle.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}')
}
