//! What is still to be sent.

use crate::commit::Piece;
use crate::{Result, Store};
use replication::{Change, RecordId, Seq};
use rusqlite::OptionalExtension;

/// Changes to send, read back as they were durably marked offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// In order of their sequence numbers, without gaps.
    pub changes: Vec<Change>,
    /// Their size as stored, in bytes.
    pub bytes: usize,
}

impl Store {
    /// The changes after `after`, up to about `most_bytes` and at least one, durably marked
    /// offered before this returns: none of them is amended any more.
    pub fn offer(&mut self, after: Seq, most_bytes: usize) -> Result<Offer> {
        let mut offer = Offer {
            changes: Vec::new(),
            bytes: 0,
        };
        let transaction = Piece::begin(&self.connection)?;
        {
            let mut statement = transaction
                .prepare_cached("SELECT body FROM own_change WHERE seq > ?1 ORDER BY seq")?;
            let mut rows = statement.query([after.0.cast_signed()])?;
            while let Some(row) = rows.next()? {
                let body = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
                if !offer.changes.is_empty() && offer.bytes + body.len() > most_bytes {
                    break;
                }
                offer.bytes += body.len();
                offer.changes.push(Change::decode(body)?);
            }
        }
        if let Some(last) = offer.changes.last() {
            transaction
                .prepare_cached(
                    "UPDATE device SET offered_seq = max(offered_seq, ?1),
                       frozen_seq = max(frozen_seq, ?1)",
                )?
                .execute([last.id.seq.0.cast_signed()])?;
        }
        transaction.commit()?;
        Ok(offer)
    }

    /// Own changes without a receipt: how many, and their bytes as stored.
    pub fn unsent(&self) -> Result<(u64, u64)> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*), coalesce(sum(length(body)), 0) FROM own_change
                 WHERE seq > (SELECT receipts_seq FROM device)",
            )?
            .query_row([], |row| {
                let (count, bytes): (i64, i64) = (row.get(0)?, row.get(1)?);
                Ok((count.cast_unsigned(), bytes.cast_unsigned()))
            })?)
    }

    /// When the oldest own change without a receipt was made, in milliseconds since 1970 by the clock of
    /// then.
    pub fn unsent_since(&self) -> Result<Option<i64>> {
        let body: Option<Vec<u8>> = self
            .connection
            .prepare_cached(
                "SELECT body FROM own_change WHERE seq > (SELECT receipts_seq FROM device)
                 ORDER BY seq LIMIT 1",
            )?
            .query_row([], |row| row.get(0))
            .optional()?;
        body.map(|body| Ok(Change::decode(&body)?.made_at))
            .transpose()
    }

    /// Own changes without a receipt, in order.
    pub fn unsent_changes(&self) -> Result<Vec<Change>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT body FROM own_change WHERE seq > (SELECT receipts_seq FROM device)
             ORDER BY seq",
        )?;
        let mut rows = statement.query([])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            let body = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            changes.push(Change::decode(body)?);
        }
        Ok(changes)
    }

    /// The records with own changes without a receipt, and the bytes of those, newest first.
    pub fn unsent_records(&self) -> Result<Vec<(RecordId, u64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, sum(length(body)) FROM own_change
             WHERE seq > (SELECT receipts_seq FROM device)
             GROUP BY record ORDER BY max(seq) DESC",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((RecordId(row.get(0)?), row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
