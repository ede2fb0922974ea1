//! A device that is enrolled again takes over what the damaged database had not sent.

use crate::Result;
use crate::home::Home;
use crate::opened::Opened;
use serde::{Deserialize, Serialize};
use specta::Type;
use store::{Me, Salvaged, Store};
use vault::header::Header;

/// The setting with what was taken over, until the coach has seen it.
const REBUILT: &str = "rebuilt";

/// What was taken over from a database that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rebuilt {
    /// Where the old database lies, as it was.
    pub file: String,
    /// Notes that wait to be sent again.
    pub taken: u32,
    /// Notes that were set apart.
    pub apart: u32,
    /// Notes that could not be read; none when nobody knows how many.
    pub lost: Option<u32>,
}

/// What could be read of a database that was set aside.
#[derive(Debug)]
pub(crate) struct Apart {
    file: String,
    /// Nothing when it does not open with this passphrase, or not at all.
    salvaged: Option<Salvaged>,
}

impl Home {
    /// Reads the newest database that was set aside with its key header, without changing it. An
    /// older one was taken over when that newer one was made.
    ///
    /// A file that cannot be read never stands in the way of enrolling.
    pub(crate) fn read_apart(&self, passphrase: &str) -> Result<Option<Apart>> {
        for file in self.apart()? {
            let Some(stem) = file.strip_suffix(".db") else {
                continue;
            };
            let header = self.folder().join(format!("{stem}.key.json"));
            if !header.exists() {
                continue;
            }
            let key = Header::read(&header).and_then(|header| header.open(passphrase));
            let salvaged = key
                .ok()
                .and_then(|key| store::salvage(&self.folder().join(&file), key.bytes()).ok());
            return Ok(Some(Apart { file, salvaged }));
        }
        Ok(None)
    }
}

impl Apart {
    /// Puts what was read into a new device's database, if it is the same coach's, and writes down
    /// what the coach will want to know of it.
    pub(crate) fn take_over(self, store: &mut Store, me: &Me, now: i64) -> Result<()> {
        let theirs = |salvaged: &Salvaged| {
            salvaged.owner.is_none() || salvaged.owner == Some((me.municipality, me.coach))
        };
        let mut rebuilt = Rebuilt {
            file: self.file,
            taken: 0,
            apart: 0,
            lost: None,
        };
        if let Some(salvaged) = self.salvaged.filter(theirs) {
            let adopted = store.adopt_salvaged(&salvaged, now)?;
            rebuilt.taken = small(adopted.taken);
            rebuilt.apart = small(adopted.apart);
            rebuilt.lost = salvaged.lost.map(small);
        }
        // Plain numbers and a name: this cannot fail.
        let told = serde_json::to_string(&rebuilt).unwrap_or_default();
        Ok(store.set_setting(REBUILT, Some(&told))?)
    }
}

impl Opened {
    /// What was taken over when this device was enrolled again, until the coach has seen it.
    pub fn rebuilt(&self) -> Result<Option<Rebuilt>> {
        let told = self.store.setting(REBUILT)?;
        Ok(told.and_then(|told| serde_json::from_str(&told).ok()))
    }

    /// The coach has seen it.
    pub fn see_rebuilt(&mut self) -> Result<()> {
        Ok(self.store.set_setting(REBUILT, None)?)
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
