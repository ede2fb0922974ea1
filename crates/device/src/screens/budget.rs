//! What may still be spent of what was agreed.

use super::agreement::{SealState, replaced};
use super::conversation::instant;
use super::dossier::seconds;
use super::field::{id, number, text};
use domain::kinds::referral::next_statuses;
use domain::seal::SEALED;
use serde::Serialize;
use specta::Type;
use store::StoredRecord;
use uuid::Uuid;

/// An agreement's ceiling and what was spent of it, the cost on screen left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct BudgetLeft {
    /// What it may cost at most.
    pub ceiling: i32,
    /// What the rest costs so far.
    pub spent: i32,
}

/// The ceiling that a referral or trajectory counts towards: of the agreement it names, in the version
/// that holds now, or else of the one in force.
pub(super) fn budget_of(records: &[StoredRecord], cost: &StoredRecord) -> Option<BudgetLeft> {
    let named = id(cost, "agreement");
    let named = records.iter().find(|record| Some(record.id.0) == named);
    let agreement = match named {
        Some(named) => newest_version(records, named),
        None => in_force(records)?,
    };
    let counted = costs_of(records, agreement).any(|counted| counted.id == cost.id);
    let own = number(cost, "cost_eur").filter(|_| counted);
    Some(BudgetLeft {
        ceiling: number(agreement, "max_cost_eur")?,
        spent: spent(records, agreement) - own.unwrap_or_default(),
    })
}

/// What counts towards an agreement's ceiling, in whole euros.
pub(super) fn spent(records: &[StoredRecord], agreement: &StoredRecord) -> i32 {
    costs_of(records, agreement)
        .filter_map(|record| number(record, "cost_eur"))
        .fold(0, i32::saturating_add)
}

/// The agreement that costs count towards now: the newest that was signed, was not replaced, and says
/// what it may cost. With one signature nothing is agreed yet.
pub(super) fn in_force(records: &[StoredRecord]) -> Option<&StoredRecord> {
    let replaced = replaced(records);
    records
        .iter()
        .filter(|record| record.kind == "agreement" && !replaced.contains(&record.id.0))
        .filter(|record| SealState::of(records, record) != SealState::Draft)
        .filter(|record| number(record, "max_cost_eur").is_some())
        .max_by_key(|record| (agreed_at(records, record), record.id))
}

/// What was begun before anything was agreed, and goes on.
pub(super) fn uncounted(records: &[StoredRecord]) -> impl Iterator<Item = &StoredRecord> {
    let goes_on = |record: &StoredRecord| match (record.kind.as_str(), text(record, "status")) {
        ("referral", status) => !next_statuses(status).is_empty(),
        ("trajectory", status) => !matches!(status, Some("afgerond" | "gestopt")),
        _ => false,
    };
    records
        .iter()
        .filter(move |record| id(record, "agreement").is_none() && goes_on(record))
}

/// What names an agreement or a version before it, and what came out of the same talk without naming
/// any.
fn costs_of<'r>(
    records: &'r [StoredRecord],
    agreement: &StoredRecord,
) -> impl Iterator<Item = &'r StoredRecord> {
    let versions = versions_up_to(records, agreement);
    let talk = id(agreement, "conversation");
    records
        .iter()
        .filter(|record| matches!(record.kind.as_str(), "referral" | "trajectory"))
        .filter(move |record| match id(record, "agreement") {
            Some(named) => versions.contains(&named),
            None => talk.is_some() && id(record, "conversation") == talk,
        })
}

fn versions_up_to(records: &[StoredRecord], agreement: &StoredRecord) -> Vec<Uuid> {
    let mut versions = vec![agreement.id.0];
    while let Some(before) = versions.last().and_then(|version| {
        let version = records.iter().find(|record| record.id.0 == *version)?;
        id(version, "replaces").filter(|before| !versions.contains(before))
    }) {
        versions.push(before);
    }
    versions
}

fn newest_version<'r>(
    records: &'r [StoredRecord],
    agreement: &'r StoredRecord,
) -> &'r StoredRecord {
    let takes_its_place = |next: &&StoredRecord| {
        next.kind == "agreement"
            && !next.state.value(SEALED).is_blank()
            && versions_up_to(records, next).contains(&agreement.id.0)
    };
    records
        .iter()
        .filter(takes_its_place)
        .max_by_key(|next| versions_up_to(records, next).len())
        .unwrap_or(agreement)
}

