//! Counts and sums that give nobody away.

use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The fewest that show as a number.
const THRESHOLD: usize = 10;

/// A count above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// How many.
    Exactly(usize),
    /// From 1 to 9, and more is not said.
    BelowTen,
}

/// Counts by Dutch label.
pub type Counts = BTreeMap<String, Count>;

impl Count {
    /// None for zero, which is left out of reports.
    pub(super) fn of(number: usize, suppression: bool) -> Option<Count> {
        match number {
            0 => None,
            1..THRESHOLD if suppression => Some(Count::BelowTen),
            _ => Some(Count::Exactly(number)),
        }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Count::Exactly(number) => number.serialize(serializer),
            Count::BelowTen => serializer.serialize_str("<10"),
        }
    }
}

/// Counts different things or people by label; without a label nothing is counted.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<String, BTreeSet<Uuid>>);

impl Tally {
    pub(super) fn add(&mut self, label: Option<String>, counted: Uuid) {
        if let Some(label) = label {
            self.0.entry(label).or_default().insert(counted);
        }
    }

    pub(super) fn finish(self, suppression: bool) -> Counts {
        let count = |(label, counted): (String, BTreeSet<Uuid>)| {
            Count::of(counted.len(), suppression).map(|count| (label, count))
        };
        self.0.into_iter().filter_map(count).collect()
    }
}

/// Sums euros by label and remembers the people behind them. Somebody for whom nothing is paid is
/// not behind a sum, or nine such people would unveil the tenth.
#[derive(Debug, Default)]
pub(super) struct Sums(BTreeMap<String, (i64, BTreeSet<Uuid>)>);

impl Sums {
    pub(super) fn add(&mut self, label: Option<String>, euros: Option<i64>, person: Uuid) {
        let (Some(label), Some(euros)) = (label, euros) else {
            return;
        };
        if euros != 0 {
            let (sum, people) = self.0.entry(label).or_default();
            *sum = sum.saturating_add(euros);
            people.insert(person);
        }
    }

    pub(super) fn finish(self, suppression: bool) -> BTreeMap<String, i64> {
        let shown = |(label, (sum, people)): (String, (i64, BTreeSet<Uuid>))| {
            (!suppression || people.len() >= THRESHOLD).then_some((label, sum))
        };
        self.0.into_iter().filter_map(shown).collect()
    }
}
