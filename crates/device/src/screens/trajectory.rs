//! Trajectories and placements in the dossier.

use super::budget::{BudgetLeft, budget_of};
use super::dossier::File;
use super::field::{Field, RecordRef, number, text, texts};
use crate::Result;
use crate::opened::Opened;
use chrono::{Days, NaiveDate};
use serde::Serialize;
use specta::Type;
use store::StoredRecord;

/// A trajectory or placement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Trajectory {
    /// Its record.
    pub r#ref: RecordRef,
    /// Code of its kind.
    pub kind: Field,
    /// The activity, employer or school.
    pub name: Field,
    /// The first day.
    pub starts_on: Field,
    /// For how many weeks.
    pub weeks: Field,
    /// The last day, `YYYY-MM-DD`, where beginning and length are known.
    pub ends_on: Option<String>,
    /// Code of how far it is.
    pub status: Field,
    /// What was tried before.
    pub tried_before: Field,
    /// Why it stopped.
    pub stop_reason: Field,
    /// What came of it.
    pub follow_up: Field,
    /// When to ask.
    pub follow_up_on: Field,
    /// When it was asked.
    pub followed_up_on: Field,
    /// What of the same sort was tried before, and stopped.
    pub stopped_before: Vec<Stopped>,
    /// What it costs, in whole euros.
    pub cost_eur: Field,
    /// Code of who pays.
    pub funding: Field,
    /// What may still be spent; none without a ceiling.
    pub budget: Option<BudgetLeft>,
}

/// Something that was tried, and stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Stopped {
    /// What it was.
    pub name: String,
    /// Why it stopped.
    pub why: Option<String>,
}

impl Opened {
    pub(super) fn trajectories(&self, file: &File<'_>) -> Result<Vec<Trajectory>> {
        let mut records: Vec<_> = file.of_kind("trajectory").collect();
        records.sort_by_key(|record| std::cmp::Reverse(record.id));
        let shown = records.into_iter().map(|record| {
            let field = |name| self.field(file.town, "trajectory", Some(record), name);
            Ok(Trajectory {
                r#ref: RecordRef::of(record),
                kind: field("kind")?,
                name: field("name")?,
                starts_on: field("starts_on")?,
                weeks: field("weeks")?,
                ends_on: last_day(record),
                status: field("status")?,
                tried_before: field("tried_before")?,
                stop_reason: field("stop_reason")?,
                follow_up: field("follow_up")?,
                follow_up_on: field("follow_up_on")?,
                followed_up_on: field("followed_up_on")?,
                stopped_before: stopped(file.records, |other| is_same_sort(other, record)),
                cost_eur: field("cost_eur")?,
                funding: field("funding")?,
                budget: budget_of(file.records, record),
            })
        });
        shown.collect()
    }
}

/// What stopped of those that are the same.
pub(super) fn stopped(
    records: &[StoredRecord],
    is_same: impl Fn(&StoredRecord) -> bool,
) -> Vec<Stopped> {
    records
        .iter()
        .filter(|record| record.kind == "trajectory" && text(record, "status") == Some("gestopt"))
        .filter(|record| is_same(record))
        .map(|record| Stopped {
            name: text(record, "name").unwrap_or_default().to_owned(),
            why: texts(record, "stop_reason"),
        })
        .collect()
}

/// Another one of the same activity, or of the same kind of placement.
fn is_same_sort(other: &StoredRecord, record: &StoredRecord) -> bool {
    let same = |field| text(other, field).is_some() && text(other, field) == text(record, field);
    let placed = text(record, "kind") != Some("activiteit") && same("kind");
    other.id != record.id && (same("activity") || same("name") || placed)
}

fn last_day(record: &StoredRecord) -> Option<String> {
    let starts: NaiveDate = text(record, "starts_on")?.parse().ok()?;
    let days = u64::try_from(number(record, "weeks")?)
        .ok()?
        .checked_mul(7)?;
    let day = starts.checked_add_days(Days::new(days.checked_sub(1)?))?;
    Some(day.to_string())
}
