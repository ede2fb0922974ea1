//! The lists that screens show.

use crate::{Result, Store};
use domain::kinds::conversation::BRIEF;
use domain::names::{fold, has_parts};
use replication::{CoachId, DossierId, RecordId};
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The person's record; also the dossier.
    pub id: Uuid,
    /// As written down.
    pub name: String,
    /// The year of birth, if known.
    pub birth_year: Option<i64>,
    /// Code of the village.
    pub village: String,
    /// The newest talk that was held, RFC 3339.
    pub last_talk: Option<String>,
    /// A talk is still open, or to be worked out.
    pub unfinished: bool,
}

/// Somebody of a coach's caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseloadRow {
    /// The person's record; also the dossier.
    pub id: Uuid,
    /// As written down.
    pub name: String,
    /// Code of the village.
    pub village: String,
    /// Talks a year, where the person has a rhythm of their own.
    pub talks_a_year: Option<i64>,
    /// The newest talk that was held, RFC 3339.
    pub last_talk: Option<String>,
    /// The next talk that is planned.
    pub planned: Option<Planned>,
}

/// A planned talk, and when, RFC 3339.
pub type Planned = (RecordId, String);

/// A talk in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationRow {
    /// The conversation.
    pub id: RecordId,
    /// With whom.
    pub person: Uuid,
    /// By which coach.
    pub coach: CoachId,
    /// RFC 3339.
    pub at: String,
    /// `planned`, `open`, `later`, `closed` or `missed`.
    pub status: String,
}

impl Store {
    /// People whose name has every part of `query` in it, see [`has_parts`], by name.
    pub fn people(&self, query: &str, most: usize) -> Result<Vec<PersonRow>> {
        let typed = fold(query);
        self.people_called(most, |name| has_parts(name, &typed))
    }

