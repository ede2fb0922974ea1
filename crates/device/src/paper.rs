//! Papers to hand over: what a screen showed, as PDF in a folder that the coach chose.

use crate::opened::Opened;
use crate::screens::{AgreementPage, SealState};
use crate::{DeviceError, Result};
use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Europe::Amsterdam;
use documents::{Day, Language, Paper, Part, press};
use domain::strokes::Strokes;
use domain::words::slug;
use serde::Deserialize;
use specta::Type;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The words of a paper, which the screens own.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaperWords {
    /// `nl` or `en`.
    pub language: String,
    /// What it is called.
    pub title: String,
    /// The person's own words, a line each.
    pub own: Vec<String>,
    /// Sentences.
    pub lines: Vec<String>,
    /// What stands under headings, after that.
    pub sections: Vec<PaperSection>,
    /// What the codes of facts and signatures are called.
    pub labels: BTreeMap<String, String>,
    /// When each signed, in words, by the code of who.
    pub signed_on: BTreeMap<String, String>,
    /// The small line at the foot.
    pub foot: String,
    /// What the file's name begins with.
    pub file: String,
}

/// What stands under one heading.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct PaperSection {
    /// The heading.
    pub title: String,
    /// The person's own words, a line each.
    pub own: Vec<String>,
    /// Sentences.
    pub lines: Vec<String>,
}

/// A paper and the name that its file should have.
#[derive(Debug)]
pub struct Draft {
    paper: Paper,
    stem: String,
}

impl Opened {
    /// The paper of an agreement that was signed.
    pub fn agreement_paper(
        &self,
        agreement: Uuid,
        words: PaperWords,
        now: DateTime<Utc>,
    ) -> Result<Draft> {
        let page = self.agreement(agreement)?;
        if page.seal != SealState::Sealed {
            return Err(DeviceError::BadRequest("it was not signed".to_owned()));
        }
        let signatures = signatures(&page, &words);
        Ok(self.draft(&page.name, words, signatures, now))
    }

    /// The packet of a referral: only with consent, and only what consent was asked for.
    pub fn referral_paper(
        &self,
        referral: Uuid,
        words: PaperWords,
        now: DateTime<Utc>,
    ) -> Result<Draft> {
        let name = self.referral(referral)?.name;
        let packet = self.packet_of(referral)?;
        let facts = packet.into_iter().map(|line| Part::Fact {
            label: words.labels.get(&line.code).cloned().unwrap_or(line.code),
            value: line.value,
        });
        let facts = facts.collect();
        Ok(self.draft(&name, words, facts, now))
    }

    /// The paper of a person's own file, with what was chosen to go along.
    pub fn own_file_paper(
        &self,
        person: Uuid,
        words: PaperWords,
        now: DateTime<Utc>,
    ) -> Result<Draft> {
        let name = self.own_file(person, None)?.name;
        Ok(self.draft(&name, words, Vec::new(), now))
    }

    fn draft(&self, name: &str, words: PaperWords, last: Vec<Part>, now: DateTime<Utc>) -> Draft {
        let day = now.with_timezone(&Amsterdam).date_naive();
        let own = words.own.into_iter().map(Part::Own);
        let lines = words.lines.into_iter().map(Part::Line);
        let sections = words.sections.into_iter().flat_map(|section| {
            let own = section.own.into_iter().map(Part::Own);
            let lines = section.lines.into_iter().map(Part::Line);
            std::iter::once(Part::Heading(section.title))
                .chain(own)
                .chain(lines)
        });
        Draft {
            stem: format!("{}-{}-{day}", slug(&words.file), slug(name)),
            paper: Paper {
                language: match words.language.as_str() {
                    "en" => Language::English,
                    _ => Language::Dutch,
                },
                title: words.title,
                author: self.me().municipality_name.clone(),
                made_on: Day {
                    year: day.year(),
                    month: u8::try_from(day.month()).unwrap_or(1),
                    day: u8::try_from(day.day()).unwrap_or(1),
                },
                parts: own.chain(lines).chain(sections).chain(last).collect(),
                foot: words.foot,
            },
        }
    }
}

impl Draft {
    /// Prints it into a file of its own in `folder`; a file that is there already stays.
    pub fn save(&self, folder: &Path) -> Result<PathBuf> {
        let bytes = press(&self.paper)?;
        for number in 1..100 {
            let path = folder.join(match number {
                1 => format!("{}.pdf", self.stem),
                _ => format!("{}-{number}.pdf", self.stem),
            });
            let mut file = match File::create_new(&path) {
                Ok(file) => file,
                Err(why) if why.kind() == ErrorKind::AlreadyExists => continue,
                Err(why) => return Err(why.into()),
            };
            file.write_all(&bytes)?;
            file.sync_all()?;
            return Ok(path);
        }
        Err(std::io::Error::from(ErrorKind::AlreadyExists).into())
    }
}

fn signatures(page: &AgreementPage, words: &PaperWords) -> Vec<Part> {
    let part = |signature: &crate::screens::SignatureShown| Part::Signature {
        strokes: Strokes::new(signature.strokes.clone()).ok(),
        words: words
            .labels
            .get(&signature.by)
            .cloned()
            .unwrap_or_else(|| signature.name.clone()),
        name: signature.name.clone(),
        on: words
            .signed_on
            .get(&signature.by)
            .cloned()
            .unwrap_or_default(),
    };
    page.signatures.iter().map(part).collect()
}
