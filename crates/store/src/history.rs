//! What a field had before.

use crate::standing::Progress;
use crate::{Result, Store};
use domain::value::Value;
use replication::{Change, ChangeId, CoachId, DossierId, Position, RecordId};
use rusqlite::OptionalExtension;
use std::collections::HashMap;
use uuid::Uuid;

/// A value a field has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextVersion {
    /// The change that set it.
    pub change: ChangeId,
    /// The value.
    pub value: Value,
    /// What the writer's clock said, in milliseconds since 1970.
    pub made_at: i64,
    /// The coach who wrote it; none when it is not known here.
    pub author: Option<CoachId>,
    /// True when this device wrote it.
    pub own: bool,
}

/// Every value of one field of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldHistory {
    /// The record.
    pub record: RecordId,
    /// The field.
    pub field: String,
    /// Its values, newest by position first, own unsent ones on top.
    pub versions: Vec<TextVersion>,
}

impl Store {
    /// Every value a field has or had here, newest by position first, own unsent ones on top.
    pub fn history(&self, record: RecordId, field: &str) -> Result<Vec<TextVersion>> {
        let mut histories = self.histories("= ?1", record.0)?;
        let at = histories.iter().position(|history| history.field == field);
        Ok(at.map_or_else(Vec::new, |at| histories.swap_remove(at).versions))
    }

    /// The same for each field of each record of a dossier, removed ones too. What changed last
    /// comes first.
    pub fn dossier_history(&self, dossier: DossierId) -> Result<Vec<FieldHistory>> {
        self.histories("IN (SELECT id FROM record WHERE dossier = ?1)", dossier.0)
    }

    fn histories(&self, of: &str, id: Uuid) -> Result<Vec<FieldHistory>> {
        let device = Progress::read(&self.connection)?.device;
        let mut histories: Vec<FieldHistory> = Vec::new();
        let mut places: HashMap<(RecordId, String), usize> = HashMap::new();
        for (_, change) in self.log_of(of, id)? {
            let author = self.author(change.id)?;
            for (field, value) in change.set {
                let place = *places
                    .entry((change.record, field.clone()))
                    .or_insert_with(|| {
                        histories.push(FieldHistory {
                            record: change.record,
                            field,
                            versions: Vec::new(),
                        });
                        histories.len() - 1
                    });
                histories[place].versions.push(TextVersion {
                    change: change.id,
                    value,
                    made_at: change.made_at,
                    author,
                    own: change.id.device == device,
                });
            }
        }
        Ok(histories)
    }

    /// The changes to some records, newest by position first, own unsent ones on top.
    fn log_of(&self, of: &str, id: Uuid) -> Result<Vec<(Position, Change)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT coalesce((SELECT position + (seq - first_seq) FROM receipt
                WHERE first_seq <= seq AND seq < first_seq + count), 9223372036854775807), body
             FROM own_change WHERE record {of}
             UNION ALL SELECT position, body FROM feed_change WHERE record {of}",
        ))?;
        let mut rows = statement.query([id])?;
        let mut found: Vec<(Position, Change)> = Vec::new();
        while let Some(row) = rows.next()? {
            let position = Position(row.get::<_, i64>(0)?.cast_unsigned());
            let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            found.push((position, Change::decode(body)?));
        }
        found.sort_by_key(|(position, change)| std::cmp::Reverse((*position, change.id.seq)));
        Ok(found)
    }

    /// The coach who made a change.
    fn author(&self, change: ChangeId) -> Result<Option<CoachId>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT coach FROM author WHERE device = ?1
                 UNION ALL SELECT coach FROM device WHERE device = ?1",
            )?
            .query_row([change.device.0], |row| Ok(CoachId(row.get(0)?)))
            .optional()?)
    }
}
