//! One sync of a device, as a pure state machine: it says what to exchange next and what to do
//! with each answer, and never takes anything but a signed, fitting answer for success.

use crate::digest::Digest;
use crate::frame::{self, FrameError, FrameKind};
use crate::ids::{DossierId, Position, Seq};
use crate::message::{
    Ask, Dossiers, End, Ending, Feed, Hashes, Hello, PROTOCOL, Receipts, Snapshot, Want,
};
use planted::planted;
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

/// What is still to be done, read again before each step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pending {
    /// The greatest sequence number there is.
    pub last: Seq,
    /// Dossiers to be fetched whole.
    pub want: Vec<Want>,
    /// Dossiers removed here that the server may be told of.
    pub given_up: Vec<DossierId>,
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
    /// Compare this with the device's own digest and say so to [`Session::compared`].
    Compare(Digest),
    /// The sync is over.
    Done(Outcome),
}

/// How a sync ended that ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The server's clock, in milliseconds since 1970, when it wrote that all is up to date.
    pub at: i64,
    /// Whether both hold the same, if need be after what differed was fetched anew.
    pub digest_agrees: bool,
}

/// What to store, in one transaction a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Receipts arrived.
    Receipts(Receipts),
    /// Changes of others arrived.
    Feed(Feed),
    /// Part of a dossier that is fetched whole arrived.
    Snapshot(Snapshot),
    /// The digests of all dossiers: those that differ are to be wanted.
    Dossiers(Dossiers),
    /// [`Hashes::of_earlier`] for own changes that the server answered, before their receipts: a
    /// device that has others under their numbers was restored from a backup, and is to say
    /// [`Session::behind`].
    Earlier(Hashes),
    /// The hashes of own changes: what the server has otherwise gets new numbers. A new session
    /// goes on from there.
    Hashes(Hashes),
    /// The server was restored. A new session goes on from there.
    NewEpoch {
        /// The epoch from now on.
        epoch: Uuid,
        /// The last position that still holds.
        began: Position,
        /// The greatest own number that the server has answered.
        high_water: Seq,
    },
    /// The answer is complete; its epoch and backup mark are to be remembered.
    Ended {
        /// The epoch.
        epoch: Uuid,
        /// Everything up to here is in a backup.
        backed_up: Position,
    },
    /// Nothing of this frame is to be stored.
    Ignored,
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
    /// The server has another epoch, and does not say since when.
    #[error("the server has a new epoch")]
    NewEpoch,
    /// The server answers, but nothing moves.
    #[error("the sync makes no progress")]
    Stuck,
}

/// Which frame may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// The one frame that was asked for, then receipts.
    Asked,
    Receipts,
    /// Parts of dossiers, then the feed.
    Snapshot,
    FeedOrEnd,
    /// Of an answer that is not for a device like this: its end alone.
    EndAlone,
    Nothing,
}

