//! The power goes at every call to the disk of an upgrade: the file has the old schema or the new
//! one, and everything is in it.

use faultdisk::{Chance, Failure, Image, Plan, PowerCut};
use faults::desk::{DATABASE, Desk, KEY};
use faults::run;
use rusqlite::Connection;

/// A database of each released schema.
const RELEASED: [(i64, &[u8]); 5] = [
    (
        1,
        include_bytes!("../../../../crates/store/tests/golden/0001.db"),
    ),
    (
        2,
        include_bytes!("../../../../crates/store/tests/golden/0002.db"),
    ),
    (
        3,
        include_bytes!("../../../../crates/store/tests/golden/0003.db"),
    ),
    (
        4,
        include_bytes!("../../../../crates/store/tests/golden/0004.db"),
    ),
    (
        5,
        include_bytes!("../../../../crates/store/tests/golden/0005.db"),
    ),
];

#[test]
fn an_upgrade_that_is_cut_leaves_the_old_or_the_new() {
    for (version, bytes) in RELEASED {
        let image = image(bytes);
        let (calls, told) = upgrade(&image);
        let name = format!("upgrade from schema {version}");
        for how in [
            PowerCut::NothingKept,
            PowerCut::EverythingKept,
            PowerCut::InOrder,
            PowerCut::AnyOrder,
        ] {
            run::each(&name, 1..calls + 1, |nth| {
                let desk = Desk::on(&image);
                desk.disk.plan(Plan::nth(nth, Failure::PowerCut));
                drop(desk.store());
                desk.cut(how, &mut Chance::seeded(nth));
                let word = is_whole(&desk, version).map_err(|why| why.to_string())?;
                desk.open().map_err(|why| why.to_string())?;
                match tell(&desk) {
                    Ok(found) if found == told => Ok(word),
                    found => Err(format!("{found:?} is in it, not {told}")),
                }
            });
        }
    }
}

fn image(bytes: &[u8]) -> Image {
    let desk = Desk::empty();
    desk.disk.write(DATABASE, bytes);
    desk.disk.image()
}

/// An upgrade that nothing cuts: how many calls it makes, and what is in the file.
fn upgrade(image: &Image) -> (u64, String) {
    let desk = Desk::on(image);
    let before = desk.disk.calls();
    drop(desk.store().unwrap());
    let calls = desk.disk.calls() - before;
    desk.open().unwrap();
    (calls, tell(&desk).unwrap())
}

/// Everything that a coach could miss.
fn tell(desk: &Desk) -> device::Result<String> {
    let texts = desk.texts()?;
    desk.device.with(|opened| {
        let store = opened.store();
        let apart = store.quarantined()?;
        let unsent = store.unsent_changes()?;
        let intact = store.is_wholly_intact()?;
        Ok(format!(
            "{texts:?} {apart:?} {unsent:?} {:?} {intact} {:?}",
            store.search("werk", 9)?,
            store.enrolment()?,
        ))
    })
}

/// The tables are those of the version that the file says it has.
#[expect(
    clippy::disallowed_methods,
    reason = "looks at the file as it lies there"
)]
fn is_whole(desk: &Desk, released: i64) -> rusqlite::Result<&'static str> {
    let raw = Connection::open(desk.disk.path(DATABASE))?;
    let key = KEY.map(|byte| format!("{byte:02x}")).concat();
    raw.pragma_update(None, "key", format!("x'{key}'"))?;
    let version: i64 = raw.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let has = |table: &str| {
        raw.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?1")?
            .exists([table])
    };
    // What the second schema brought: its first table and its last column.
    let column = "SELECT 1 FROM pragma_table_info('device') WHERE name = 'backed_up'";
    let second = (has("wanted")?, raw.prepare(column)?.exists([])?);
    assert!(version >= released && has("own_change")?);
    assert_eq!(
        second,
        (version >= 2, version >= 2),
        "half of the second schema"
    );
    // And the third: another index, which is still to be filled where it was not made new.
    let by_beginnings =
        "SELECT 1 FROM sqlite_schema WHERE name = 'search_index' AND sql LIKE '%prefix%'";
    let third = raw.prepare(by_beginnings)?.exists([])?;
    assert_eq!(third, version >= 3, "half of the third schema");
    // The fourth brought its first column, its last one and an index.
    let column = |table: &str, name: &str| {
        raw.prepare("SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2")?
            .exists([table, name])
    };
    let fourth = (
        column("conversation", "kind")?,
        column("person", "closed")?,
        has("person_by_coach")?,
    );
    let is_fourth = version >= 4;
    assert_eq!(
        fourth,
        (is_fourth, is_fourth, is_fourth),
        "half of the fourth schema"
    );
    let fifth = (has("noted")?, has("link")?);
    assert_eq!(
        fifth,
        (version >= 5, version >= 5),
        "half of the fifth schema"
    );
    Ok(if version == released { "old" } else { "new" })
}
