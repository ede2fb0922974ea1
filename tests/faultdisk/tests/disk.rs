//! What a disk does, seen through SQLite with and without SQLCipher. Each kind of damage is shown
//! to be done: a check that rests on this crate could not fail otherwise.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use faultdisk::{Call, Chance, Disk, Failure, Plan, PowerCut};
use rusqlite::{Connection, ErrorCode};
use std::collections::BTreeSet;
use std::path::Path;

#[expect(
    clippy::disallowed_methods,
    reason = "the disk is tested without the product"
)]
fn open(path: &Path, synchronous: &str) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(
        None,
        "key",
        "x'5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a'",
    )?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.execute_batch("CREATE TABLE IF NOT EXISTS note (n INTEGER PRIMARY KEY, text)")?;
    Ok(connection)
}

fn note(connection: &Connection, n: u64) -> rusqlite::Result<usize> {
    let text = format!("{n} ").repeat(200);
    connection.execute("INSERT INTO note VALUES (?1, ?2)", (n as i64, text))
}

fn notes(connection: &Connection) -> rusqlite::Result<BTreeSet<u64>> {
    let mut statement = connection.prepare("SELECT n, text FROM note")?;
    let rows = statement.query_map([], |row| {
        let (n, text): (i64, String) = (row.get(0)?, row.get(1)?);
        assert_eq!(text, format!("{n} ").repeat(200));
        Ok(n as u64)
    })?;
    rows.collect()
}

fn is_whole(connection: &Connection) -> bool {
    let answer: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    answer == "ok"
}

/// Writes notes until the power goes at a random call. True when a note is missing or the file
/// cannot be read.
fn loses(seed: u64, synchronous: &str, how: PowerCut, lie: bool) -> bool {
    let mut chance = Chance::seeded(seed);
    let disk = Disk::new();
    let path = disk.path("notes.db");
    let connection = open(&path, synchronous).unwrap();
    connection
        .pragma_update(None, "wal_autocheckpoint", 8)
        .unwrap();
    if lie {
        disk.lose_syncs();
    }
    let nth = 1 + chance.below(300) as u64;
    disk.plan(Plan::nth(nth, Failure::PowerCut));
    let kept = (0..100)
        .take_while(|n| note(&connection, *n).is_ok())
        .last();
    disk.power_off();
    drop(connection);
    disk.power_on(how, &mut chance);
    let Ok(connection) = open(&path, synchronous) else {
        return true;
    };
    let Ok(found) = notes(&connection) else {
        return true;
    };
    !is_whole(&connection) || (0..kept.map_or(0, |kept| kept + 1)).any(|n| !found.contains(&n))
}

fn lost(synchronous: &str, how: PowerCut, lie: bool) -> usize {
    (0..150)
        .filter(|seed| loses(*seed, synchronous, how, lie))
        .count()
}

#[test]
fn what_was_synced_survives_every_cut() {
    for how in [
        PowerCut::NothingKept,
        PowerCut::EverythingKept,
        PowerCut::InOrder,
        PowerCut::AnyOrder,
    ] {
        assert_eq!(lost("FULL", how, false), 0, "{how:?}");
    }
}

#[test]
fn what_was_not_synced_is_lost_by_a_cut_and_not_by_a_kill() {
    for how in [PowerCut::NothingKept, PowerCut::InOrder, PowerCut::AnyOrder] {
        assert!(lost("NORMAL", how, false) > 30, "{how:?}");
        assert!(lost("FULL", how, true) > 30, "{how:?}, with syncs lost");
    }
    assert_eq!(lost("NORMAL", PowerCut::EverythingKept, false), 0);
}

#[test]
fn every_call_can_fail_and_the_file_stays_whole() {
    let journey = |disk: &Disk| -> rusqlite::Result<()> {
        let connection = open(&disk.path("notes.db"), "FULL")?;
        for n in 0..3 {
            note(&connection, n)?;
        }
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        notes(&connection).map(drop)
    };
    let disk = Disk::new();
    journey(&disk).unwrap();
    let calls = disk.calls();
    assert!(calls > 60, "{calls}");
    for failure in [Failure::IoError, Failure::DiskFull, Failure::Short] {
        let mut told = 0;
        for nth in 1..=calls {
            let disk = Disk::new();
            disk.plan(Plan::nth(nth, failure));
            told += usize::from(journey(&disk).is_err());
            assert_eq!(disk.failed(), 1);
            let connection = open(&disk.path("notes.db"), "FULL").unwrap();
            assert!(is_whole(&connection), "{failure:?} of call {nth}");
        }
        assert!(told > 40, "{failure:?} was told {told} times");
    }
}

#[test]
fn one_kind_of_call_fails_for_as_long_as_it_is_planned() {
    let disk = Disk::new();
    let connection = open(&disk.path("notes.db"), "FULL").unwrap();
    disk.plan(Plan::nth(2, Failure::IoError).of(Call::Sync).lasting());
    note(&connection, 1).unwrap();
    for n in 2..5 {
        assert!(note(&connection, n).is_err());
    }
    disk.heal();
    note(&connection, 9).unwrap();
    assert_eq!(notes(&connection).unwrap(), [1, 9].into());
}