/// One sync.
#[derive(Debug)]
pub struct Session {
    standing: Standing,
    /// Whether the device's high-water mark at the server is known in this sync.
    asked: bool,
    ask: Ask,
    /// Whether dossiers that differ were fetched anew in this sync: once, then it is an alarm.
    healed: bool,
    compared: Option<bool>,
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
            ask: Ask::Nothing,
            healed: false,
            compared: None,
            expect: Expect::Receipts,
            moved: false,
            idle_rounds: 0,
            ended: None,
            at: 0,
        }
    }

    /// What to do next.
    pub fn step(&mut self, pending: Pending) -> Result<Step, SessionError> {
        self.standing.last = self.standing.last.max(pending.last);
        let all_sent = self.standing.receipts >= self.standing.last;
        let nothing_left = all_sent && pending.want.is_empty() && self.ask == Ask::Nothing;
        if let (Some(Ending::UpToDate { digest }), true) = (self.ended, nothing_left) {
            match self.compared.take() {
                None => return Ok(Step::Compare(digest)),
                Some(false) if !self.healed => {
                    self.healed = true;
                    self.ask = Ask::Dossiers;
                }
                Some(digest_agrees) => {
                    return Ok(Step::Done(Outcome {
                        at: self.at,
                        digest_agrees,
                    }));
                }
            }
        }
        if self.ended.is_some() && !self.moved && self.asked {
            self.idle_rounds += 1;
            if self.idle_rounds > 2 {
                return Err(SessionError::Stuck);
            }
        } else {
            self.idle_rounds = 0;
        }
        Ok(self.exchange(pending, all_sent))
    }

    fn exchange(&mut self, pending: Pending, all_sent: bool) -> Step {
        let hello = Hello {
            protocol: PROTOCOL,
            epoch: self.standing.epoch,
            cursor: self.standing.cursor,
            receipts: self.standing.receipts,
            want: pending.want,
            given_up: pending.given_up,
            ask: self.ask,
        };
        let send = self.asked && !all_sent && self.ask != Ask::Hashes;
        let send_after = send.then_some(self.standing.receipts);
        self.asked = true;
        self.expect = match self.ask {
            Ask::Nothing => Expect::Receipts,
            Ask::Dossiers | Ask::Hashes => Expect::Asked,
        };
        self.moved = false;
        self.compared = None;
        // What an earlier answer said must not stand in for one that is cut short.
        self.ended = None;
        Step::Exchange { hello, send_after }
    }

    /// Says whether the digest of [`Step::Compare`] is the device's own.
    pub fn compared(&mut self, agrees: bool) {
        self.compared = Some(agrees);
    }

    /// Says that changes up to and with this number have left the device.
    pub fn offered(&mut self, up_to: Seq) {
        self.standing.offered = self.standing.offered.max(up_to);
    }

    /// Says that the server has other changes under numbers of this device: the device was
    /// restored from a backup. The next exchange asks for their hashes.
    pub fn behind(&mut self) {
        self.ask = Ask::Hashes;
        self.expect = Expect::EndAlone;
    }

    /// Takes one frame of the answer.
    pub fn receive(&mut self, kind: FrameKind, payload: &[u8]) -> Result<Effect, SessionError> {
        match (kind, self.expect) {
            (FrameKind::End, _) => self.receive_end(&frame::decode(payload)?),
            (_, Expect::EndAlone) => Ok(Effect::Ignored),
            (FrameKind::Hashes, Expect::Asked) if self.ask == Ask::Hashes => {
                self.ask = Ask::Nothing;
                self.moved = true;
                self.expect = Expect::EndAlone;
                Ok(Effect::Hashes(frame::decode(payload)?))
            }
            (FrameKind::Hashes, Expect::Receipts) => Ok(Effect::Earlier(frame::decode(payload)?)),
            (FrameKind::Dossiers, Expect::Asked) if self.ask == Ask::Dossiers => {
                self.ask = Ask::Nothing;
                self.moved = true;
                self.expect = Expect::Receipts;
                Ok(Effect::Dossiers(frame::decode(payload)?))
            }
            (FrameKind::Receipts, Expect::Receipts) => {
                let receipts: Receipts = frame::decode(payload)?;
                if self.knows_more_than_was_made(&receipts) {
                    self.behind();
                    return Ok(Effect::Ignored);
                }
                self.check_receipts(&receipts)?;
                self.moved |= receipts.high_water > self.standing.receipts;
                self.standing.receipts = receipts.high_water;
                self.expect = Expect::Snapshot;
                Ok(Effect::Receipts(receipts))
            }
            (FrameKind::Snapshot, Expect::Snapshot) => {
                self.moved = true;
                Ok(Effect::Snapshot(frame::decode(payload)?))
            }
            (FrameKind::Feed, Expect::Snapshot | Expect::FeedOrEnd) => {
                let feed: Feed = frame::decode(payload)?;
                self.check_feed(&feed)?;
                self.moved |= feed.cursor > self.standing.cursor;
                self.standing.cursor = feed.cursor;
                self.expect = Expect::FeedOrEnd;
                Ok(Effect::Feed(feed))
            }
            _ => Err(SessionError::OutOfOrder),
        }
    }

    fn receive_end(&mut self, end: &End) -> Result<Effect, SessionError> {
        let epoch = end.epoch;
        if let Ending::NewEpoch { began, high_water } = end.ending {
            // Only a server of another epoch has nothing else to say.
            let other = self.standing.epoch.is_some_and(|known| known != epoch);
            let alone = matches!(self.expect, Expect::Receipts | Expect::Asked);
            if !other || !alone {
                return Err(SessionError::OutOfOrder);
            }
            self.expect = Expect::Nothing;
            return Ok(Effect::NewEpoch {
                epoch,
                began,
                high_water,
            });
        }
        if self.standing.epoch.is_some_and(|known| known != epoch) {
            return Err(SessionError::NewEpoch);
        }
        match self.expect {
            Expect::Snapshot | Expect::FeedOrEnd => {
                self.ended = Some(end.ending);
                self.at = end.at;
            }
            Expect::EndAlone => self.ended = Some(Ending::More),
            Expect::Asked | Expect::Receipts | Expect::Nothing => {
                return Err(SessionError::OutOfOrder);
            }
        }
        self.standing.epoch = Some(epoch);
        self.expect = Expect::Nothing;
        Ok(Effect::Ended {
            epoch,
            backed_up: end.backed_up,
        })
    }

    /// The server's digest and clock, after the end of an answer that was all.
    pub fn up_to_date(&self) -> Option<(Digest, i64)> {
        match self.ended {
            Some(Ending::UpToDate { digest }) if self.ask == Ask::Nothing => {
                Some((digest, self.at))
            }
            _ => None,
        }
    }

    /// True after the end of an answer that was not all.
    pub fn has_more(&self) -> bool {
        self.expect == Expect::Nothing && self.ended == Some(Ending::More)
    }

    /// Says that the answer's bytes are over.
    pub fn end_of_answer(&self) -> Result<(), SessionError> {
        match self.expect {
            Expect::Nothing => Ok(()),
            _ if planted!("an-answer-cut-short-is-a-success") => Ok(()),
            _ => Err(SessionError::CutShort),
        }
    }
}
