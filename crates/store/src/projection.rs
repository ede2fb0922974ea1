//! The typed tables that lists are made of, kept up with each change and rebuildable.

use crate::Result;
use crate::apply::{read_dossier, visible};
use crate::query::{StoredRecord, dossiers};
use crate::{link, noted};
use chrono::DateTime;
use domain::kinds::{outcome, referral};
use domain::value::Value;
use replication::{DossierId, RecordId, RecordState};
use rusqlite::{Connection, OptionalExtension, ToSql, TransactionBehavior, params};
use uuid::Uuid;

/// Goes up when the tables hold something else of the same records.
const VERSION: &str = "5";
/// The day of what has none: before all others, so that it is asked for until it has one or is done.
const UNDATED: &str = "0";
/// The setting that says which version wrote them.
const WRITTEN: &str = "projection";

/// Writes the rows of all records anew, once, in a database whose rows another version wrote.
pub(crate) fn refresh(connection: &mut Connection) -> Result<()> {
    let written: Option<String> = connection
        .query_row(
            "SELECT value FROM setting WHERE name = ?1",
            [WRITTEN],
            |row| row.get(0),
        )
        .optional()?;
    if written.as_deref() == Some(VERSION) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for dossier in dossiers(&transaction)? {
        let records = read_dossier(&transaction, dossier)?;
        let visible = visible(&records);
        for record in &records {
            Projection::put(&transaction, record, visible.contains(&record.id))?;
        }
    }
    put_row(
        &transaction,
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
        "UPDATE setting SET value = ?2 WHERE name = ?1",
        params![WRITTEN, VERSION],
    )?;
    Ok(transaction.commit()?)
}

/// What the lists show of one record.
pub(crate) struct Projection;

impl Projection {
    /// Writes the rows of a record, or takes them away when it is not to be seen.
    pub(crate) fn put(connection: &Connection, record: &StoredRecord, seen: bool) -> Result<()> {
        put_open_texts(connection, record, seen)?;
        if !seen {
            return remove_rows(connection, record.id);
        }
        noted::put(connection, record)?;
        let StoredRecord {
            id,
            dossier,
            kind,
            state,
        } = record;
        match kind.as_str() {
            "person" => {
                put_person(connection, *id, state)?;
                // Never due itself: until this day aftercare is offered.
                let closed = text(state, "closed_on").parse().ok();
                let until = closed.and_then(outcome::asked_on);
                let until = until.map(|day| day.to_string()).unwrap_or_default();
                put_due(connection, *id, *dossier, &until, true)
            }
            "conversation" => put_conversation(connection, *id, *dossier, state),
            "next_step" | "private_task" => put_next_step(connection, *id, *dossier, state),
            "outcome" => put_outcome(connection, *id, *dossier, state),
            "referral" => {
                let asks = referral::asks(|field| some_text(state, field));
                let due = asks.map(|(_, due)| due);
                put_due(
                    connection,
                    *id,
                    *dossier,
                    due.unwrap_or_default(),
                    due.is_none(),
                )
            }
            "agreement" => {
                let due = text(state, "look_back_on");
                // Whether it was signed, on paper perhaps, its signatures tell.
                let over = !state.value("looked_back_on").is_blank();
                put_due(connection, *id, *dossier, due, over)
            }
            "trajectory" => {
                let due = text(state, "follow_up_on");
                let over = text(state, "followed_up_on") >= due;
                put_due(connection, *id, *dossier, due, over)
            }
            "correction" => {
                let over = some_text(state, "outcome").is_some();
                put_due(connection, *id, *dossier, text(state, "asked_on"), over)
            }
            "handover" => {
                let over = some_text(state, "read_on").is_some();
                put_due(connection, *id, *dossier, text(state, "on"), over)
            }
            "attendance" => put_attendance(connection, *id, state),
            "link" => link::put(connection, record),
            _ => Ok(()),
        }
    }

    /// Takes away all rows of a record.
    pub(crate) fn remove(connection: &Connection, record: RecordId) -> Result<()> {
        remove_rows(connection, record)?;
        connection
            .prepare_cached("DELETE FROM open_text WHERE record = ?1")?
            .execute([record.0])?;
        Ok(())
    }
}

fn remove_rows(connection: &Connection, record: RecordId) -> Result<()> {
    for sql in [
        "DELETE FROM person WHERE record = ?1",
        "DELETE FROM conversation WHERE record = ?1",
        "DELETE FROM next_step WHERE record = ?1",
        "DELETE FROM attendance WHERE record = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([record.0])?;
    }
    link::remove(connection, record)?;
    noted::remove(connection, record)
}

/// Makes a row, or changes the one that is there. `INSERT OR REPLACE` would do both, but keeps a copy
/// of each page it touches in case it fails half-way, which costs more than the row.
pub(crate) fn put_row(
    connection: &Connection,
    make: &str,
    change: &str,
    values: &[&dyn ToSql],
) -> Result<()> {
    if connection.prepare_cached(make)?.execute(values)? == 0 {
        connection.prepare_cached(change)?.execute(values)?;
    }
    Ok(())
}

