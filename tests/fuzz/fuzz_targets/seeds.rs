//! Writes the beginnings of the corpora: one good input of each form. Run it after a format changed.

use ed25519_dalek::SigningKey;
use replication::frame::{Chain, FrameKind, FrameWriter, encode};
use replication::message::{
    Accepted, Ask, Changes, Dossiers, End, Ending, Feed, Hashes, Hello, PROTOCOL, Part, Receipts,
    Refusal, Refused, Snapshot, Want,
};
use replication::rescue::{self, Origin, RecoverySecret, Rescued};
use replication::state::Keep;
use replication::{
    Change, ChangeId, CoachId, DeviceId, Digest, DossierId, Position, RecordId, RecordState, Seq,
};
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

fn main() -> std::io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let write = |target: &str, name: &str, bytes: &[u8]| {
        std::fs::create_dir_all(corpus.join(target))?;
        std::fs::write(corpus.join(target).join(name), bytes)
    };
    for (which, (name, message)) in messages().into_iter().enumerate() {
        write("messages", name, &[&[which as u8], &message[..]].concat())?;
    }
    write("frames", "exchange", &frames())?;
    let rescued = [Rescued {
        change: change(1),
        code: Rescued::UNSENT.to_owned(),
    }];
    let secret = RecoverySecret::new([3; 32]);
    let origin = Origin {
        device: DeviceId(id(1)),
        coach: CoachId(id(2)),
        municipality: DossierId(id(3)),
        made_at: 1_764_000_000_000,
    };
    let file = rescue::seal(&origin, &rescued, &secret.public(), [4; 32])
        .map_err(std::io::Error::other)?;
    write("rescue", "header", &[&[0], &file[..]].concat())?;
    write("rescue", "file", &[&[1], &file[..]].concat())?;
    write("rescue", "inside", &[&[2], &encode(&rescued.to_vec())[..]].concat())?;
    let header = br#"{"version":1,"cost":{"memory_kib":262144,"passes":3,"lanes":4},
        "salt":"00112233445566778899aabbccddeeff","keychain":null,"nonce":"00","wrapped_key":"00"}"#;
    write("key_header", "header", header)?;
    write("scenario", "small", SMALL.as_bytes())?;
    let whole = std::fs::read(scenarios.join("berg-en-dal.json"))?;
    write("scenario", "berg-en-dal", &whole)
}

const SMALL: &str = r#"{"municipality":"Berg en Dal","villages":["Beek"],"coaches":[
    {"key":"marloes","name":"Marloes Janssen","team":"Beek"}],"people":[],"conversations":[]}"#;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + number)
}

fn change(seq: u64) -> Change {
    Change {
        id: ChangeId {
            device: DeviceId(id(1)),
            seq: Seq(seq),
        },
        dossier: DossierId(id(10)),
        record: RecordId(id(11)),
        kind: "theme_note".to_owned(),
        set: BTreeMap::from([
            ("note".to_owned(), "Slaapt slecht, wil weer zingen.".into()),
            ("theme".to_owned(), "gezondheid".into()),
            ("made_on".to_owned(), "2026-11-25".into()),
        ]),
        over: BTreeMap::from([(
            "note".to_owned(),
            vec![ChangeId {
                device: DeviceId(id(2)),
                seq: Seq(7),
            }],
        )]),
        made_at: 1_764_000_000_000,
    }
}

fn messages() -> Vec<(&'static str, Vec<u8>)> {
    let changes: Vec<Change> = (1..4).map(change).collect();
    let placed: Vec<(Position, Change)> =
        changes.iter().cloned().map(|change| (Position(change.id.seq.0), change)).collect();
    let authors = BTreeMap::from([(DeviceId(id(1)), CoachId(id(4)))]);
    let mut state = RecordState::default();
    state.apply(&changes[0], Some(Position(1)), Keep::Values);
    vec![
        (
            "hello",
            encode(&Hello {
                protocol: PROTOCOL,
                epoch: Some(id(5)),
                cursor: Position(9),
                receipts: Seq(3),
                want: vec![Want {
                    dossier: DossierId(id(10)),
                    after: Position(0),
                }],
                given_up: vec![DossierId(id(12))],
                ask: Ask::Nothing,
            }),
        ),
        ("changes", encode(&Changes { changes: changes.clone() })),
        (
            "receipts",
            encode(&Receipts {
                high_water: Seq(4),
                accepted: vec![Accepted {
                    first: Seq(1),
                    count: 3,
                    position: Position(10),
                }],
                refused: vec![Refused {
                    seq: Seq(4),
                    code: Refusal::NoAccess,
                }],
            }),
        ),
        (
            "feed",
            encode(&Feed {
                changes: placed.clone(),
                authors: authors.clone(),
                access: Vec::new(),
                cursor: Position(12),
            }),
        ),
        (
            "end",
            encode(&End {
                epoch: id(5),
                ending: Ending::UpToDate {
                    digest: Digest::from_bytes([6; 16]),
                },
                at: 1_764_000_000_000,
                backed_up: Position(2),
            }),
        ),
        (
            "snapshot",
            encode(&Snapshot {
                dossier: DossierId(id(10)),
                changes: placed,
                authors,
                through: Position(12),
                part: Part::Last,
            }),
        ),
        (
            "dossiers",
            encode(&Dossiers {
                dossiers: vec![(DossierId(id(10)), Digest::from_bytes([6; 16]))],
                at: Position(12),
            }),
        ),
        (
            "hashes",
            encode(&Hashes {
                hashes: vec![[8; 32].into()],
                high_water: Seq(1),
            }),
        ),
        ("change", changes[0].encode()),
        ("state", state.encode()),
    ]
}

fn frames() -> Vec<u8> {
    let key = SigningKey::from_bytes(&[7; 32]);
    let mut writer = FrameWriter::new(Chain::start(b"fuzz"), &key);
    let messages = messages();
    let mut bytes = writer.write(FrameKind::Hello, &messages[0].1);
    bytes.extend(writer.write(FrameKind::Changes, &messages[1].1));
    bytes.extend(writer.write(FrameKind::Changes, &messages[1].1));
    bytes
}
