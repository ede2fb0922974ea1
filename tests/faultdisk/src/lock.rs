//! Locks between the connections of one process, and the memory they share beside a write-ahead
//! log.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::sync::atomic::AtomicU64;

/// Who holds a lock: an open file.
pub(crate) type HandleId = u64;

/// SQLite's five lock levels, in its order: none, shared, reserved, pending, exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Shared = 1,
    Reserved = 2,
    Pending = 3,
    Exclusive = 4,
}

/// The locks on one database file.
#[derive(Debug, Default)]
pub(crate) struct Locks(BTreeMap<HandleId, Level>);

impl Locks {
    /// Raises a handle's lock; false when another handle is in the way.
    pub(crate) fn lock(&mut self, handle: HandleId, wanted: Level) -> bool {
        if self.0.get(&handle).is_some_and(|held| *held >= wanted) {
            return true;
        }
        let others = || self.0.iter().filter(|(other, _)| **other != handle);
        let strongest = others().map(|(_, level)| *level).max();
        let free = match wanted {
            Level::Shared => strongest < Some(Level::Pending),
            Level::Reserved | Level::Pending => strongest < Some(Level::Reserved),
            Level::Exclusive => strongest < Some(Level::Reserved),
        };
        if !free {
            return false;
        }
        let waits = wanted == Level::Exclusive && strongest.is_some();
        // While readers leave, no new ones come in.
        self.0
            .insert(handle, if waits { Level::Pending } else { wanted });
        !waits
    }

    /// Lowers a handle's lock to shared, or lets go of it.
    pub(crate) fn unlock(&mut self, handle: HandleId, keep_shared: bool) {
        match keep_shared {
            true => self.0.insert(handle, Level::Shared),
            false => self.0.remove(&handle),
        };
    }

    /// Whether some handle means to write.
    pub(crate) fn is_reserved(&self) -> bool {
        self.0.values().any(|level| *level >= Level::Reserved)
    }
}

const SLOTS: usize = 8;

#[derive(Debug, Clone, Copy, Default)]
struct Slots {
    shared: u8,
    exclusive: u8,
}

/// The shared memory beside one database.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Atomics, as several connections write where they hold no Rust borrow. Each lies on the heap
    /// and stays where it is until the last handle lets go.
    regions: Vec<Box<[AtomicU64]>>,
    held: BTreeMap<HandleId, Slots>,
}

impl Shared {
    /// The memory of a region; null when it is not there and is not to be made.
    pub(crate) fn map(
        &mut self,
        handle: HandleId,
        region: usize,
        size: usize,
        extend: bool,
    ) -> *mut c_void {
        self.held.entry(handle).or_default();
        while extend && self.regions.len() <= region {
            self.regions
                .push((0..size.div_ceil(8)).map(|_| AtomicU64::new(0)).collect());
        }
        match self.regions.get(region) {
            Some(region) => region.as_ptr().cast_mut().cast(),
            None => std::ptr::null_mut(),
        }
    }

    /// Takes `count` slots; false when another handle is in the way.
    pub(crate) fn lock(
        &mut self,
        handle: HandleId,
        first: usize,
        count: usize,
        exclusive: bool,
    ) -> bool {
        let mask = mask(first, count);
        let others = self.held.iter().filter(|(other, _)| **other != handle);
        for (_, slots) in others {
            let in_the_way = slots.exclusive | if exclusive { slots.shared } else { 0 };
            if in_the_way & mask != 0 {
                return false;
            }
        }
        let slots = self.held.entry(handle).or_default();
        match exclusive {
            true => slots.exclusive |= mask,
            false => slots.shared |= mask,
        }
        true
    }

    pub(crate) fn unlock(&mut self, handle: HandleId, first: usize, count: usize) {
        if let Some(slots) = self.held.get_mut(&handle) {
            slots.shared &= !mask(first, count);
            slots.exclusive &= !mask(first, count);
        }
    }

    /// Lets go of the memory; true when nobody has it any more.
    pub(crate) fn unmap(&mut self, handle: HandleId) -> bool {
        self.held.remove(&handle);
        self.held.is_empty()
    }
}

fn mask(first: usize, count: usize) -> u8 {
    (first..(first + count).min(SLOTS)).fold(0, |mask, slot| mask | 1 << slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writer_waits_for_readers_and_lets_no_new_one_in() {
        let mut locks = Locks::default();
        assert!(locks.lock(1, Level::Shared) && locks.lock(2, Level::Shared));
        assert!(locks.lock(1, Level::Reserved) && !locks.lock(2, Level::Reserved));
        assert!(!locks.lock(1, Level::Exclusive), "a reader is left");
        assert!(!locks.lock(3, Level::Shared), "nobody comes in meanwhile");
        locks.unlock(2, false);
        assert!(locks.lock(1, Level::Exclusive));
        locks.unlock(1, true);
        assert!(locks.lock(3, Level::Shared) && !locks.is_reserved());
    }

    #[test]
    fn slots_are_shared_or_one_handle_s() {
        let mut shared = Shared::default();
        assert!(shared.lock(1, 3, 1, false) && shared.lock(2, 3, 1, false));
        assert!(!shared.lock(1, 2, 3, true));
        shared.unlock(2, 3, 1);
        assert!(shared.lock(1, 2, 3, true) && !shared.lock(2, 4, 1, false));
        assert!(!shared.unmap(1));
        assert!(shared.lock(2, 4, 1, true));
    }
}
