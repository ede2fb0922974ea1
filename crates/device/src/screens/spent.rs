//! The time a talk takes, kept on this device by itself while the talk is on screen.

use super::field::text;
use crate::Result;
use crate::opened::Opened;
use domain::value::Value;
use store::StoredRecord;
use uuid::Uuid;

/// The most that is told at once: what is more was time without the talk.
const MOST_AT_ONCE: u32 = 60;

impl Opened {
    /// Adds time to an open talk; answers the seconds it took up to now. A talk that is worked out
    /// later is over: that time is not the person's.
    pub fn spend_time(&mut self, talk: Uuid, seconds: u32) -> Result<u32> {
        let record = self.conversation_record(talk)?;
        let before = self.seconds_spent(talk)?;
        if text(&record, "status") != Some("open") {
            return Ok(before);
        }
        let spent = before.saturating_add(seconds.min(MOST_AT_ONCE));
        self.set_setting(&setting(talk), Some(&spent.to_string()))?;
        Ok(spent)
    }

    /// The seconds a talk took up to now, as far as this device saw it.
    pub(crate) fn seconds_spent(&self, talk: Uuid) -> Result<u32> {
        let kept = self.setting(&setting(talk))?;
        Ok(kept.and_then(|kept| kept.parse().ok()).unwrap_or_default())
    }

    /// The minutes to write down when a talk ends, unless the coach wrote them.
    pub(crate) fn minutes_spent(&self, talk: &StoredRecord) -> Result<Option<i64>> {
        let seconds = self.seconds_spent(talk.id.0)?;
        let is_empty = *talk.state.value("minutes") == Value::Null;
        Ok((is_empty && seconds > 0).then(|| i64::from(seconds.div_ceil(60))))
    }

    /// The time is written down, or no longer asked for.
    pub(crate) fn forget_time(&mut self, talk: Uuid) -> Result<()> {
        self.set_setting(&setting(talk), None)
    }
}

fn setting(talk: Uuid) -> String {
    format!("time-{talk}")
}
