//! Which activities fit a person, and why: by their own words, their village and what they need to
//! come along. Never by health; and the person chooses.

use crate::names::fold;
use std::collections::BTreeSet;

/// What a person said, and where they live.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// Wishes, goals and strengths, in the person's words.
    pub words: &'a str,
    /// Code of the village.
    pub village: Option<&'a str>,
    /// Codes of what they need.
    pub needs: Vec<&'a str>,
}

/// What an activity offers.
#[derive(Debug, Clone, Default)]
pub struct Offered<'a> {
    /// Name, what it is, and the words people use for it.
    pub words: &'a str,
    /// Code of the village.
    pub village: Option<&'a str>,
    /// Codes of the needs it meets.
    pub meets: Vec<&'a str>,
}

/// How well they fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Match {
    /// Words of the person that come back in the activity, as the person said them.
    pub words: Vec<String>,
    /// It is in their village.
    pub village: bool,
    /// Needs that it meets.
    pub met: Vec<String>,
    /// Needs of which it does not say that it meets them: to ask about.
    pub unmet: Vec<String>,
}

impl Match {
    /// More is better: own words weigh most, then the village, then needs.
    pub fn weight(&self) -> usize {
        4 * self.words.len().min(3) + 3 * usize::from(self.village) + self.met.len()
    }

    /// Whether there is anything to show as a reason.
    pub fn has_reason(&self) -> bool {
        !self.words.is_empty() || self.village || !self.met.is_empty()
    }
}

/// Compares a person and an activity.
pub fn matching(wanted: &Wanted<'_>, offered: &Offered<'_>) -> Match {
    let theirs: BTreeSet<String> = words(offered.words).map(|(stem, _)| stem).collect();
    let mut said = BTreeSet::new();
    let common = words(wanted.words)
        .filter(|(stem, _)| theirs.contains(stem) && said.insert(stem.clone()))
        .map(|(_, word)| word)
        .collect();
    let (met, unmet): (Vec<&str>, Vec<&str>) = wanted
        .needs
        .iter()
        .partition(|need| offered.meets.contains(need));
    let owned = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect();
    Match {
        words: common,
        village: wanted.village.is_some() && wanted.village == offered.village,
        met: owned(met),
        unmet: owned(unmet),
    }
}

/// The words that mean something, each with its stem.
fn words(text: &str) -> impl Iterator<Item = (String, String)> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .map(fold)
        .filter(|word| word.chars().count() >= 4 && !EMPTY.contains(&word.as_str()))
        .map(|word| (stem(&word), word))
}

/// What Dutch forms of a word have in common: koken and kookt, zwemmen and zwem.
fn stem(word: &str) -> String {
    let ending = ["en", "je", "e", "s", "t"]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() >= 3));
    let mut stem: Vec<char> = ending.unwrap_or(word).chars().collect();
    stem.dedup();
    stem.into_iter().collect()
}

/// Words that say nothing about what somebody likes.
const EMPTY: &[&str] = &[
    "alle",
    "allemaal",
    "alleen",
    "altijd",
    "andere",
    "anderen",
    "bezig",
    "beter",
    "bijna",
    "blijven",
    "daar",
    "daarna",
    "dagen",
    "deze",
    "doen",
    "door",
    "eens",
    "eerst",
    "eigen",
    "elke",
    "ergens",
    "gaan",
    "geen",
    "goed",
    "graag",
    "haar",
    "heb",
    "hebben",
    "heeft",
    "hier",
    "hoeft",
    "iedereen",
    "iemand",
    "iets",
    "kunnen",
    "komen",
    "maar",
    "maken",
    "meer",
    "mensen",
    "mijn",
    "misschien",
    "moet",
    "naar",
    "niet",
    "nieuwe",
    "niks",
    "nog",
    "onder",
    "over",
    "samen",
    "soms",
    "toch",
    "veel",
    "vind",
    "voor",
    "wanneer",
    "weer",
    "week",
    "weken",
    "werd",
    "wordt",
    "wil",
    "willen",
    "zelf",
    "zijn",
    "zonder",
    "zorgen",
    "zou",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn soup() -> Offered<'static> {
        Offered {
            words: "Buurtsoepie. Samen soep koken en eten.",
            village: Some("beek"),
            meets: vec!["zonder_trap", "gratis"],
        }
    }

    #[test]
    fn own_words_village_and_needs_are_the_reasons() {
        let wanted = Wanted {
            words: "Ik zou wel willen koken met anderen. Kookt goed.",
            village: Some("beek"),
            needs: vec!["zonder_trap", "kinderopvang"],
        };
        let found = matching(&wanted, &soup());
        assert_eq!(
            found,
            Match {
                words: vec!["koken".into()],
                village: true,
                met: vec!["zonder_trap".into()],
                unmet: vec!["kinderopvang".into()],
            }
        );
        assert!(found.weight() > matching(&Wanted::default(), &soup()).weight());
    }

    #[test]
    fn words_that_say_nothing_are_no_reason() {
        let wanted = Wanted {
            words: "Samen weer eens iets doen, zelf.",
            village: Some("ooij"),
            needs: Vec::new(),
        };
        assert!(!matching(&wanted, &soup()).has_reason());
        assert!(!matching(&Wanted::default(), &Offered::default()).village);
    }

    #[test]
    fn forms_of_one_word_are_one() {
        for (one, other) in [
            ("koken", "kookt"),
            ("zwemmen", "zwem"),
            ("Wandelen", "wandelt"),
        ] {
            assert_eq!(stem(&fold(one)), stem(&fold(other)), "{one}");
        }
        assert_ne!(stem("koken"), stem("kijken"));
    }
}
