//! Giving a person to another coach of the team, with what that coach should know.

use super::agreement::over;
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
use store::{Edit, StoredRecord};
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
                unread: self.is_unread(coach, record),
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
        let from = id(&root, "coach").unwrap_or(me);
        let mut edits = vec![over(&root, [("coach", to.into())])];
        // What was planned goes along; who stands in for a day keeps their own talk.
        for talk in self.records_of(person)? {
            let planned = talk.kind == "conversation" && text(&talk, "status") == Some("planned");
            if planned && id(&talk, "coach") == Some(from) {
                edits.push(over(&talk, [("coach", to.into())]));
            }
        }
        let mut fields = vec![
            ("person", Value::from(person)),
            ("from", from.into()),
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
        edits.push(handover);
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }

    /// Whose it is to see to what was said in a talk: the coach who held it, or whoever that coach
    /// gave the person to since.
    pub(super) fn keeper(&self, person: Uuid, talk: &StoredRecord) -> Result<Option<Uuid>> {
        let day = text(talk, "at").and_then(|at| at.get(..10));
        let mut handovers = self.handovers(person)?;
        handovers.retain(|handover| text(handover, "on") >= day);
        let held = id(talk, "coach");
        Ok(handovers.iter().fold(held, |keeper, handover| {
            if keeper.is_some() && id(handover, "from") == keeper {
                id(handover, "to")
            } else {
                keeper
            }
        }))
    }

    /// The handovers of a person, oldest first.
    fn handovers(&self, person: Uuid) -> Result<Vec<StoredRecord>> {
        let mut handovers = Vec::new();
        for dossier in self.same_people()?.dossiers(person) {
            handovers.extend(self.store.records_of_kind(dossier.into(), "handover")?);
        }
        let day = |record: &StoredRecord| owned(text(record, "on"));
        handovers.sort_by_key(|record| (day(record), record.id));
        Ok(handovers)
    }

    /// Whether a handover tells this coach something that is not read yet.
    pub(super) fn is_for_me_to_read(&self, handover: &StoredRecord) -> Result<bool> {
        let person = self.same_people()?.head(handover.dossier.0);
        let root = self.person_record(person)?;
        Ok(self.is_unread(id(&root, "coach"), handover))
    }

    fn is_unread(&self, coach: Option<Uuid>, handover: &StoredRecord) -> bool {
        let me = Some(self.me().coach.0);
        id(handover, "to") == me && coach == me && text(handover, "read_on").is_none()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::desk::{Desk, at};
    use crate::screens::{FieldValue, ToDoKind};

    const COLLEAGUE: Uuid = Uuid::from_u128(77);

    /// A desk whose town has a colleague in the same team.
    fn desk() -> Desk {
        let mut desk = Desk::new();
        let town = desk.opened.me().municipality;
        let fields = [
            ("name", Value::from("Anne de Wit")),
            ("team", desk.opened.me().team.into()),
        ];
        let edit = Edit::of_new_record(town, RecordId(COLLEAGUE), "coach", fields);
        desk.opened.store.save(&[edit], 1).unwrap();
        desk
    }

    fn promise(desk: &mut Desk, talk: Uuid, what: &str) {
        let now = at("2026-09-07");
        let step = desk.opened.conversation(talk, now).unwrap().next_step;
        for (field, value) in [("what", what), ("who", "coach"), ("on", "2026-09-08")] {
            let value = FieldValue::Text(value.into());
            desk.opened
                .save_field(&step.r#ref, field, value, &[], now)
                .unwrap();
        }
    }

    fn to_do(desk: &Desk) -> Vec<(ToDoKind, String)> {
        let left = desk.opened.today(at("2026-09-20")).unwrap().to_do;
        left.into_iter()
            .map(|thing| (thing.kind, thing.what))
            .collect()
    }

    #[test]
    fn what_was_promised_and_planned_goes_along() {
        let mut desk = desk();
        let gerda = desk.person("Gerda Wouters");
        let talk = desk.talk(gerda, "2026-09-07");
        promise(&mut desk, talk, "Bellen met het koor.");
        let moment = "2026-09-20T14:00:00+02:00";
        let now = at("2026-09-10");
        desk.opened
            .plan_conversation(gerda, moment, "thuis", now)
            .unwrap();
        assert_eq!(
            to_do(&desk),
            [(ToDoKind::Step, "Bellen met het koor.".into())]
        );
        desk.opened.hand_over(gerda, COLLEAGUE, "", now).unwrap();
        assert_eq!(to_do(&desk), []);
        assert_eq!(desk.opened.today(at("2026-09-20")).unwrap().talks, []);
        // A talk after that is a promise of whoever held it.
        let later = desk.talk(gerda, "2026-09-15");
        promise(&mut desk, later, "Een fiets zoeken.");
        assert_eq!(to_do(&desk), [(ToDoKind::Step, "Een fiets zoeken.".into())]);
        // Taken over again, all of it comes back, and there is nothing to read.
        let me = desk.opened.me().coach.0;
        desk.opened
            .hand_over(gerda, me, "", at("2026-09-16"))
            .unwrap();
        assert_eq!(to_do(&desk).len(), 2);
        assert_eq!(desk.opened.today(at("2026-09-20")).unwrap().talks.len(), 1);
    }

    #[test]
    fn what_a_coach_of_another_team_promised_is_the_fixed_coachs() {
        let mut desk = desk();
        let gerda = desk.person("Gerda Wouters");
        let talk = desk.talk(gerda, "2026-09-07");
        promise(&mut desk, talk, "Bellen met het koor.");
        let record = desk.opened.conversation_record(talk).unwrap();
        let elsewhere = Uuid::from_u128(99);
        desk.opened
            .set(&record, &[("coach", elsewhere.into())], at("2026-09-10"))
            .unwrap();
        assert_eq!(to_do(&desk).len(), 1);
        let record = desk.opened.conversation_record(talk).unwrap();
        desk.opened
            .set(&record, &[("coach", COLLEAGUE.into())], at("2026-09-10"))
            .unwrap();
        assert_eq!(to_do(&desk), []);
    }

    #[test]
    fn what_a_colleague_wrote_is_to_do_until_it_is_read() {
        let mut desk = desk();
        let gerda = desk.person("Gerda Wouters");
        let me = desk.opened.me().coach.0;
        let handover = Uuid::from_u128(5);
        let fields = [
            ("person", Value::from(gerda)),
            ("from", COLLEAGUE.into()),
            ("to", me.into()),
            ("on", "2026-09-10".into()),
        ];
        let edit = Edit::of_new_record(DossierId(gerda), RecordId(handover), "handover", fields);
        desk.opened.store.save(&[edit], 1).unwrap();
        assert_eq!(to_do(&desk), [(ToDoKind::Handover, "Anne de Wit".into())]);
        desk.opened
            .read_handover(handover, at("2026-09-12"))
            .unwrap();
        assert_eq!(to_do(&desk), []);
    }
}
