//! Who knows what of the person, and who can look.

use super::super::FieldValue;
use super::super::dossier::{File, owned};
use super::super::field::{id, text};
use super::super::referral::{Referral, consent_record};
use super::super::viewing::viewers;
use super::shown::{Access, Knows};
use store::StoredRecord;
use uuid::Uuid;

/// By consent: what the person agreed to, and what was sent on it.
pub(super) fn knows(file: &File<'_>, referrals: &[Referral]) -> Vec<Knows> {
    let mut knows: Vec<(Option<Uuid>, Knows)> = Vec::new();
    for consent in file.of_kind("consent") {
        let Some(to) = text(consent, "recipient") else {
            continue;
        };
        let of = |field| text(consent, field);
        let (answer, on) = match (of("revoked_on"), of("refused_on")) {
            (Some(on), _) => ("revoked", Some(on)),
            (None, Some(on)) => ("refused", Some(on)),
            (None, None) => ("given", of("given_on")),
        };
        let said = Knows {
            to: to.to_owned(),
            answer: Some(answer.to_owned()),
            on: on.map(str::to_owned),
            told: Vec::new(),
            reasons: Vec::new(),
        };
        knows.push((Some(consent.id.0), said));
    }
    for referral in referrals
        .iter()
        .filter(|referral| referral.status.is_some())
    {
        let FieldValue::Text(to) = &referral.to.value else {
            continue;
        };
        let record = file
            .of_kind("referral")
            .find(|record| record.id.0 == referral.r#ref.record);
        let consent = record.and_then(|record| consent_record(file.records, record));
        let of = consent.map(|consent| consent.id.0);
        let known = knows
            .iter()
            .position(|(known, one)| *known == of && one.to == *to);
        let place = known.unwrap_or(knows.len());
        if known.is_none() {
            let unasked = Knows {
                to: to.clone(),
                answer: None,
                on: None,
                told: Vec::new(),
                reasons: Vec::new(),
            };
            knows.push((of, unasked));
        }
        let Some((_, one)) = knows.get_mut(place) else {
            continue;
        };
        let shown = consent.and_then(|consent| text(consent, "shown"));
        for code in shown.unwrap_or_default().split_whitespace() {
            if !one.told.iter().any(|told| told == code) {
                one.told.push(code.to_owned());
            }
        }
        if let FieldValue::Text(reason) = &referral.reason.value {
            one.reasons.push(reason.clone());
        }
    }
    knows.into_iter().map(|(_, one)| one).collect()
}

pub(super) fn access(file: &File<'_>, root: &StoredRecord) -> Access {
    let coach = id(root, "coach");
    let team = id(root, "team");
    let mut others: Vec<String> = file
        .town
        .coaches_of(team)
        .filter(|(other, _)| Some(*other) != coach)
        .map(|(_, name)| name.to_owned())
        .collect();
    others.sort();
    Access {
        coach: coach
            .and_then(|coach| file.town.coach(coach))
            .map(str::to_owned),
        team: owned(team.and_then(|team| file.town.team(team))),
        others,
        viewers: viewers(file),
    }
}
