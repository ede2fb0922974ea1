//! When the next sync starts by itself, as long as nothing holds it back.

use std::time::Duration;
use tokio::time::Instant;

/// After a change, typing may go on for this long before it is sent.
const SETTLE: Duration = Duration::from_secs(3);
/// Between two syncs while nothing happens here.
pub(crate) const LOOK: Duration = Duration::from_secs(60);
/// Between two that start because there may be something new at the endpoint.
const POKED: Duration = Duration::from_secs(1);

/// What happened that asks for a sync.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    started: Option<Instant>,
    look: Instant,
    asked: Option<Instant>,
}

impl Pace {
    pub(crate) fn begin(now: Instant) -> Self {
        Pace {
            started: None,
            look: now,
            asked: None,
        }
    }

    /// Something is to be sent.
    pub(crate) fn changed(&mut self, now: Instant) {
        self.ask(now + SETTLE);
    }

    /// Somebody waits for it.
    pub(crate) fn at_once(&mut self, now: Instant) {
        self.ask(now);
    }

    /// There may be something new.
    pub(crate) fn poked(&mut self, now: Instant) {
        let earliest = self.started.map_or(now, |started| started + POKED);
        self.ask(now.max(earliest));
    }

    fn ask(&mut self, at: Instant) {
        self.asked = Some(self.asked.map_or(at, |asked| asked.min(at)));
    }

    /// A sync starts. What is asked from here on is for the next one.
    pub(crate) fn start(&mut self, now: Instant) {
        self.started = Some(now);
        self.asked = None;
    }

    /// A sync ended. One that failed is tried again as soon as nothing holds it back.
    pub(crate) fn end(&mut self, now: Instant, try_again: bool) {
        self.look = if try_again { now } else { now + LOOK };
    }

    /// When the next one starts.
    pub(crate) fn next(&self) -> Instant {
        self.asked.map_or(self.look, |asked| asked.min(self.look))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(second: u64) -> Instant {
        use std::sync::OnceLock;
        static ZERO: OnceLock<Instant> = OnceLock::new();
        *ZERO.get_or_init(Instant::now) + Duration::from_secs(second)
    }

    #[test]
    fn it_starts_at_once_and_then_looks_every_minute() {
        let mut pace = Pace::begin(second(0));
        assert_eq!(pace.next(), second(0));
        pace.start(second(0));
        pace.end(second(1), false);
        assert_eq!(pace.next(), second(61));
        pace.start(second(61));
        pace.end(second(62), true);
        assert_eq!(pace.next(), second(62));
    }

    #[test]
    fn typing_is_sent_soon_after_its_first_letter() {
        let mut pace = Pace::begin(second(0));
        pace.start(second(0));
        pace.changed(second(1));
        pace.end(second(2), false);
        pace.changed(second(3));
        assert_eq!(pace.next(), second(4));
        pace.at_once(second(3));
        assert_eq!(pace.next(), second(3));
        pace.start(second(3));
        pace.end(second(4), false);
        assert_eq!(pace.next(), second(64));
    }

    #[test]
    fn pokes_in_a_row_make_few_syncs() {
        let mut pace = Pace::begin(second(0));
        pace.poked(second(0));
        assert_eq!(pace.next(), second(0));
        pace.start(second(0));
        pace.end(second(0), false);
        pace.poked(second(0));
        pace.poked(second(0));
        assert_eq!(pace.next(), second(1));
    }
}
