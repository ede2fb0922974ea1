//! What stands under *Meer* in a talk: scores, who else is in the room, and the hindrances that
//! belong to no theme.

use super::field::{Field, RecordRef, number, text};
use super::theme::{Around, BarrierField};
use crate::Result;
use crate::opened::Opened;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::ids::natural_id;
use domain::kinds::zrm_score;
use domain::words::{WordList, barriers_apart};
use serde::Serialize;
use specta::Type;
use store::StoredRecord;

/// What stands under *Meer*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct More {
    /// The thirteen domains of the zelfredzaamheid-matrix.
    pub zrm: Vec<ScoreField>,
    /// The version of the matrix.
    pub zrm_version: String,
    /// The talk is recent enough to be scored.
    pub zrm_counts: bool,
    /// The six dimensions of positive health.
    pub health: Vec<ScoreField>,
    /// How far the person takes part, 0 to 10.
    pub taking_part: Field,
    /// What goes how.
    pub soft: Vec<ScoreField>,
    /// Who else may be in the room.
    pub companions: Vec<Companion>,
    /// The hindrances that are asked at no theme.
    pub barriers: Vec<BarrierField>,
}

/// One score of a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoreField {
    /// The score's record.
    pub r#ref: RecordRef,
    /// Code of the domain, dimension or result.
    pub code: String,
    /// The score.
    pub score: Field,
    /// The score of an earlier talk, of the same version of the instrument.
    pub last: Option<LastScore>,
}

/// A score of an earlier talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LastScore {
    /// When, RFC 3339.
    pub on: String,
    /// The score.
    pub score: i32,
}

/// Somebody else who may be in the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Companion {
    /// The companion's record.
    pub r#ref: RecordRef,
    /// Code of what they are to the person.
    pub role: String,
    /// In the room.
    pub there: Field,
    /// Of an interpreter: who.
    pub name: Field,
    /// Of an interpreter: code of the language.
    pub language: Field,
    /// Of an interpreter: a child.
    pub minor: Field,
}

impl Opened {
    /// What stands under *Meer* in the talk on screen.
    pub(crate) fn more(
        &self,
        around: &Around<'_>,
        talk: &StoredRecord,
        now: DateTime<Utc>,
    ) -> Result<More> {
        let is_current = |score: &StoredRecord| text(score, "version") == Some(zrm_score::VERSION);
        let mut barriers = Vec::new();
        let mut retired = self.words(WordList::Theme.name())?;
        retired.retain(|word| word.retired);
        // A theme that somebody wrote on before it was retired stays in this talk, with its question.
        retired.retain(|word| {
            let note = natural_id(around.talk, "theme_note", &word.code);
            around.child(note).is_none()
        });
        let is_asked = |theme: &str| retired.iter().all(|word| word.code != theme);
        for kind in barriers_apart(is_asked) {
            barriers.push(self.barrier(around, kind)?);
        }
        let mut companions = Vec::new();
        for word in WordList::Present.words() {
            companions.push(self.companion(around, word.code)?);
        }
        Ok(More {
            zrm: self.scores(around, "zrm_score", WordList::ZrmDomain, is_current)?,
            zrm_version: zrm_score::VERSION.to_owned(),
            zrm_counts: day(talk).is_none_or(|day| {
                zrm_score::counts(day, now.with_timezone(&Amsterdam).date_naive())
            }),
            health: self.scores(around, "health_score", WordList::HealthDimension, |_| true)?,
            taking_part: self.field(around.town, "conversation", Some(talk), "taking_part")?,
            soft: self.scores(around, "soft_result", WordList::SoftResult, |_| true)?,
            companions,
            barriers,
        })
    }

    fn scores(
        &self,
        around: &Around<'_>,
        kind: &str,
        list: WordList,
        is_comparable: impl Fn(&StoredRecord) -> bool,
    ) -> Result<Vec<ScoreField>> {
        let score = |word: &domain::words::Word| {
            let score_id = |talk| natural_id(talk, kind, word.code);
            let record = around.child(score_id(around.talk));
            let last = around.last(score_id, |score| {
                number(score, "score").filter(|_| is_comparable(score))
            });
            Ok(ScoreField {
                r#ref: around.child_ref(kind, score_id(around.talk), Some(word.code)),
                code: word.code.to_owned(),
                score: self.field(around.town, kind, record, "score")?,
                last: last.map(|(on, score)| LastScore { on, score }),
            })
        };
        list.words().iter().map(score).collect()
    }

    fn companion(&self, around: &Around<'_>, role: &str) -> Result<Companion> {
        let id = natural_id(around.talk, "companion", role);
        let record = around.child(id);
        let field = |name| self.field(around.town, "companion", record, name);
        Ok(Companion {
            r#ref: around.child_ref("companion", id, Some(role)),
            role: role.to_owned(),
            there: field("there")?,
            name: field("name")?,
            language: field("language")?,
            minor: field("minor")?,
        })
    }
}

/// The day a talk was, in Amsterdam.
fn day(talk: &StoredRecord) -> Option<NaiveDate> {
    let at = DateTime::parse_from_rfc3339(text(talk, "at")?).ok()?;
    Some(at.with_timezone(&Amsterdam).date_naive())
}
