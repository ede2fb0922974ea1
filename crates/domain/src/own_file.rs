//! Mijn dossier: what of a dossier the person gets to see, and what only when it is chosen. The law
//! lets a person ask for all of it; what goes along by itself is what can be read together at a table.

/// A part of the own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who the person is, where they live, and the group and law they come under.
    Facts,
    /// Talks: what the person wants and can, and what happens next.
    Talks,
    /// What was noted in those talks on each theme, health among them.
    Themes,
    /// Goals, agreements, groups, trajectories and what came of it.
    Agreements,
    /// Who was told what, and with what consent.
    Knows,
    /// Who can look in the file.
    Access,
    /// What the person asked to correct, and the answer.
    Corrections,
    /// Working notes of the coach.
    Working,
}

impl Part {
    /// Every part, in the order it is read.
    pub const ALL: [Part; 8] = [
        Part::Talks,
        Part::Themes,
        Part::Agreements,
        Part::Facts,
        Part::Knows,
        Part::Access,
        Part::Corrections,
        Part::Working,
    ];

    /// Its code, for which the screens have the words.
    pub fn code(self) -> &'static str {
        match self {
            Part::Facts => "facts",
            Part::Talks => "talks",
            Part::Themes => "themes",
            Part::Agreements => "agreements",
            Part::Knows => "knows",
            Part::Access => "access",
            Part::Corrections => "corrections",
            Part::Working => "working",
        }
    }

    /// Whether it goes along unless somebody says otherwise.
    pub fn goes_along(self) -> bool {
        self != Part::Working
    }
}

/// The part that the texts of a field belong to; none for what is not the person's to take along: the
/// shared note of a group names others, and a worry about safety may concern whoever reads along.
pub fn part_of(kind: &str, field: &str) -> Option<Part> {
    match (kind, field) {
        ("working_note" | "private_note" | "handover", _) => Some(Part::Working),
        ("conversation" | "next_step", _) => Some(Part::Talks),
        ("theme_note", _) => Some(Part::Themes),
        ("person", _) => Some(Part::Facts),
        ("goal" | "goal_step" | "agreement" | "trajectory" | "outcome", _) => {
            Some(Part::Agreements)
        }
        ("referral", _) => Some(Part::Knows),
        ("correction", _) => Some(Part::Corrections),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds;

    #[test]
    fn of_every_text_it_is_settled_whether_the_person_gets_it() {
        // What lies in a group's or the town's dossier, what only two coaches see, and what is about
        // somebody else.
        const KEPT: [(&str, &str); 6] = [
            ("relation", "note"),
            ("activity", "what"),
            ("group", "what"),
            ("group_session", "shared_note"),
            ("together", "what"),
            ("private_task", "what"),
        ];
        for kind in kinds::ALL {
            for field in kind
                .fields
                .iter()
                .filter(|field| field.shape.keeps_versions())
            {
                let kept = KEPT.contains(&(kind.name, field.name));
                let part = part_of(kind.name, field.name);
                assert_eq!(part.is_none(), kept, "{kind}.{}", field.name);
            }
        }
    }

    #[test]
    fn working_notes_stay_unless_they_are_chosen() {
        assert_eq!(part_of("working_note", "text"), Some(Part::Working));
        assert_eq!(part_of("private_note", "text"), Some(Part::Working));
        assert!(!Part::Working.goes_along());
        let others = Part::ALL.iter().filter(|part| **part != Part::Working);
        assert!(others.copied().all(Part::goes_along));
    }
}
