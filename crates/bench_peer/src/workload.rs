//! The harness's records as conversations of the product.

use crate::Outcome;
use crate::environment::{Problem, number, path};
use domain::value::Value;
use replication::{DossierId, RecordId};
use serde::Deserialize;
use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use store::Edit;
use uuid::Uuid;

/// The conversation's field that holds a record's text.
pub const TEXT: &str = "wish";

/// One line of the workload.
#[derive(Debug, Deserialize)]
pub struct Line {
    /// The record.
    pub id: Uuid,
    kind: String,
    person_id: Uuid,
    author: String,
    created_at: String,
    updated_at: String,
    domain: String,
    score: i64,
    status: String,
    tags: Vec<String>,
    text: String,
}

/// The first N lines.
pub fn lines() -> Outcome<Vec<Line>> {
    let file = std::fs::File::open(path("DATA")?)?;
    let lines = BufReader::new(file).lines().take(number("N")?);
    lines
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect()
}

/// The lines as edits; the first of each person's dossier names the team that may see it.
pub fn edits(lines: Vec<Line>, team: Uuid) -> Vec<Edit> {
    let mut known = HashSet::new();
    lines
        .into_iter()
        .map(|line| edit(line, team, &mut known))
        .collect()
}

fn edit(line: Line, team: Uuid, known: &mut HashSet<Uuid>) -> Edit {
    let mut fields = vec![
        ("person", Value::from(line.person_id)),
        ("at", line.created_at.into()),
        ("minutes", line.score.into()),
        (TEXT, line.text.into()),
        // Fields that only the workload has: kept and passed on like those of a newer version.
        ("work_kind", line.kind.into()),
        ("work_author", line.author.into()),
        ("work_updated", line.updated_at.into()),
        ("work_domain", line.domain.into()),
        ("work_status", line.status.into()),
        (
            "work_tags",
            Value::List(line.tags.into_iter().map(Value::Text).collect()),
        ),
    ];
    if known.insert(line.person_id) {
        fields.push(("team", team.into()));
    }
    let (dossier, record) = (DossierId(line.person_id), RecordId(line.id));
    Edit::of_new_record(dossier, record, "conversation", fields)
}

/// The hundred records that a device edits: every N/100th, shifted for B.
pub fn edited(lines: &[Line], who: &str) -> Outcome<Vec<Uuid>> {
    let step = lines.len() / 100;
    let shift = if who == "A" { 0 } else { 7 };
    (0..100)
        .map(|i| lines.get(i * step + shift).map(|line| line.id))
        .collect::<Option<_>>()
        .ok_or_else(|| Problem::Unexpected("N is less than 800".into()))
}
