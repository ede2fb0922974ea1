//! The sync session against scripted answers.

use crate::support::{change, id};
use replication::frame::{FrameKind, encode};
use replication::message::{
    Accepted, End, Ending, Feed, Hello, PROTOCOL, Receipts, Refusal, Refused,
};
use replication::message::{AccessEvent, Ask, Dossiers, Hashes, Part, Snapshot, Want};
use replication::session::{Effect, Outcome, Pending, Session, SessionError, Standing, Step};
use replication::{Digest, DossierId, Position, Seq};
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
        access: vec![],
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
        backed_up: Position(0),
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

/// The next step of a device that made nothing more and holds the same as the server.
fn step(session: &mut Session) -> Result<Step, SessionError> {
    step_with(session, &Pending::default())
}

fn step_with(session: &mut Session, pending: &Pending) -> Result<Step, SessionError> {
    match session.step(pending.clone()) {
        Ok(Step::Compare(told)) => {
            session.compared(told == digest());
            session.step(pending.clone())
        }
        other => other,
    }
}

fn made(last: u64) -> Pending {
    Pending {
        last: Seq(last),
        ..Pending::default()
    }
}

fn ended() -> Result<Effect, SessionError> {
    Ok(Effect::Ended {
        epoch: EPOCH,
        backed_up: Position(0),
    })
}

fn exchange(session: &mut Session) -> (Hello, Option<Seq>) {
    exchange_with(session, &Pending::default())
}

fn exchange_with(session: &mut Session, pending: &Pending) -> (Hello, Option<Seq>) {
    match step_with(session, pending) {
        Ok(Step::Exchange { hello, send_after }) => (hello, send_after),
        other => panic!("no exchange but {other:?}"),
    }
}

