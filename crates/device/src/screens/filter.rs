//! Finding people by what they have in common. Never by health: that shows in the dossier alone.

use super::field::today;
use super::town::Word;
use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use domain::words::{HEALTH_THEMES, WordList, is_about_health};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::HashSet;
use uuid::Uuid;

/// What people are to have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Filters {
    /// Code of the village.
    pub village: Option<String>,
    /// Code of the group.
    pub group: Option<String>,
    /// The newest step of the participatieladder.
    pub ladder: Option<i32>,
    /// Code of a theme of the newest talk about it.
    pub theme: Option<String>,
    /// Code of what hindered them when it was last asked.
    pub barrier: Option<String>,
    /// Something is due.
    pub due: bool,
}

/// What can be chosen where not every word of a list can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilterChoices {
    /// Themes.
    pub themes: Vec<Word>,
    /// Barriers.
    pub barriers: Vec<Word>,
}

/// Lets through who has all of it.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    village: Option<String>,
    each: Vec<HashSet<Uuid>>,
}

impl Sieve {
    pub(super) fn lets_through(&self, person: Uuid, village: &str) -> bool {
        let lives_there = self
            .village
            .as_deref()
            .is_none_or(|wanted| wanted == village);
        lives_there && self.each.iter().all(|people| people.contains(&person))
    }

    pub(super) fn is_open(&self) -> bool {
        self.village.is_none() && self.each.is_empty()
    }
}

impl Opened {
    /// The themes and barriers to choose from.
    pub fn filter_choices(&self) -> Result<FilterChoices> {
        let mut themes = self.words(WordList::Theme.name())?;
        themes.retain(|theme| !HEALTH_THEMES.contains(&theme.code.as_str()));
        let mut barriers = self.words(WordList::Barrier.name())?;
        barriers.retain(|barrier| !is_about_health(&barrier.code));
        Ok(FilterChoices { themes, barriers })
    }

    pub(super) fn sieve(&self, filters: &Filters, now: DateTime<Utc>) -> Result<Sieve> {
        let is_health = |theme: &String| HEALTH_THEMES.contains(&theme.as_str());
        if filters.theme.as_ref().is_some_and(is_health)
            || filters.barrier.as_deref().is_some_and(is_about_health)
        {
            return Err(DeviceError::BadRequest("nobody is found by health".into()));
        }
        let mut each: Vec<HashSet<Uuid>> = Vec::new();
        let lists = [
            ("group", &filters.group),
            ("theme", &filters.theme),
            ("barrier", &filters.barrier),
        ];
        for (list, code) in lists {
            if let Some(code) = code {
                each.push(self.store.noted(list, code)?.into_keys().collect());
            }
        }
        if let Some(step) = filters.ladder {
            let mut steps = self.store.noted("ladder", "step")?;
            steps.retain(|_, reached| *reached == i64::from(step));
            each.push(steps.into_keys().collect());
        }
        if filters.due {
            each.push(self.store.people_with_due(&today(now))?);
        }
        Ok(Sieve {
            village: filters.village.clone(),
            each,
        })
    }
}
