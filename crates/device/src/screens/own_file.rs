//! Mijn dossier: what the person gets to see, in the parts that were chosen, and what they ask to
//! correct.

mod correction;
mod sharing;
mod shown;

pub use correction::Correction;
pub use shown::{
    Access, Facts, Knows, OwnFile, OwnOutcome, OwnPart, OwnScore, OwnStep, OwnTalk, WorkingNote,
};

use super::conversation::talks;
use super::dossier::{File, seconds};
use super::field::{id, number, text, texts};
use crate::opened::Opened;
use crate::{DeviceError, Result};
use domain::ids::only_child_id;
use domain::own_file::{Part, part_of};
use domain::words::WordList;
use replication::RecordId;
use sharing::{access, knows};
use store::StoredRecord;
use uuid::Uuid;

/// Kinds of what gets a number in a talk, with the fields that say of what and how much.
const SCORED: [(&str, &str, &str); 4] = [
    ("barrier", "barrier", "hindrance"),
    ("health_score", "dimension", "score"),
    ("soft_result", "result", "score"),
    ("zrm_score", "domain", "score"),
];

impl Opened {
    /// A person's own file with these parts; without a choice those that go along by themselves.
    pub fn own_file(&self, person: Uuid, chosen: Option<&[String]>) -> Result<OwnFile> {
        let town = self.town()?;
        let same = self.same_people()?;
        let person = same.head(person);
        let records = self.records_of(person)?;
        let file = File {
            town: &town,
            person,
            records: &records,
            talks: talks(&records),
        };
        let root = records.iter().find(|record| record.id.0 == person);
        let root = root.ok_or_else(|| DeviceError::NotFound(person.to_string()))?;
        let is_chosen = |part: Part| match chosen {
            Some(chosen) => chosen.iter().any(|code| code == part.code()),
            None => part.goes_along(),
        };
        let own = Own {
            file: &file,
            is_chosen: &is_chosen,
        };
        let agreements = is_chosen(Part::Agreements);
        Ok(OwnFile {
            name: text(root, "name").unwrap_or_default().to_owned(),
            municipality: self.me().municipality_name.clone(),
            parts: Part::ALL
                .iter()
                .map(|part| OwnPart {
                    part: part.code().to_owned(),
                    chosen: is_chosen(*part),
                    goes_along: part.goes_along(),
                })
                .collect(),
            facts: is_chosen(Part::Facts).then(|| facts(&file, root)),
            talks: own.talks(),
            trajectories: match agreements {
                true => self.trajectories(&file)?,
                false => Vec::new(),
            },
            meetings: match agreements {
                true => self.meetings(&same.dossiers(person))?,
                false => Vec::new(),
            },
            outcomes: match agreements {
                true => own.outcomes(),
                false => Vec::new(),
            },
            goals: match agreements {
                true => self.goals(&file)?,
                false => Vec::new(),
            },
            agreements: match agreements {
                true => self.agreements(&file)?,
                false => Vec::new(),
            }
            .into_iter()
            .filter(|agreement| !agreement.replaced)
            .collect(),
            knows: match is_chosen(Part::Knows) {
                true => knows(&file, &self.referrals(&file)?),
                false => Vec::new(),
            },
            access: is_chosen(Part::Access).then(|| access(&file, root)),
            working: self.working_notes(&own)?,
            corrections: self.corrections(&file)?,
        })
    }

    /// The meetings of groups that somebody was at. What was noted there names others.
    fn meetings(&self, dossiers: &[Uuid]) -> Result<Vec<(String, String)>> {
        let mut meetings = Vec::new();
        for session in self.sessions_of(dossiers)? {
            meetings.push((self.dossier_name(session.dossier.0)?, moment(&session)));
        }
        meetings.sort_by_key(|(_, at)| std::cmp::Reverse(seconds(at)));
        Ok(meetings)
    }

    fn working_notes(&self, own: &Own<'_>) -> Result<Vec<WorkingNote>> {
        let mut notes = Vec::new();
        for note in own.file.of_kind("working_note") {
            if let Some(text) = own.said(note, "text") {
                let (at, group) = (own.file.talk_moment(note), None);
                notes.push(WorkingNote { at, group, text });
            }
        }
        for note in own.file.of_kind("handover") {
            if let Some(text) = own.said(note, "note") {
                let on = super::field::text(note, "on").unwrap_or_default();
                let (at, group) = (on.to_owned(), None);
                notes.push(WorkingNote { at, group, text });
            }
        }
        for note in own.file.of_kind("private_note") {
            let Some(text) = own.said(note, "text") else {
                continue;
            };
            let session = id(note, "session").map(RecordId);
            let session = session
                .map(|session| self.store.record(session))
                .transpose()?;
            let session = session.flatten();
            let group = session
                .as_ref()
                .map(|session| self.dossier_name(session.dossier.0));
            notes.push(WorkingNote {
                at: session.as_ref().map(moment).unwrap_or_default(),
                group: group.transpose()?,
                text,
            });
        }
        notes.sort_by_key(|note| std::cmp::Reverse(seconds(&note.at)));
        Ok(notes)
    }
}

