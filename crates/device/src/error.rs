//! What can go wrong, each with a code for which the screens own the words.

use crate::people_file::TableFault;
use domain::scenario::ScenarioError;
use domain::schema::Misfit;
use replication::rescue::RescueError;
use replication::session::SessionError;
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;
use std::time::Duration;
use store::StoreError;
use thiserror::Error;
use vault::VaultError;

/// Why the device cannot do what was asked.
#[derive(Debug, Error)]
pub enum DeviceError {
    /// The device is locked; its keys are gone from memory.
    #[error("the device is locked")]
    Locked,
    /// The folder holds no enrolled device.
    #[error("this folder holds no enrolled device")]
    NotEnrolled,
    /// The folder holds an enrolled device already.
    #[error("this folder holds an enrolled device already")]
    AlreadyEnrolled,
    /// Another process has this folder open.
    #[error("another Meedoen has this folder open")]
    HomeBusy,
    /// A damaged or foreign database, set aside under this name; it was not changed.
    #[error("the database could not be read; it was set aside as {0}")]
    SetAside(String),
    /// A record that is not here.
    #[error("{0} is not on this device")]
    NotFound(String),
    /// A text that names no such thing, such as a word list.
    #[error("{0}")]
    BadRequest(String),
    /// What was on screen is not what is here any more.
    #[error("somebody changed this meanwhile")]
    ChangedMeanwhile,
    /// The person did not agree that this recipient gets anything.
    #[error("the person did not agree that {0} gets anything")]
    NoConsent(String),
    /// A paper that cannot be printed.
    #[error(transparent)]
    Press(#[from] documents::PressError),
    /// The address of the server cannot be used.
    #[error("{0:?} is no server address")]
    BadAddress(String),
    /// Plain HTTP to another computer.
    #[error("{0:?} is not protected; an address starts with https://")]
    InsecureAddress(String),
    /// No connection to the server.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The server's certificate is not trusted.
    #[error("the server's certificate is not trusted: {0}")]
    UntrustedCertificate(String),
    /// Something answered that is not a Meedoen server: a captive portal, a proxy's page.
    #[error("what answered is not a Meedoen server")]
    NotMeedoen,
    /// The server says no, with its code.
    #[error("the server answered {code} (HTTP {status})")]
    Server {
        /// HTTP status.
        status: u16,
        /// The server's code.
        code: String,
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The server's answer does not fit.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// All is sent and received, and yet both sides hold something else.
    #[error("the server holds other data than this device")]
    DigestDiffers,
    /// Dossiers here are not what their changes say.
    #[error("{0} dossiers are not what their changes say")]
    Differ(usize),
    /// The organisation has no recovery key, or no sync brought it here yet.
    #[error("the organisation has no recovery key on this device; an administrator makes one")]
    NoRecoveryKey,
    /// A rescue file that cannot be written.
    #[error(transparent)]
    Rescue(#[from] RescueError),
    /// A table of people that cannot be read.
    #[error(transparent)]
    Table(#[from] TableFault),
    /// A scenario file that cannot be imported.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// Keys.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Files.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl DeviceError {
    /// The stable code that screens have words for.
    pub fn code(&self) -> &str {
        match self {
            DeviceError::Locked => "locked",
            DeviceError::NotEnrolled => "not_enrolled",
            DeviceError::AlreadyEnrolled => "already_enrolled",
            DeviceError::HomeBusy => "home_busy",
            DeviceError::SetAside(_) => "set_aside",
            DeviceError::NotFound(_) => "not_found",
            DeviceError::BadRequest(_) => "bad_request",
            DeviceError::ChangedMeanwhile => "changed_meanwhile",
            DeviceError::NoConsent(_) => "no_consent",
            DeviceError::Press(_) => "press_failed",
            DeviceError::BadAddress(_) => "bad_address",
            DeviceError::InsecureAddress(_) => "insecure_address",
            DeviceError::Unreachable(_) => "unreachable",
            DeviceError::UntrustedCertificate(_) => "untrusted_certificate",
            DeviceError::NotMeedoen => "not_meedoen",
            DeviceError::Server { code, .. } => server_code(code),
            DeviceError::Session(SessionError::NewEpoch) => "new_epoch",
            DeviceError::Session(_) => "bad_answer",
            DeviceError::DigestDiffers => "digest_differs",
            DeviceError::Differ(_) => "dossiers_differ",
            DeviceError::NoRecoveryKey => "no_recovery_key",
            DeviceError::Rescue(_) => "rescue_failed",
            DeviceError::Table(TableFault::Empty) => "table_empty",
            DeviceError::Table(TableFault::TooLarge) => "table_too_large",
            DeviceError::Table(TableFault::Unreadable(_)) => "table_unreadable",
            DeviceError::Scenario(_) => "bad_scenario",
            DeviceError::Vault(why) => vault_code(why),
            DeviceError::Store(why) => store_code(why),
            DeviceError::Io(why) => disk_code(why),
        }
    }

    /// What the words need: limits, names.
    pub fn params(&self) -> BTreeMap<String, String> {
        let pairs: Vec<(&str, String)> = match self {
            DeviceError::Table(TableFault::Unreadable(line)) => vec![("line", line.to_string())],
            DeviceError::SetAside(file) => vec![("file", file.clone())],
            DeviceError::Server { status, code, .. } => {
                vec![
                    ("status", status.to_string()),
                    ("server_code", code.clone()),
                ]
            }
            DeviceError::Vault(VaultError::PassphraseShort { least }) => {
                vec![("least", least.to_string())]
            }
            DeviceError::Store(StoreError::Invalid(invalid)) => {
                let mut pairs = vec![("field", invalid.field.clone())];
                match &invalid.why {
                    Misfit::TooLong { length, limit } | Misfit::TooLarge { length, limit } => {
                        pairs.push(("length", length.to_string()));
                        pairs.push(("limit", limit.to_string()));
                    }
                    Misfit::OutOfRange { least, most, .. } => {
                        pairs.push(("least", least.to_string()));
                        pairs.push(("most", most.to_string()));
                    }
                    _ => {}
                }
                pairs
            }
            _ => Vec::new(),
        };
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

/// An error as the screens get it: a code for which they own the words, and what the words need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct AppError {
    /// Stable code, such as `text_too_long`.
    pub code: String,
    /// Limits, names.
    pub params: BTreeMap<String, String>,
}

impl From<&DeviceError> for AppError {
    fn from(error: &DeviceError) -> Self {
        AppError {
            code: error.code().to_owned(),
            params: error.params(),
        }
    }
}

impl From<DeviceError> for AppError {
    fn from(error: DeviceError) -> Self {
        AppError::from(&error)
    }
}

fn server_code(code: &str) -> &str {
    match code {
        "code_wrong" => "enrol_wrong_code",
        "code_used" => "enrol_used_code",
        "code_expired" => "enrol_expired_code",
        other => other,
    }
}

fn vault_code(why: &VaultError) -> &'static str {
    match why {
        VaultError::WrongPassphrase => "wrong_passphrase",
        VaultError::SecretMissing => "keychain_secret_missing",
        VaultError::BadHeader(_) => "bad_header",
        VaultError::PassphraseShort { .. } => "passphrase_short",
        VaultError::NoRandomness => "internal",
        VaultError::Io(why) => disk_code(why),
    }
}

fn disk_code(why: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk_full",
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => "disk_read_only",
        _ => "disk_fault",
    }
}

fn store_code(why: &StoreError) -> &'static str {
    match why {
        StoreError::Unreadable => "unreadable",
        StoreError::TooNew { .. } => "too_new",
        StoreError::DiskFull => "disk_full",
        StoreError::ReadOnly => "disk_read_only",
        StoreError::DiskFault(_) | StoreError::Misread => "disk_fault",
        StoreError::Io(why) => disk_code(why),
        StoreError::OutOfMemory => "out_of_memory",
        StoreError::Invalid(invalid) => match invalid.why {
            Misfit::TooLong { .. } | Misfit::TooLarge { .. } => "text_too_long",
            Misfit::Nul => "text_nul",
            Misfit::LineBreak => "line_break",
            Misfit::UnknownWord(_) => "unknown_word",
            Misfit::OutOfRange { .. } => "out_of_range",
            Misfit::WrongType(_) => "wrong_type",
        },
        StoreError::WrongPlace(_) => "wrong_place",
        StoreError::Sealed(_) => "sealed",
        _ => "internal",
    }
}