fn done() -> Result<Step, SessionError> {
    Ok(Step::Done(Outcome {
        at: 1234,
        digest_agrees: true,
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
        want: vec![],
        given_up: vec![],
        ask: Ask::Nothing,
    };
    assert_eq!((hello, send_after), (wanted, None));
    assert_eq!(session.tell(&none(4)), Ok(Effect::Receipts(none(4))));
    assert_eq!(session.end(&up_to_date()), ended());
    assert_eq!(session.end_of_answer(), Ok(()));
    assert_eq!(step(&mut session), done());
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
    assert_eq!(step(&mut session), done());
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
    assert_eq!(step(&mut session), done());
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
    assert_eq!(step(&mut session), done());
}

#[test]
fn changes_made_meanwhile_go_along_before_it_is_done() {
    let mut session = under_way(standing(0, 0, 1));
    assert!(session.tell(&accepted(1, 1, 11)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    assert_eq!(exchange_with(&mut session, &made(3)).1, Some(Seq(1)));
    session.offered(Seq(3));
    assert!(session.tell(&accepted(2, 2, 12)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    assert_eq!(step(&mut session), done());
}

#[test]
fn an_answer_cut_short_is_never_success() {
    let mut session = under_way(standing(0, 0, 0));
    assert_eq!(session.end_of_answer(), Err(SessionError::CutShort));
    assert!(session.tell(&none(0)).is_ok());
    assert_eq!(session.end_of_answer(), Err(SessionError::CutShort));
    assert!(session.feed(&feed(&[11], 11)).is_ok());
    assert_eq!(session.end_of_answer(), Err(SessionError::CutShort));
    assert!(matches!(step(&mut session), Ok(Step::Exchange { .. })));
}

#[test]
fn an_earlier_complete_answer_does_not_stand_in_for_a_cut_one() {
    let mut session = under_way(standing(0, 0, 1));
    assert!(session.tell(&accepted(1, 1, 11)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
    exchange_with(&mut session, &made(2));
    session.offered(Seq(2));
    assert!(session.tell(&accepted(2, 1, 12)).is_ok());
    // Cut here: all is sent, but what the cursor stands at was never told.
    assert!(matches!(step(&mut session), Ok(Step::Exchange { .. })));
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
fn a_receipt_for_a_change_never_sent_asks_for_hashes() {
    let mut session = Session::new(standing(4, 4, 9));
    exchange(&mut session);
    session.offered(Seq(6));
    assert_eq!(session.tell(&accepted(5, 3, 50)), Ok(Effect::Ignored));
    assert_eq!(session.feed(&feed(&[11], 11)), Ok(Effect::Ignored));
    assert_eq!(session.end(&up_to_date()), ended());
    let (hello, send_after) = exchange(&mut session);
    assert_eq!((hello.ask, hello.receipts), (Ask::Hashes, Seq(4)));
    assert_eq!((hello.cursor, send_after), (Position(10), None));
    let hashes = Hashes {
        hashes: vec![[3; 32].into(); 3],
        high_water: Seq(7),
    };
    let told = session.receive(FrameKind::Hashes, &encode(&hashes));
    assert_eq!(told, Ok(Effect::Hashes(hashes)));
}

#[test]
fn unasked_a_hash_comes_before_the_receipts_and_dossiers_do_not_come() {
    let hashes = Hashes {
        hashes: vec![],
        high_water: Seq(4),
    };
    let dossiers = Dossiers {
        dossiers: vec![],
        at: Position(10),
    };
    let mut session = under_way(standing(4, 4, 4));
    let out_of_order = Err(SessionError::OutOfOrder);
    assert_eq!(
        session.receive(FrameKind::Dossiers, &encode(&dossiers)),
        out_of_order
    );
    let told = session.receive(FrameKind::Hashes, &encode(&hashes));
    assert_eq!(told, Ok(Effect::Earlier(hashes.clone())));
    assert!(session.tell(&none(4)).is_ok());
    assert_eq!(
        session.receive(FrameKind::Hashes, &encode(&hashes)),
        out_of_order
    );
}

/// An answer that has nothing new.
fn nothing_new(session: &mut Session) {
    assert!(session.tell(&none(4)).is_ok());
    assert!(session.end(&up_to_date()).is_ok());
}

#[test]
fn what_differs_is_fetched_anew_once_before_an_alarm() {
    let mut session = under_way(standing(4, 4, 4));
    nothing_new(&mut session);
    let other = |session: &mut Session, pending: &Pending| match session.step(pending.clone()) {
        Ok(Step::Compare(_)) => {
            session.compared(false);
            session.step(pending.clone())
        }
        other => other,
    };
    let Ok(Step::Exchange { hello, .. }) = other(&mut session, &Pending::default()) else {
        panic!("nothing is asked");
    };
    assert_eq!(hello.ask, Ask::Dossiers);
    let dossier = DossierId(Uuid::from_u128(7));
    let dossiers = Dossiers {
        dossiers: vec![(dossier, digest())],
        at: Position(10),
    };
    let told = session.receive(FrameKind::Dossiers, &encode(&dossiers));
    assert_eq!(told, Ok(Effect::Dossiers(dossiers)));
    nothing_new(&mut session);
    let want = Want {
        dossier,
        after: Position(0),
    };
    let pending = Pending {
        want: vec![want],
        ..Pending::default()
    };
    let (hello, _) = exchange_with(&mut session, &pending);
    assert_eq!((hello.want, hello.ask), (vec![want], Ask::Nothing));
    let snapshot = Snapshot {
        dossier,
        changes: vec![],
        authors: Default::default(),
        through: Position(10),
        part: Part::Last,
    };
    assert!(session.tell(&none(4)).is_ok());
    let told = session.receive(FrameKind::Snapshot, &encode(&snapshot));
    assert_eq!(told, Ok(Effect::Snapshot(snapshot)));
    assert!(session.end(&up_to_date()).is_ok());
    let outcome = Outcome {
        at: 1234,
        digest_agrees: false,
    };
    assert_eq!(
        other(&mut session, &Pending::default()),
        Ok(Step::Done(outcome))
    );
}

#[test]
fn access_events_go_forward_up_to_the_cursor() {
    let event = |at| (Position(at), AccessEvent::Revoked(DossierId(Uuid::nil())));
    for (access, cursor, holds) in [
        (vec![event(11), event(12)], 12, true),
        (vec![event(10)], 12, false),
        (vec![event(12), event(11)], 12, false),
        (vec![event(13)], 12, false),
    ] {
        let mut session = under_way(standing(0, 0, 0));
        assert!(session.tell(&none(0)).is_ok());
        let feed = Feed {
            access,
            ..feed(&[], cursor)
        };
        assert_eq!(session.feed(&feed).is_ok(), holds);
    }
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
    assert_eq!(session.end(&end(Ending::More)), ended());
    assert_eq!(exchange(&mut session).0.epoch, Some(EPOCH));
}

#[test]
fn a_restored_server_says_since_when() {
    let restored = End {
        epoch: Uuid::from_u128(100),
        ending: Ending::NewEpoch {
            began: Position(7),
            high_water: Seq(3),
        },
        ..up_to_date()
    };
    let mut session = under_way(standing(4, 4, 4));
    let wanted = Effect::NewEpoch {
        epoch: restored.epoch,
        began: Position(7),
        high_water: Seq(3),
    };
    assert_eq!(session.end(&restored), Ok(wanted));
    assert_eq!(session.end_of_answer(), Ok(()));
    // Not by the way, nor by the server of this very epoch.
    let mut session = under_way(standing(4, 4, 4));
    assert!(session.tell(&none(4)).is_ok());
    assert_eq!(session.end(&restored), Err(SessionError::OutOfOrder));
    let same = End {
        epoch: EPOCH,
        ..restored
    };
    let mut session = under_way(standing(4, 4, 4));
    assert_eq!(session.end(&same), Err(SessionError::OutOfOrder));
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
            match step(&mut session) {
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
