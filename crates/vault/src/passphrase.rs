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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_better_passphrase_is_never_rated_lower() {
        let rising = [
            "",
            "meedoen",
            "welkom01",
            "fietstas99",
            "groene fiets 7",
            "zes groene fietsen bij de dijk",
        ];
        let rates: Vec<u8> = rising
            .iter()
            .map(|passphrase| strength(passphrase))
            .collect();
        assert!(rates.is_sorted(), "{rates:?}");
        assert_eq!((rates[0], rates[1], rates[5]), (0, 0, 4));
    }

    #[test]
    fn a_very_long_one_is_rated_at_once() {
        let begun = std::time::Instant::now();
        assert_eq!(
            strength(&"ab 🚲 9".repeat(20_000)),
            strength(&"ab 🚲 9".repeat(20))
        );
        assert!(begun.elapsed().as_secs() < 5);
    }

    #[test]
    fn without_a_keychain_it_must_be_longer() {
        assert_eq!((least_length(true), least_length(false)), (12, 16));
    }
}
