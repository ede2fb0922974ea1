//! What the person said to one packet: asked, dated, and taken back when they want.

use super::PacketLine;
use crate::opened::Opened;
use crate::screens::agreement::over;
use crate::screens::dossier::File;
use crate::screens::field::{id, plain, text, today};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::ids::natural_id;
use domain::kinds::consent;
use domain::packet::{PacketItem, hash};
use domain::value::Value;
use replication::RecordId;
use serde::Serialize;
use specta::Type;
use store::{Edit, StoredRecord};
use uuid::Uuid;

/// Whether the person agrees that one recipient gets the minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// What the person said.
    pub answer: ConsentAnswer,
    /// When, `YYYY-MM-DD`; none where it was not written down.
    pub on: Option<String>,
    /// The coach who asked.
    pub asked_by: Option<String>,
}

/// What the person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ConsentAnswer {
    /// Not asked yet.
    NotAsked,
    /// Yes.
    Given,
    /// No.
    Refused,
    /// Yes, and no since.
    Revoked,
}

impl Opened {
    /// Writes down what the person said when asked whether the recipient may get the packet that
    /// was shown, or that they take it back.
    pub fn answer_consent(&mut self, referral: Uuid, yes: bool, now: DateTime<Utc>) -> Result<()> {
        let record = self.referral_record(referral)?;
        let to = text(&record, "to")
            .ok_or_else(|| DeviceError::BadRequest("a referral to nobody".to_owned()))?;
        let records = self.store.records(record.dossier)?;
        let shown = self.packet_items(&self.town()?, &records, &record);
        let codes: Vec<&str> = shown.iter().map(|line| line.code).collect();
        let known = consent_record(&records, &record);
        let stands = known.filter(|known| consent::stands(&plain(known)));
        let day = Value::from(today(now));
        let (given, refused, revoked) = match (yes, stands) {
            (true, _) => (day, Value::Null, Value::Null),
            // What was given stays written down beside its end.
            (false, Some(stands)) => (stands.state.value("given_on").clone(), Value::Null, day),
            (false, None) => (Value::Null, day, Value::Null),
        };
        let fields = [
            ("person", Value::from(record.dossier.0)),
            ("recipient", to.into()),
            ("given_on", given),
            ("refused_on", refused),
            ("revoked_on", revoked),
            ("asked_by", self.me().coach.0.into()),
            ("shown", codes.join(" ").into()),
            ("packet", Value::Bytes(hash(&shown).to_vec())),
        ];
        let consent = RecordId(natural_id(referral, consent::KIND.name, to));
        let edit = match known {
            Some(known) => over(known, fields),
            None => Edit::of_new_record(record.dossier, consent, consent::KIND.name, fields),
        };
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }

    /// What goes along, if the person agreed that this recipient gets it.
    pub fn packet_of(&self, referral: Uuid) -> Result<Vec<PacketLine>> {
        let shown = self.referral(referral)?;
        match shown.consent.answer {
            ConsentAnswer::Given => Ok(shown.packet),
            _ => Err(DeviceError::NoConsent(format!("{:?}", shown.to.value))),
        }
    }
}

/// What was said when this referral's packet was shown. Of another packet it is no answer: then it
/// was not asked.
pub(super) fn consent_of(
    file: &File<'_>,
    referral: &StoredRecord,
    packet: &[PacketItem],
) -> Consent {
    let Some(consent) = consent_record(file.records, referral) else {
        return Consent {
            answer: ConsentAnswer::NotAsked,
            on: None,
            asked_by: None,
        };
    };
    let (answer, on) = match (text(consent, "revoked_on"), text(consent, "refused_on")) {
        (Some(on), _) => (ConsentAnswer::Revoked, Some(on)),
        (None, Some(on)) => (ConsentAnswer::Refused, Some(on)),
        (None, None) if is_of_another(consent, packet) => (ConsentAnswer::NotAsked, None),
        (None, None) => (ConsentAnswer::Given, text(consent, "given_on")),
    };
    Consent {
        answer,
        on: on.map(str::to_owned),
        asked_by: id(consent, "asked_by")
            .and_then(|coach| file.town.coach(coach))
            .map(str::to_owned),
    }
}

/// The consent that a referral goes by: its own, or for one that was sent, from before consents were
/// kept by referral, that of its recipient.
pub(in crate::screens) fn consent_record<'r>(
    records: &'r [StoredRecord],
    referral: &StoredRecord,
) -> Option<&'r StoredRecord> {
    let to = text(referral, "to")?;
    let find = |parent| {
        let consent = natural_id(parent, consent::KIND.name, to);
        records.iter().find(|record| record.id.0 == consent)
    };
    let was_sent = text(referral, "status").is_some();
    find(referral.id.0).or_else(|| find(referral.dossier.0).filter(|_| was_sent))
}