fn put_open_texts(connection: &Connection, record: &StoredRecord, seen: bool) -> Result<()> {
    let Some(kind) = domain::kinds::kind(&record.kind) else {
        return Ok(());
    };
    let texts = kind
        .fields
        .iter()
        .filter(|field| field.shape.keeps_versions());
    for field in texts {
        let open = seen && record.state.versions(field.name).len() > 1;
        let sql = match open {
            true => "INSERT OR IGNORE INTO open_text (record, field) VALUES (?1, ?2)",
            false => "DELETE FROM open_text WHERE record = ?1 AND field = ?2",
        };
        connection
            .prepare_cached(sql)?
            .execute(params![record.id.0, field.name])?;
    }
    Ok(())
}

fn put_person(connection: &Connection, record: RecordId, state: &RecordState) -> Result<()> {
    let name = text(state, "name");
    put_row(
        connection,
        "INSERT INTO person (record, name, folded_name, birth_year, village, team, coach,
               talks_a_year, closed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (record) DO NOTHING",
        "UPDATE person SET name = ?2, folded_name = ?3, birth_year = ?4, village = ?5, team = ?6,
               coach = ?7, talks_a_year = ?8, closed = ?9
             WHERE record = ?1",
        params![
            record.0,
            name,
            domain::names::fold(name),
            state.value("birth_year").as_int().unwrap_or(0),
            text(state, "village"),
            id(state, "team").unwrap_or_default(),
            id(state, "coach").unwrap_or_default(),
            state.value("talks_a_year").as_int().unwrap_or(-1),
            some_text(state, "closing").is_some(),
        ],
    )
}

fn put_conversation(
    connection: &Connection,
    record: RecordId,
    dossier: DossierId,
    state: &RecordState,
) -> Result<()> {
    let at = text(state, "at");
    let moment = DateTime::parse_from_rfc3339(at).map_or(0, |moment| moment.timestamp());
    put_row(
        connection,
        "INSERT INTO conversation (record, person, coach, at, moment, status, kind)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (record) DO NOTHING",
        "UPDATE conversation SET person = ?2, coach = ?3, at = ?4, moment = ?5, status = ?6, kind = ?7
             WHERE record = ?1",
        params![
            record.0,
            id(state, "person").unwrap_or(dossier.0),
            id(state, "coach").unwrap_or_default(),
            at,
            moment,
            text(state, "status"),
            text(state, "kind"),
        ],
    )
}

fn put_next_step(
    connection: &Connection,
    record: RecordId,
    dossier: DossierId,
    state: &RecordState,
) -> Result<()> {
    let done = state.value("done").is_true();
    let due = match text(state, "on") {
        "" if some_text(state, "what").is_some() => UNDATED,
        on => on,
    };
    put_due(connection, record, dossier, due, done)
}

/// Whether an outcome lasts is asked by itself, like a step that is due.
fn put_outcome(
    connection: &Connection,
    record: RecordId,
    dossier: DossierId,
    state: &RecordState,
) -> Result<()> {
    let on = text(state, "on").parse().ok();
    let due = on.and_then(outcome::asked_on).map(|day| day.to_string());
    let answered = *state.value("lasted") != Value::Null;
    put_due(
        connection,
        record,
        dossier,
        &due.unwrap_or_default(),
        answered,
    )
}

fn put_due(
    connection: &Connection,
    record: RecordId,
    dossier: DossierId,
    due: &str,
    done: bool,
) -> Result<()> {
    put_row(
        connection,
        "INSERT INTO next_step (record, person, due, done)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (record) DO NOTHING",
        "UPDATE next_step SET person = ?2, due = ?3, done = ?4
             WHERE record = ?1",
        params![record.0, dossier.0, due, done],
    )
}

fn put_attendance(connection: &Connection, record: RecordId, state: &RecordState) -> Result<()> {
    put_row(
        connection,
        "INSERT INTO attendance (record, session, person)
             VALUES (?1, ?2, ?3)
             ON CONFLICT (record) DO NOTHING",
        "UPDATE attendance SET session = ?2, person = ?3
             WHERE record = ?1",
        params![
            record.0,
            id(state, "session").unwrap_or_default(),
            id(state, "person").unwrap_or_default(),
        ],
    )
}

fn text<'s>(state: &'s RecordState, field: &str) -> &'s str {
    state.value(field).as_text().unwrap_or_default()
}

fn some_text<'s>(state: &'s RecordState, field: &str) -> Option<&'s str> {
    Some(text(state, field)).filter(|text| !text.trim().is_empty())
}

fn id(state: &RecordState, field: &str) -> Option<Uuid> {
    Value::as_text(state.value(field)).and_then(|text| Uuid::try_parse(text).ok())
}

/// Letters that [`fold`] changes although they are no others with a mark; capitals too.
pub(crate) const APART: [char; 7] = ['ı', 'ø', 'Ø', 'ł', 'Ł', 'đ', 'Đ'];
