//! The operating system's keychain holds half of what opens the database, so that a copied disk
//! and a guessed passphrase are not enough.

use crate::{VaultError, random_bytes};
use keyring::Entry;
use zeroize::Zeroizing;

const SERVICE: &str = "nl.meedoen.device";

/// True when a keychain answers on this computer.
pub fn is_available() -> bool {
    // Looking for an entry that is not there tells a working keychain from none.
    entry("probe")
        .is_some_and(|entry| matches!(entry.get_secret(), Ok(_) | Err(keyring::Error::NoEntry)))
}

/// Makes and stores a secret under this name.
pub fn create(name: &str) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let secret = Zeroizing::new(random_bytes()?);
    entry(name)
        .and_then(|entry| entry.set_secret(secret.as_ref()).ok())
        .ok_or(VaultError::SecretMissing)?;
    Ok(secret)
}

/// The secret stored under this name.
pub fn get(name: &str) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let bytes = Zeroizing::new(
        entry(name)
            .and_then(|entry| entry.get_secret().ok())
            .ok_or(VaultError::SecretMissing)?,
    );
    <[u8; 32]>::try_from(bytes.as_slice())
        .map(Zeroizing::new)
        .map_err(|_| VaultError::SecretMissing)
}

fn entry(name: &str) -> Option<Entry> {
    Entry::new(SERVICE, name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn whether_there_is_one_is_told_quickly() {
        let begun = Instant::now();
        let available = is_available();
        assert!(
            begun.elapsed() < Duration::from_secs(2),
            "{:?}",
            begun.elapsed()
        );
        if !available {
            assert!(matches!(create("test"), Err(VaultError::SecretMissing)));
        }
        let missing = get("a name that nobody uses");
        assert!(matches!(missing, Err(VaultError::SecretMissing)));
    }
}
