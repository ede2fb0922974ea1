//! What the server refused or could not get: kept apart, and what the coach does about it. A row is
//! answered, never deleted.

use crate::apply::Applier;
use crate::save::{self, Edit, FieldEdit};
use crate::standing::Progress;
use crate::{Result, Store, StoreError};
use replication::{Change, ChangeId, REMOVED, Seq};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

/// A change that is kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedChange {
    /// The change as it was.
    pub change: Change,
    /// The server's code, such as `no_access`.
    pub code: String,
    /// When the receipt arrived, by the device's clock, in milliseconds since 1970.
    pub refused_at: i64,
    /// What the coach did about it.
    pub answer: Answer,
}

/// What a coach did about a change that is kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Open,
    /// Seen it: no need to tell it again.
    Seen,
    /// Tried again: a new change says the same.
    Retried,
}

impl Answer {
    fn stored(self) -> &'static str {
        match self {
            Answer::Open => "",
            Answer::Seen => "seen",
            Answer::Retried => "retried",
        }
    }

    fn from_stored(text: &str) -> Self {
        match text {
            "seen" => Answer::Seen,
            "retried" => Answer::Retried,
            _ => Answer::Open,
        }
    }
}

impl Store {
    /// All changes that are kept apart, newest first.
    pub fn quarantined(&self) -> Result<Vec<QuarantinedChange>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT body, code, refused_at, coalesce(value, '') FROM quarantine
             LEFT JOIN setting ON name = 'quarantine.' || seq ORDER BY seq DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(QuarantinedChange {
                change: Change::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?,
                code: row.get(1)?,
                refused_at: row.get(2)?,
                answer: Answer::from_stored(&row.get::<_, String>(3)?),
            });
        }
        Ok(found)
    }

    /// Marks changes that are kept apart as seen, or as not. One that was tried again stays so.
    pub fn see_quarantined(&mut self, seqs: &[Seq], seen: bool) -> Result<()> {
        let answer = if seen { Answer::Seen } else { Answer::Open };
        let transaction = self.connection.transaction()?;
        for seq in seqs {
            put_answer(&transaction, *seq, answer)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Says what a change kept apart said once more, in a new change over what the record shows
    /// now. The row stays, marked as tried again. Answers the new change.
    pub fn retry_quarantined(&mut self, seq: Seq, now: i64) -> Result<ChangeId> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let body: Option<Vec<u8>> = transaction
            .prepare_cached(
                "SELECT body FROM quarantine WHERE seq = ?1 AND NOT EXISTS
                   (SELECT 1 FROM setting WHERE name = 'quarantine.' || ?1 AND value = ?2)",
            )?
            .query_row(
                params![seq.0.cast_signed(), Answer::Retried.stored()],
                |row| row.get(0),
            )
            .optional()?;
        let change = Change::decode(&body.ok_or(StoreError::MissingChange(seq))?)?;
        let mut applier = Applier::new(&transaction)?;
        let state = applier.state(change.record)?;
        let fields = change.set.into_iter().map(|(field, value)| FieldEdit {
            seen: match field.as_str() {
                REMOVED => state.seen_whole(),
                other => state.seen(other),
            },
            field,
            value,
        });
        let edit = Edit {
            dossier: change.dossier,
            record: change.record,
            kind: change.kind,
            fields: fields.collect(),
        };
        save::check(&edit)?;
        let saved = save::save_new(&mut applier, &edit, now)?;
        put_answer(&transaction, seq, Answer::Retried)?;
        save::finish(applier)?;
        transaction.commit()?;
        Ok(saved)
    }
}

impl Store {
    /// Sets changes apart that were made under another name, each with why. They get numbers
    /// below 0: this device does not count with those, and no server asks for them.
    pub(crate) fn set_apart_foreign(
        &mut self,
        changes: &[(Change, String)],
        now: i64,
    ) -> Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let device = Progress::read(&transaction)?.device;
        let mut seq: i64 = transaction.query_row(
            "SELECT min(0, coalesce(min(seq), 0)) FROM quarantine",
            [],
            |row| row.get(0),
        )?;
        for (change, code) in changes {
            seq -= 1;
            let id = ChangeId {
                device,
                seq: Seq(seq.cast_unsigned()),
            };
            let change = Change {
                id,
                ..change.clone()
            };
            transaction
                .prepare_cached(
                    "INSERT INTO quarantine (seq, code, refused_at, record, body)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![seq, code, now, change.record.0, change.encode()])?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// What this device's coach did is a setting of this device. Tried again is for good.
fn put_answer(connection: &Connection, seq: Seq, answer: Answer) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES ('quarantine.' || ?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> ?3",
        )?
        .execute(params![
            seq.0.cast_signed(),
            answer.stored(),
            Answer::Retried.stored()
        ])?;
    Ok(())
}
