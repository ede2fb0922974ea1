//! What a new passphrase needs on this computer.

use vault::{keychain, passphrase};

/// True when the computer's keychain adds a secret of its own.
pub fn has_keychain() -> bool {
    keychain::is_available()
}

/// The fewest characters a new passphrase needs, with or without a keychain.
pub fn least_length(keychain: bool) -> usize {
    passphrase::least_length(keychain)
}

/// How hard to guess, from 0 (at once) to 4 (not in our lifetime).
pub fn strength(passphrase: &str) -> u8 {
    passphrase::strength(passphrase)
}
