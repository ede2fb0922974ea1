//! The sync session against scripted answers.

use crate::support::{change, id};
use replication::frame::{FrameKind, encode};
use replication::message::{
    Accepted, End, Ending, Feed, Hello, PROTOCOL, Receipts, Refusal, Refused,
};
use replication::session::{Effect, Outcome, Session, SessionError, Standing, Step};
use replication::{Digest, Position, Seq};
use uuid::Uuid;

const EPOCH: Uuid = Uuid::from_u128(99);

fn standing(receipts: u64, offered: u64, last: u64) -> Standing {
    Standing {
        epoch: Some(EPOCH),
        cursor: Position(10),
        receipts: Seq(receipts),
        offered: Seq(offered),
        last: Seq(last),
    }
}

fn none(high_water: u64) -> Receipts {
    Receipts {
        high_water: Seq(high_water),
        accepted: vec![],
        refused: vec![],
    }
}

fn accepted(first: u64, count: u64, position: u64) -> Receipts {
    let run = Accepted {
        first: Seq(first),
        count,
        position: Position(position),
    };
    Receipts {
        high_water: Seq(first + count - 1),
        accepted: vec![run],
        refused: vec![],
    }
}

fn feed(positions: &[u64], cursor: u64) -> Feed {
    let changes = positions
        .iter()
        .map(|at| (Position(*at), change(id(2, *at), "text", "x", &[])));
    Feed {
        changes: changes.collect(),
        authors: Default::default(),
        cursor: Position(cursor),
    }
}

fn digest() -> Digest {
    Digest::from_bytes([7; 16])
}

fn end(ending: Ending) -> End {
    End {
        epoch: EPOCH,
        ending,
        at: 1234,
    }
}

fn up_to_date() -> End {
    end(Ending::UpToDate { digest: digest() })
}

trait Answer {
    fn tell(&mut self, receipts: &Receipts) -> Result<Effect, SessionError>;
    fn feed(&mut self, feed: &Feed) -> Result<Effect, SessionError>;
    fn end(&mut self, end: &End) -> Result<Effect, SessionError>;
}

impl Answer for Session {
    fn tell(&mut self, receipts: &Receipts) -> Result<Effect, SessionError> {
        self.receive(FrameKind::Receipts, &encode(receipts))
    }
    fn feed(&mut self, feed: &Feed) -> Result<Effect, SessionError> {
        self.receive(FrameKind::Feed, &encode(feed))
    }
    fn end(&mut self, end: &End) -> Result<Effect, SessionError> {
        self.receive(FrameKind::End, &encode(end))
    }
}

fn exchange(session: &mut Session) -> (Hello, Option<Seq>) {
    match session.step() {
        Ok(Step::Exchange { hello, send_after }) => (hello, send_after),
        other => panic!("no exchange but {other:?}"),
    }
}

fn done() -> Result<Step, SessionError> {
    Ok(Step::Done(Outcome {
        at: 1234,
        digest: digest(),
    }))
}

/// A session whose first exchange is under way, with everything sent.
fn under_way(standing: Standing) -> Session {
    let mut session = Session::new(standing);
    exchange(&mut session);
    session.offered(standing.last);
    session
}

#[test]
fn idle_is_one_exchange_that_sends_nothing() {
    let mut session = Session::new(standing(4, 4, 4));
    let (hello, send_after) = exchange(&mut session);
    let wanted = Hello {
        protocol: PROTOCOL,
        epoch: Some(EPOCH),
        cursor: Position(10),
        receipts: Seq(4),
    };
    assert_eq!((hello, send_after), (wanted, None));
    assert_eq!(session.tell(&none(4)), Ok(Effect::Receipts(none(4))));
    assert_eq!(session.end(&up_to_date()), Ok(Effect::Ended(EPOCH)));
    assert_eq!(session.end_of_answer(), Ok(()));
    assert_eq!(session.step(), done());
}

