//! Backups that are put back, of a device and of the server.

use crate::desk;
use crate::office::Backup;
use crate::peek::Peek;
use crate::stage::Stage;
use crate::world::{Result, World};
use replication::CoachId;
use uuid::Uuid;

impl World {
    /// Somebody copies the disk of a device.
    pub fn back_up_desk(&mut self, at: usize) {
        let desk = &mut self.desks[at];
        desk.backup = desk::Backup {
            image: desk.disk.image(),
            writes: self.typists.count(),
        };
    }

    /// The office copies the server's database.
    pub async fn back_up_server(&mut self) -> Result<()> {
        self.backup = Some(Backup {
            image: self.office.back_up().await?,
            writes: self.typists.count(),
            decided: self.book.count(),
        });
        Ok(())
    }

    /// The copy is put back: what came since is gone there, decisions too, but for erasures. What
    /// devices hold of it stays theirs.
    pub async fn restore_server(&mut self) -> Result<()> {
        for at in 0..self.desks.len() {
            for change in Peek::into(&self.desks[at].disk)?.changes("feed_change")? {
                let held = self.typists.writes_in(&change);
                self.held.extend(held.into_iter().map(|id| (id, at)));
            }
            self.desks[at].may_differ = true;
        }
        let stage = Stage::get();
        let (writes, decided) = match &self.backup {
            Some(backup) => {
                self.office.restore(&backup.image).await?;
                (backup.writes, backup.decided)
            }
            None => {
                self.office.restore(&stage.office).await?;
                (stage.typists.count(), 0)
            }
        };
        self.book.go_back(decided);
        self.typists.lose(CoachId(Uuid::nil()), writes);
        Ok(())
    }

    pub(crate) async fn restore_server_some(&mut self) -> Result<()> {
        let mut desks = self.desks.iter();
        match desks.any(|desk| desk.was_restored && desk.may_differ) {
            // Both at once, before they spoke: a number may mean two things then, and nobody know.
            true => Ok(()),
            false => self.restore_server().await,
        }
    }

    pub(crate) fn restore_desk_some(&mut self, at: usize) -> Result<()> {
        match self.desks[at].may_differ {
            true => Ok(()),
            false => self.restore_desk(at),
        }
    }

    /// The copy is put back, once in a history: of what was typed since the device knows nothing.
    pub fn restore_desk(&mut self, at: usize) -> Result<()> {
        if self.desks[at].was_restored {
            return Ok(());
        }
        let tick = self.tick();
        let desk = &mut self.desks[at];
        desk.restore()?;
        // What this device held of others' it holds no more, for all that one knows.
        self.held.retain(|(_, holder)| *holder != at);
        let device = desk.me.device;
        self.typists
            .inherit(device, device, desk.backup.writes, tick);
        Ok(())
    }
}
