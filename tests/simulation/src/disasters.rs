//! Backups that are put back, of a device and of the server.

use crate::desk::Backup;
use crate::world::{Result, World};

impl World {
    /// Somebody copies the disk of a device.
    pub fn back_up_desk(&mut self, at: usize) {
        let desk = &mut self.desks[at];
        desk.backup = Backup {
            image: desk.disk.image(),
            writes: self.typists.count(),
        };
    }

    /// The copy is put back, once in a history: of what was typed since the device knows nothing.
    pub fn restore_desk(&mut self, at: usize) -> Result<()> {
        if self.desks[at].was_restored {
            return Ok(());
        }
        let tick = self.tick();
        let desk = &mut self.desks[at];
        desk.restore()?;
        let device = desk.me.device;
        self.typists
            .inherit(device, device, desk.backup.writes, tick);
        Ok(())
    }
}
