//! The header opens with its passphrase, and with nothing changed in it.

use super::*;

const LONG: &str = "zes groene fietsen bij de dijk";

fn sealed() -> (DatabaseKey, Header) {
    let key = DatabaseKey::random().unwrap();
    let header = Header::seal(&key, LONG, false, Cost::FLOOR).unwrap();
    (key, header)
}

#[test]
fn the_passphrase_opens_and_another_does_not() {
    let (key, header) = sealed();
    assert_eq!(header.open(LONG).unwrap(), key);
    assert!(matches!(
        header.open("zes groene fietsen bij de dijk."),
        Err(VaultError::WrongPassphrase)
    ));
}

/// The header with one field of its JSON replaced.
fn with(header: &Header, field: &str, value: serde_json::Value) -> Result<Header, VaultError> {
    let mut json = serde_json::to_value(header).unwrap();
    *json.pointer_mut(field).unwrap() = value;
    Header::decode(&serde_json::to_vec(&json).unwrap())
}

#[test]
fn a_header_changed_in_any_field_does_not_open() {
    let (_, header) = sealed();
    let (_, other) = sealed();
    let flipped = |hex: &str| match hex.strip_prefix('0') {
        Some(rest) => format!("1{rest}"),
        None => format!("0{}", &hex[1..]),
    };
    // What still is a header says that the passphrase is wrong …
    for (field, value) in [
        ("/cost/passes", 4.into()),
        ("/cost/lanes", 3.into()),
        ("/cost/memory_kib", (Cost::FLOOR.memory_kib + 8).into()),
        ("/salt", flipped(&header.salt).into()),
        ("/nonce", flipped(&header.nonce).into()),
        ("/wrapped_key", flipped(&header.wrapped_key).into()),
        ("/wrapped_key", other.wrapped_key.clone().into()),
        ("/wrapped_key", "".into()),
    ] {
        let changed = with(&header, field, value).unwrap().open(LONG);
        assert!(
            matches!(changed, Err(VaultError::WrongPassphrase)),
            "{field}"
        );
    }
    // … what asks for another secret that it is missing …
    let keychain = with(&header, "/keychain", "00ff".into())
        .unwrap()
        .open(LONG);
    assert!(matches!(keychain, Err(VaultError::SecretMissing)));
    // … and what is none, that it cannot be read.
    for (field, value) in [
        ("/version", 2.into()),
        ("/cost/memory_kib", 8.into()),
        ("/cost/memory_kib", u32::MAX.into()),
        ("/cost/passes", 0.into()),
        ("/cost/lanes", 1000.into()),
        ("/salt", "00".into()),
        ("/nonce", "zz".into()),
        ("/wrapped_key", "xyz".into()),
    ] {
        let changed = with(&header, field, value).unwrap().open(LONG);
        assert!(matches!(changed, Err(VaultError::BadHeader(_))), "{field}");
    }
    for (field, value) in [
        ("/version", (-1).into()),
        ("/salt", 5.into()),
        ("/cost", "x".into()),
    ] {
        assert!(with(&header, field, value).is_err(), "{field}");
    }
}

#[test]
fn two_headers_of_one_key_share_nothing_secret() {
    let key = DatabaseKey::random().unwrap();
    let [one, other] = [(); 2].map(|()| Header::seal(&key, LONG, false, Cost::FLOOR).unwrap());
    assert_ne!(one.salt, other.salt);
    assert_ne!(one.wrapped_key, other.wrapped_key);
    assert_eq!(one.open(LONG).unwrap(), other.open(LONG).unwrap());
    assert!(!one.uses_keychain());
    assert_eq!(format!("{key:?}"), "DatabaseKey(…)");
}

#[test]
fn a_cost_below_the_floor_is_not_sealed() {
    let key = DatabaseKey::random().unwrap();
    let weak = Cost {
        memory_kib: 1024,
        ..Cost::FLOOR
    };
    assert!(matches!(
        Header::seal(&key, LONG, false, weak),
        Err(VaultError::BadHeader(_))
    ));
}

#[test]
fn a_short_passphrase_is_refused() {
    let key = DatabaseKey::random().unwrap();
    let short = Header::seal(&key, "kort wachtwoord", false, Cost::FLOOR);
    assert!(matches!(
        short,
        Err(VaultError::PassphraseShort { least: 16 })
    ));
}

#[test]
fn written_and_read_it_is_the_same() {
    let (_, header) = sealed();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.json");
    header.write(&path).unwrap();
    assert_eq!(Header::read(&path).unwrap(), header);
    // Written again, it takes the place of the old one and leaves nothing beside it.
    let (_, second) = sealed();
    second.write(&path).unwrap();
    assert_eq!(Header::read(&path).unwrap(), second);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    for bad in [
        "{}".into(),
        String::new(),
        "[".repeat(15_000),
        "x".repeat(20_000),
    ] {
        std::fs::write(&path, bad).unwrap();
        assert!(matches!(Header::read(&path), Err(VaultError::BadHeader(_))));
    }
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(Header::read(&path), Err(VaultError::Io(_))));
}
