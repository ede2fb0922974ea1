//! One file: what reads see, what is on the platters, and what lies between.

use crate::Chance;

/// A disk writes whole sectors; a power cut leaves each as it was at some moment.
const SECTOR: usize = 512;

/// A write or a change of size that no sync has followed yet.
#[derive(Debug, Clone)]
enum Unsynced {
    Write { at: usize, bytes: Vec<u8> },
    Resize(usize),
}

/// A file of a disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct File {
    /// What reads see.
    seen: Vec<u8>,
    /// What a power cut cannot take, as far as `unsynced` does not say otherwise.
    durable: Vec<u8>,
    unsynced: Vec<Unsynced>,
}

/// What a power cut leaves of the unsynced part of a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PowerCut {
    /// Nothing unsynced reached the platters.
    NothingKept,
    /// Everything did; this is also what a killed program leaves.
    EverythingKept,
    /// The oldest part did, the last write of it torn between two sectors.
    InOrder,
    /// Each sector and each size is as it was at some moment since the last sync.
    AnyOrder,
}

impl File {
    pub(crate) fn with(bytes: &[u8]) -> Self {
        File {
            seen: bytes.to_vec(),
            durable: bytes.to_vec(),
            unsynced: Vec::new(),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.seen
    }

    /// Fills `into` with what is there; answers how many bytes that are.
    pub(crate) fn read(&self, at: usize, into: &mut [u8]) -> usize {
        let there = self.seen.get(at..).unwrap_or_default();
        let count = there.len().min(into.len());
        into[..count].copy_from_slice(&there[..count]);
        count
    }

    pub(crate) fn write(&mut self, at: usize, bytes: &[u8], modelled: bool) {
        put(&mut self.seen, at, bytes);
        if modelled {
            self.unsynced.push(Unsynced::Write {
                at,
                bytes: bytes.to_vec(),
            });
        }
    }

    pub(crate) fn resize(&mut self, size: usize, modelled: bool) {
        self.seen.resize(size, 0);
        if modelled {
            self.unsynced.push(Unsynced::Resize(size));
        }
    }

    pub(crate) fn sync(&mut self) {
        for op in self.unsynced.drain(..) {
            op.apply(&mut self.durable);
        }
    }

    /// What the file is after the power came back.
    pub(crate) fn cut(&mut self, how: PowerCut, chance: &mut Chance) {
        match how {
            PowerCut::NothingKept => self.unsynced.clear(),
            PowerCut::EverythingKept => {}
            PowerCut::InOrder => {
                let kept = chance.below(self.unsynced.len() + 1);
                self.unsynced.truncate(kept);
                if let Some(Unsynced::Write { at, bytes }) = self.unsynced.last_mut() {
                    bytes.truncate(torn_after(*at, bytes.len(), chance));
                }
            }
            PowerCut::AnyOrder => self.mix(chance),
        }
        self.sync();
        self.seen.clone_from(&self.durable);
    }

    /// Draws a moment for the size and for each sector, and takes what they were then.
    fn mix(&mut self, chance: &mut Chance) {
        let ops = std::mem::take(&mut self.unsynced);
        let sizes: Vec<usize> = std::iter::once(self.durable.len())
            .chain(ops.iter().scan(self.durable.len(), |size, op| {
                *size = op.size_after(*size);
                Some(*size)
            }))
            .collect();
        let size = sizes[chance.below(sizes.len())];
        let largest = sizes.iter().max().copied().unwrap_or_default();
        self.durable.resize(largest, 0);
        for start in (0..size).step_by(SECTOR) {
            let touching: Vec<&Unsynced> = ops.iter().filter(|op| op.touches(start)).collect();
            if touching.is_empty() {
                continue;
            }
            let kept = chance.below(touching.len() + 1);
            for op in &touching[..kept] {
                op.apply_to_sector(&mut self.durable, start);
            }
        }
        self.durable.truncate(size);
    }
}

impl Unsynced {
    fn apply(&self, image: &mut Vec<u8>) {
        match self {
            Unsynced::Write { at, bytes } => put(image, *at, bytes),
            Unsynced::Resize(size) => image.resize(*size, 0),
        }
    }

    fn size_after(&self, before: usize) -> usize {
        match self {
            Unsynced::Write { at, bytes } => before.max(at + bytes.len()),
            Unsynced::Resize(size) => *size,
        }
    }

    fn touches(&self, sector: usize) -> bool {
        match self {
            Unsynced::Write { at, bytes } => *at < sector + SECTOR && sector < at + bytes.len(),
            Unsynced::Resize(size) => *size < sector + SECTOR,
        }
    }

    /// Applies the part that lies in one sector of an image that is long enough.
    fn apply_to_sector(&self, image: &mut [u8], sector: usize) {
        let end = (sector + SECTOR).min(image.len());
        match self {
            Unsynced::Write { at, bytes } => {
                let (from, until) = ((*at).max(sector), (at + bytes.len()).min(end));
                image[from..until].copy_from_slice(&bytes[from - at..until - at]);
            }
            Unsynced::Resize(size) => image[(*size).clamp(sector, end)..end].fill(0),
        }
    }
}

fn put(image: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if image.len() < end {
        image.resize(end, 0);
    }
    image[at..end].copy_from_slice(bytes);
}

/// How many bytes of a write reached the disk when it was torn: up to the end of some sector.
fn torn_after(at: usize, length: usize, chance: &mut Chance) -> usize {
    let sectors = (at + length).div_ceil(SECTOR) - at / SECTOR;
    let end = (at / SECTOR + chance.below(sectors + 1)) * SECTOR;
    end.saturating_sub(at).min(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> File {
        let mut file = File::with(&[1; 1024]);
        file.write(100, &[2; 1000], true);
        file.resize(700, true);
        file.write(900, &[3; 50], true);
        file
    }

    #[test]
    fn what_is_synced_no_cut_takes() {
        for seed in 0..50 {
            let mut file = written();
            file.sync();
            let before = file.bytes().to_vec();
            file.cut(PowerCut::AnyOrder, &mut Chance::seeded(seed));
            assert_eq!(file.bytes(), before);
        }
    }

    #[test]
    fn a_cut_keeps_nothing_everything_or_something() {
        let mut chance = Chance::seeded(1);
        let mut file = written();
        let all = file.bytes().to_vec();
        file.cut(PowerCut::EverythingKept, &mut chance);
        assert_eq!(file.bytes(), all);
        let mut file = written();
        file.cut(PowerCut::NothingKept, &mut chance);
        assert_eq!(file.bytes(), [1; 1024]);
        for how in [PowerCut::InOrder, PowerCut::AnyOrder] {
            let left: std::collections::BTreeSet<Vec<u8>> = (0..400)
                .map(|seed| {
                    let mut file = written();
                    file.cut(how, &mut Chance::seeded(seed));
                    file.bytes().to_vec()
                })
                .collect();
            assert!(left.contains(&all) && left.contains(&vec![1; 1024]));
            assert!(left.len() > 6, "{how:?} leaves {} states", left.len());
        }
    }

    #[test]
    fn a_sector_is_never_half_of_two_moments() {
        for seed in 0..200 {
            let mut file = File::with(&[0; 2048]);
            file.write(0, &[1; 2048], true);
            file.write(0, &[2; 2048], true);
            file.cut(PowerCut::AnyOrder, &mut Chance::seeded(seed));
            for sector in file.bytes().chunks(SECTOR) {
                assert!(sector.iter().all(|byte| *byte == sector[0]));
            }
        }
    }
}
