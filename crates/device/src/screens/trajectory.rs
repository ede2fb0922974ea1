//! Trajectories and placements in the dossier.

use super::dossier::File;
use super::field::{Field, RecordRef, number, text};
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
    /// What it costs, in whole euros.
    pub cost_eur: Field,
    /// Code of who pays.
    pub funding: Field,
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
                cost_eur: field("cost_eur")?,
                funding: field("funding")?,
            })
        });
        shown.collect()
    }
}

fn last_day(record: &StoredRecord) -> Option<String> {
    let starts: NaiveDate = text(record, "starts_on")?.parse().ok()?;
    let days = u64::try_from(number(record, "weeks")?)
        .ok()?
        .checked_mul(7)?;
    let day = starts.checked_add_days(Days::new(days.checked_sub(1)?))?;
    Some(day.to_string())
}
