//! A coach at a device: the database on its disk, and the fields that stand open on screen.

use crate::stage;
use crate::step::Cut;
use crate::typists::{Place, WriteId};
use device::{Opened, SharedDevice};
use faultdisk::{Chance, Disk, Image};
use replication::{ChangeId, RecordId};
use std::collections::BTreeSet;
use store::{Me, QuarantinedChange, Salvaged, Store, StoredRecord, TextVersion};

/// Devices are opened with a raw key: deriving one from a passphrase takes a second.
pub(crate) const KEY: [u8; 32] = [0x5A; 32];
pub(crate) const DATABASE: &str = "meedoen.db";

/// A field on screen, with what it showed when it was opened or last saved.
#[derive(Debug, Clone)]
pub struct Editor {
    pub place: Place,
    pub field: String,
    /// What the device said to bring along with a save.
    pub seen: Vec<ChangeId>,
    /// What really stood on screen.
    pub saw: BTreeSet<WriteId>,
    /// The text as it is.
    pub text: String,
}

/// A copy of a device's disk.
pub struct Backup {
    pub image: Image,
    /// How much had been written by then, by anybody.
    pub writes: usize,
}

/// A coach at a device.
pub struct Desk {
    pub disk: Disk,
    pub me: Me,
    pub shared: SharedDevice,
    pub editors: Vec<Editor>,
    /// How far the clock is off, in milliseconds.
    pub skew: i64,
    pub backup: Backup,
    /// The backup was put back.
    pub was_restored: bool,
    /// Device or server were put back since the last sync: what they hold may differ at first.
    pub may_differ: bool,
}

/// Opens the database on a disk.
pub fn open_store(disk: &Disk) -> store::Result<Store> {
    Store::open(&disk.path(DATABASE), &KEY)
}

impl Desk {
    /// Opens the device on a disk, when so much had been written.
    pub fn open(disk: Disk, me: Me, writes: usize) -> device::Result<Self> {
        let shared = SharedDevice::new(Opened::new(open_store(&disk)?)?);
        let backup = Backup {
            image: disk.image(),
            writes,
        };
        Ok(Desk {
            disk,
            me,
            shared,
            editors: Vec::new(),
            skew: 0,
            backup,
            was_restored: false,
            may_differ: false,
        })
    }

    /// The power goes, comes back, and the coach unlocks the device again.
    pub fn cut(&mut self, cut: Cut) -> device::Result<()> {
        self.disk.power_off();
        self.shared.lock();
        self.disk.power_on(cut.how, &mut Chance::seeded(cut.seed));
        self.editors.clear();
        self.shared.put(Opened::new(open_store(&self.disk)?)?);
        Ok(())
    }

    /// The backup is put back, and the coach unlocks the device again.
    pub fn restore(&mut self) -> device::Result<()> {
        self.shared.lock();
        self.disk.put_back(&self.backup.image);
        self.editors.clear();
        (self.was_restored, self.may_differ) = (true, true);
        self.shared.put(Opened::new(open_store(&self.disk)?)?);
        Ok(())
    }

    /// Closes the device, and reads from its disk what it had not sent.
    pub fn salvage(&self) -> crate::world::Result<Salvaged> {
        self.shared.lock();
        let folder = stage::folder()?;
        for name in self.disk.names() {
            let bytes = self.disk.read(&name).unwrap_or_default();
            std::fs::write(folder.path().join(name), bytes)?;
        }
        Ok(store::salvage(&folder.path().join(DATABASE), &KEY)?)
    }

    /// Closes the device and takes its disk out.
    pub fn close(self) -> (Me, Image) {
        self.shared.lock();
        (self.me, self.disk.image())
    }

    /// One record, removed or not.
    pub fn record(&self, id: RecordId) -> device::Result<Option<StoredRecord>> {
        self.shared.with(|opened| Ok(opened.store().record(id)?))
    }

    /// What is kept apart.
    pub fn quarantined(&self) -> device::Result<Vec<QuarantinedChange>> {
        self.shared.with(|opened| Ok(opened.store().quarantined()?))
    }

    /// What a field had before, and has now.
    pub fn history(&self, record: RecordId, field: &str) -> device::Result<Vec<TextVersion>> {
        self.shared
            .with(|opened| Ok(opened.store().history(record, field)?))
    }

    /// What can be seen of people, by dossier and id.
    pub fn records(&self) -> device::Result<Vec<StoredRecord>> {
        self.shared.with(|opened| {
            let town = opened.me().municipality;
            let store = opened.store();
            let mut records = Vec::new();
            for dossier in store.dossiers()?.into_iter().filter(|id| *id != town) {
                records.extend(store.records(dossier)?);
            }
            Ok(records)
        })
    }
}
