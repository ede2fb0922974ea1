//! What the municipality sees: counts over a period, never a person. The shape is in
//! `tests/scenarios/FORMAT.md`.

mod count;
mod facts;
mod labels;
mod tallies;

pub use count::{Count, Counts};

use crate::record::Record;
use crate::words::WordList;
use chrono::NaiveDate;
use facts::Facts;
use serde::Serialize;
use std::collections::BTreeMap;

/// A report, ready to print. Keys are Dutch labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The period asked for.
    pub period: Period,
    /// People with a conversation or a group session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people_reached: Option<Count>,
    /// Conversations that were held.
    pub conversations: Conversations,
    /// Conversations that have a note on the theme.
    pub themes: Counts,
    /// People reached, by how they came.
    pub inflow: Counts,
    /// People reached, by where they live.
    pub villages: Counts,
    /// People whom a barrier hinders.
    pub barriers: Counts,
    /// How people moved on the Participatieladder.
    pub ladder: Ladder,
    /// Referrals of conversations in the period.
    pub referrals: Referrals,
    /// What was agreed and spent, in whole euros.
    pub money: Money,
    /// What groups did.
    pub groups: Groups,
    /// People, by what they do now.
    pub outcomes: Counts,
}

/// Both days are included, as days in Europe/Amsterdam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// Counts of conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields say what they count")]
pub struct Conversations {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Count>,
    pub by_place: Counts,
    pub by_kind: Counts,
    /// The village of the person.
    pub by_village: Counts,
    /// Keys such as `2026-09`.
    pub by_month: Counts,
}

/// People whose first and last step in the period can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields say what they count")]
pub struct Ladder {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured_twice: Option<Count>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up: Option<Count>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same: Option<Count>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down: Option<Count>,
}

/// Counts of referrals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields say what they count")]
pub struct Referrals {
    pub by_recipient: Counts,
    pub by_status: Counts,
}

/// Sums in whole euros, by funding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields say what they sum")]
pub struct Money {
    pub agreed_ceiling_eur: BTreeMap<String, i64>,
    pub referral_cost_eur: BTreeMap<String, i64>,
}

/// Counts of group sessions and who was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields say what they count")]
pub struct Groups {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sessions: Option<Count>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendances: Option<Count>,
}

impl Report {
    /// Counts what `records` of one municipality say about the days `from` to `until`, both
    /// included. With `suppression`, counts below ten and sums with fewer than ten people behind
    /// them do not show.
    pub fn build<'a>(
        records: impl Iterator<Item = &'a Record>,
        from: NaiveDate,
        until: NaiveDate,
        suppression: bool,
    ) -> Report {
        let period = Period { from, until };
        let facts = Facts::gather(records, period);
        let count = |number| Count::of(number, suppression);
        let reached = facts.people_reached();
        Report {
            period,
            people_reached: count(reached.len()),
            conversations: facts.conversation_counts(suppression),
            themes: facts.themes().finish(suppression),
            inflow: facts
                .by_person_field(&reached, "inflow", WordList::Inflow)
                .finish(suppression),
            villages: facts
                .by_person_field(&reached, "village", WordList::Village)
                .finish(suppression),
            barriers: facts.barriers().finish(suppression),
            ladder: facts.ladder(suppression),
            referrals: facts.referral_counts(suppression),
            money: facts.money(suppression),
            groups: Groups {
                sessions: count(facts.sessions.len()),
                attendances: count(facts.attendances.len()),
            },
            outcomes: facts.outcomes().finish(suppression),
        }
    }
}
