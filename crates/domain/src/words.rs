//! Word lists: stable codes in storage and on the wire, Dutch labels on screen and in files.

mod slug;
mod tables;
mod themes;

pub use slug::{is_code, slug};
pub use themes::{HEALTH_THEMES, barriers_apart, barriers_of_theme, is_about_health};

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// One word of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Word {
    /// What is stored: see [`is_code`].
    pub code: &'static str,
    /// What a coach reads and what scenario files hold.
    pub label: &'static str,
}

/// A list of words that a field chooses from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordList {
    /// Where a conversation or session was held.
    Place,
    /// First conversation, follow-up, evaluation, aftercare, brief contact.
    ConversationKind,
    /// Who else was in the room.
    Present,
    /// Why a conversation did not take place.
    Missed,
    /// What a conversation was about.
    Theme,
    /// Whether the person wants to work on a theme.
    Wants,
    /// What stands in the way of taking part.
    Barrier,
    /// The municipality's division of people on benefits.
    PersonGroup,
    /// The law that a file falls under; it decides retention.
    Law,
    /// How somebody came to the coach.
    Inflow,
    /// To whom a person is referred.
    ReferralTo,
    /// How far a referral is.
    ReferralStatus,
    /// Which purse pays.
    Funding,
    /// What somebody does after the coaching.
    OutcomeKind,
    /// Why a file is closed.
    Closing,
    /// What changed that no statistic counts.
    SoftResult,
    /// The thirteen domains of the ZRM-2017.
    ZrmDomain,
    /// The six dimensions of positive health.
    HealthDimension,
    /// Villages and neighbourhoods; only the municipality knows them.
    Village,
    /// How far a conversation is.
    ConversationStatus,
    /// Whether the person is alone in the room.
    Company,
    /// Who does the next step.
    NextStepWho,
    /// Who signed an agreement.
    SignedBy,
    /// A language somebody speaks, for an interpreter.
    Language,
    /// How somebody got to know what an agreement says.
    ReadHow,
    /// How somebody signed.
    SignedHow,
    /// What somebody needs to be able to come along.
    AccessNeed,
    /// What kind of trajectory or placement it is.
    TrajectoryKind,
    /// How far a trajectory is.
    TrajectoryStatus,
    /// What was done with something that the person says is not right.
    CorrectionOutcome,
    /// How often a group meets.
    Rhythm,
    /// What somebody is to a person.
    Relation,
    /// How often somebody feels alone.
    Lonely,
    /// Whether anybody takes care over.
    Respite,
}

/// What is fixed about a list.
struct Table {
    name: &'static str,
    extendable: bool,
    words: &'static [Word],
}

const fn fixed(name: &'static str, words: &'static [Word]) -> Table {
    Table {
        name,
        extendable: false,
        words,
    }
}

const fn extendable(name: &'static str, words: &'static [Word]) -> Table {
    Table {
        name,
        extendable: true,
        words,
    }
}

impl WordList {
    /// Every list.
    pub const ALL: &[WordList] = &[
        WordList::Place,
        WordList::ConversationKind,
        WordList::Present,
        WordList::Missed,
        WordList::Theme,
        WordList::Wants,
        WordList::Barrier,
        WordList::PersonGroup,
        WordList::Law,
        WordList::Inflow,
        WordList::ReferralTo,
        WordList::ReferralStatus,
        WordList::Funding,
        WordList::OutcomeKind,
        WordList::Closing,
        WordList::SoftResult,
        WordList::ZrmDomain,
        WordList::HealthDimension,
        WordList::Village,
        WordList::ConversationStatus,
        WordList::Company,
        WordList::NextStepWho,
        WordList::SignedBy,
        WordList::Language,
        WordList::ReadHow,
        WordList::SignedHow,
        WordList::AccessNeed,
        WordList::TrajectoryKind,
        WordList::TrajectoryStatus,
        WordList::CorrectionOutcome,
        WordList::Rhythm,
        WordList::Relation,
        WordList::Lonely,
        WordList::Respite,
    ];

