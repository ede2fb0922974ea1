//! A coach's device on a disk of its own.

use crate::heap;
use device::{DeviceError, Opened, SharedDevice};
use domain::scenario::Scenario;
use domain::value::Value;
use faultdisk::{Chance, Disk, Image, PowerCut};
use replication::message::{Accepted, Feed, Receipts, Refusal, Refused};
use replication::{Change, ChangeId, CoachId, DeviceId, DossierId, Position, RecordId, Seq};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use store::{Edit, Enrolment, FieldEdit, Me, Store};
use uuid::Uuid;

/// The raw key: deriving one from a passphrase takes a second.
pub const KEY: [u8; 32] = [0x5A; 32];
pub const DATABASE: &str = "meedoen.db";
/// What all clocks say.
pub const NOW: i64 = 1_790_000_000_000;
pub const COLLEAGUE: DeviceId = DeviceId(Uuid::from_u128(0xC0));
/// How many people the coach knows.
pub const PEOPLE: u128 = 5;

/// A file to import, of the town that the device belongs to.
pub const SCENARIO: &str = include_str!("small.json");

/// The values that each field of each record has.
pub type Texts = BTreeMap<(RecordId, String), Vec<Value>>;

/// A device.
pub struct Desk {
    pub disk: Disk,
    pub device: SharedDevice,
}

pub fn enrolment() -> Enrolment {
    let scenario = Scenario::parse(SCENARIO).unwrap_or_else(|why| panic!("{why}"));
    Enrolment {
        secret_key: [1; 32],
        server_url: "http://127.0.0.1:1".into(),
        server_key: [9; 32],
        me: Me {
            device: DeviceId(Uuid::from_u128(0xDE)),
            municipality: DossierId(scenario.municipality()),
            municipality_name: "Proefstad".into(),
            coach: CoachId(Uuid::from_u128(1)),
            coach_name: "Anna".into(),
            team: Uuid::from_u128(0x7E),
            team_name: "Noord".into(),
        },
    }
}

/// A person's dossier.
pub fn dossier(person: u128) -> DossierId {
    DossierId(Uuid::from_u128(0xD0 + person))
}

/// The person's record.
pub fn person(person: u128) -> RecordId {
    RecordId(dossier(person).0)
}

/// The person's goal.
pub fn goal(person: u128) -> RecordId {
    RecordId(Uuid::from_u128(0x60 + person))
}

/// A talk with the person.
pub fn talk(person: u128) -> RecordId {
    RecordId(Uuid::from_u128(0x7A1C_0000 + person))
}

/// A colleague's change at a position.
pub fn colleagues(
    position: u64,
    dossier: DossierId,
    record: RecordId,
    kind: &str,
    fields: &[(&str, Value)],
) -> (Position, Change) {
    let change = Change {
        id: ChangeId {
            device: COLLEAGUE,
            seq: Seq(position),
        },
        dossier,
        record,
        kind: kind.to_owned(),
        set: fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
        over: BTreeMap::new(),
        made_at: NOW,
    };
    (Position(position), change)
}

/// A frame of the feed that ends at `cursor`.
pub fn feed(changes: Vec<(Position, Change)>, cursor: u64) -> Feed {
    Feed {
        changes,
        authors: [(COLLEAGUE, CoachId(Uuid::from_u128(2)))].into(),
        access: Vec::new(),
        cursor: Position(cursor),
    }
}

impl Desk {
    /// A device with nothing on it, closed.
    pub fn empty() -> Desk {
        heap::install();
        Desk {
            disk: Disk::new(),
            device: SharedDevice::default(),
        }
    }

    /// A closed device with what an image has.
    pub fn on(image: &Image) -> Desk {
        let desk = Desk::empty();
        desk.disk.restore(image);
        desk
    }

    /// Opens the device, as unlocking does once the key is known.
    pub fn open(&self) -> device::Result<()> {
        self.device.put(Opened::new(self.store()?)?);
        Ok(())
    }

