//! What a field had before.

use crate::standing::Progress;
use crate::{Result, Store};
use domain::value::Value;
use replication::{Change, ChangeId, CoachId, Position, RecordId};
use rusqlite::OptionalExtension;

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

impl Store {
    /// Every value a field has or had here, newest by position first, own unsent ones on top.
    pub fn history(&self, record: RecordId, field: &str) -> Result<Vec<TextVersion>> {
        let progress = Progress::read(&self.connection)?;
        let mut found: Vec<(Position, TextVersion)> = Vec::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce((SELECT position + (seq - first_seq) FROM receipt
                WHERE first_seq <= seq AND seq < first_seq + count), 9223372036854775807), body
             FROM own_change WHERE record = ?1
             UNION ALL SELECT position, body FROM feed_change WHERE record = ?1",
        )?;
        let mut rows = statement.query([record.0])?;
        while let Some(row) = rows.next()? {
            let position = Position(row.get::<_, i64>(0)?.cast_unsigned());
            let change = Change::decode(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
            let Some(value) = change.set.get(field) else {
                continue;
            };
            let version = TextVersion {
                change: change.id,
                value: value.clone(),
                made_at: change.made_at,
                author: self.author(change.id)?,
                own: change.id.device == progress.device,
            };
            found.push((position, version));
        }
        found.sort_by_key(|(position, version)| (*position, version.change.seq));
        Ok(found
            .into_iter()
            .rev()
            .map(|(_, version)| version)
            .collect())
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
