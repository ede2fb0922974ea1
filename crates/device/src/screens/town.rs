//! The municipality's own settings as this device knows them: names of coaches and teams, words.

use super::field::{id, plain, text};
use super::private_task::Colleague;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use domain::caseload::Norm;
use domain::words::WordList;
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use store::StoredRecord;
use uuid::Uuid;

/// A word of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Word {
    /// What is stored.
    pub code: String,
    /// The label of a municipality's own word; none where the screens have the words.
    pub label: Option<String>,
    /// Its label for whoever works in English.
    pub label_en: Option<String>,
    /// Whether it can be chosen no more; what was written with it keeps its label.
    pub retired: bool,
}

/// Names by id.
#[derive(Debug, Default)]
pub(crate) struct Town {
    coaches: HashMap<Uuid, String>,
    coach_teams: HashMap<Uuid, Uuid>,
    teams: HashMap<Uuid, String>,
    colleagues: Vec<Colleague>,
    words: Vec<StoredRecord>,
    norm: Norm,
}

impl Town {
    pub(crate) fn coach(&self, id: Uuid) -> Option<&str> {
        self.coaches.get(&id).map(String::as_str)
    }

    /// The coaches of a team, in no order.
    pub(crate) fn coaches_of(&self, team: Option<Uuid>) -> impl Iterator<Item = (Uuid, &str)> {
        let of_team =
            move |coach: &&Uuid| team.is_some() && self.coach_teams.get(*coach).copied() == team;
        let coaches = self.coach_teams.keys().filter(of_team);
        coaches.filter_map(|coach| Some((*coach, self.coach(*coach)?)))
    }

    /// The other coaches of this coach's team, by name.
    pub(crate) fn colleagues(&self) -> &[Colleague] {
        &self.colleagues
    }

    /// How often people are to be spoken.
    pub(crate) fn norm(&self) -> Norm {
        self.norm
    }

    pub(crate) fn team(&self, id: Uuid) -> Option<&str> {
        self.teams.get(&id).map(String::as_str)
    }
}

impl Opened {
    /// The town's dossier as it stands here.
    pub(crate) fn town(&self) -> Result<Town> {
        let me = self.me();
        let mut town = Town::default();
        // Known from enrolment, before the first sync brings the town's dossier.
        town.coaches.insert(me.coach.0, me.coach_name.clone());
        town.coach_teams.insert(me.coach.0, me.team);
        town.teams.insert(me.team, me.team_name.clone());
        for record in self.store.records(me.municipality)? {
            let name = text(&record, "name").unwrap_or_default().to_owned();
            match record.kind.as_str() {
                "coach" => {
                    if record.id.0 != me.coach.0 && id(&record, "team") == Some(me.team) {
                        let (name, id) = (name.clone(), record.id.0);
                        town.colleagues.push(Colleague { name, id });
                    }
                    if let Some(team) = id(&record, "team") {
                        town.coach_teams.insert(record.id.0, team);
                    }
                    town.coaches.insert(record.id.0, name);
                }
                "team" => {
                    town.teams.insert(record.id.0, name);
                }
                "word" => town.words.push(record),
                "municipality" => town.norm = Norm::of(&plain(&record)),
                _ => {}
            }
        }
        town.colleagues.sort();
        Ok(town)
    }

    /// The words of a list, the shared ones first, then the municipality's own; retired ones too.
    pub fn words(&self, list: &str) -> Result<Vec<Word>> {
        let list = WordList::from_name(list)
            .ok_or_else(|| DeviceError::BadRequest(format!("{list:?} is no word list")))?;
        let mut town = self.town()?.words;
        town.retain(|word| text(word, "list") == Some(list.name()));
        let is_retired = |word: &StoredRecord| word.state.value("retired").is_true();
        let retired = |code: &str| {
            let mut known = town.iter();
            known.any(|word| text(word, "code") == Some(code) && is_retired(word))
        };
        let shared = list.words().iter().map(|word| Word {
            code: word.code.to_owned(),
            label: None,
            label_en: None,
            retired: retired(word.code),
        });
        let mut added: Vec<(i64, Word)> = town
            .iter()
            .filter_map(|word| {
                let code = text(word, "code")?.to_owned();
                let label = text(word, "label").map(str::to_owned);
                let label_en = text(word, "label_en").map(str::to_owned);
                let order = word.state.value("order").as_int().unwrap_or(i64::MAX);
                let retired = is_retired(word);
                Some((
                    order,
                    Word {
                        code,
                        label,
                        label_en,
                        retired,
                    },
                ))
            })
            .filter(|(_, word)| list.label_of(&word.code).is_none())
            .collect();
        added.sort_by(|(a, left), (b, right)| (a, &left.label).cmp(&(b, &right.label)));
        Ok(shared
            .chain(added.into_iter().map(|(_, word)| word))
            .collect())
    }

    /// The name of the person, group or other thing a dossier is about.
    pub(crate) fn dossier_name(&self, dossier: Uuid) -> Result<String> {
        let shown = self.same_people()?.head(dossier);
        let root = self.store.record(shown.into())?;
        Ok(root
            .as_ref()
            .and_then(|root| text(root, "name"))
            .unwrap_or_default()
            .to_owned())
    }

    /// Whether a record names this coach, or nobody.
    pub(crate) fn is_mine_or_nobodys(&self, record: &StoredRecord) -> bool {
        id(record, "coach").is_none_or(|coach| coach == self.me().coach.0)
    }
}
