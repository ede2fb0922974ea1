//! How good a passphrase is.

/// The fewest characters where the computer's keychain adds a secret of its own.
pub const LEAST_WITH_KEYCHAIN: usize = 12;
/// The fewest characters where nothing but the passphrase protects the key.
pub const LEAST_WITHOUT_KEYCHAIN: usize = 16;

/// The fewest characters a new passphrase needs here.
pub fn least_length(keychain: bool) -> usize {
    if keychain {
        LEAST_WITH_KEYCHAIN
    } else {
        LEAST_WITHOUT_KEYCHAIN
    }
}

/// How hard to guess, from 0 (at once) to 4 (not in our lifetime), as zxcvbn estimates it.
pub fn strength(passphrase: &str) -> u8 {
    // Long inputs cost time and add nothing to the estimate.
    let start: String = passphrase.chars().take(100).collect();
    u8::from(zxcvbn::zxcvbn(&start, &["meedoen"]).score())
}
