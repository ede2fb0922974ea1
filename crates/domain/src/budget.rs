//! What was agreed that it may cost at most, and what was spent of it. In whole euros.

/// The ceiling of an agreement and what counts towards it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// What it may cost at most.
    pub ceiling: i64,
    /// What referrals and trajectories cost so far.
    pub spent: i64,
}

impl Budget {
    /// What is left; nothing when the ceiling is passed.
    pub fn left(self) -> i64 {
        self.ceiling.saturating_sub(self.spent).max(0)
    }

    /// Whether one more cost of this size passes the ceiling.
    pub fn is_passed_by(self, cost: i64) -> bool {
        self.spent.saturating_add(cost) > self.ceiling
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_itself_may_be_spent() {
        let budget = Budget {
            ceiling: 180,
            spent: 120,
        };
        assert_eq!(budget.left(), 60);
        assert!(!budget.is_passed_by(60));
        assert!(budget.is_passed_by(61));
        assert_eq!(
            Budget {
                ceiling: 10,
                spent: 20
            }
            .left(),
            0
        );
    }
}