#[test]
fn changes_go_up_and_others_come_down_in_one_exchange() {
    let mut session = Session::new(standing(4, 4, 7));
    assert_eq!(exchange(&mut session).1, Some(Seq(4)));
    session.offered(Seq(7));
    let mut receipts = accepted(5, 2, 20);
    receipts.refused = vec![Refused {
        seq: Seq(7),
        code: Refusal::NoAccess,
    }];
    receipts.high_water = Seq(7);
    assert!(session.tell(&receipts).is_ok());
    assert_eq!(
        session.feed(&feed(&[11, 19], 19)),
        Ok(Effect::Feed(feed(&[11, 19], 19)))
    );
    assert!(session.feed(&feed(&[], 21)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    assert_eq!(session.step(), done());
}

#[test]
fn after_a_cut_it_first_asks_what_arrived() {
    let mut session = Session::new(standing(4, 6, 8));
    assert_eq!(exchange(&mut session).1, None);
    assert!(session.tell(&accepted(5, 1, 12)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    let (hello, send_after) = exchange(&mut session);
    assert_eq!((hello.receipts, send_after), (Seq(5), Some(Seq(5))));
    session.offered(Seq(8));
    assert!(session.tell(&accepted(6, 3, 13)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    assert_eq!(session.step(), done());
}

#[test]
fn more_is_asked_for_until_all_is_there() {
    let mut session = under_way(standing(0, 0, 0));
    for cursor in [20, 30, 40] {
        assert!(session.tell(&none(0)).is_ok());
        assert!(session.feed(&feed(&[cursor], cursor)).is_ok());
        assert!(session.end(&end(Ending::More)).is_ok());
        assert_eq!(exchange(&mut session).0.cursor, Position(cursor));
    }
    assert!(session.tell(&none(0)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    assert_eq!(session.step(), done());
}

#[test]
fn changes_made_meanwhile_go_along_before_it_is_done() {
    let mut session = under_way(standing(0, 0, 1));
    session.more_to_send(Seq(3));
    assert!(session.tell(&accepted(1, 1, 11)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    assert_eq!(exchange(&mut session).1, Some(Seq(1)));
    session.offered(Seq(3));
    assert!(session.tell(&accepted(2, 2, 12)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    assert_eq!(session.step(), done());
}

#[test]
fn an_answer_cut_short_is_never_success() {
    let mut session = under_way(standing(0, 0, 0));
    assert_eq!(session.end_of_answer(), Err(SessionError::CutShort));
    assert!(session.tell(&none(0)).is_ok());
    assert_eq!(session.end_of_answer(), Err(SessionError::CutShort));
    assert!(session.feed(&feed(&[11], 11)).is_ok());
    assert_eq!(session.end_of_answer(), Err(SessionError::CutShort));
    assert!(matches!(session.step(), Ok(Step::Exchange { .. })));
}

#[test]
fn an_earlier_complete_answer_does_not_stand_in_for_a_cut_one() {
    let mut session = under_way(standing(0, 0, 1));
    session.more_to_send(Seq(2));
    assert!(session.tell(&accepted(1, 1, 11)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    exchange(&mut session);
    session.offered(Seq(2));
    assert!(session.tell(&accepted(2, 1, 12)).is_ok());
    // Cut here: all is sent, but what the cursor stands at was never told.
    assert!(matches!(session.step(), Ok(Step::Exchange { .. })));
}

#[test]
fn frames_out_of_order_are_refused() {
    let out_of_order = Err(SessionError::OutOfOrder);
    let mut session = under_way(standing(0, 0, 0));
    assert_eq!(session.feed(&feed(&[11], 11)), out_of_order);
    let mut session = under_way(standing(0, 0, 0));
    assert_eq!(session.end(&up_to_date()), out_of_order);
    let mut session = under_way(standing(0, 0, 0));
    assert!(session.tell(&none(0)).is_ok());
    assert_eq!(session.tell(&none(0)), out_of_order);
    assert_eq!(session.receive(FrameKind::Hello, &[]), out_of_order);
    assert!(session.end(&up_to_date()).is_ok());
    assert_eq!(session.end(&up_to_date()), out_of_order);
    assert_eq!(session.feed(&feed(&[11], 11)), out_of_order);
}

#[test]
fn a_frame_that_is_not_its_message_is_refused() {
    let mut session = under_way(standing(0, 0, 0));
    let html = session.receive(FrameKind::Receipts, b"<html>inloggen</html>");
    assert!(matches!(html, Err(SessionError::Frame(_))));
    assert_eq!(session.end_of_answer(), Err(SessionError::CutShort));
}

fn refused_receipts(receipts: &Receipts) -> SessionError {
    let mut session = under_way(standing(4, 4, 9));
    session.tell(receipts).unwrap_err()
}

#[test]
fn receipts_with_a_gap_or_twice_are_refused() {
    let gap = SessionError::Contradiction("receipts with a gap");
    let run = |first, count| Accepted {
        first: Seq(first),
        count,
        position: Position(first + 90),
    };
    let runs = |high, accepted: &[Accepted]| Receipts {
        high_water: Seq(high),
        accepted: accepted.to_vec(),
        refused: vec![],
    };
    for receipts in [
        runs(9, &[run(5, 4)]),
        runs(9, &[run(6, 4)]),
        runs(9, &[run(5, 2), run(8, 2)]),
        runs(9, &[run(5, 3), run(7, 3)]),
        runs(9, &[run(5, 5), run(5, 5)]),
        runs(9, &[run(5, 0), run(5, 5)]),
        runs(9, &[run(5, 6)]),
        runs(9, &[run(5, u64::MAX)]),
        runs(7, &[]),
        runs(4, &[run(5, 5)]),
    ] {
        assert_eq!(refused_receipts(&receipts), gap, "{receipts:?}");
    }
    let mut also_refused = runs(9, &[run(5, 5)]);
    also_refused.refused = vec![Refused {
        seq: Seq(6),
        code: Refusal::Erased,
    }];
    assert_eq!(refused_receipts(&also_refused), gap);
}

#[test]
fn receipts_whose_places_go_back_are_refused() {
    let run = |first, position| Accepted {
        first: Seq(first),
        count: 2,
        position: Position(position),
    };
    for places in [[50, 40], [50, 51]] {
        let accepted = vec![run(5, places[0]), run(7, places[1])];
        let receipts = Receipts {
            high_water: Seq(8),
            accepted,
            refused: vec![],
        };
        let wanted = SessionError::Contradiction("receipts out of order");
        assert_eq!(refused_receipts(&receipts), wanted);
    }
}

#[test]
fn a_receipt_for_a_change_never_sent_is_refused() {
    let mut session = Session::new(standing(4, 4, 9));
    exchange(&mut session);
    session.offered(Seq(6));
    let never = SessionError::Contradiction("a receipt for a change never sent");
    assert_eq!(session.tell(&accepted(5, 3, 50)), Err(never));
}

#[test]
fn a_server_that_forgot_is_refused() {
    let forgot = SessionError::Contradiction("the server forgot changes it accepted");
    assert_eq!(refused_receipts(&none(3)), forgot);
}

#[test]
fn a_feed_that_goes_back_is_refused() {
    let back = Err(SessionError::Contradiction("the feed goes back"));
    for (positions, cursor) in [(&[10][..], 12), (&[12, 11], 12), (&[11, 11], 12)] {
        let mut session = under_way(standing(0, 0, 0));
        assert!(session.tell(&none(0)).is_ok());
        assert_eq!(session.feed(&feed(positions, cursor)), back);
    }
    for (positions, cursor) in [(&[][..], 9), (&[11, 13], 12)] {
        let mut session = under_way(standing(0, 0, 0));
        assert!(session.tell(&none(0)).is_ok());
        let cursor_back = Err(SessionError::Contradiction("the cursor goes back"));
        assert_eq!(session.feed(&feed(positions, cursor)), cursor_back);
    }
}

#[test]
fn a_new_epoch_stops_the_sync() {
    let other = End {
        epoch: Uuid::from_u128(100),
        ..up_to_date()
    };
    let mut session = under_way(standing(0, 0, 0));
    assert!(session.tell(&none(0)).is_ok());
    assert_eq!(session.end(&other), Err(SessionError::NewEpoch));
    // A restored server may say nothing but that.
    let mut session = under_way(standing(0, 0, 0));
    assert_eq!(session.end(&other), Err(SessionError::NewEpoch));
    // Before the first answer any epoch is fine, and from then on that one.
    let mut session = under_way(Standing {
        epoch: None,
        ..standing(0, 0, 0)
    });
    assert!(session.tell(&none(0)).is_ok());
    assert_eq!(session.end(&end(Ending::More)), Ok(Effect::Ended(EPOCH)));
    assert_eq!(exchange(&mut session).0.epoch, Some(EPOCH));
}

#[test]
fn a_server_that_moves_nothing_is_given_up() {
    for (standing, ending) in [
        (standing(0, 0, 0), Ending::More),
        (standing(0, 0, 5), Ending::UpToDate { digest: digest() }),
        (standing(0, 5, 5), Ending::UpToDate { digest: digest() }),
    ] {
        let mut session = Session::new(standing);
        let mut rounds = 0;
        let outcome = loop {
            match session.step() {
                Ok(Step::Exchange { .. }) => rounds += 1,
                other => break other,
            }
            assert!(rounds < 10, "it goes on for ever");
            session.offered(standing.last);
            assert!(session.tell(&none(0)).is_ok());
            assert!(session.end(&end(ending)).is_ok());
        };
        assert_eq!(outcome, Err(SessionError::Stuck));
    }
}
