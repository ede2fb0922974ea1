//! Backups that are put back, of a device and of the server, and devices that are replaced.

use crate::desk::{self, Desk};
use crate::enrol::enrol;
use crate::office::Backup;
use crate::peek::Peek;
use crate::stage::{START, Stage};
use crate::world::{Result, World};

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
        self.typists.lose_of_office(writes);
        Ok(())
    }

    /// A device is shut out or breaks, and its coach enrols another. What it had not sent is read
    /// from its disk, or lost with it.
    pub async fn replace(&mut self, at: usize, is_revoked: bool, is_kept: bool) -> Result<()> {
        let (old, coach) = (self.desks[at].me.device, self.desks[at].me.coach);
        if is_revoked {
            self.shut_out(at).await?;
        }
        let salvaged = match is_kept {
            true => self.desks[at].salvage()?,
            false => store::Salvaged::default(),
        };
        let now = self.office.now(0);
        let code = self.office.storage.code_for(coach, now).await?.code.code;
        let secret = [self.typists.count() as u8; 32];
        let device = self.typists.fresh_id();
        let (disk, me) = enrol(&self.office, &code.to_string(), device, secret, now).await?;
        let skew = self.desks[at].skew;
        desk::open_store(&disk)?.adopt_salvaged(&salvaged, START + skew)?;
        let moment = self.now(at);
        // What the server has, the new device gets from there; it offers none of it again.
        match is_kept {
            true => {
                for (_, change) in self.office.log(None).await? {
                    self.typists.lose_sent(old, &change);
                }
            }
            false => self.typists.lose(old),
        }
        self.typists.inherit(old, me.device, moment.tick);
        self.held.retain(|(_, holder)| *holder != at);
        self.desks[at] = Desk::open(disk, me, self.typists.count())?;
        self.desks[at].skew = skew;
        // No backup of before knows the new device.
        self.back_up_server().await
    }

    /// The administrator shuts a device out: it is told so, and keeps what it has.
    async fn shut_out(&mut self, at: usize) -> Result<()> {
        let device = self.desks[at].me.device;
        let now = self.office.now(0);
        self.office.storage.revoke(device, now).await?;
        let unsent = |desk: &Desk| desk.shared.with(|opened| Ok(opened.store().unsent()?));
        let before = unsent(&self.desks[at])?;
        match self.sync_well(at).await {
            Ok(_) => return Err(format!("desk {at}: it is shut out, and synced").into()),
            Err(why) if why.to_string().contains("device_revoked") => {}
            Err(why) => return Err(why),
        }
        match unsent(&self.desks[at])? == before {
            true => Ok(()),
            false => Err(format!("desk {at}: it was shut out, and lost work").into()),
        }
    }

    pub(crate) async fn replace_some(
        &mut self,
        at: usize,
        is_revoked: bool,
        is_kept: bool,
    ) -> Result<()> {
        match self.desks[at].may_differ {
            // What it takes for sent a server that was put back may have lost.
            true => Ok(()),
            false => self.replace(at, is_revoked, is_kept).await,
        }
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
        self.typists.lose_since(device, desk.backup.writes);
        self.typists.inherit(device, device, tick);
        Ok(())
    }
}