    const fn table(self) -> Table {
        match self {
            WordList::Place => extendable("place", tables::PLACE),
            WordList::ConversationKind => fixed("conversation_kind", tables::CONVERSATION_KIND),
            WordList::Present => fixed("present", tables::PRESENT),
            WordList::Missed => fixed("missed", tables::MISSED),
            WordList::Theme => extendable("theme", tables::THEME),
            WordList::Wants => fixed("wants", tables::WANTS),
            WordList::Barrier => fixed("barrier", tables::BARRIER),
            WordList::PersonGroup => fixed("person_group", tables::PERSON_GROUP),
            WordList::Law => fixed("law", tables::LAW),
            WordList::Inflow => extendable("inflow", tables::INFLOW),
            WordList::ReferralTo => extendable("referral_to", tables::REFERRAL_TO),
            WordList::ReferralStatus => fixed("referral_status", tables::REFERRAL_STATUS),
            WordList::Funding => extendable("funding", tables::FUNDING),
            WordList::OutcomeKind => fixed("outcome_kind", tables::OUTCOME_KIND),
            WordList::Closing => fixed("closing", tables::CLOSING),
            WordList::SoftResult => fixed("soft_result", tables::SOFT_RESULT),
            WordList::ZrmDomain => fixed("zrm_domain", tables::ZRM_DOMAIN),
            WordList::HealthDimension => fixed("health_dimension", tables::HEALTH_DIMENSION),
            WordList::Village => extendable("village", &[]),
            WordList::ConversationStatus => {
                fixed("conversation_status", tables::CONVERSATION_STATUS)
            }
            WordList::Company => fixed("company", tables::COMPANY),
            WordList::NextStepWho => fixed("next_step_who", tables::NEXT_STEP_WHO),
            WordList::SignedBy => fixed("signed_by", tables::SIGNED_BY),
            WordList::Language => fixed("language", tables::LANGUAGE),
            WordList::ReadHow => fixed("read_how", tables::READ_HOW),
            WordList::SignedHow => fixed("signed_how", tables::SIGNED_HOW),
            WordList::AccessNeed => fixed("access_need", tables::ACCESS_NEED),
            WordList::TrajectoryKind => fixed("trajectory_kind", tables::TRAJECTORY_KIND),
            WordList::TrajectoryStatus => fixed("trajectory_status", tables::TRAJECTORY_STATUS),
            WordList::CorrectionOutcome => fixed("correction_outcome", tables::CORRECTION_OUTCOME),
            WordList::Rhythm => fixed("rhythm", tables::RHYTHM),
            WordList::Relation => fixed("relation", tables::RELATION),
            WordList::Lonely => fixed("lonely", tables::LONELY),
            WordList::Respite => fixed("respite", tables::RESPITE),
        }
    }

    /// The stable name, such as `referral_to`.
    pub const fn name(self) -> &'static str {
        self.table().name
    }

    /// The list with this name.
    pub fn from_name(name: &str) -> Option<WordList> {
        WordList::ALL
            .iter()
            .copied()
            .find(|list| list.name() == name)
    }

    /// The words every municipality has, in the order they are shown.
    pub const fn words(self) -> &'static [Word] {
        self.table().words
    }

    /// True when a municipality may add words of its own.
    pub const fn extendable(self) -> bool {
        self.table().extendable
    }

    /// Whether a municipality may take the word away from what can be chosen.
    pub fn may_retire(self, code: &str) -> bool {
        self.extendable() && !(self == WordList::Theme && HEALTH_THEMES.contains(&code))
    }

    /// The code behind a Dutch label, however its accents are composed.
    pub fn code_of(self, label: &str) -> Option<&'static str> {
        let same = |word: &&Word| word.label.chars().eq(label.nfc());
        self.words().iter().find(same).map(|word| word.code)
    }

    /// The Dutch label of a code; a municipality's own words are in its `word` records.
    pub fn label_of(self, code: &str) -> Option<&'static str> {
        let word = self.words().iter().find(|word| word.code == code);
        word.map(|word| word.label)
    }

    /// Whether a field of this list may hold `code`: a word of the list, or any well-formed code
    /// where a municipality may add words.
    pub fn accepts(self, code: &str) -> bool {
        if self.extendable() {
            is_code(code)
        } else {
            self.label_of(code).is_some()
        }
    }
}

impl fmt::Display for WordList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_round_trips_its_label() {
        for list in WordList::ALL {
            for word in list.words() {
                assert_eq!(list.code_of(word.label), Some(word.code), "{list}");
                assert_eq!(list.label_of(word.code), Some(word.label), "{list}");
                assert!(list.accepts(word.code), "{list}");
            }
        }
    }

    #[test]
    fn codes_are_well_formed_and_unique() {
        for list in WordList::ALL {
            let codes: BTreeSet<_> = list.words().iter().map(|word| word.code).collect();
            assert_eq!(codes.len(), list.words().len(), "{list}");
            assert!(codes.iter().all(|code| is_code(code)), "{list}");
        }
    }

    #[test]
    fn codes_are_the_slug_of_their_label() {
        // These have English codes: the program acts on them.
        let named = [
            WordList::ConversationStatus,
            WordList::Company,
            WordList::NextStepWho,
        ];
        for list in WordList::ALL.iter().filter(|list| !named.contains(list)) {
            for word in list.words() {
                assert_eq!(word.code, slug(word.label), "{list}");
            }
        }
    }

    #[test]
    fn every_list_has_a_name_of_its_own() {
        for list in WordList::ALL {
            assert_eq!(WordList::from_name(list.name()), Some(*list));
        }
        assert_eq!(WordList::from_name("weather"), None);
    }

    #[test]
    fn only_extendable_lists_accept_new_codes() {
        assert!(WordList::Place.accepts("kerk"));
        assert!(!WordList::Place.accepts("De Kerk"));
        assert!(!WordList::Barrier.accepts("weer"));
        assert!(WordList::Village.accepts("millingen_aan_de_rijn"));
    }

    #[test]
    fn what_the_program_acts_on_stays() {
        assert!(WordList::Place.may_retire("keukentafel"));
        assert!(WordList::Theme.may_retire("financien"));
        assert!(
            HEALTH_THEMES
                .iter()
                .all(|theme| !WordList::Theme.may_retire(theme))
        );
        assert!(!WordList::Barrier.may_retire("taal"));
    }

    #[test]
    fn labels_match_however_their_accents_are_composed() {
        assert_eq!(
            WordList::ReferralTo.code_of("die\u{308}tist"),
            Some("dietist")
        );
        assert_eq!(WordList::ReferralTo.code_of("dietist"), None);
    }
}
