//! A theme of a talk, with the hindrance that is asked at it, and what was said last time.

use super::field::{Field, RecordRef, id, number, text, texts};
use super::town::Town;
use crate::Result;
use crate::opened::Opened;
use domain::ids::natural_id;
use domain::words::{WordList, barriers_of_theme};
use serde::Serialize;
use specta::Type;
use store::StoredRecord;
use uuid::Uuid;

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Theme {
    /// The theme note.
    pub r#ref: RecordRef,
    /// The theme's code.
    pub theme: String,
    /// What was said.
    pub note: Field,
    /// Whether the person wants to do something about it: `ja`, `later`, `nee`.
    pub wants: Field,
    /// Not talked about today, which is an answer.
    pub not_discussed: Field,
    /// The hindrances asked here; none, one or two.
    pub barriers: Vec<BarrierField>,
    /// The note of an earlier talk.
    pub last_note: Option<LastNote>,
}

/// How far something hinders taking part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BarrierField {
    /// The barrier.
    pub r#ref: RecordRef,
    /// Its code.
    pub kind: String,
    /// 0 not, 1 a little, 2 quite, 3 very much.
    pub hindrance: Field,
    /// The answer of an earlier talk.
    pub last: Option<LastHindrance>,
}

/// A hindrance of an earlier talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LastHindrance {
    /// When, RFC 3339.
    pub on: String,
    /// 0 to 3.
    pub hindrance: i32,
}

/// A note of an earlier talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LastNote {
    /// When, RFC 3339.
    pub on: String,
    /// The note.
    pub text: String,
}

/// The participatieladder of a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LadderField {
    /// The ladder step.
    pub r#ref: RecordRef,
    /// 1 to 6.
    pub step: Field,
    /// The same step as before, more firmly.
    pub firmer: Field,
    /// The step of an earlier talk.
    pub last: Option<LadderPoint>,
}

/// A dated step of the participatieladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LadderPoint {
    /// When, RFC 3339.
    pub on: String,
    /// 1 to 6.
    pub step: i32,
    /// The same step as before, more firmly.
    pub firmer: bool,
}

/// The records of one dossier, with the earlier talks of the one on screen, newest first.
pub(crate) struct Around<'r> {
    pub(crate) town: &'r Town,
    pub(crate) dossier: Uuid,
    pub(crate) records: &'r [StoredRecord],
    pub(crate) talk: Uuid,
    pub(crate) earlier: Vec<&'r StoredRecord>,
}

impl<'r> Around<'r> {
    /// The child of the talk with this id, if it exists.
    pub(crate) fn child(&self, id: Uuid) -> Option<&'r StoredRecord> {
        self.records.iter().find(|record| record.id.0 == id)
    }

    /// The newest earlier talk's child for which `of` has something, with the talk's moment.
    pub(crate) fn last<T>(
        &self,
        child_of: impl Fn(Uuid) -> Uuid,
        of: impl Fn(&StoredRecord) -> Option<T>,
    ) -> Option<(String, T)> {
        self.earlier.iter().find_map(|talk| {
            let child = self.child(child_of(talk.id.0))?;
            Some((text(talk, "at").unwrap_or_default().to_owned(), of(child)?))
        })
    }

    pub(crate) fn child_ref(&self, kind: &str, record: Uuid, code: Option<&str>) -> RecordRef {
        RecordRef {
            dossier: self.dossier,
            record,
            kind: kind.to_owned(),
            parent: Some(self.talk),
            code: code.map(str::to_owned),
        }
    }

    /// The themes that have a note, or a place for one, in this talk; and those of which nothing but
    /// a hindrance was answered, unless the theme is no longer asked and its hindrance stands apart.
    pub(crate) fn themes_of_talk(&self, is_asked: impl Fn(&str) -> bool) -> Vec<&'r str> {
        let noted = self
            .records
            .iter()
            .filter(|record| record.kind == "theme_note")
            .filter(|record| id(record, "conversation") == Some(self.talk))
            .filter_map(|record| text(record, "theme"));
        let hinders = |barrier: &&str| {
            let barrier = self.child(natural_id(self.talk, "barrier", barrier));
            barrier.is_some_and(|barrier| number(barrier, "hindrance").is_some())
        };
        let themes = WordList::Theme.words().iter().map(|theme| theme.code);
        let answered =
            themes.filter(|theme| is_asked(theme) && barriers_of_theme(theme).iter().any(&hinders));
        noted.chain(answered).collect()
    }
}

impl Opened {
    /// One theme of the talk on screen.
    pub(crate) fn theme(&self, around: &Around<'_>, theme: &str) -> Result<Theme> {
        let note_id = |talk| natural_id(talk, "theme_note", theme);
        let note = around.child(note_id(around.talk));
        let field = |name| self.field(around.town, "theme_note", note, name);
        let mut barriers = Vec::new();
        for kind in barriers_of_theme(theme) {
            barriers.push(self.barrier(around, kind)?);
        }
        let last_note = around.last(note_id, |note| texts(note, "note"));
        Ok(Theme {
            r#ref: around.child_ref("theme_note", note_id(around.talk), Some(theme)),
            theme: theme.to_owned(),
            note: field("note")?,
            wants: field("wants")?,
            not_discussed: field("not_discussed")?,
            barriers,
            last_note: last_note.map(|(on, text)| LastNote { on, text }),
        })
    }

    /// One hindrance of the talk on screen.
    pub(crate) fn barrier(&self, around: &Around<'_>, kind: &str) -> Result<BarrierField> {
        let barrier_id = |talk| natural_id(talk, "barrier", kind);
        let record = around.child(barrier_id(around.talk));
        let last = around.last(barrier_id, |barrier| number(barrier, "hindrance"));
        Ok(BarrierField {
            r#ref: around.child_ref("barrier", barrier_id(around.talk), Some(kind)),
            kind: kind.to_owned(),
            hindrance: self.field(around.town, "barrier", record, "hindrance")?,
            last: last.map(|(on, hindrance)| LastHindrance { on, hindrance }),
        })
    }
}
