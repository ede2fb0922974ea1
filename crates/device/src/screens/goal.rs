//! Goals in the person's words, with small steps to tick off.

use super::dossier::{File, is_said};
use super::field::{Field, RecordRef, id};
use crate::opened::{Opened, new_id};
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::value::Value;
use replication::RecordId;
use serde::Serialize;
use specta::Type;
use store::Edit;
use uuid::Uuid;

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Goal {
    /// Its record.
    pub r#ref: RecordRef,
    /// The person's words.
    pub text: Field,
    /// Reached.
    pub done: Field,
    /// Small steps towards it, in the order they were written.
    pub steps: Vec<GoalStep>,
}

/// A small step towards a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GoalStep {
    /// Its record.
    pub r#ref: RecordRef,
    /// What.
    pub text: Field,
    /// Done.
    pub done: Field,
}

impl Opened {
    /// Adds a small step to a goal.
    pub fn add_goal_step(&mut self, goal: Uuid, text: &str, now: DateTime<Utc>) -> Result<()> {
        let known = self.store.record(RecordId(goal))?;
        let known = known
            .filter(|record| record.kind == "goal")
            .ok_or_else(|| DeviceError::NotFound(goal.to_string()))?;
        let fields = [("goal", Value::from(goal)), ("text", text.into())];
        let step = RecordId(new_id(now)?);
        let edit = Edit::of_new_record(known.dossier, step, "goal_step", fields);
        self.store.save(&[edit], now.timestamp_millis())?;
        Ok(())
    }

    pub(super) fn goals(&self, file: &File<'_>) -> Result<Vec<Goal>> {
        let goals = file.of_kind("goal").map(|goal| {
            let steps = file
                .of_kind("goal_step")
                .filter(|step| id(step, "goal") == Some(goal.id.0) && is_said(step, "text"))
                .map(|step| {
                    Ok(GoalStep {
                        r#ref: RecordRef::of(step),
                        text: self.field(file.town, "goal_step", Some(step), "text")?,
                        done: self.field(file.town, "goal_step", Some(step), "done")?,
                    })
                });
            Ok(Goal {
                r#ref: RecordRef::of(goal),
                text: self.field(file.town, "goal", Some(goal), "text")?,
                done: self.field(file.town, "goal", Some(goal), "done")?,
                steps: steps.collect::<Result<_>>()?,
            })
        });
        goals.collect()
    }
}
