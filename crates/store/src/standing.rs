//! Who this device is, and how far its sync has come.

use crate::commit::Piece;
use crate::{Result, Store};
use planted::planted;
use replication::session::Standing;
use replication::{CoachId, DeviceId, DossierId, Position, Seq};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// What enrolment settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The device's identity, secret half.
    pub secret_key: [u8; 32],
    /// Where it syncs.
    pub server_url: String,
    /// The server's public key, pinned.
    pub server_key: [u8; 32],
    /// Who and where.
    pub me: Me,
}

/// The device and the coach it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// This device.
    pub device: DeviceId,
    /// The municipality; also its dossier of settings.
    pub municipality: DossierId,
    /// Its name.
    pub municipality_name: String,
    /// The coach.
    pub coach: CoachId,
    /// The coach's name.
    pub coach_name: String,
    /// The coach's team.
    pub team: Uuid,
    /// The team's name.
    pub team_name: String,
}

impl Store {
    /// Writes down what enrolment settled. Once in a database's life.
    pub fn enrol(&mut self, enrolment: &Enrolment) -> Result<()> {
        let me = &enrolment.me;
        self.connection.execute(
            "INSERT INTO device (id, device, secret_key, server_url, server_key, municipality,
               municipality_name, coach, coach_name, team, team_name)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                me.device.0,
                enrolment.secret_key,
                enrolment.server_url,
                enrolment.server_key,
                me.municipality.0,
                me.municipality_name,
                me.coach.0,
                me.coach_name,
                me.team,
                me.team_name,
            ],
        )?;
        Ok(())
    }

    /// What enrolment settled; none in a database whose enrolment never finished.
    pub fn enrolment(&self) -> Result<Option<Enrolment>> {
        let read = |row: &Row<'_>| {
            Ok(Enrolment {
                secret_key: row.get("secret_key")?,
                server_url: row.get("server_url")?,
                server_key: row.get("server_key")?,
                me: Me {
                    device: DeviceId(row.get("device")?),
                    municipality: DossierId(row.get("municipality")?),
                    municipality_name: row.get("municipality_name")?,
                    coach: CoachId(row.get("coach")?),
                    coach_name: row.get("coach_name")?,
                    team: row.get("team")?,
                    team_name: row.get("team_name")?,
                },
            })
        };
        Ok(self
            .connection
            .query_row(
                "SELECT device, secret_key, server_url, server_key, municipality,
                   municipality_name, coach, coach_name, team, team_name FROM device",
                [],
                read,
            )
            .optional()?)
    }

    /// Where the device stands for its next sync.
    pub fn standing(&self) -> Result<Standing> {
        Ok(Progress::read(&self.connection)?.standing)
    }

    /// The server's clock at the last complete sync, in milliseconds since 1970; none before it.
    pub fn synced_at(&self) -> Result<Option<i64>> {
        let at: i64 = self
            .connection
            .query_row("SELECT synced_at FROM device", [], |row| row.get(0))?;
        Ok((at > 0).then_some(at))
    }

    /// Remembers a complete sync.
    pub fn set_synced(&mut self, at: i64) -> Result<()> {
        self.connection
            .execute("UPDATE device SET synced_at = ?1", [at])?;
        Ok(())
    }

    /// The number for the next request; durably never given again.
    pub fn next_request_number(&mut self) -> Result<u64> {
        // Outside a transaction the row would be answered before the commit, and a commit that
        // fails would go unheard.
        let transaction = Piece::begin(&self.connection)?;
        let number: i64 = transaction.query_row(
            "UPDATE device SET request_number = request_number + 1 RETURNING request_number",
            [],
            |row| row.get(0),
        )?;
        if planted!("a-request-number-is-used-before-it-is-stored") {
            drop(transaction);
            return Ok(number.cast_unsigned());
        }
        transaction.commit()?;
        Ok(number.cast_unsigned())
    }
}

/// The counters of the one device row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    pub(crate) device: DeviceId,
    pub(crate) standing: Standing,
    /// Own changes up to here may not be amended.
    pub(crate) frozen: Seq,
    /// Own changes up to here lie below the cursor.
    pub(crate) settled: Seq,
}

impl Progress {
    pub(crate) fn read(connection: &Connection) -> Result<Self> {
        let seq = |row: &Row<'_>, name: &str| row.get(name).map(|n: i64| Seq(n.cast_unsigned()));
        Ok(connection
            .prepare_cached(
                "SELECT device, epoch, cursor, last_seq, frozen_seq, offered_seq,
                   receipts_seq, settled_seq
                 FROM device",
            )?
            .query_row([], |row| {
                let epoch: Vec<u8> = row.get("epoch")?;
                let cursor: i64 = row.get("cursor")?;
                Ok(Progress {
                    device: DeviceId(row.get("device")?),
                    standing: Standing {
                        epoch: Uuid::from_slice(&epoch).ok(),
                        cursor: Position(cursor.cast_unsigned()),
                        receipts: seq(row, "receipts_seq")?,
                        offered: seq(row, "offered_seq")?,
                        last: seq(row, "last_seq")?,
                    },
                    frozen: seq(row, "frozen_seq")?,
                    settled: seq(row, "settled_seq")?,
                })
            })?)
    }
}
