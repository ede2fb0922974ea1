//! What a new passphrase needs on this computer.

pub use vault::keychain::is_available as has_keychain;
pub use vault::passphrase::{least_length, strength};
