//! Language, appearance and address: needed before anything is unlocked, and nothing about anybody.

use serde::{Deserialize, Serialize};
use std::path::Path;

const FILE: &str = "preferences.json";

/// The choices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// `nl` or `en`; none before the first choice.
    pub(crate) language: Option<String>,
    /// `light` or `dark`; none follows the computer.
    pub(crate) appearance: Option<String>,
    /// Where the device syncs; filled in when it has to be enrolled again.
    pub(crate) server: Option<String>,
}

impl Preferences {
    /// Unreadable preferences are as good as none: nothing is lost but a choice of colours.
    pub(crate) fn read(folder: &Path) -> Self {
        std::fs::read(folder.join(FILE))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    pub(crate) fn write(&self, folder: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let beside = folder.join("preferences.new");
        std::fs::write(&beside, serde_json::to_vec_pretty(self)?)?;
        std::fs::rename(beside, folder.join(FILE))
    }
}
