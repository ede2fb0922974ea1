//! Which questions belong to which theme.

use super::WordList;

/// The two themes of every conversation, which no municipality can retire.
pub const HEALTH_THEMES: [&str; 2] = ["lichamelijke_gezondheid", "geestelijke_gezondheid"];

/// The barriers that are asked at a theme, so that nobody is asked twice; the others are asked
/// apart.
pub fn barriers_of_theme(theme: &str) -> &'static [&'static str] {
    match theme {
        "lichamelijke_gezondheid" => &["lichamelijk"],
        "geestelijke_gezondheid" => &["psychisch"],
        "sociaal_netwerk" => &["sociaal"],
        "taal_en_geletterdheid" => &["taal"],
        "financien" => &["schulden", "geld"],
        _ => &[],
    }
}

/// Whether a barrier says something of somebody's health: it shows in dossier and talk alone.
pub fn is_about_health(barrier: &str) -> bool {
    let asked_at_health = HEALTH_THEMES
        .iter()
        .any(|theme| barriers_of_theme(theme).contains(&barrier));
    asked_at_health || barrier == "verslaving"
}

/// The barriers that belong to no theme that `is_asked`, and are asked apart.
pub fn barriers_apart(is_asked: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let at_a_theme = move |barrier: &str| {
        let themes = WordList::Theme.words().iter();
        themes
            .filter(|theme| is_asked(theme.code))
            .flat_map(|theme| barriers_of_theme(theme.code))
            .any(|asked| *asked == barrier)
    };
    let all = WordList::Barrier.words().iter().map(|word| word.code);
    all.filter(move |barrier| !at_a_theme(barrier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_and_their_barriers_exist() {
        let asked: Vec<_> = WordList::Theme
            .words()
            .iter()
            .flat_map(|theme| barriers_of_theme(theme.code))
            .collect();
        assert_eq!(asked.len(), 6);
        assert!(
            asked
                .iter()
                .all(|barrier| WordList::Barrier.accepts(barrier))
        );
        assert!(
            HEALTH_THEMES
                .iter()
                .all(|theme| WordList::Theme.label_of(theme).is_some())
        );
    }

    #[test]
    fn body_mind_and_addiction_are_health() {
        let barriers = WordList::Barrier.words().iter().map(|word| word.code);
        let health: Vec<_> = barriers
            .filter(|barrier| is_about_health(barrier))
            .collect();
        assert_eq!(health, ["lichamelijk", "psychisch", "verslaving"]);
    }

    #[test]
    fn every_barrier_is_asked_once() {
        let apart: Vec<_> = barriers_apart(|_| true).collect();
        assert_eq!(apart.len() + 6, WordList::Barrier.words().len());
        assert!(apart.contains(&"verslaving") && !apart.contains(&"taal"));
        // A municipality that retires a theme can still ask what was asked at it.
        let apart: Vec<_> = barriers_apart(|theme| theme != "financien").collect();
        assert!(apart.contains(&"schulden") && apart.contains(&"geld") && !apart.contains(&"taal"));
    }
}