/// A dossier, read with the eyes of the person it is about.
struct Own<'f> {
    file: &'f File<'f>,
    is_chosen: &'f dyn Fn(Part) -> bool,
}

impl Own<'_> {
    /// What a field says, if its part goes along.
    fn said(&self, record: &StoredRecord, field: &str) -> Option<String> {
        part_of(&record.kind, field).filter(|part| (self.is_chosen)(*part))?;
        texts(record, field)
    }

    fn talks(&self) -> Vec<OwnTalk> {
        let talks = self.file.talks.iter().map(|talk| self.talk(talk));
        talks.filter(|talk| !talk.is_empty()).collect()
    }

    fn talk(&self, talk: &StoredRecord) -> OwnTalk {
        let of_talk = |kind| {
            let records = self.file.of_kind(kind);
            records.filter(move |record| id(record, "conversation") == Some(talk.id.0))
        };
        let mut themes: Vec<(String, String)> = of_talk("theme_note")
            .filter_map(|note| Some((text(note, "theme")?.to_owned(), self.said(note, "note")?)))
            .collect();
        let place = |theme: &str| {
            let mut words = WordList::Theme.words().iter();
            words
                .position(|word| word.code == theme)
                .unwrap_or(usize::MAX)
        };
        themes.sort_by_key(|(theme, _)| place(theme));
        let ladder = only_child_id(talk.id.0, "ladder_step");
        let ladder = self
            .file
            .records
            .iter()
            .find(|record| record.id.0 == ladder);
        OwnTalk {
            id: talk.id.0,
            at: moment(talk),
            kind: text(talk, "kind").map(str::to_owned),
            by: id(talk, "coach")
                .and_then(|coach| self.file.town.coach(coach))
                .unwrap_or_default()
                .to_owned(),
            wish: self.said(talk, "wish"),
            strengths: self.said(talk, "strengths"),
            note: self.said(talk, "note"),
            steps: of_talk("next_step")
                .filter_map(|step| {
                    Some(OwnStep {
                        what: self.said(step, "what")?,
                        who: text(step, "who").map(str::to_owned),
                        on: text(step, "on").map(str::to_owned),
                    })
                })
                .collect(),
            themes,
            ladder: ladder
                .filter(|_| (self.is_chosen)(Part::Themes))
                .and_then(|step| number(step, "step")),
            scores: match (self.is_chosen)(Part::Themes) {
                true => self.scores(talk),
                false => Vec::new(),
            },
        }
    }

    fn scores(&self, talk: &StoredRecord) -> Vec<OwnScore> {
        let part = number(talk, "taking_part").map(|score| ("conversation", "", score));
        let mut scores: Vec<(&str, &str, i32)> = part.into_iter().collect();
        for (kind, about, field) in SCORED {
            let of_talk = self.file.of_kind(kind).filter_map(|record| {
                let of_talk = id(record, "conversation") == Some(talk.id.0);
                let score = number(record, field).filter(|_| of_talk)?;
                Some((kind, text(record, about)?, score))
            });
            scores.extend(of_talk);
        }
        scores.sort_unstable();
        let own = |(kind, code, score): (&str, &str, i32)| OwnScore {
            kind: kind.to_owned(),
            code: code.to_owned(),
            score,
        };
        scores.into_iter().map(own).collect()
    }

    fn outcomes(&self) -> Vec<OwnOutcome> {
        let outcomes = self.file.of_kind("outcome").map(|outcome| OwnOutcome {
            kind: text(outcome, "kind").unwrap_or_default().to_owned(),
            on: text(outcome, "on").unwrap_or_default().to_owned(),
            note: self.said(outcome, "note"),
        });
        let mut outcomes: Vec<_> = outcomes.collect();
        outcomes.sort_by(|a, b| b.on.cmp(&a.on));
        outcomes
    }
}

impl OwnTalk {
    fn is_empty(&self) -> bool {
        let said = [&self.wish, &self.strengths, &self.note];
        said.iter().all(|said| said.is_none())
            && self.steps.is_empty()
            && self.themes.is_empty()
            && self.ladder.is_none()
            && self.scores.is_empty()
    }
}

fn facts(file: &File<'_>, root: &StoredRecord) -> Facts {
    let filled_in = |field| file.filled_in(root, field);
    let of = |field| text(filled_in(field), field).map(str::to_owned);
    Facts {
        birth_year: number(filled_in("birth_year"), "birth_year"),
        village: of("village"),
        phone: of("phone"),
        address: of("address"),
        group: of("group"),
        group_reason: texts(filled_in("group_reason"), "group_reason"),
        law: of("law"),
    }
}

fn moment(record: &StoredRecord) -> String {
    text(record, "at").unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
