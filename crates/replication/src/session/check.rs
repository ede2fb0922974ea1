//! Whether an answer fits what the device knows.

use super::{Session, SessionError};
use crate::ids::Position;
use crate::message::{Feed, Receipts};

impl Session {
    /// True when receipts name changes that this device never sent: others were made under its
    /// name, before it was restored from a backup.
    pub(super) fn knows_more_than_was_made(&self, receipts: &Receipts) -> bool {
        receipts.high_water > self.standing.offered.max(self.standing.receipts)
    }

    pub(super) fn check_receipts(&self, receipts: &Receipts) -> Result<(), SessionError> {
        let known = self.standing.receipts;
        if receipts.high_water < known {
            return Err(SessionError::Contradiction(
                "the server forgot changes it accepted",
            ));
        }
        // Every number after the last known receipt is answered exactly once, and the places of
        // those accepted rise with their numbers.
        let accepted = receipts.accepted.iter();
        let refused = receipts.refused.iter();
        let mut answered: Vec<(u64, u64, Option<Position>)> = accepted
            .map(|run| (run.first.0, run.count, Some(run.position)))
            .chain(refused.map(|refused| (refused.seq.0, 1, None)))
            .collect();
        answered.sort_unstable();
        let (mut next, mut place) = (known.next().0, 0);
        for (first, count, position) in answered {
            if first != next || count == 0 {
                return Err(SessionError::Contradiction("receipts with a gap"));
            }
            next = next.saturating_add(count);
            if let Some(position) = position {
                if position.0 <= place {
                    return Err(SessionError::Contradiction("receipts out of order"));
                }
                place = position.0.saturating_add(count - 1);
            }
        }
        if next != receipts.high_water.next().0 {
            return Err(SessionError::Contradiction("receipts with a gap"));
        }
        Ok(())
    }

    pub(super) fn check_feed(&self, feed: &Feed) -> Result<(), SessionError> {
        let mut last = self.standing.cursor;
        for (position, _) in &feed.changes {
            if *position <= last {
                return Err(SessionError::Contradiction("the feed goes back"));
            }
            last = *position;
        }
        let mut heard = self.standing.cursor;
        for (position, _) in &feed.access {
            if *position <= heard {
                return Err(SessionError::Contradiction("the feed goes back"));
            }
            heard = *position;
        }
        if feed.cursor < last.max(heard) {
            return Err(SessionError::Contradiction("the cursor goes back"));
        }
        Ok(())
    }
}
