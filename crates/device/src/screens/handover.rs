//! Giving a person to another coach of the team, with what that coach should know.

use super::dossier::{File, owned};
use super::field::{Field, RecordRef, id, text, today};
use super::private_task::Colleague;
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Serialize;
use specta::Type;
use store::{Edit, FieldEdit};
use uuid::Uuid;

/// Who the fixed coach is, and was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FixedCoach {
    /// This coach is it.
    pub mine: bool,
    /// Who it can be given to; this coach among them, who may take it over.
    pub colleagues: Vec<Colleague>,
    /// Newest first.
    pub handovers: Vec<Handover>,
}

/// A handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Handover {
    /// Its record.
    pub r#ref: RecordRef,
    /// Who gave it.
    pub from: String,
    /// Who got it.
    pub to: String,
    /// `YYYY-MM-DD`.
    pub on: String,
    /// What the one who got it should know.
    pub note: Field,
    /// It is for this coach to read.
    pub unread: bool,
}

impl Opened {
    pub(super) fn fixed_coach(&self, file: &File<'_>) -> Result<FixedCoach> {
        let me = self.me();
        let root = file
            .records
            .iter()
            .find(|record| record.id.0 == file.person);
        let coach = root.and_then(|root| id(root, "coach"));
        let myself = Colleague {
            name: me.coach_name.clone(),
            id: me.coach.0,
        };
        let mut colleagues = file.town.colleagues().to_vec();
        colleagues.insert(0, myself);
        colleagues.retain(|colleague| Some(colleague.id) != coach);
        let name = |coach: Option<Uuid>| owned(coach.and_then(|coach| file.town.coach(coach)));
        let mut records: Vec<_> = file.of_kind("handover").collect();
        records.sort_by_key(|record| std::cmp::Reverse((text(record, "on"), record.id)));
        let handovers = records.into_iter().map(|record| {
            let to = id(record, "to");
            Ok(Handover {
                r#ref: RecordRef::of(record),
                from: name(id(record, "from")),
                to: name(to),
                on: owned(text(record, "on")),
                note: self.field(file.town, "handover", Some(record), "note")?,
                unread: to == Some(me.coach.0) && coach == to && text(record, "read_on").is_none(),
            })
        });
        Ok(FixedCoach {
            mine: coach == Some(me.coach.0),
            colleagues,
            handovers: handovers.collect::<Result<_>>()?,
        })
    }

    /// Gives a person to a coach of the team: the coach and the handover in one go.
    pub fn hand_over(
        &mut self,
        person: Uuid,
        to: Uuid,
        note: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let root = self.person_record(person)?;
        let me = self.me().coach.0;
        let town = self.town()?;
        let is_of_the_team = town.colleagues().iter().any(|colleague| colleague.id == to);
        if to != me && !is_of_the_team {
            return Err(DeviceError::NotFound(to.to_string()));
        }
        let coach = Edit {
            dossier: root.dossier,
            record: root.id,
            kind: root.kind.clone(),
            fields: vec![FieldEdit {
                field: "coach".to_owned(),
                value: to.into(),
                seen: root.state.seen("coach"),
            }],
        };
        let mut fields = vec![
            ("person", Value::from(person)),
            ("from", id(&root, "coach").unwrap_or(me).into()),
            ("to", to.into()),
            ("on", today(now).into()),
        ];
        if !note.trim().is_empty() {
            fields.push(("note", note.trim().into()));
        }
        // Whoever takes it over has nothing to read.
        if to == me {
            fields.push(("read_on", today(now).into()));
        }
        let record = RecordId(new_id(now)?);
        let handover = Edit::of_new_record(DossierId(person), record, "handover", fields);
        self.store
            .save(&[coach, handover], now.timestamp_millis())?;
        Ok(())
    }

    /// The one who got it has read what there is to know.
    pub fn read_handover(&mut self, handover: Uuid, now: DateTime<Utc>) -> Result<()> {
        let record = self
            .store
            .record(RecordId(handover))?
            .filter(|record| record.kind == "handover")
            .ok_or_else(|| DeviceError::NotFound(handover.to_string()))?;
        self.set(&record, &[("read_on", today(now).into())], now)
    }
}
