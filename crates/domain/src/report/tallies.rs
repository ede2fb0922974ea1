//! One count or sum of the report a function.

use super::count::{Count, Sums, Tally};
use super::facts::Facts;
use super::{Conversations, Ladder, Money, Referrals};
use crate::words::WordList;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

impl Facts<'_> {
    pub(super) fn people_reached(&self) -> BTreeSet<Uuid> {
        let talked = self.conversations.values().map(|held| held.person);
        let came = self
            .attendances
            .iter()
            .filter_map(|attendance| attendance.id("person"));
        talked.chain(came).map(|person| self.one(person)).collect()
    }

    pub(super) fn conversation_counts(&self, suppression: bool) -> Conversations {
        let (mut places, mut kinds) = (Tally::default(), Tally::default());
        let (mut villages, mut months) = (Tally::default(), Tally::default());
        for (id, held) in &self.conversations {
            places.add(self.labels.of(held.record, "place", WordList::Place), *id);
            kinds.add(
                self.labels
                    .of(held.record, "kind", WordList::ConversationKind),
                *id,
            );
            villages.add(self.told(held.person, "village", WordList::Village), *id);
            months.add(Some(held.day.format("%Y-%m").to_string()), *id);
        }
        Conversations {
            total: Count::of(self.conversations.len(), suppression),
            by_place: places.finish(suppression),
            by_kind: kinds.finish(suppression),
            by_village: villages.finish(suppression),
            by_month: months.finish(suppression),
        }
    }

    pub(super) fn themes(&self) -> Tally {
        let mut themes = Tally::default();
        for (note, conversation) in self.children("theme_note") {
            if note
                .text("note")
                .is_some_and(|text| !text.trim().is_empty())
            {
                themes.add(
                    self.labels.of(note, "theme", WordList::Theme),
                    conversation.id,
                );
            }
        }
        themes
    }

    pub(super) fn by_person_field(
        &self,
        people: &BTreeSet<Uuid>,
        field: &str,
        list: WordList,
    ) -> Tally {
        let mut tally = Tally::default();
        for person in people {
            tally.add(self.told(*person, field, list), *person);
        }
        tally
    }

    pub(super) fn barriers(&self) -> Tally {
        let mut barriers = Tally::default();
        for (barrier, conversation) in self.children("barrier") {
            if barrier
                .int("hindrance")
                .is_some_and(|hindrance| hindrance >= 1)
            {
                barriers.add(
                    self.labels.of(barrier, "barrier", WordList::Barrier),
                    conversation.person,
                );
            }
        }
        barriers
    }

    pub(super) fn ladder(&self, suppression: bool) -> Ladder {
        let mut steps: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
        for (step, conversation) in self.children("ladder_step") {
            if let Some(number) = step.int("step") {
                // The id decides between two conversations at one moment.
                let taken = (conversation.at, conversation.id, number);
                steps.entry(conversation.person).or_default().push(taken);
            }
        }
        let (mut up, mut same, mut down) = (0, 0, 0);
        for taken in steps.values().filter(|taken| taken.len() >= 2) {
            let first = taken.iter().min().map(|(_, _, step)| step);
            let last = taken.iter().max().map(|(_, _, step)| step);
            match last.cmp(&first) {
                Ordering::Greater => up += 1,
                Ordering::Equal => same += 1,
                Ordering::Less => down += 1,
            }
        }
        let count = |number| Count::of(number, suppression);
        Ladder {
            measured_twice: count(up + same + down),
            up: count(up),
            same: count(same),
            down: count(down),
        }
    }

    pub(super) fn referral_counts(&self, suppression: bool) -> Referrals {
        let (mut recipients, mut statuses) = (Tally::default(), Tally::default());
        for (referral, _) in self.children("referral") {
            recipients.add(
                self.labels.of(referral, "to", WordList::ReferralTo),
                referral.id,
            );
            statuses.add(
                self.labels.of(referral, "status", WordList::ReferralStatus),
                referral.id,
            );
        }
        Referrals {
            by_recipient: recipients.finish(suppression),
            by_status: statuses.finish(suppression),
        }
    }

    pub(super) fn money(&self, suppression: bool) -> Money {
        // A newer version takes the place of the agreement that it names.
        let replaced: BTreeSet<Uuid> = self
            .every("agreement")
            .filter_map(|agreement| agreement.id("replaces"))
            .collect();
        let sum = |kind, amount| {
            let mut sums = Sums::default();
            let counted = self
                .children(kind)
                .filter(|(record, _)| !replaced.contains(&record.id));
            for (record, conversation) in counted {
                let funding = self.labels.of(record, "funding", WordList::Funding);
                sums.add(funding, record.int(amount), conversation.person);
            }
            sums.finish(suppression)
        };
        Money {
            agreed_ceiling_eur: sum("agreement", "max_cost_eur"),
            referral_cost_eur: sum("referral", "cost_eur"),
        }
    }

    pub(super) fn outcomes(&self) -> Tally {
        let mut outcomes = Tally::default();
        for outcome in &self.outcomes {
            if let Some(person) = outcome.id("person") {
                outcomes.add(
                    self.labels.of(outcome, "kind", WordList::OutcomeKind),
                    self.one(person),
                );
            }
        }
        outcomes
    }
}
