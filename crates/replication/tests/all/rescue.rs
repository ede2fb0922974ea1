//! Rescue files: what goes in comes out, for the holder of the key alone, whole or not at all.

use crate::support::{Chance, change, id};
use domain::value::Value;
use replication::rescue::{
    self, Origin, RecoveryKey, RecoverySecret, RescueError, Rescued, header, open, seal,
};
use replication::{CoachId, DeviceId, DossierId};
use uuid::Uuid;

const ORIGIN: Origin = Origin {
    device: DeviceId(Uuid::from_u128(11)),
    coach: CoachId(Uuid::from_u128(12)),
    municipality: DossierId(Uuid::from_u128(13)),
    made_at: 1_790_000_000_000,
};

fn changes() -> Vec<Rescued> {
    let typed = change(
        id(11, 4),
        "text",
        "Één zín, \u{1F600}\nen nog een",
        &[id(3, 9)],
    );
    let list = Value::List(vec![
        Value::Int(-1),
        Value::Bytes(vec![0, 255]),
        Value::Null,
    ]);
    let strange = change(id(11, 5), "of_a_newer_version", list, &[]);
    vec![
        Rescued {
            change: typed,
            code: Rescued::UNSENT.into(),
        },
        Rescued {
            change: strange,
            code: "no_access".into(),
        },
    ]
}

fn secret() -> RecoverySecret {
    RecoverySecret::new([7; 32])
}

fn file() -> Vec<u8> {
    seal(&ORIGIN, &changes(), &secret().public(), [9; 32]).unwrap()
}

#[test]
fn the_administrator_reads_back_what_the_device_wrote() {
    let (told, found) = open(&file(), &secret()).unwrap();
    assert_eq!(found, changes());
    assert_eq!((told.origin, told.count), (ORIGIN, 2));
    assert_eq!(header(&file()).unwrap(), told);
    assert_eq!(told.sealed_to, secret().public());
    let none = seal(&ORIGIN, &[], &secret().public(), [9; 32]).unwrap();
    assert_eq!(open(&none, &secret()).unwrap().1, []);
}

#[test]
fn keys_survive_being_written_down() {
    let written = secret().to_text();
    let read: RecoverySecret = format!("{}\n", *written).parse().unwrap();
    assert_eq!(read.public(), secret().public());
    assert!(open(&file(), &read).is_ok());
    let public: RecoveryKey = secret().public().to_string().parse().unwrap();
    assert_eq!(public, secret().public());
    for bad in ["", "xyz", &written[2..], &format!("{}00", *written)] {
        assert!(bad.parse::<RecoveryKey>().is_err(), "{bad:?}");
        assert!(bad.parse::<RecoverySecret>().is_err(), "{bad:?}");
    }
}

#[test]
fn nothing_typed_can_be_read_in_the_file_itself() {
    let file = file();
    for word in ["text", "goal", "nog een", "no_access"] {
        assert!(
            !file
                .windows(word.len())
                .any(|piece| piece == word.as_bytes())
        );
    }
    let again = seal(&ORIGIN, &changes(), &secret().public(), [8; 32]).unwrap();
    assert_ne!(file, again, "fresh randomness seals differently");
}

#[test]
fn another_key_opens_nothing_and_says_so() {
    let other = RecoverySecret::new([8; 32]);
    let refused = open(&file(), &other).unwrap_err();
    assert_eq!(refused, RescueError::OtherKey(secret().public()));
    // A file that only claims to be for the other key.
    let mut claimed = file();
    let at = claimed
        .windows(32)
        .position(|piece| hex(piece) == secret().public().to_string())
        .unwrap();
    let wanted = other.public().to_string();
    for (byte, digits) in claimed[at..].iter_mut().zip(wanted.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap();
    }
    assert_eq!(open(&claimed, &other), Err(RescueError::Damaged));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_altered_byte_and_every_cut_is_noticed() {
    let whole = file();
    for at in 0..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 0x10;
        assert!(open(&altered, &secret()).is_err(), "byte {at}");
        assert!(open(&whole[..at], &secret()).is_err(), "cut at {at}");
    }
    let mut longer = whole.clone();
    longer.push(0);
    assert_eq!(open(&longer, &secret()), Err(RescueError::Damaged));
}

#[test]
fn strangers_and_newer_versions_are_named() {
    assert_eq!(open(b"", &secret()), Err(RescueError::NotRescue));
    assert_eq!(
        header(b"PK\x03\x04 a zip file"),
        Err(RescueError::NotRescue)
    );
    let mut newer = file();
    newer[15] = 2;
    assert_eq!(open(&newer, &secret()), Err(RescueError::TooNew(2)));
    assert_eq!(header(b"meedoen rescue\n\x01"), Err(RescueError::Damaged));
}

#[test]
fn random_bytes_after_a_good_start_do_no_harm() {
    let mut chance = Chance::seeded(5);
    for _ in 0..2_000 {
        let mut bytes = file();
        bytes.truncate(chance.below(bytes.len()));
        for _ in 0..chance.below(200) {
            bytes.push(chance.next() as u8);
        }
        let _ = rescue::header(&bytes);
        assert!(open(&bytes, &secret()).is_err());
    }
}