fn agreed_at(records: &[StoredRecord], agreement: &StoredRecord) -> i64 {
    let talk = id(agreement, "conversation");
    match text(agreement, "sealed_at") {
        Some(at) => seconds(at),
        None => records
            .iter()
            .find(|record| Some(record.id.0) == talk)
            .map_or(0, instant),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::desk::{Desk, at};
    use crate::screens::{FieldValue, RecordRef, Signing};

    const DAY: &str = "2026-10-19";

    fn fill(desk: &mut Desk, target: &RecordRef, field: &str, value: FieldValue) {
        desk.opened
            .save_field(target, field, value, &[], at(DAY))
            .unwrap();
    }

    fn sign(desk: &mut Desk, agreement: Uuid, by: &str) {
        let shown = desk.opened.agreement(agreement).unwrap().shown;
        let signing = Signing {
            by: by.into(),
            name: by.into(),
            strokes: None,
            shown,
            copy_step: "Een kopie geven.".into(),
        };
        desk.opened.sign(agreement, &signing, at(DAY)).unwrap();
    }

    fn draft(desk: &mut Desk, agreement: Uuid, most: i32) {
        let target = desk.opened.agreement(agreement).unwrap().r#ref;
        fill(desk, &target, "text", FieldValue::Text("Zwemmen.".into()));
        fill(desk, &target, "max_cost_eur", FieldValue::Number(most));
    }

    fn referral(desk: &mut Desk, person: Uuid, cost: i32) -> Uuid {
        let referral = desk.opened.begin_referral(person, None, at(DAY)).unwrap();
        let target = desk.opened.referral(referral).unwrap().r#ref;
        fill(desk, &target, "reason", FieldValue::Text("Zwemmen.".into()));
        fill(desk, &target, "cost_eur", FieldValue::Number(cost));
        referral
    }

    fn left(desk: &Desk, referral: Uuid) -> Option<(i32, i32)> {
        let budget = desk.opened.referral(referral).unwrap().budget;
        budget.map(|budget| (budget.ceiling, budget.spent))
    }

    #[test]
    fn what_was_begun_before_counts_once_both_have_signed() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let before = referral(&mut desk, person, 70);
        let agreement = desk.opened.begin_agreement(person, None, at(DAY)).unwrap();
        draft(&mut desk, agreement, 100);
        sign(&mut desk, agreement, "inwoner");
        assert_eq!(left(&desk, before), None);
        sign(&mut desk, agreement, "coach");
        assert_eq!(left(&desk, before), Some((100, 0)));
        let shown = desk.opened.dossier(person, at(DAY)).unwrap().agreements;
        assert_eq!(shown[0].spent_eur, 70);
        let other = referral(&mut desk, person, 20);
        assert_eq!(left(&desk, other), Some((100, 70)));
        assert_eq!(left(&desk, before), Some((100, 20)));
    }

    #[test]
    fn the_ceiling_is_that_of_the_version_that_holds_now() {
        let mut desk = Desk::new();
        let person = desk.person("Gerda Wouters");
        let first = desk.opened.begin_agreement(person, None, at(DAY)).unwrap();
        draft(&mut desk, first, 100);
        sign(&mut desk, first, "inwoner");
        sign(&mut desk, first, "coach");
        let under_it = referral(&mut desk, person, 70);
        let second = desk.opened.new_version(first, at(DAY)).unwrap();
        let target = desk.opened.agreement(second).unwrap();
        let seen = target.max_cost_eur.seen;
        desk.opened
            .save_field(
                &target.r#ref,
                "max_cost_eur",
                FieldValue::Number(40),
                &seen,
                at(DAY),
            )
            .unwrap();
        // Until both have signed it, the first holds.
        assert_eq!(left(&desk, under_it), Some((100, 0)));
        sign(&mut desk, second, "inwoner");
        assert_eq!(left(&desk, under_it), Some((100, 0)));
        sign(&mut desk, second, "coach");
        assert_eq!(left(&desk, under_it), Some((40, 0)));
        let next = referral(&mut desk, person, 10);
        assert_eq!(left(&desk, next), Some((40, 70)));
    }
}
