//! `report`: what the municipality may know of a period, without seeing a single person.

use super::{CommandError, now, print_json};
use crate::fold::{fold, visible};
use crate::storage::{Storage, StorageError, access_log};
use chrono::NaiveDate;
use clap::Args;
use domain::report::Report;

/// Print a report.
#[derive(Debug, Args)]
pub struct ReportCommand {
    /// The first day, such as 2026-09-01.
    #[arg(long, value_name = "DATE")]
    from: NaiveDate,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    until: NaiveDate,
    /// Print JSON; there is no other form yet.
    #[arg(long, required = true)]
    json: bool,
    /// Show counts below ten too; for an administrator on this machine.
    #[arg(long)]
    no_suppression: bool,
}

impl ReportCommand {
    /// Prints it.
    pub async fn run(self, storage: &Storage) -> Result<(), CommandError> {
        let Self {
            from,
            until,
            no_suppression,
            ..
        } = self;
        print_json(&storage.report(from, until, !no_suppression, now()).await?)
    }
}

impl Storage {
    /// Counts what is recorded about a period, and writes down that it was asked.
    pub async fn report(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        suppression: bool,
        now: i64,
    ) -> Result<Report, StorageError> {
        let report = self
            .read(move |work| {
                let records = visible(&fold(work, None)?);
                Ok::<_, StorageError>(Report::build(records.iter(), from, until, suppression))
            })
            .await?;
        self.write(move |work| {
            let entry = access_log::Entry {
                event: "report",
                result: format!("{from} to {until}, suppression {suppression}"),
                ..Default::default()
            };
            access_log::append(work.db, now, &entry)
        })
        .await?;
        Ok(report)
    }
}
