//! The heads rule: heads := (heads − over) ∪ {change}.

use crate::support::{Chance, RECORD, change, id};
use domain::value::Value;
use replication::state::Keep;
use replication::{Change, ChangeId, Digest, Position, RecordState};

fn fold(changes: &[Change]) -> RecordState {
    let mut state = RecordState::default();
    for (change, position) in changes.iter().zip(1..) {
        state.apply(change, Some(Position(position)), Keep::Values);
    }
    state
}

fn texts(state: &RecordState) -> Vec<&str> {
    let versions = state.versions("text").into_iter();
    versions.filter_map(|(value, _)| value.as_text()).collect()
}

#[test]
fn a_change_displaces_what_it_was_written_over() {
    let first = change(id(1, 1), "text", "een", &[]);
    let second = change(id(2, 1), "text", "twee", &[first.id]);
    let state = fold(&[first, second.clone()]);
    assert_eq!(state.seen("text"), [second.id]);
    assert_eq!(state.value("text"), &Value::from("twee"));
}

#[test]
fn concurrent_changes_stay_side_by_side_and_the_last_in_order_is_shown() {
    let first = change(id(1, 1), "text", "een", &[]);
    let ours = change(id(2, 1), "text", "ons", &[first.id]);
    let theirs = change(id(3, 1), "text", "hun", &[first.id]);
    let state = fold(&[first, ours, theirs]);
    assert_eq!(texts(&state), ["ons", "hun"]);
    assert_eq!(state.value("text"), &Value::from("hun"));
}

#[test]
fn one_who_saw_both_resolves_them() {
    let (a, b) = (
        change(id(1, 1), "text", "a", &[]),
        change(id(2, 1), "text", "b", &[]),
    );
    let both = change(id(1, 2), "text", "a en b", &[a.id, b.id]);
    assert_eq!(texts(&fold(&[a, b, both])), ["a en b"]);
}

#[test]
fn three_concurrent_are_resolved_in_part_and_then_whole() {
    let three: Vec<Change> = (1..=3)
        .map(|n| change(id(n, 1), "text", format!("tekst {n}"), &[]))
        .collect();
    let [a, b, c] = [three[0].id, three[1].id, three[2].id];
    let ab = change(id(1, 2), "text", "1 en 2", &[a, b]);
    let bc = change(id(3, 2), "text", "2 en 3", &[b, c]);
    let mut all = three;
    all.push(ab.clone());
    assert_eq!(texts(&fold(&all)), ["tekst 3", "1 en 2"]);
    // Another resolved with different sight: both resolutions stay, and nothing that they saw.
    all.push(bc.clone());
    assert_eq!(texts(&fold(&all)), ["1 en 2", "2 en 3"]);
    all.push(change(id(2, 2), "text", "alle drie", &[ab.id, bc.id]));
    assert_eq!(texts(&fold(&all)), ["alle drie"]);
}

#[test]
fn an_amended_change_applies_again_in_its_own_place() {
    let theirs = change(id(2, 1), "text", "hun", &[]);
    let mut state = fold(std::slice::from_ref(&theirs));
    let mut ours = change(id(1, 1), "text", "o", &[]);
    state.apply(&ours, None, Keep::Values);
    ours.set.insert("text".into(), "ons".into());
    state.apply(&ours, None, Keep::Values);
    assert_eq!(texts(&state), ["hun", "ons"]);
    // Its editor meanwhile saw the other one.
    ours.over.insert("text".into(), vec![theirs.id]);
    state.apply(&ours, None, Keep::Values);
    assert_eq!(texts(&state), ["ons"]);
}

#[test]
fn equal_values_are_one_version() {
    let changes: Vec<Change> = (1..=3)
        .map(|n| {
            change(
                id(n, 1),
                "text",
                if n == 2 { "anders" } else { "gelijk" },
                &[],
            )
        })
        .collect();
    let state = fold(&changes);
    let versions = state.versions("text");
    assert_eq!(versions.len(), 2);
    let heads: Vec<ChangeId> = versions[0].1.iter().map(|head| head.change).collect();
    assert_eq!(
        (versions[0].0, heads),
        (&"gelijk".into(), vec![id(1, 1), id(3, 1)])
    );
}

#[test]
fn own_unsent_values_lie_on_top_until_they_get_their_place() {
    let mut state = fold(&[change(id(2, 1), "text", "hun", &[])]);
    state.apply(&change(id(1, 1), "text", "ons", &[]), None, Keep::Values);
    assert_eq!(state.value("text"), &Value::from("ons"));
    assert!(state.needs_placing());
    // Another value arrived later in the order than ours did.
    state.apply(
        &change(id(3, 1), "text", "laatst", &[]),
        Some(Position(9)),
        Keep::Values,
    );
    assert_eq!(state.value("text"), &Value::from("ons"));
    state.place(|change| (change == id(1, 1)).then_some(Position(5)));
    assert_eq!(texts(&state), ["hun", "ons", "laatst"]);
    assert!(!state.needs_placing());
}

#[test]
fn a_removal_hides_what_its_writer_saw_and_nothing_else() {
    let text = change(id(1, 1), "text", "een", &[]);
    let done = change(id(1, 2), "done", true, &[]);
    let removal = change(id(2, 1), "removed", true, &[text.id, done.id]);
    let removed = fold(&[text.clone(), done.clone(), removal.clone()]);
    assert!(removed.is_removed());
    // An edit that the remover had not seen, also one that arrives later, keeps it visible.
    let unseen = change(id(3, 1), "text", "twee", &[text.id]);
    assert!(!fold(&[text.clone(), done.clone(), removal.clone(), unseen.clone()]).is_removed());
    assert!(!fold(&[text.clone(), unseen.clone(), done.clone(), removal.clone()]).is_removed());
    // Putting it back is writing over the removal.
    let back = change(id(3, 2), "removed", false, &[removal.id]);
    assert!(!fold(&[text.clone(), done.clone(), removal.clone(), back]).is_removed());
    // Two who each delete what they saw have together seen it all.
    let second = change(id(3, 2), "removed", true, &[unseen.id, done.id]);
    for order in [[&second, &removal], [&removal, &second]] {
        let [one, other] = order.map(Clone::clone);
        let all = [text.clone(), done.clone(), unseen.clone(), one, other];
        assert!(fold(&all).is_removed());
    }
}

