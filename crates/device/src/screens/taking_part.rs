//! Who takes part in a group, and who wants to go on with whom: changed at any time, and the history
//! tells by whom.

use super::agreement::over;
use super::field::id;
use super::same_person::SamePeople;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::ids::natural_id;
use domain::value::Value;
use replication::RecordId;
use std::collections::BTreeMap;
use store::{Edit, StoredRecord};
use uuid::Uuid;

const LEFT: &str = "left";

impl Opened {
    /// Says that somebody wants to go on with the others, or does not any more.
    pub fn set_together(
        &mut self,
        together: Uuid,
        person: Uuid,
        takes_part: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self.record_of("together", together)?;
        let records = self.store.records(record.dossier)?;
        let same = self.same_people()?;
        let mut people = listed(&same, &records, &record);
        people.insert(same.head(person), takes_part);
        if people
            .into_values()
            .filter(|takes_part| *takes_part)
            .count()
            < 2
        {
            return Err(DeviceError::BadRequest("together is two at least".into()));
        }
        self.set_taking_part(&record, person, takes_part, now)
    }

    /// Says that somebody takes part in a group, or does not any more.
    pub fn set_group_person(
        &mut self,
        group: Uuid,
        person: Uuid,
        takes_part: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let record = self.record_of("group", group)?;
        self.set_taking_part(&record, person, takes_part, now)
    }

    fn set_taking_part(
        &mut self,
        of: &StoredRecord,
        person: Uuid,
        takes_part: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let same = self.same_people()?;
        let head = same.head(person);
        let mut edits = Vec::new();
        for dossier in same.dossiers(person) {
            let kind = child(of);
            let child = RecordId(natural_id(of.id.0, kind, &dossier.to_string()));
            let left = (LEFT, Value::from(!takes_part));
            match self.store.record(child)? {
                // Tapped in another dossier before the two were shown as one.
                Some(known) if dossier == head || !takes_part => edits.push(over(&known, [left])),
                None if dossier == head => {
                    let fields = [
                        (of.kind.as_str(), Value::from(of.id.0)),
                        ("person", head.into()),
                        left,
                    ];
                    edits.push(Edit::of_new_record(of.dossier, child, kind, fields));
                }
                _ => {}
            }
        }
        // Otherwise an unsent answer would be amended, and the history not tell it.
        self.store.freeze()?;
        self.store.save(&edits, now.timestamp_millis())?;
        Ok(())
    }
}

/// The kind of those who take part.
fn child(of: &StoredRecord) -> &'static str {
    match of.kind.as_str() {
        "group" => "group_person",
        _ => "together_person",
    }
}

/// Of whom it was said that they take part, or that they stopped.
pub(super) fn listed(
    same: &SamePeople,
    records: &[StoredRecord],
    of: &StoredRecord,
) -> BTreeMap<Uuid, bool> {
    let mut people = BTreeMap::new();
    for record in records {
        if record.kind == child(of)
            && id(record, &of.kind) == Some(of.id.0)
            && let Some(person) = id(record, "person")
        {
            *people.entry(same.head(person)).or_default() |= !record.state.value(LEFT).is_true();
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use crate::screens::Attendee;
    use crate::screens::desk::{Desk, at};
    use uuid::Uuid;

    const NOW: &str = "2026-11-26";

    fn there(people: &[Attendee]) -> Vec<&str> {
        let there = people.iter().filter(|one| one.there);
        there.map(|one| one.name.as_str()).collect()
    }

    /// A group, in which Gerda and Bram want to go on together; Cor is somebody else.
    fn soup() -> (Desk, [Uuid; 3], Uuid) {
        let mut desk = Desk::new();
        let people = ["Gerda", "Bram", "Cor"].map(|name| desk.person(name));
        let now = at(NOW);
        let group = desk.opened.add_group("Soep", "beek", false, now).unwrap();
        desk.opened
            .go_on_together(group, &people[..2], "Wandelen.", now)
            .unwrap();
        (desk, people, group)
    }

    #[test]
    fn who_goes_on_together_changes_and_two_stay() {
        let (mut desk, [_, bram, cor], group) = soup();
        let now = at(NOW);
        let shown = |desk: &Desk| desk.opened.group(group, now).unwrap().together[0].clone();
        let together = shown(&desk).r#ref.record;
        // Two stay at least.
        assert!(
            desk.opened
                .set_together(together, bram, false, now)
                .is_err()
        );
        desk.opened.set_together(together, cor, true, now).unwrap();
        assert_eq!(there(&shown(&desk).people), ["Bram", "Cor", "Gerda"]);
        desk.opened
            .set_together(together, bram, false, now)
            .unwrap();
        assert_eq!(there(&shown(&desk).people), ["Cor", "Gerda"]);
        // Whoever stopped can be put back with a tap.
        assert_eq!(shown(&desk).people.len(), 3);
        desk.opened.set_together(together, bram, true, now).unwrap();
        assert_eq!(there(&shown(&desk).people), ["Bram", "Cor", "Gerda"]);
        let history = desk.opened.dossier_history(group, None).unwrap();
        let of_bram = history
            .iter()
            .find(|one| one.whose.as_deref() == Some("Bram"));
        assert_eq!(of_bram.unwrap().values.len(), 2);
        let of_cor = history
            .iter()
            .any(|one| one.whose.as_deref() == Some("Cor"));
        assert!(of_cor);
    }

    #[test]
    fn an_initiative_has_people_of_its_own() {
        let (mut desk, [gerda, _, cor], group) = soup();
        let now = at(NOW);
        let together = desk.opened.group(group, now).unwrap().together[0]
            .r#ref
            .record;
        let walk = desk.opened.begin_initiative(together, "Dijk", now).unwrap();
        let takes_part = |desk: &Desk| -> Vec<String> {
            let people = desk.opened.group(walk, now).unwrap().people.into_iter();
            people.filter(|one| !one.left).map(|one| one.name).collect()
        };
        assert_eq!(takes_part(&desk), ["Bram", "Gerda"]);
        desk.opened.set_group_person(walk, cor, true, now).unwrap();
        desk.opened
            .set_group_person(walk, gerda, false, now)
            .unwrap();
        assert_eq!(takes_part(&desk), ["Bram", "Cor"]);
        // Who stopped is asked at no session, and those who wanted it stay as they were.
        let session = desk.opened.begin_session(walk, now).unwrap();
        let asked = desk.opened.group_session(session, now).unwrap().people;
        let asked: Vec<_> = asked.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(asked, ["Bram", "Cor"]);
        let wanted = desk.opened.group(group, now).unwrap().together;
        assert_eq!(there(&wanted[0].people), ["Bram", "Gerda"]);
        // Whoever comes all the same was there, and still takes part no more.
        desk.opened
            .set_attendance(session, gerda, true, now)
            .unwrap();
        let asked = desk.opened.group_session(session, now).unwrap().people;
        assert_eq!(there(&asked), ["Gerda"]);
        assert_eq!(takes_part(&desk), ["Bram", "Cor"]);
    }
}
