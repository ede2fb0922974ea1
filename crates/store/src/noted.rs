//! What is noted of people, for finding them by it: themes, hindrances, the step of the ladder, the
//! group.

use crate::projection::put_row;
use crate::query::StoredRecord;
use crate::{Result, Store};
use replication::{RecordId, RecordState};
use rusqlite::{Connection, params};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

struct Noted<'s> {
    list: &'static str,
    code: &'s str,
    weight: i64,
}

/// Writes the row of a record, if it has one.
pub(crate) fn put(connection: &Connection, record: &StoredRecord) -> Result<()> {
    let Some(noted) = noted(&record.kind, &record.state) else {
        return Ok(());
    };
    let talk = record.state.value("conversation").as_text();
    let talk = talk.and_then(|talk| Uuid::try_parse(talk).ok());
    put_row(
        connection,
        "INSERT INTO noted (record, person, talk, list, code, weight)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (record) DO NOTHING",
        "UPDATE noted SET person = ?2, talk = ?3, list = ?4, code = ?5, weight = ?6
             WHERE record = ?1",
        params![
            record.id.0,
            record.dossier.0,
            talk.as_ref().map_or(&[][..], |talk| &talk.as_bytes()[..]),
            noted.list,
            noted.code,
            noted.weight,
        ],
    )
}

/// Takes the row of a record away.
pub(crate) fn remove(connection: &Connection, record: RecordId) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM noted WHERE record = ?1")?
        .execute([record.0])?;
    Ok(())
}

fn noted<'s>(kind: &str, state: &'s RecordState) -> Option<Noted<'s>> {
    let code = |field| state.value(field).as_text().unwrap_or_default();
    let number = |field| state.value(field).as_int().unwrap_or_default();
    let (list, code, weight) = match kind {
        "theme_note" => {
            let said = |(value, _): &(&domain::value::Value, _)| !value.is_blank();
            let said = state.versions("note").iter().any(said);
            ("theme", code("theme"), said.into())
        }
        "barrier" => ("barrier", code("barrier"), number("hindrance")),
        "ladder_step" => ("ladder", "step", number("step")),
        "person" => ("group", code("group"), 1),
        _ => return None,
    };
    Some(Noted { list, code, weight })
}

impl Store {
    /// The people of whom something is noted, and how much: the hindrance, the step, else 1. What the
    /// newest talk that says so says, holds.
    pub fn noted(&self, list: &str, code: &str) -> Result<HashMap<Uuid, i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT noted.person, noted.weight FROM noted
             LEFT JOIN conversation ON conversation.record = noted.talk
             WHERE noted.list = ?1 AND noted.code = ?2
             ORDER BY conversation.moment, noted.record",
        )?;
        let rows = statement.query_map([list, code], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut newest: HashMap<Uuid, i64> = rows.collect::<rusqlite::Result<_>>()?;
        newest.retain(|_, weight| *weight > 0);
        Ok(newest)
    }

    /// The people for whom something is due on or before `day` (`YYYY-MM-DD`). Private tasks say
    /// nothing to others.
    pub fn people_with_due(&self, day: &str) -> Result<HashSet<Uuid>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT next_step.person FROM next_step
             JOIN record ON record.id = next_step.record
             WHERE next_step.done = 0 AND next_step.due <> '' AND next_step.due <= ?1
               AND record.kind <> 'private_task'",
        )?;
        let rows = statement.query_map([day], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
