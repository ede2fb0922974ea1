//! When a device whose sync failed tries again by itself: full jitter, so that the devices of a
//! whole town do not all come back at once. It is kept on disk, as an app that is killed and started
//! again and again would be a storm of its own.

use crate::opened::Opened;
use crate::{DeviceError, Result};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

const SETTING: &str = "backoff";
/// The most that the wait after a first failure may be; it doubles with each on end.
const FIRST: Duration = Duration::from_secs(2);
/// The most it may become, and the most that anybody who answers can ask for.
const MOST: Duration = Duration::from_secs(15 * 60);
/// The most it may become while nobody answers: nobody suffers from it then, and a coach who comes
/// home to a connection should not wait.
const MOST_UNANSWERED: Duration = Duration::from_secs(60);

/// How often on end something failed, and how long is waited since the last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backoff {
    failures: u32,
    /// Milliseconds since 1970 by the device's clock, which may be wrong.
    since: i64,
    wait: Duration,
}

impl Backoff {
    /// After one more failure, at `now`. `random` is anything up to and with [`u32::MAX`].
    #[must_use]
    pub fn after(self, why: &DeviceError, now: DateTime<Utc>, random: u32) -> Self {
        let (cap, least) = match why {
            DeviceError::Unreachable(_) => (MOST_UNANSWERED, Duration::ZERO),
            DeviceError::Server { retry_after, .. } => (MOST, retry_after.unwrap_or_default()),
            _ => (MOST, Duration::ZERO),
        };
        let doubled = FIRST.saturating_mul(2_u32.saturating_pow(self.failures));
        let jitter = doubled
            .min(cap)
            .mul_f64(f64::from(random) / f64::from(u32::MAX));
        Backoff {
            failures: self.failures.saturating_add(1),
            since: now.timestamp_millis(),
            wait: least.min(MOST) + jitter,
        }
    }

    /// How long to wait still. A clock that was set back has the whole wait begin again, once the
    /// outcome is kept.
    pub fn left(&mut self, now: DateTime<Utc>) -> Duration {
        let now = now.timestamp_millis();
        self.since = self.since.min(now);
        self.wait
            .saturating_sub(Duration::from_millis(now.abs_diff(self.since)))
    }

    /// When the wait is over, if something failed.
    pub fn until(self) -> Option<DateTime<Utc>> {
        let since = DateTime::from_timestamp_millis(self.since)?;
        let until = since.checked_add_signed(TimeDelta::from_std(self.wait).ok()?)?;
        (self.failures > 0).then_some(until)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let backoff = Backoff {
            failures: parts.next()?.parse().ok()?,
            since: parts.next()?.parse().ok()?,
            wait: Duration::from_millis(parts.next()?.parse().ok()?).min(2 * MOST),
        };
        parts.next().is_none().then_some(backoff)
    }

    fn write(self) -> String {
        let wait = self.wait.as_millis();
        format!("{} {} {wait}", self.failures, self.since)
    }
}

impl Opened {
    /// How this device's sync waits. What cannot be read is no reason to wait.
    pub fn backoff(&self) -> Result<Backoff> {
        let kept = self.store.setting(SETTING)?;
        Ok(kept.as_deref().and_then(Backoff::read).unwrap_or_default())
    }

    /// How long this device's sync waits still.
    pub fn held_back(&mut self, now: DateTime<Utc>) -> Result<Duration> {
        let kept = self.backoff()?;
        let mut backoff = kept;
        let left = backoff.left(now);
        if backoff != kept {
            self.keep_backoff(backoff)?;
        }
        Ok(left)
    }

    /// Has it wait after a failure.
    pub(crate) fn hold_back(
        &mut self,
        why: &DeviceError,
        now: DateTime<Utc>,
        random: u32,
    ) -> Result<()> {
        let after = self.backoff()?.after(why, now, random);
        self.keep_backoff(after)
    }

    /// Has it wait no longer: it succeeded, or the coach asks.
    pub(crate) fn forget_failures(&mut self) -> Result<()> {
        match self.store.setting(SETTING)? {
            Some(_) => Ok(self.store.set_setting(SETTING, None)?),
            None => Ok(()),
        }
    }

    fn keep_backoff(&mut self, backoff: Backoff) -> Result<()> {
        Ok(self.store.set_setting(SETTING, Some(&backoff.write()))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::from_timestamp_nanos(1_800_000_000_000_000_000);

    fn busy(retry_after: Option<u64>) -> DeviceError {
        DeviceError::Server {
            status: 503,
            code: "server_error".to_owned(),
            retry_after: retry_after.map(Duration::from_secs),
        }
    }

    fn nobody() -> DeviceError {
        DeviceError::Unreachable(String::new())
    }

    fn after(failures: u32, why: &DeviceError, random: u32) -> Duration {
        let failed = |backoff: Backoff, _| backoff.after(why, NOW, random);
        (0..failures).fold(Backoff::default(), failed).left(NOW)
    }

    #[test]
    fn the_most_doubles_up_to_a_quarter_of_an_hour() {
        let most: Vec<u64> = (1..=12)
            .map(|failures| after(failures, &busy(None), u32::MAX).as_secs())
            .collect();
        assert_eq!(most, [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
        assert_eq!(after(u32::from(u8::MAX), &busy(None), u32::MAX), MOST);
        assert_eq!(after(12, &nobody(), u32::MAX), MOST_UNANSWERED);
    }

    #[test]
    fn anything_up_to_the_most_may_be_drawn() {
        assert_eq!(after(9, &busy(None), 0), Duration::ZERO);
        let half = after(4, &busy(None), u32::MAX / 2).as_secs_f64();
        assert!((half - 8.0).abs() < 0.01, "{half}");
    }

    #[test]
    fn a_server_that_asks_to_be_left_alone_is() {
        assert_eq!(after(1, &busy(Some(120)), 0).as_secs(), 120);
        assert_eq!(after(1, &busy(Some(120)), u32::MAX).as_secs(), 122);
        // Not for ever: it may be anybody who says so.
        assert_eq!(after(1, &busy(Some(u64::MAX / 4)), 0), MOST);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_make_it_wait_for_ever() {
        let mut backoff = Backoff::default().after(&busy(Some(60)), NOW, 0);
        let earlier = NOW - TimeDelta::days(3650);
        assert_eq!(backoff.left(earlier).as_secs(), 60);
        assert_eq!(backoff.left(earlier + TimeDelta::seconds(45)).as_secs(), 15);
        assert_eq!(backoff.left(earlier + TimeDelta::seconds(61)).as_secs(), 0);
        assert_eq!(backoff.left(NOW).as_secs(), 0);
    }

    #[test]
    fn it_is_kept_as_it_is_and_anything_else_is_no_reason_to_wait() {
        let kept = Backoff::default().after(&busy(Some(7)), NOW, u32::MAX);
        assert_eq!(Backoff::read(&kept.write()), Some(kept));
        assert_eq!(kept.until(), Some(NOW + TimeDelta::seconds(9)));
        assert_eq!(Backoff::default().until(), None);
        for odd in ["", "3", "3 4", "a b c", "1 2 3 4", "-1 2 3"] {
            assert_eq!(Backoff::read(odd), None, "{odd}");
        }
        let long = Backoff::read("1 0 9999999999999999").map(|mut long| long.left(NOW));
        assert_eq!(long, Some(Duration::ZERO));
    }
}
