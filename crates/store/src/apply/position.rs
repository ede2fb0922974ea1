//! Positions of own settled changes, which are kept as runs and not in each record.

use crate::Result;
use crate::standing::Progress;
use replication::{ChangeId, Position, RecordState, Seq};
use rusqlite::{Connection, OptionalExtension};

/// Where an own change lies in the municipality's order, once it has its receipt.
pub(crate) fn position_of(connection: &Connection, seq: Seq) -> Result<Option<Position>> {
    let position: Option<i64> = connection
        .prepare_cached(
            "SELECT position + (?1 - first_seq) FROM receipt
             WHERE first_seq <= ?1 AND ?1 < first_seq + count ORDER BY first_seq DESC LIMIT 1",
        )?
        .query_row([seq.0.cast_signed()], |row| row.get(0))
        .optional()?;
    Ok(position.map(|position| Position(position.cast_unsigned())))
}

/// Fills in the positions of own settled changes where a field has heads to put in order.
pub(crate) fn place(
    connection: &Connection,
    progress: &Progress,
    state: &mut RecordState,
) -> Result<()> {
    if !state.needs_placing() {
        return Ok(());
    }
    let mut failed = None;
    state.place(|id: ChangeId| {
        if id.device != progress.device || id.seq > progress.settled {
            return None;
        }
        position_of(connection, id.seq).unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    });
    failed.map_or(Ok(()), Err)
}