#[test]
fn a_full_disk_says_so_and_keeps_what_it_has() {
    let disk = Disk::new();
    let connection = open(&disk.path("notes.db"), "FULL").unwrap();
    note(&connection, 1).unwrap();
    disk.set_capacity(disk.used() + 5_000);
    let refused = (2..50).find_map(|n| note(&connection, n).err()).unwrap();
    assert_eq!(refused.sqlite_error_code(), Some(ErrorCode::DiskFull));
    let kept = notes(&connection).unwrap();
    disk.heal();
    note(&connection, 99).unwrap();
    drop(connection);
    let connection = open(&disk.path("notes.db"), "FULL").unwrap();
    assert!(notes(&connection).unwrap().is_superset(&kept) && is_whole(&connection));
}

#[test]
fn a_read_only_disk_is_not_written() {
    let disk = Disk::new();
    let connection = open(&disk.path("notes.db"), "FULL").unwrap();
    note(&connection, 1).unwrap();
    disk.set_read_only();
    assert!(note(&connection, 2).is_err());
    assert_eq!(notes(&connection).unwrap(), [1].into());
    drop(connection);
    let before = disk.read("notes.db");
    assert!(open(&disk.path("notes.db"), "FULL").is_err());
    assert_eq!(disk.read("notes.db"), before);
}

#[test]
fn connections_see_each_other_and_wait_for_each_other() {
    for disk in [Disk::new(), Disk::plain()] {
        let path = disk.path("notes.db");
        let (one, two) = (open(&path, "FULL").unwrap(), open(&path, "FULL").unwrap());
        one.execute_batch("BEGIN IMMEDIATE").unwrap();
        note(&one, 1).unwrap();
        assert!(notes(&two).unwrap().is_empty(), "not committed yet");
        two.busy_timeout(std::time::Duration::ZERO).unwrap();
        let busy = note(&two, 2).unwrap_err();
        assert_eq!(busy.sqlite_error_code(), Some(ErrorCode::DatabaseBusy));
        one.execute_batch("COMMIT").unwrap();
        note(&two, 2).unwrap();
        assert_eq!(notes(&one).unwrap(), [1, 2].into());
        std::thread::scope(|scope| {
            for worker in 1..=4_u64 {
                let path = &path;
                scope.spawn(move || {
                    let connection = open(path, "FULL").unwrap();
                    connection
                        .busy_timeout(std::time::Duration::from_secs(20))
                        .unwrap();
                    for n in 0..20 {
                        note(&connection, worker * 100 + n).unwrap();
                    }
                });
            }
        });
        assert_eq!(notes(&one).unwrap().len(), 82);
        assert!(is_whole(&one));
    }
}

#[test]
fn a_copy_is_put_back_here_or_elsewhere() {
    let (disk, fast) = (Disk::new(), Disk::plain());
    let path = disk.path("notes.db");
    let connection = open(&path, "FULL").unwrap();
    note(&connection, 1).unwrap();
    let image = disk.image();
    note(&connection, 2).unwrap();
    fast.restore(&image);
    let copy = open(&fast.path("notes.db"), "FULL").unwrap();
    assert_eq!(notes(&copy).unwrap(), [1].into());
    note(&copy, 3).unwrap();
    disk.restore(&fast.image());
    assert!(note(&connection, 4).is_err(), "it has another disk now");
    drop(connection);
    disk.power_on(PowerCut::NothingKept, &mut Chance::seeded(1));
    let connection = open(&path, "FULL").unwrap();
    assert_eq!(notes(&connection).unwrap(), [1, 3].into());
}

#[test]
fn a_damaged_byte_is_there_for_the_reader() {
    let disk = Disk::new();
    let path = disk.path("notes.db");
    let connection = open(&path, "FULL").unwrap();
    note(&connection, 1).unwrap();
    drop(connection);
    assert_eq!(disk.names(), ["notes.db"]);
    let mut bytes = disk.read("notes.db").unwrap();
    let middle = bytes.len() - 2_000;
    bytes[middle] ^= 4;
    disk.write("notes.db", &bytes);
    let damaged = open(&path, "FULL").and_then(|connection| notes(&connection));
    let code = damaged.unwrap_err().sqlite_error_code();
    assert!(matches!(
        code,
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    ));
}

#[test]
fn other_paths_lie_on_the_real_disk() {
    let _ours = Disk::new();
    let path = std::env::temp_dir().join(format!("faultdisk-{}.db", std::process::id()));
    let connection = open(&path, "FULL").unwrap();
    note(&connection, 1).unwrap();
    drop(connection);
    assert!(std::fs::metadata(&path).unwrap().len() > 0);
    std::fs::remove_file(&path).unwrap();
    let real = std::env::temp_dir().join(format!("faultdisk-{}", std::process::id()));
    let disk = Disk::at(&real);
    note(&open(&disk.path("notes.db"), "FULL").unwrap(), 1).unwrap();
    assert!(!real.exists() && disk.used() > 0);
    drop(disk);
    assert!(open(&real.join("notes.db"), "FULL").is_err(), "it is gone");
}
