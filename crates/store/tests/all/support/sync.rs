//! A sync through the real session, over a link that may break at every step.

use super::{Chance, Device, Town};
use replication::frame::{FrameKind, encode};
use replication::message::{End, Ending};
use replication::session::{Effect, Session, Step};
use replication::{Digest, Position};
use uuid::Uuid;

/// How the link is.
pub trait Link {
    /// Whether it breaks here.
    fn breaks(&mut self) -> bool;
    /// How many positions the next frame of the feed looks at, and whether another answer is
    /// needed after it.
    fn frame(&mut self) -> (usize, bool);
    /// What the coach does meanwhile.
    fn meanwhile(&mut self, _device: &mut Device) {}
}

/// One that holds.
struct Steady;

impl Link for Steady {
    fn breaks(&mut self) -> bool {
        false
    }
    fn frame(&mut self) -> (usize, bool) {
        (usize::MAX, false)
    }
}

impl Link for &mut Chance {
    fn breaks(&mut self) -> bool {
        self.one_in(8)
    }
    fn frame(&mut self) -> (usize, bool) {
        (1 + self.below(4), self.one_in(6))
    }
}

/// Syncs until all is done; the digest that the town told.
pub fn sync(device: &mut Device, town: &mut Town) -> Digest {
    sync_over(device, town, &mut Steady).unwrap()
}

/// Syncs until all is done or the link breaks.
pub fn sync_over(device: &mut Device, town: &mut Town, link: &mut impl Link) -> Option<Digest> {
    let mut session = Session::new(device.store.standing().unwrap());
    let mut digest = Digest::default();
    for _ in 0..1_000 {
        link.meanwhile(device);
        let pending = device.store.pending().unwrap();
        let mut step = session.step(pending.clone()).unwrap();
        if let Step::Compare(told) = step {
            digest = told;
            // Whether it agrees is for the test to look at.
            session.compared(true);
            step = session.step(pending).unwrap();
        }
        let (hello, send_after) = match step {
            Step::Exchange { hello, send_after } => (hello, send_after),
            Step::Compare(_) => panic!("compared twice"),
            Step::Done(outcome) => {
                device.store.set_synced(outcome.at).unwrap();
                return Some(digest);
            }
        };
        let mut after = send_after;
        while let Some(from) = after {
            let offer = device.store.offer(from, 300).unwrap();
            after = offer.changes.last().map(|change| change.id.seq);
            if let Some(last) = after {
                session.offered(last);
            }
            if link.breaks() {
                return None;
            }
            link.meanwhile(device);
            town.push(&offer.changes);
        }
        if link.breaks() {
            return None;
        }
        let receipts = town.receipts(device.id, hello.receipts);
        take(
            &mut session,
            device,
            FrameKind::Receipts,
            &encode(&receipts),
        );
        let mut cursor = hello.cursor;
        let ending = loop {
            if link.breaks() {
                return None;
            }
            link.meanwhile(device);
            let (most, another) = link.frame();
            let feed = town.feed(device.id, cursor, most);
            cursor = feed.cursor;
            take(&mut session, device, FrameKind::Feed, &encode(&feed));
            if cursor.0 as usize == town.log.len() {
                break Ending::UpToDate {
                    digest: town.digest(cursor),
                };
            }
            if another {
                break Ending::More;
            }
        };
        if link.breaks() {
            return None;
        }
        let end = End {
            epoch: Uuid::from_u128(0xE),
            ending,
            at: 1_790_000_000_000,
            backed_up: Position(0),
        };
        take(&mut session, device, FrameKind::End, &encode(&end));
        session.end_of_answer().unwrap();
    }
    panic!("the sync does not come to an end");
}

fn take(session: &mut Session, device: &mut Device, kind: FrameKind, payload: &[u8]) {
    match session.receive(kind, payload).unwrap() {
        Effect::Receipts(receipts) => device
            .store
            .take_receipts(&receipts, 1_790_000_000_001)
            .map(drop),
        Effect::Feed(feed) => device.store.take_feed(&feed).map(drop),
        Effect::Ended { epoch, backed_up } => device.store.set_answered(epoch, backed_up),
        other => panic!("this town never says {other:?}"),
    }
    .unwrap();
}
