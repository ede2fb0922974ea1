//! Taking away what was begun by mistake, for as long as nothing hangs on it.

use super::agreement::over;
use super::field::{id, number, taken_away, texts};
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::value::Value;
use replication::RecordId;
use store::StoredRecord;
use uuid::Uuid;

impl Opened {
    /// Takes away what was begun by mistake: a group, a session, those who go on together, a
    /// spreekuur, somebody on its list, or an outcome.
    pub fn take_away_begun(&mut self, record: Uuid, now: DateTime<Utc>) -> Result<()> {
        let missing = || DeviceError::NotFound(record.to_string());
        let begun = self.store.record(RecordId(record))?.ok_or_else(missing)?;
        let records = self.store.records(begun.dossier)?;
        if !is_bare(&begun, &records) {
            return Err(DeviceError::BadRequest("something hangs on it".into()));
        }
        let mut edits = vec![taken_away(&begun, true)];
        let takes_part = |one: &&StoredRecord| match one.kind.as_str() {
            "together_person" => id(one, "together") == Some(record),
            "group_person" => id(one, "group") == Some(record),
            _ => false,
        };
        edits.extend(
            records
                .iter()
                .filter(takes_part)
                .map(|one| taken_away(one, true)),
        );
        // Those whom it grew out of may begin another one.
        if let Some(together) = id(&begun, "grew_out_of")
            && let Some(together) = self.store.record(RecordId(together))?
            && id(&together, "initiative") == Some(record)
        {
            edits.push(over(&together, [("initiative", Value::Null)]));
        }
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }
}

/// Whether nobody has written or tapped anything that would go with it.
fn is_bare(begun: &StoredRecord, records: &[StoredRecord]) -> bool {
    let hangs = |kind: &str, parent: &str| {
        records
            .iter()
            .any(|one| one.kind == kind && id(one, parent) == Some(begun.id.0))
    };
    match begun.kind.as_str() {
        "walk_in" => id(begun, "talk").is_none(),
        "spreekuur" => !hangs("walk_in", "spreekuur"),
        "group_session" => {
            !hangs("attendance", "session")
                && texts(begun, "shared_note").is_none()
                && number(begun, "guests").unwrap_or_default() == 0
        }
        "together" => id(begun, "initiative").is_none(),
        "outcome" => true,
        "group" => !hangs("group_session", "group") && !hangs("together", "group"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::screens::desk::{Desk, at};

    #[test]
    fn what_was_begun_by_mistake_goes_while_nothing_hangs_on_it() {
        let mut desk = Desk::new();
        let [gerda, bram] = ["Gerda", "Bram"].map(|name| desk.person(name));
        let now = at("2026-11-26");
        let group = desk.opened.add_group("Soep", "beek", false, now).unwrap();
        let session = desk.opened.begin_session(group, now).unwrap();
        assert!(desk.opened.take_away_begun(group, now).is_err());
        desk.opened
            .set_attendance(session, gerda, true, now)
            .unwrap();
        assert!(desk.opened.take_away_begun(session, now).is_err());
        desk.opened
            .set_attendance(session, gerda, false, now)
            .unwrap();
        desk.opened.take_away_begun(session, now).unwrap();
        assert_eq!(desk.opened.group(group, now).unwrap().sessions, []);

        desk.opened
            .go_on_together(group, &[gerda, bram], "Wandelen.", now)
            .unwrap();
        let together = desk.opened.group(group, now).unwrap().together;
        let together = together[0].r#ref.record;
        let grown = desk.opened.begin_initiative(together, "Dijk", now).unwrap();
        assert!(desk.opened.take_away_begun(together, now).is_err());
        desk.opened.take_away_begun(grown, now).unwrap();
        assert_eq!(desk.opened.groups(now).unwrap().len(), 1);
        desk.opened.take_away_begun(together, now).unwrap();
        assert_eq!(desk.opened.group(group, now).unwrap().together, []);
        desk.opened.take_away_begun(group, now).unwrap();
        assert_eq!(desk.opened.groups(now).unwrap(), []);
    }

    #[test]
    fn who_was_put_on_the_list_twice_goes_and_whoever_was_spoken_stays() {
        let mut desk = Desk::new();
        let now = at("2026-11-26");
        let moment = "2026-11-26T10:00:00+01:00";
        let spreekuur = desk
            .opened
            .begin_spreekuur(moment, "thuis", "", now)
            .unwrap();
        let twice =
            ["Riet", "Riet"].map(|name| desk.opened.add_walk_in(spreekuur, name, now).unwrap());
        desk.opened.begin_walk_in(twice[0], now).unwrap();
        assert!(desk.opened.take_away_begun(twice[0], now).is_err());
        desk.opened.take_away_begun(twice[1], now).unwrap();
        assert_eq!(desk.opened.spreekuur(spreekuur).unwrap().walk_ins.len(), 1);
        assert!(desk.opened.take_away_begun(spreekuur, now).is_err());
        // Talks are no mistakes: they are kept.
        let talk = desk.opened.spreekuur(spreekuur).unwrap().walk_ins[0].talk;
        assert!(desk.opened.take_away_begun(talk.unwrap(), now).is_err());
    }
}
