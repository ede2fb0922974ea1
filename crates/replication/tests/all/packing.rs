//! Packed changes: the same changes come back, whatever they hold, and hostile bytes do no harm.

use crate::support::{Chance, change, id};
use domain::value::Value;
use replication::message::{Changes, Feed};
use replication::pack::{pack, pack_placed, unpack, unpack_placed};
use replication::{Change, ChangeId, DeviceId, DossierId, Position, RecordId, Seq, frame};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An id now and then seen before, of several versions.
fn any_id(chance: &mut Chance) -> Uuid {
    let random = u128::from(chance.next()) << 64 | u128::from(chance.next());
    match chance.below(4) {
        0 => Uuid::from_u128(chance.below(5) as u128),
        1 => Uuid::from_u128(random),
        2 => uuid::Builder::from_random_bytes(random.to_le_bytes()).into_uuid(),
        _ => {
            let rest = chance.next().to_le_bytes();
            let mut bytes = [7; 10];
            bytes[..8].copy_from_slice(&rest);
            let millis = 1_790_000_000_000 + chance.below(100_000) as u64;
            uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
        }
    }
}

fn any_text(chance: &mut Chance) -> String {
    let id = any_id(chance);
    match chance.below(14) {
        0 => String::new(),
        1 => id.to_string(),
        2 => id.to_string().to_uppercase(),
        3 => id.simple().to_string(),
        4 => format!("2026-{:02}-{:02}", chance.below(14), chance.below(33)),
        5 => format!("2026-11-24T10:{:02}:00Z", chance.below(62)),
        6 => format!("2026-11-24T10:15:00.{:03}Z", chance.below(1000)),
        7 => format!("2026-11-24T{:02}:15:00+01:00", chance.below(26)),
        8 => "2026-11-24T10:15:00-00:00".into(),
        9 => "Één ı 😀\u{0}\n".repeat(chance.below(4)),
        10 => "x".repeat(38 + chance.below(5)),
        11 => "Lang verhaal, steeds hetzelfde. ".repeat(chance.below(40)),
        12 => ["open", "bezig", "klaar"][chance.below(3)].into(),
        _ => format!("woord {}", chance.below(1000)),
    }
}

fn any_value(chance: &mut Chance, depth: usize) -> Value {
    match chance.below(9) {
        0 => Value::Null,
        1 => Value::Bool(chance.one_in(2)),
        2 => Value::Int(chance.next().cast_signed() >> chance.below(64)),
        3 => Value::Int([i64::MIN, i64::MAX, 0, -1][chance.below(4)]),
        4 => Value::Bytes((0..chance.below(50)).map(|byte| byte as u8).collect()),
        5 if depth > 0 => {
            let values = 0..chance.below(4);
            Value::List(values.map(|_| any_value(chance, depth - 1)).collect())
        }
        _ => Value::Text(any_text(chance)),
    }
}

fn any_seq(chance: &mut Chance) -> u64 {
    match chance.below(6) {
        0 => chance.next(),
        _ => chance.below(1000) as u64,
    }
}

fn any_change(chance: &mut Chance) -> Change {
    let name =
        |chance: &mut Chance| ["wish", "at", "score", "of_a_newer_version", ""][chance.below(5)];
    let dossier = any_id(chance);
    let mut set = BTreeMap::new();
    for _ in 0..chance.below(5) {
        let value = match chance.one_in(5) {
            true => Value::Text(dossier.to_string()),
            false => any_value(chance, 3),
        };
        set.insert(name(chance).to_owned(), value);
    }
    let mut over = BTreeMap::new();
    for _ in 0..chance.below(3) {
        let ids = (0..chance.below(4)).map(|_| ChangeId {
            device: DeviceId(any_id(chance)),
            seq: Seq(any_seq(chance)),
        });
        let ids = ids.collect();
        over.insert(name(chance).to_owned(), ids);
    }
    Change {
        id: ChangeId {
            device: DeviceId(any_id(chance)),
            seq: Seq(any_seq(chance)),
        },
        dossier: DossierId(dossier),
        record: RecordId(any_id(chance)),
        kind: any_text(chance),
        set,
        over,
        made_at: chance.next().cast_signed() >> chance.below(64),
    }
}

fn any_changes(chance: &mut Chance, most: usize) -> Vec<Change> {
    (0..chance.below(most))
        .map(|_| any_change(chance))
        .collect()
}

#[test]
fn the_same_changes_come_back() {
    let mut chance = Chance::seeded(1);
    for round in 0..4_000 {
        let changes = any_changes(&mut chance, if round % 50 == 0 { 300 } else { 8 });
        assert_eq!(unpack(&pack(&changes)).as_ref(), Ok(&changes), "{round}");
        let placed: Vec<(Position, Change)> = changes
            .into_iter()
            .map(|change| (Position(any_seq(&mut chance)), change))
            .collect();
        assert_eq!(unpack_placed(&pack_placed(&placed)), Ok(placed), "{round}");
    }
}

