//! What a person's own file shows.

use super::super::agreement::Agreement;
use super::super::goal::Goal;
use super::super::trajectory::Trajectory;
use super::super::viewing::Viewer;
use super::correction::Correction;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// A person's own file, with the parts that were chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnFile {
    /// The person's name.
    pub name: String,
    /// The municipality's name.
    pub municipality: String,
    /// All parts there are, in the order they are read.
    pub parts: Vec<OwnPart>,
    /// Who the person is.
    pub facts: Option<Facts>,
    /// Talks, newest first.
    pub talks: Vec<OwnTalk>,
    /// Goals in the person's words.
    pub goals: Vec<Goal>,
    /// Agreements that hold, newest first.
    pub agreements: Vec<Agreement>,
    /// What the person takes part in: trajectories, newest first.
    pub trajectories: Vec<Trajectory>,
    /// Meetings of groups, newest first: the group's name and when, RFC 3339.
    pub meetings: Vec<(String, String)>,
    /// What the person does now, newest first.
    pub outcomes: Vec<OwnOutcome>,
    /// Who was told what.
    pub knows: Vec<Knows>,
    /// Who can look in the file.
    pub access: Option<Access>,
    /// What the coach noted for the work.
    pub working: Vec<WorkingNote>,
    /// What the person asked to correct, newest first. They are here whatever was chosen.
    pub corrections: Vec<Correction>,
}

/// A part that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnPart {
    /// Its code.
    pub part: String,
    /// It goes along now.
    pub chosen: bool,
    /// It goes along unless somebody says otherwise.
    pub goes_along: bool,
}

/// A talk as the person may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnTalk {
    /// The talk.
    pub id: Uuid,
    /// RFC 3339.
    pub at: String,
    /// Code of the kind.
    pub kind: Option<String>,
    /// The coach's name.
    pub by: String,
    /// What the person wanted.
    pub wish: Option<String>,
    /// What the person can.
    pub strengths: Option<String>,
    /// The line of a brief contact.
    pub note: Option<String>,
    /// What was to happen next.
    pub steps: Vec<OwnStep>,
    /// What was noted on each theme: its code and the note.
    pub themes: Vec<(String, String)>,
    /// Step of the participatieladder.
    pub ladder: Option<i32>,
    /// What got a number.
    pub scores: Vec<OwnScore>,
}

/// A number that somebody gave in a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OwnScore {
    /// The kind of record it is in; `conversation` for how much the person takes part.
    pub kind: String,
    /// Code of what it is about.
    pub code: String,
    /// The number.
    pub score: i32,
}

/// What was to happen next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OwnStep {
    /// What.
    pub what: String,
    /// Code of who.
    pub who: Option<String>,
    /// `YYYY-MM-DD`.
    pub on: Option<String>,
}

/// Who the person is, as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// The year of birth.
    pub birth_year: Option<i32>,
    /// Code of the village.
    pub village: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Code of the group.
    pub group: Option<String>,
    /// Why in that group.
    pub group_reason: Option<String>,
    /// Code of the law.
    pub law: Option<String>,
}

/// What somebody does now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OwnOutcome {
    /// Code of what it is.
    pub kind: String,
    /// `YYYY-MM-DD`.
    pub on: String,
    /// What and where.
    pub note: Option<String>,
}

/// What one recipient knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Knows {
    /// Code of the recipient.
    pub to: String,
    /// `given`, `refused` or `revoked`; nothing where it was not asked.
    pub answer: Option<String>,
    /// When that was said, `YYYY-MM-DD`; nothing where it was not written down.
    pub on: Option<String>,
    /// Codes of what was passed on; empty when nothing was sent.
    pub told: Vec<String>,
    /// Why, of each referral that was sent.
    pub reasons: Vec<String>,
}

/// Who can look in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Access {
    /// The fixed coach's name.
    pub coach: Option<String>,
    /// The name of the team that has the file.
    pub team: String,
    /// The other coaches of that team.
    pub others: Vec<String>,
    /// Who looked, the last first.
    pub viewers: Vec<Viewer>,
}

/// What the coach noted for the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct WorkingNote {
    /// RFC 3339.
    pub at: String,
    /// The name of the group, for a note at a session.
    pub group: Option<String>,
    /// The note.
    pub text: String,
}
