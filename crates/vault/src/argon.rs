//! Argon2id, which makes guessing a passphrase dear.

use crate::VaultError;
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What Argon2id costs; kept in the header, so that it can rise with newer computers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// 256 MiB, 3 passes, 4 lanes: about a second on a laptop.
    pub const DEFAULT: Cost = Cost {
        memory_kib: 256 * 1024,
        passes: 3,
        lanes: 4,
    };
    /// 64 MiB: the least that is accepted, for computers with little memory.
    pub const FLOOR: Cost = Cost {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };
    /// More than this in a header is not ours, and would only exhaust the computer.
    const CEILING_KIB: u32 = 1024 * 1024;

    /// A cost with this much memory, in MiB, not below the floor.
    pub fn with_memory(mib: u32) -> Self {
        let memory_kib = mib
            .saturating_mul(1024)
            .clamp(Self::FLOOR.memory_kib, Self::CEILING_KIB);
        Cost {
            memory_kib,
            ..Self::DEFAULT
        }
    }

    fn is_sane(self) -> bool {
        (Self::FLOOR.memory_kib..=Self::CEILING_KIB).contains(&self.memory_kib)
            && (Self::FLOOR.passes..=16).contains(&self.passes)
            && (1..=16).contains(&self.lanes)
    }

    /// 32 bytes from a passphrase.
    pub(crate) fn stretch(
        self,
        passphrase: &str,
        salt: &[u8; 16],
    ) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        if !self.is_sane() {
            return Err(VaultError::BadHeader(
                "a cost outside the accepted range".into(),
            ));
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|why| VaultError::BadHeader(why.to_string()))?;
        let mut out = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), salt, out.as_mut())
            .map_err(|why| VaultError::BadHeader(why.to_string()))?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_outside_the_range_are_refused_before_anything_is_computed() {
        let floor = Cost::FLOOR;
        for cost in [
            Cost {
                memory_kib: floor.memory_kib - 1,
                ..floor
            },
            Cost {
                memory_kib: Cost::CEILING_KIB + 1,
                ..floor
            },
            Cost {
                memory_kib: u32::MAX,
                ..floor
            },
            Cost {
                memory_kib: 0,
                ..floor
            },
            Cost { passes: 2, ..floor },
            Cost {
                passes: 17,
                ..floor
            },
            Cost {
                passes: u32::MAX,
                ..floor
            },
            Cost { lanes: 0, ..floor },
            Cost { lanes: 17, ..floor },
        ] {
            let refused = cost.stretch("zes groene fietsen", &[0; 16]);
            assert!(matches!(refused, Err(VaultError::BadHeader(_))), "{cost:?}");
        }
        assert!(Cost::FLOOR.is_sane() && Cost::DEFAULT.is_sane());
    }

    #[test]
    fn memory_asked_for_is_kept_between_floor_and_ceiling() {
        assert_eq!(Cost::with_memory(0).memory_kib, Cost::FLOOR.memory_kib);
        assert_eq!(Cost::with_memory(128).memory_kib, 128 * 1024);
        assert_eq!(Cost::with_memory(256), Cost::DEFAULT);
        assert_eq!(Cost::with_memory(u32::MAX).memory_kib, Cost::CEILING_KIB);
        assert!(Cost::with_memory(u32::MAX).is_sane());
    }

    #[test]
    fn the_same_passphrase_and_salt_give_the_same_key_and_others_do_not() {
        let key = |passphrase, salt| *Cost::FLOOR.stretch(passphrase, &[salt; 16]).unwrap();
        let one = key("zes groene fietsen", 1);
        assert_eq!(one, key("zes groene fietsen", 1));
        assert_ne!(one, key("zes groene fietsen", 2));
        assert_ne!(one, key("zes groene fietse", 1));
    }
}
