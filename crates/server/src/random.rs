//! Randomness of the operating system, fetched in blocks: a frame of changes needs many nonces.

use std::mem;

const BLOCK: usize = 4096;

/// A supply of random bytes. None is handed out twice.
#[derive(Default)]
pub struct Random {
    block: Vec<u8>,
}

impl Random {
    /// `N` fresh random bytes.
    pub fn bytes<const N: usize>(&mut self) -> Result<[u8; N], getrandom::Error> {
        let mut bytes = [0; N];
        if self.block.len() < N {
            let mut block = mem::take(&mut self.block);
            block.resize(BLOCK.max(N), 0);
            getrandom::fill(&mut block)?;
            self.block = block;
        }
        let rest = self.block.len() - N;
        bytes.copy_from_slice(&self.block[rest..]);
        self.block.truncate(rest);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn hands_out_nothing_twice() {
        let mut random = Random::default();
        let drawn: HashSet<[u8; 24]> = (0..1000).map(|_| random.bytes().unwrap()).collect();
        assert_eq!(drawn.len(), 1000);
    }
}
