//! Changes as bytes, looking through refused ones, and the digest.

use crate::support::{Chance, RECORD, change, id};
use domain::value::Value;
use replication::message::{CHANGE_LIMIT, Refusal};
use replication::state::Keep;
use replication::{Change, ChangeId, Digest, RecordId, RecordState};
use uuid::Uuid;

fn whole() -> Change {
    let mut whole = change(
        id(1, 3),
        "text",
        "👩‍👧 عَرَبِيّ\r\nregel\ttwee <script>'; DROP",
        &[id(2, 1)],
    );
    whole.kind = "weather_of_a_newer_version".into();
    whole.set.extend([
        ("nothing".to_owned(), Value::Null),
        ("number".to_owned(), Value::Int(i64::MIN)),
        ("great".to_owned(), Value::Int(i64::MAX)),
        ("bytes".to_owned(), Value::Bytes(vec![0, 255, 128])),
        ("no_bytes".to_owned(), Value::Bytes(vec![])),
        (
            "list".to_owned(),
            Value::List(vec![Value::List(vec![true.into()]), Value::Null]),
        ),
    ]);
    whole
        .over
        .insert("list".into(), vec![id(1, 2), id(3, u64::MAX)]);
    whole
}

#[test]
fn a_change_reads_back_as_it_was_written() {
    let whole = whole();
    let bytes = whole.encode();
    let back = Change::decode(&bytes).unwrap();
    assert_eq!(back, whole);
    assert_eq!(back.encode(), bytes);
    assert_eq!(back.content_hash(), whole.content_hash());
    assert!(!String::from_utf8_lossy(&bytes).is_empty() && bytes.len() < 400);
}

#[test]
fn a_state_reads_back_as_it_was_written() {
    let mut state = RecordState::default();
    state.apply(&whole(), None, Keep::Values);
    state.apply(
        &change(id(9, 1), "text", "ernaast", &[]),
        None,
        Keep::Values,
    );
    state.apply(
        &change(id(9, 2), "removed", true, &state.seen_whole()),
        None,
        Keep::Values,
    );
    assert_eq!(RecordState::decode(&state.encode()).unwrap(), state);
}

#[test]
fn another_content_under_the_same_number_shows() {
    let one = change(id(1, 1), "text", "een", &[]);
    let other = change(id(1, 1), "text", "twee", &[]);
    assert_ne!(one.content_hash(), other.content_hash());
}

#[test]
fn damaged_or_random_bytes_are_refused_or_read_and_never_panic() {
    let bytes = whole().encode();
    let chance = &mut Chance::seeded(11);
    for _ in 0..5_000 {
        let mut damaged = bytes.clone();
        for _ in 0..=chance.below(3) {
            let at = chance.below(damaged.len());
            damaged[at] = chance.next() as u8;
        }
        damaged.truncate(chance.below(damaged.len() + 1));
        let _ = Change::decode(&damaged);
        let _ = RecordState::decode(&damaged);
    }
    // Lists in lists without end must not exhaust the stack.
    let deep = [vec![0x91; 100_000], vec![0xC0]].concat();
    assert!(rmp_value(&deep).is_err());
}

fn rmp_value(bytes: &[u8]) -> Result<Value, replication::frame::FrameError> {
    replication::frame::decode(bytes)
}

#[test]
fn the_fullest_record_of_every_kind_fits_one_change() {
    for kind in domain::kinds::ALL {
        let mut fullest = change(id(1, 1), "removed", false, &[]);
        for field in kind.fields {
            let length = field.shape.limit().unwrap_or(40);
            let widest = Value::from("😀".repeat(length));
            fullest.set.insert(field.name.into(), widest);
            let over = (1..=20).map(|n| id(n, n as u64)).collect();
            fullest.over.insert(field.name.into(), over);
        }
        assert!(fullest.encode().len() <= CHANGE_LIMIT, "{kind}");
    }
}

