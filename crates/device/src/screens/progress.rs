//! Progress to look at: scores over time, from the talks of one dossier.

use super::conversation::{instant, talks};
use super::field::{id, number, text};
use crate::Result;
use crate::opened::Opened;
use domain::trend::{Score, trends};
use domain::words::WordList;
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use store::StoredRecord;
use uuid::Uuid;

/// What changed, by instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The zelfredzaamheid-matrix, one trend a version, the newest version first.
    pub zrm: Vec<Trend>,
    /// Webs of positive health, oldest first.
    pub webs: Vec<Web>,
    /// How things go that no statistic counts.
    pub soft: Vec<Line>,
    /// How far the person takes part, oldest first.
    pub taking_part: Vec<Point>,
}

/// The scores of one version of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Trend {
    /// The version.
    pub version: String,
    /// What was scored.
    pub lines: Vec<Line>,
}

/// One thing that was scored, over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Code of the domain or result.
    pub code: String,
    /// Oldest first.
    pub points: Vec<Point>,
}

/// A score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// When, RFC 3339.
    pub on: String,
    /// The score.
    pub score: i32,
}

/// The dimensions of positive health in one talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Web {
    /// When, RFC 3339.
    pub on: String,
    /// In the order of the list; none where nothing was said.
    pub scores: Vec<Option<i32>>,
}

/// The talks that were held, by id, and all records.
struct Talks<'r> {
    records: &'r [StoredRecord],
    held: HashMap<Uuid, &'r StoredRecord>,
}

impl<'r> Talks<'r> {
    fn scores(&self, kind: &str, key: &str) -> Vec<Score<'r>> {
        let of_kind = self.records.iter().filter(|record| record.kind == kind);
        let score = |record: &'r StoredRecord| {
            let talk = self.held.get(&id(record, "conversation")?)?;
            Some(Score {
                version: text(record, "version").unwrap_or_default(),
                code: text(record, key)?,
                moment: instant(talk),
                at: text(talk, "at").unwrap_or_default(),
                score: number(record, "score")?,
            })
        };
        of_kind.filter_map(score).collect()
    }
}

impl Opened {
    /// What changed for a person.
    pub fn progress(&self, person: Uuid) -> Result<Progress> {
        let records = self.records_of(person)?;
        let held = talks(&records);
        let talks = Talks {
            records: &records,
            held: held.iter().map(|talk| (talk.id.0, *talk)).collect(),
        };
        let soft = lines_of(WordList::SoftResult, talks.scores("soft_result", "result"));
        Ok(Progress {
            zrm: lines_of(WordList::ZrmDomain, talks.scores("zrm_score", "domain")),
            webs: webs(talks.scores("health_score", "dimension")),
            soft: soft.into_iter().flat_map(|trend| trend.lines).collect(),
            taking_part: held
                .iter()
                .rev()
                .filter_map(|talk| {
                    let on = text(talk, "at").unwrap_or_default().to_owned();
                    let score = number(talk, "taking_part")?;
                    Some(Point { on, score })
                })
                .collect(),
        })
    }
}

fn lines_of(list: WordList, scores: Vec<Score<'_>>) -> Vec<Trend> {
    let codes = list.words().iter().map(|word| word.code);
    let point = |score: Score<'_>| Point {
        on: score.at.to_owned(),
        score: score.score,
    };
    let line = |(code, scores): (&str, Vec<Score<'_>>)| Line {
        code: code.to_owned(),
        points: scores.into_iter().map(point).collect(),
    };
    let trend = |trend: domain::trend::Trend<'_>| Trend {
        version: trend.version.to_owned(),
        lines: trend.lines.into_iter().map(line).collect(),
    };
    trends(codes, scores).into_iter().map(trend).collect()
}

/// One web a talk, oldest first.
fn webs(mut scores: Vec<Score<'_>>) -> Vec<Web> {
    scores.sort_by_key(|score| score.moment);
    scores
        .chunk_by(|one, next| one.moment == next.moment)
        .map(|talk| Web {
            on: talk
                .first()
                .map(|score| score.at)
                .unwrap_or_default()
                .to_owned(),
            scores: WordList::HealthDimension
                .words()
                .iter()
                .map(|word| {
                    let score = talk.iter().find(|score| score.code == word.code);
                    score.map(|score| score.score)
                })
                .collect(),
        })
        .collect()
}