#[test]
fn a_removal_saw_what_it_set_itself() {
    let mut both = change(id(1, 1), "text", "een", &[]);
    both.set.insert("removed".into(), true.into());
    assert!(fold(&[both]).is_removed());
}

#[test]
fn ids_alone_are_kept_where_values_are_sealed() {
    let text = change(id(1, 1), "text", "geheim", &[]);
    let removal = change(id(1, 2), "removed", true, &[text.id]);
    let mut state = RecordState::default();
    for change in [&text, &removal] {
        state.apply(change, Some(Position(1)), Keep::Ids);
    }
    assert_eq!(state.value("text"), &Value::Null);
    assert!(state.is_removed());
    assert_eq!(state.digest(RECORD), fold(&[text, removal]).digest(RECORD));
}

#[test]
fn what_was_written_over_before_it_arrived_does_not_show() {
    let old = change(id(1, 1), "text", "oud", &[]);
    let new = change(id(2, 1), "text", "nieuw", &[old.id]);
    let beside = change(id(3, 1), "text", "ernaast", &[]);
    let in_order = fold(&[old.clone(), new.clone(), beside.clone()]);
    for arrived in [
        [new.clone(), old.clone(), beside.clone()],
        [new.clone(), beside.clone(), old.clone()],
        [beside, new, old],
    ] {
        let state = fold(&arrived);
        let mut shown = texts(&state);
        shown.sort_unstable();
        assert_eq!(shown, ["ernaast", "nieuw"]);
        assert_eq!(state.digest(RECORD), in_order.digest(RECORD));
        assert_eq!(RecordState::decode(&state.encode()).unwrap(), state);
    }
}

/// A history: each change names a random part of the heads that its device had seen then.
fn history(chance: &mut Chance, length: usize) -> Vec<Change> {
    let mut seen = vec![RecordState::default(); 3];
    let mut log: Vec<Change> = Vec::new();
    let (mut known, mut seqs) = ([0_usize; 3], [0_u64; 3]);
    while log.len() < length {
        let device = chance.below(3);
        // What a device sees is a beginning of the log: causal, and not the same for each.
        let until = known[device] + chance.below(log.len() - known[device] + 1);
        for change in &log[known[device]..until] {
            seen[device].apply(change, None, Keep::Values);
        }
        known[device] = until;
        seqs[device] += 1;
        let field = ["text", "done", "removed"][chance.below(3)];
        let mut over = match field {
            "removed" => seen[device].seen_whole(),
            field => seen[device].seen(field),
        };
        if chance.one_in(4) {
            over.truncate(chance.below(over.len() + 1));
        }
        let value = match field {
            "text" => Value::from(format!("{}", chance.below(4))),
            _ => Value::from(chance.one_in(2)),
        };
        let change = change(id(device as u128 + 1, seqs[device]), field, value, &over);
        seen[device].apply(&change, None, Keep::Values);
        log.push(change);
    }
    log
}

/// Another order in which each change still comes after those it names and after its device's
/// earlier ones.
fn shuffled(chance: &mut Chance, log: &[Change]) -> Vec<Change> {
    let mut left: Vec<Change> = log.to_vec();
    let mut order: Vec<Change> = Vec::new();
    while !left.is_empty() {
        let ready: Vec<usize> = (0..left.len())
            .filter(|&at| {
                let later = |id: &ChangeId| left.iter().any(|other| other.id == *id);
                let earlier_own = left.iter().any(|other| {
                    other.id.device == left[at].id.device && other.id.seq < left[at].id.seq
                });
                !earlier_own && !left[at].over.values().flatten().any(later)
            })
            .collect();
        order.push(left.remove(ready[chance.below(ready.len())]));
    }
    order
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    for seed in 1..=200 {
        let chance = &mut Chance::seeded(seed);
        let length = 4 + chance.below(20);
        let log = history(chance, length);
        let position = |id| log.iter().position(|change| change.id == id);
        let place = |state: &mut RecordState| {
            state.place(|id| position(id).map(|at| Position(at as u64 + 1)));
        };
        let mut first = RecordState::default();
        let mut digest = Digest::default();
        for change in &log {
            let before: Digest = change.set.keys().fold(Digest::default(), |sum, field| {
                sum.plus(Digest::of_field(RECORD, field, first.seen(field)))
            });
            first.apply(change, None, Keep::Values);
            for field in change.set.keys() {
                digest = digest.plus(Digest::of_field(RECORD, field, first.seen(field)));
            }
            digest = digest.minus(before);
        }
        place(&mut first);
        assert_eq!(digest, first.digest(RECORD), "seed {seed}");
        for _ in 0..4 {
            let mut other = RecordState::default();
            for change in shuffled(chance, &log) {
                other.apply(&change, None, Keep::Values);
            }
            place(&mut other);
            assert_eq!(other, first, "seed {seed}");
            assert_eq!(other.digest(RECORD), digest, "seed {seed}");
            assert_eq!(
                RecordState::decode(&other.encode()).unwrap(),
                other,
                "seed {seed}"
            );
        }
    }
}