    /// The database, beside what is open.
    pub fn store(&self) -> store::Result<Store> {
        Store::open(&self.disk.path(DATABASE), &KEY)
    }

    pub fn close(&self) {
        self.device.lock();
    }

    /// The power goes, and comes back.
    pub fn cut(&self, how: PowerCut, chance: &mut Chance) {
        self.disk.power_off();
        self.close();
        self.disk.power_on(how, chance);
    }

    /// Sets one field over what stands there now; the change that holds it.
    pub fn set(
        &self,
        (dossier, record, kind): (DossierId, RecordId, &str),
        field: &str,
        value: impl Into<Value>,
    ) -> device::Result<ChangeId> {
        let seen = self.device.with(|opened| {
            let record = opened.store().record(record)?;
            Ok(record.map(|record| record.state.seen(field)))
        })?;
        let edit = Edit {
            dossier,
            record,
            kind: kind.to_owned(),
            fields: vec![FieldEdit {
                field: field.to_owned(),
                value: value.into(),
                seen: seen.unwrap_or_default(),
            }],
        };
        let saved = self
            .device
            .with(|opened| Ok(opened.store().save(&[edit], NOW)?))?;
        saved.first().copied().ok_or(DeviceError::Locked)
    }

    /// Everything that can be seen.
    pub fn texts(&self) -> device::Result<Texts> {
        self.device.with(|opened| {
            let store = opened.store();
            let mut texts = Texts::new();
            for dossier in store.dossiers()? {
                for record in store.records(dossier)? {
                    for field in record.state.fields() {
                        let values = record.state.versions(field).into_iter();
                        let values = values.map(|(value, _)| value.clone()).collect();
                        texts.insert((record.id, field.to_owned()), values);
                    }
                }
            }
            Ok(texts)
        })
    }
}

/// A device that is in use: people, talks and goals of which some were sent, a colleague's work,
/// a change that was refused, and the index of it all.
pub fn in_use() -> &'static Image {
    static IMAGE: OnceLock<Image> = OnceLock::new();
    IMAGE.get_or_init(|| {
        let desk = Desk::empty();
        fill(&desk).unwrap_or_else(|why| panic!("the stage cannot be set: {why}"));
        desk.close();
        desk.disk.image()
    })
}

fn fill(desk: &Desk) -> device::Result<()> {
    desk.store()?.enrol(&enrolment())?;
    desk.open()?;
    for n in 0..PEOPLE {
        let root = (dossier(n), person(n), "person");
        desk.set(root, "name", format!("Inwoner {n} Jansen").as_str())?;
        desk.set(root, "team", enrolment().me.team)?;
        let goal = (dossier(n), goal(n), "goal");
        desk.set(goal, "person", person(n).0)?;
        desk.set(goal, "text", format!("Doel {n}: weer fietsen").as_str())?;
        let talk = (dossier(n), talk(n), "conversation");
        desk.set(talk, "person", person(n).0)?;
        desk.set(talk, "status", "open")?;
        // Longer than a page.
        let wish = format!("Wens {n}. ") + &"Naar de tuinderij. ".repeat(300);
        desk.set(talk, "wish", wish.as_str())?;
    }
    desk.device.with(|opened| {
        let store = opened.store();
        let standing = store.standing()?;
        let offer = store.offer(standing.receipts, 3000)?;
        let last = offer.changes.last().map_or(Seq(0), |change| change.id.seq);
        let receipts = Receipts {
            high_water: last,
            accepted: vec![Accepted {
                first: Seq(2),
                count: last.0 - 1,
                position: Position(1),
            }],
            refused: vec![Refused {
                seq: Seq(1),
                code: Refusal::NoAccess,
            }],
        };
        store.take_receipts(&receipts, NOW)?;
        let note = colleagues(
            100,
            dossier(0),
            RecordId(Uuid::from_u128(0x99)),
            "goal",
            &[
                ("text", "Van een collega".into()),
                ("person", person(0).0.into()),
            ],
        );
        store.take_feed(&feed(vec![note], 100))?;
        store.search("fietsen", 9)?;
        Ok(())
    })
}
