//! A worry about somebody's safety: a task that only the coach of the talk and one colleague see.

use super::field::{Field, RecordRef, id};
use super::theme::Around;
use crate::Result;
use crate::opened::Opened;
use domain::ids::only_child_id;
use replication::RecordId;
use serde::Serialize;
use specta::Type;
use store::StoredRecord;
use uuid::Uuid;

const KIND: &str = "private_task";

/// The task of a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrivateTask {
    /// The task's record.
    pub r#ref: RecordRef,
    /// What there is to do.
    pub what: Field,
    /// The colleague who knows of it.
    pub colleague: Field,
    /// `YYYY-MM-DD`.
    pub on: Field,
    /// Done.
    pub done: Field,
    /// Who can be asked.
    pub colleagues: Vec<Colleague>,
}

/// A coach of the same team.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Colleague {
    /// The coach's name.
    pub name: String,
    /// The coach.
    pub id: Uuid,
}

impl Opened {
    /// The task of the talk on screen, for those two who may see it.
    pub(crate) fn private_task(
        &self,
        around: &Around<'_>,
        talk: &StoredRecord,
    ) -> Result<Option<PrivateTask>> {
        let task = only_child_id(talk.id.0, KIND);
        let record = around.child(task);
        if !self.shares_task(Some(talk), record) {
            return Ok(None);
        }
        let field = |name| self.field(around.town, KIND, record, name);
        Ok(Some(PrivateTask {
            r#ref: around.child_ref(KIND, task, None),
            what: field("what")?,
            colleague: field("colleague")?,
            on: field("on")?,
            done: field("done")?,
            colleagues: around.town.colleagues().to_vec(),
        }))
    }

    /// True for a record that this coach's screens do not show.
    pub(crate) fn is_kept_from_me(&self, record: &StoredRecord) -> Result<bool> {
        if record.kind != KIND {
            return Ok(false);
        }
        let talk = id(record, "conversation").map(RecordId);
        let talk = talk.map(|talk| self.store.record(talk)).transpose()?;
        Ok(!self.shares_task(talk.flatten().as_ref(), Some(record)))
    }

    fn shares_task(&self, talk: Option<&StoredRecord>, task: Option<&StoredRecord>) -> bool {
        let me = Some(self.me().coach.0);
        talk.is_some_and(|talk| id(talk, "coach") == me)
            || task.is_some_and(|task| id(task, "colleague") == me)
    }
}