    /// People whose folded name is one that is meant, by name.
    pub fn people_called(
        &self,
        most: usize,
        is_meant: impl Fn(&str) -> bool,
    ) -> Result<Vec<PersonRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, name, folded_name, birth_year, village
             FROM person ORDER BY folded_name, record",
        )?;
        // Asked only for those who are shown.
        let mut talks = self.connection.prepare_cached(
            "SELECT (SELECT at FROM conversation WHERE person = ?1 AND kind <> ?2
                 AND status NOT IN ('planned', 'missed') ORDER BY moment DESC LIMIT 1),
               EXISTS (SELECT 1 FROM conversation WHERE person = ?1
                 AND status IN ('open', 'later'))",
        )?;
        let mut rows = statement.query([])?;
        let mut people = Vec::new();
        while people.len() < most
            && let Some(row) = rows.next()?
        {
            let name = row
                .get_ref("folded_name")?
                .as_str()
                .map_err(rusqlite::Error::from)?;
            if !is_meant(name) {
                continue;
            }
            let id: Uuid = row.get("record")?;
            let birth_year: i64 = row.get("birth_year")?;
            let (last_talk, unfinished) =
                talks.query_row(params![id, BRIEF], |row| Ok((row.get(0)?, row.get(1)?)))?;
            people.push(PersonRow {
                id,
                name: row.get("name")?,
                birth_year: (birth_year != 0).then_some(birth_year),
                village: row.get("village")?,
                last_talk,
                unfinished,
            });
        }
        Ok(people)
    }

    /// The people with an open file of this coach, and those of nobody, by name; `from` is
    /// the moment from which planned talks count, in seconds since 1970.
    pub fn caseload(&self, coach: CoachId, from: i64) -> Result<Vec<CaseloadRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, name, village, talks_a_year FROM person
             WHERE coach IN (?1, zeroblob(16)) AND closed = 0 ORDER BY folded_name, record",
        )?;
        let mut rows = statement.query([coach.0])?;
        let mut people = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let talks_a_year: i64 = row.get(3)?;
            let (last_talk, planned) = self.talks_around(id, from)?;
            people.push(CaseloadRow {
                id,
                name: row.get(1)?,
                village: row.get(2)?,
                talks_a_year: (talks_a_year >= 0).then_some(talks_a_year),
                last_talk,
                planned,
            });
        }
        Ok(people)
    }

    /// The newest talk of a dossier that was held, and the first that is planned from `from` on.
    pub fn talks_around(
        &self,
        person: Uuid,
        from: i64,
    ) -> Result<(Option<String>, Option<Planned>)> {
        let mut last = self.connection.prepare_cached(
            "SELECT at FROM conversation WHERE person = ?1 AND kind <> ?2
             AND status NOT IN ('planned', 'missed') ORDER BY moment DESC LIMIT 1",
        )?;
        let mut planned = self.connection.prepare_cached(
            "SELECT record, at FROM conversation WHERE person = ?1
             AND status = 'planned' AND moment >= ?2 ORDER BY moment, record LIMIT 1",
        )?;
        let last = last.query_row(params![person, BRIEF], |row| row.get(0));
        let planned = planned.query_row(params![person, from], |row| {
            Ok((RecordId(row.get(0)?), row.get(1)?))
        });
        Ok((last.optional()?, planned.optional()?))
    }

    /// Talks from `from` until before `until`, in seconds since 1970, by time.
    pub fn conversations_between(&self, from: i64, until: i64) -> Result<Vec<ConversationRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, person, coach, at, status FROM conversation
             WHERE moment >= ?1 AND moment < ?2 ORDER BY moment, record",
        )?;
        let rows = statement.query_map([from, until], read_conversation)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Talks that are open or to be worked out, by time.
    pub fn unfinished_conversations(&self) -> Result<Vec<ConversationRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, person, coach, at, status FROM conversation
             WHERE status IN ('open', 'later') ORDER BY moment, record",
        )?;
        let rows = statement.query_map([], read_conversation)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Talks that were planned before `until`, in seconds since 1970, and that nobody began.
    pub fn conversations_overdue(&self, until: i64) -> Result<Vec<ConversationRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, person, coach, at, status FROM conversation
             WHERE moment < ?1 AND status = 'planned' ORDER BY moment, record",
        )?;
        let rows = statement.query_map([until], read_conversation)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Talks from `from` on, in seconds since 1970, that did not take place, by time.
    pub fn conversations_missed(&self, from: i64) -> Result<Vec<ConversationRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, person, coach, at, status FROM conversation
             WHERE moment >= ?1 AND status = 'missed' ORDER BY moment, record",
        )?;
        let rows = statement.query_map([from], read_conversation)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What falls due on or before `day` (`YYYY-MM-DD`) and is not done, by date: next steps, private
    /// tasks, questions about outcomes, word back about referrals, agreements and trajectories to
    /// look back at.
    pub fn steps_due(&self, day: &str) -> Result<Vec<RecordId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record FROM next_step WHERE done = 0 AND due <> '' AND due <= ?1
             ORDER BY due, record",
        )?;
        let rows = statement.query_map([day], |row| Ok(RecordId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The dossiers in which something began, or that were closed, less than half a year before `day`
    /// (`YYYY-MM-DD`): those in which aftercare may be offered.
    pub fn lately_changed(&self, day: &str) -> Result<Vec<DossierId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT next_step.person FROM next_step
             JOIN record ON record.id = next_step.record
             WHERE next_step.due > ?1
               AND (record.kind = 'person' OR record.kind = 'outcome' AND next_step.done = 0)
             ORDER BY next_step.person",
        )?;
        let rows = statement.query_map([day], |row| Ok(DossierId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The group sessions a person was at.
    pub fn sessions_of(&self, person: Uuid) -> Result<Vec<RecordId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT session FROM attendance WHERE person = ?1")?;
        let rows = statement.query_map([person], |row| Ok(RecordId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The texts of which somebody has to choose a version.
    pub fn open_texts(&self) -> Result<Vec<(RecordId, String)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT record, field FROM open_text ORDER BY record, field")?;
        let rows = statement.query_map([], |row| Ok((RecordId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn read_conversation(row: &Row<'_>) -> rusqlite::Result<ConversationRow> {
    Ok(ConversationRow {
        id: RecordId(row.get(0)?),
        person: row.get(1)?,
        coach: CoachId(row.get(2)?),
        at: row.get(3)?,
        status: row.get(4)?,
    })
}