#[test]
fn messages_carry_them_packed() {
    let mut chance = Chance::seeded(2);
    let changes = any_changes(&mut chance, 50);
    let sent = Changes {
        changes: changes.clone(),
    };
    assert_eq!(frame::decode::<Changes>(&frame::encode(&sent)), Ok(sent));
    let places = (1..).map(Position);
    let feed = Feed {
        changes: places.zip(changes).collect(),
        authors: BTreeMap::new(),
        access: vec![],
        cursor: Position(99),
    };
    assert_eq!(frame::decode::<Feed>(&frame::encode(&feed)), Ok(feed));
}

/// What can be stored can be sent, and what was sent can be stored: no change is stuck anywhere.
#[test]
fn lists_go_as_deep_as_in_a_stored_change() {
    let mut value = Value::Null;
    for depth in 0..80 {
        let nested = change(id(1, 1), "deep", value.clone(), &[]);
        let stored = Change::decode(&nested.encode()).is_ok();
        let sent = unpack(&pack(std::slice::from_ref(&nested)));
        assert_eq!(sent.is_ok(), stored, "{depth}");
        value = Value::List(vec![value]);
    }
}

#[test]
fn alike_changes_take_few_bytes() {
    let mut chance = Chance::seeded(3);
    let device = any_id(&mut chance);
    let changes: Vec<Change> = (1..=200)
        .map(|seq| {
            let mut made = change(id(0, seq), "status", "open", &[]);
            made.id.device = DeviceId(device);
            let millis = 1_790_000_000_000 + seq * 900;
            let random = [seq as u8; 10];
            let record = uuid::Builder::from_unix_timestamp_millis(millis, &random);
            made.record = RecordId(record.into_uuid());
            made.set.insert("person".into(), made.dossier.0.into());
            made.set.insert(
                "at".into(),
                format!("2026-11-24T10:{:02}:00Z", seq % 60).into(),
            );
            made
        })
        .collect();
    let loose: usize = changes.iter().map(|change| change.encode().len()).sum();
    let packed = pack(&changes).len();
    // Ten bytes of each id, two of its time, and a handful of small numbers.
    assert!(packed < 200 * 25, "{packed} instead of {loose}");
    assert!(loose > packed * 6, "{packed} instead of {loose}");
}

#[test]
fn altered_and_cut_bytes_never_panic() {
    let mut chance = Chance::seeded(4);
    let mut refused = 0;
    for _ in 0..20_000 {
        let mut bytes = pack_placed(
            &any_changes(&mut chance, 4)
                .into_iter()
                .map(|change| (Position(3), change))
                .collect::<Vec<_>>(),
        );
        for _ in 0..=chance.below(3) {
            let at = chance.below(bytes.len());
            bytes[at] = chance.next() as u8;
        }
        if chance.one_in(3) {
            bytes.truncate(chance.below(bytes.len()));
        }
        refused += usize::from(unpack_placed(&bytes).is_err());
        refused += usize::from(unpack(&bytes).is_err());
    }
    assert!(refused > 20_000, "{refused}");
}

fn number(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn parts(raw: &[u8], numbers: &[u8], text: &[u8]) -> Vec<u8> {
    let mut bytes = vec![1];
    for part in [raw, numbers, text] {
        bytes.extend(number(part.len() as u64));
        bytes.extend_from_slice(part);
    }
    bytes
}

/// Small messages that stand for a great deal are refused before they take the memory.
#[test]
fn bombs_are_refused() {
    // A million changes of one byte each.
    let many = [number(1_000_000), vec![0; 1_000_000]].concat();
    assert!(unpack(&parts(&[], &many, &[])).is_err());
    // Changes, each with a thousand fields that cost nothing on the wire.
    let changes = 390;
    let mut numbers = number(changes as u64);
    numbers.extend(vec![0; changes]);
    numbers.extend(number(1));
    numbers.extend([1, 1]);
    let mut text = vec![b'k'];
    numbers.extend(number(1_000));
    for field in 0..1_000 {
        numbers.extend([vec![0], number(200), vec![0]].concat());
        text.extend(format!("{field:0200}").bytes());
    }
    numbers.extend(number(0));
    numbers.extend(vec![0; 1]);
    numbers.extend(vec![1; changes - 1]);
    numbers.extend(vec![0; changes]);
    numbers.extend(vec![1; 2 * changes]);
    numbers.extend(vec![0; changes]);
    let bomb = unpack(&parts(&[0; 16], &numbers, &text)).unwrap_err();
    assert!(bomb.to_string().contains("memory"), "{bomb}");
    // A list of a million nothings in a list of a million.
    let mut list = vec![1, 0, 1, 1, 1, 1, 1, 1, 7, 0, 0, 0, 1, 1, 0];
    list.extend(number(8_000_000));
    list.extend(vec![0; 8_000_000]);
    let bomb = unpack(&parts(&[0; 16], &list, b"kf")).unwrap_err();
    assert!(bomb.to_string().contains("values"), "{bomb}");
    // Counts and lengths far beyond the bytes.
    for wild in [u64::MAX, 1 << 40] {
        assert!(unpack(&parts(&[], &number(wild), &[])).is_err());
        assert!(unpack(&[vec![1], number(wild)].concat()).is_err());
    }
}
