//! The PIN that ends Verbergen. It re-opens a running session and nothing else.

use crate::opened::Opened;
use crate::{DeviceError, Result};
use vault::pin::PinHash;
pub use vault::pin::TRIES;

/// The setting with the PIN's hash.
const PIN: &str = "pin";

impl Opened {
    /// True when the coach chose a PIN.
    pub fn has_pin(&self) -> Result<bool> {
        Ok(self.setting(PIN)?.is_some())
    }

    /// Sets or removes the PIN: four to six digits.
    pub fn set_pin(&mut self, pin: Option<&str>) -> Result<()> {
        let hash = pin
            .map(|pin| PinHash::new(pin, &self.pin_salt()))
            .transpose()
            .map_err(|why| DeviceError::BadRequest(why.to_string()))?;
        let stored = hash.map(|hash| hex::encode(hash.bytes()));
        self.set_setting(PIN, stored.as_deref())
    }

    /// True when this is the coach's PIN; false too when there is none.
    pub fn is_pin(&self, pin: &str) -> Result<bool> {
        let stored = self.setting(PIN)?.unwrap_or_default();
        let mut bytes = [0; 32];
        Ok(hex::decode_to_slice(stored, &mut bytes).is_ok()
            && PinHash::from_bytes(bytes).matches(pin, &self.pin_salt()))
    }

    fn pin_salt(&self) -> [u8; 16] {
        *self.me().device.0.as_bytes()
    }
}