#[test]
fn a_change_over_a_refused_one_is_over_what_that_was_over() {
    let refused = change(id(1, 2), "text", "geweigerd", &[id(2, 1), id(3, 1)]);
    let mut later = change(id(1, 3), "text", "later", &[id(3, 1), refused.id]);
    assert!(later.look_through(&refused));
    assert_eq!(later.over("text"), [id(3, 1), id(2, 1)]);
    assert!(!later.look_through(&refused));
    // A refused creation was over nothing.
    let creation = change(id(1, 1), "text", "nieuw", &[]);
    let mut over_creation = change(id(1, 2), "text", "later", &[creation.id]);
    assert!(over_creation.look_through(&creation));
    assert!(over_creation.over.is_empty());
}

#[test]
fn a_chain_of_refused_changes_is_looked_through_newest_first() {
    let one = change(id(1, 1), "text", "een", &[id(2, 1)]);
    let two = change(id(1, 2), "text", "twee", &[one.id]);
    let mut three = change(id(1, 3), "text", "drie", &[two.id]);
    for refused in [&two, &one] {
        three.look_through(refused);
    }
    assert_eq!(three.over("text"), [id(2, 1)]);
}

#[test]
fn a_removal_over_a_refused_edit_still_saw_what_lay_beneath_it() {
    let beneath = change(id(2, 1), "text", "van een ander", &[]);
    let refused = change(id(1, 1), "text", "geweigerd", &[beneath.id]);
    let mut removal = change(id(1, 2), "removed", true, &[refused.id]);
    removal.look_through(&refused);
    let mut state = RecordState::default();
    for change in [&beneath, &removal] {
        state.apply(change, None, Keep::Values);
    }
    assert!(state.is_removed());
}

#[test]
fn the_digest_depends_on_record_field_and_heads_and_on_nothing_else() {
    let heads = [id(1, 1), id(2, 1)];
    let digest = Digest::of_field(RECORD, "text", heads);
    assert_eq!(
        digest,
        Digest::of_field(RECORD, "text", [heads[1], heads[0]])
    );
    assert_eq!(Digest::of_field(RECORD, "text", []), Digest::default());
    let others = [
        Digest::of_field(RecordId(Uuid::from_u128(8)), "text", heads),
        Digest::of_field(RECORD, "texu", heads),
        Digest::of_field(RECORD, "text", [heads[0]]),
        Digest::of_field(RECORD, "text", [heads[0], id(2, 2)]),
        Digest::of_field(RECORD, "text", [heads[0], id(3, 1)]),
    ];
    assert!(others.iter().all(|other| *other != digest));
    assert_eq!(digest.plus(others[0]).minus(others[0]), digest);
    assert_eq!(Digest::from_bytes(digest.to_bytes()), digest);
    assert_eq!(digest.to_string().len(), 32);
    let bytes = replication::frame::encode(&digest);
    assert_eq!(
        replication::frame::decode::<Digest>(&bytes).unwrap(),
        digest
    );
}

#[test]
fn ids_and_refusals_read_back_and_unknown_ones_are_told() {
    let one = id(77, 12);
    assert_eq!(one.to_string().parse::<ChangeId>().unwrap(), one);
    for bad in [
        "",
        "12",
        "no-uuid:1",
        "00000000-0000-0000-0000-000000000001:",
        ":1",
    ] {
        assert!(bad.parse::<ChangeId>().is_err(), "{bad}");
    }
    for refusal in [
        Refusal::NoAccess,
        Refusal::NoTeam,
        Refusal::InvalidField,
        Refusal::Erased,
    ] {
        assert_eq!(Refusal::from_code(refusal.code()), refusal);
        let bytes = replication::frame::encode(&refusal);
        assert_eq!(
            replication::frame::decode::<Refusal>(&bytes).unwrap(),
            refusal
        );
    }
    assert_eq!(Refusal::from_code("of_a_newer_server"), Refusal::Unknown);
    let newer = replication::frame::encode(&"of_a_newer_server");
    assert_eq!(
        replication::frame::decode::<Refusal>(&newer).unwrap(),
        Refusal::Unknown
    );
}
