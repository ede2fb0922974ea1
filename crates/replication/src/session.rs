//! One sync of a device, as a pure state machine: it says what to exchange next and what to do
//! with each answer, and never takes anything but a signed, fitting answer for success.

use crate::digest::Digest;
use crate::frame::{self, FrameError, FrameKind};
use crate::ids::{Position, Seq};
use crate::message::{End, Ending, Feed, Hello, PROTOCOL, Receipts};
use thiserror::Error;
use uuid::Uuid;

mod check;

/// Where the device stands when a sync starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The server's epoch, if it ever answered.
    pub epoch: Option<Uuid>,
    /// The device has everything up to here.
    pub cursor: Position,
    /// The greatest sequence number with a receipt.
    pub receipts: Seq,
    /// The greatest sequence number that may already have left the device.
    pub offered: Seq,
    /// The greatest sequence number there is.
    pub last: Seq,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Send this, then the changes after `after`, if any, and feed the answer's frames to
    /// [`Session::receive`], then call [`Session::end_of_answer`].
    Exchange {
        /// The first frame.
        hello: Hello,
        /// Send the changes with greater sequence numbers; none: send no changes.
        send_after: Option<Seq>,
    },
    /// The sync is over.
    Done(Outcome),
}

/// How a sync ended that ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The server's clock, in milliseconds since 1970, when it wrote that all is up to date.
    pub at: i64,
    /// The digest of all the device may see, at its cursor.
    pub digest: Digest,
}

/// What to store, in one transaction a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Receipts arrived.
    Receipts(Receipts),
    /// Changes of others arrived.
    Feed(Feed),
    /// The answer is complete; its epoch is to be remembered.
    Ended(Uuid),
}

/// An answer that does not fit; nothing of it, from the offending frame on, may be stored.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SessionError {
    /// The bytes are no frame of this exchange.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// A frame where another was due.
    #[error("a frame came out of order")]
    OutOfOrder,
    /// The answer ended before its last frame.
    #[error("the answer ended too early")]
    CutShort,
    /// A receipt for a change that was never sent, or a cursor that goes back.
    #[error("the answer contradicts what the device sent: {0}")]
    Contradiction(&'static str),
    /// The server was restored from a backup; its order is another.
    #[error("the server has a new epoch")]
    NewEpoch,
    /// The server answers, but nothing moves.
    #[error("the sync makes no progress")]
    Stuck,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    Receipts,
    FeedOrEnd,
    Nothing,
}

/// One sync.
#[derive(Debug)]
pub struct Session {
    standing: Standing,
    /// Whether the device's high-water mark at the server is known in this sync.
    asked: bool,
    expect: Expect,
    moved: bool,
    idle_rounds: u8,
    ended: Option<Ending>,
    at: i64,
}

impl Session {
    /// Starts a sync. After a cut (something offered has no receipt) it first asks what arrived.
    pub fn new(standing: Standing) -> Self {
        Session {
            asked: standing.offered <= standing.receipts,
            standing,
            expect: Expect::Receipts,
            moved: false,
            idle_rounds: 0,
            ended: None,
            at: 0,
        }
    }

    /// Says that more changes were made while the sync runs.
    pub fn more_to_send(&mut self, last: Seq) {
        self.standing.last = self.standing.last.max(last);
    }

    /// What to do next.
    pub fn step(&mut self) -> Result<Step, SessionError> {
        let all_sent = self.standing.receipts >= self.standing.last;
        if let (Some(Ending::UpToDate { digest }), true) = (self.ended, all_sent) {
            return Ok(Step::Done(Outcome {
                at: self.at,
                digest,
            }));
        }
        if self.ended.is_some() && !self.moved && self.asked {
            self.idle_rounds += 1;
            if self.idle_rounds > 2 {
                return Err(SessionError::Stuck);
            }
        } else {
            self.idle_rounds = 0;
        }
        let hello = Hello {
            protocol: PROTOCOL,
            epoch: self.standing.epoch,
            cursor: self.standing.cursor,
            receipts: self.standing.receipts,
        };
        let send_after = (self.asked && !all_sent).then_some(self.standing.receipts);
        self.asked = true;
        self.expect = Expect::Receipts;
        self.moved = false;
        // What an earlier answer said must not stand in for one that is cut short.
        self.ended = None;
        Ok(Step::Exchange { hello, send_after })
    }

    /// Says that changes up to and with this number have left the device.
    pub fn offered(&mut self, up_to: Seq) {
        self.standing.offered = self.standing.offered.max(up_to);
    }

    /// Takes one frame of the answer.
    pub fn receive(&mut self, kind: FrameKind, payload: &[u8]) -> Result<Effect, SessionError> {
        match (kind, self.expect) {
            (FrameKind::Receipts, Expect::Receipts) => {
                let receipts: Receipts = frame::decode(payload)?;
                self.check_receipts(&receipts)?;
                self.moved |= receipts.high_water > self.standing.receipts;
                self.standing.receipts = receipts.high_water;
                self.expect = Expect::FeedOrEnd;
                Ok(Effect::Receipts(receipts))
            }
            (FrameKind::Feed, Expect::FeedOrEnd) => {
                let feed: Feed = frame::decode(payload)?;
                self.check_feed(&feed)?;
                self.moved |= feed.cursor > self.standing.cursor;
                self.standing.cursor = feed.cursor;
                Ok(Effect::Feed(feed))
            }
            (FrameKind::End, expect @ (Expect::Receipts | Expect::FeedOrEnd)) => {
                let end: End = frame::decode(payload)?;
                if self.standing.epoch.is_some_and(|epoch| epoch != end.epoch) {
                    return Err(SessionError::NewEpoch);
                }
                // Only a server of another epoch has nothing else to say.
                if expect == Expect::Receipts {
                    return Err(SessionError::OutOfOrder);
                }
                self.standing.epoch = Some(end.epoch);
                self.ended = Some(end.ending);
                self.at = end.at;
                self.expect = Expect::Nothing;
                Ok(Effect::Ended(end.epoch))
            }
            _ => Err(SessionError::OutOfOrder),
        }
    }

    /// Says that the answer's bytes are over.
    pub fn end_of_answer(&self) -> Result<(), SessionError> {
        match self.expect {
            Expect::Nothing => Ok(()),
            _ => Err(SessionError::CutShort),
        }
    }
}