/// Whether something else would go along than was shown; of an older consent that is not known.
fn is_of_another(consent: &StoredRecord, packet: &[PacketItem]) -> bool {
    match consent.state.value("packet") {
        Value::Bytes(shown) => shown.as_slice() != hash(packet),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::FieldValue;
    use crate::screens::desk::{Desk, at};

    const DAY: &str = "2026-10-19";

    fn referral(desk: &mut Desk, person: Uuid, reason: &str) -> Uuid {
        let referral = desk.opened.begin_referral(person, None, at(DAY)).unwrap();
        fill(desk, referral, "to", "huisarts");
        fill(desk, referral, "reason", reason);
        referral
    }

    fn fill(desk: &mut Desk, referral: Uuid, field: &str, value: &str) {
        let shown = desk.opened.referral(referral).unwrap();
        let seen = match field {
            "to" => shown.to.seen,
            _ => shown.reason.seen,
        };
        let value = FieldValue::Text(value.into());
        desk.opened
            .save_field(&shown.r#ref, field, value, &seen, at(DAY))
            .unwrap();
    }

    fn answer(desk: &Desk, referral: Uuid) -> ConsentAnswer {
        desk.opened.referral(referral).unwrap().consent.answer
    }

    #[test]
    fn a_yes_is_to_the_packet_that_was_shown_and_to_no_other() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let first = referral(&mut desk, person, "Wil leren zwemmen.");
        desk.opened.answer_consent(first, true, at(DAY)).unwrap();
        assert_eq!(answer(&desk, first), ConsentAnswer::Given);
        fill(&mut desk, first, "reason", "Slaapt slecht.");
        assert_eq!(answer(&desk, first), ConsentAnswer::NotAsked);
        assert!(
            desk.opened
                .move_referral(first, "verstuurd", at(DAY))
                .is_err()
        );
        desk.opened.answer_consent(first, true, at(DAY)).unwrap();
        desk.opened
            .move_referral(first, "verstuurd", at(DAY))
            .unwrap();

        // A second one, to the same recipient with another reason, is asked for by itself.
        let second = referral(&mut desk, person, "Wil afvallen.");
        assert_ne!(first, second);
        assert_eq!(answer(&desk, second), ConsentAnswer::NotAsked);
        desk.opened.answer_consent(second, false, at(DAY)).unwrap();
        assert_eq!(answer(&desk, second), ConsentAnswer::Refused);
        assert_eq!(answer(&desk, first), ConsentAnswer::Given);
        desk.opened.answer_consent(first, false, at(DAY)).unwrap();
        assert_eq!(answer(&desk, first), ConsentAnswer::Revoked);
    }

    #[test]
    fn a_consent_from_before_counts_for_what_was_sent_on_it() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let sent = referral(&mut desk, person, "Wil leren zwemmen.");
        let record = desk.opened.referral_record(sent).unwrap();
        let status = [("status", "verstuurd".into())];
        let old = RecordId(natural_id(person, consent::KIND.name, "huisarts"));
        let fields = [
            ("person", Value::from(person)),
            ("recipient", "huisarts".into()),
        ];
        let old = Edit::of_new_record(record.dossier, old, consent::KIND.name, fields);
        desk.opened
            .store
            .save(&[over(&record, status), old], 1)
            .unwrap();
        assert_eq!(answer(&desk, sent), ConsentAnswer::Given);
        let next = referral(&mut desk, person, "Slaapt slecht.");
        assert_eq!(answer(&desk, next), ConsentAnswer::NotAsked);
        // Taken back, it stays written down when it was given.
        desk.opened.answer_consent(sent, false, at(DAY)).unwrap();
        assert_eq!(answer(&desk, sent), ConsentAnswer::Revoked);
        assert_eq!(answer(&desk, next), ConsentAnswer::NotAsked);
    }

    #[test]
    fn what_is_dropped_takes_its_answer_along() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let one = referral(&mut desk, person, "Wil leren zwemmen.");
        desk.opened.answer_consent(one, true, at(DAY)).unwrap();
        desk.opened.drop_referral(one, at(DAY)).unwrap();
        let file = desk.opened.own_file(person, None).unwrap();
        assert_eq!(file.knows, []);
        assert_eq!(desk.opened.dossier(person, at(DAY)).unwrap().referrals, []);
    }
}
