//! The master key: it wraps every dossier's key and lies outside the database, so that a copy of
//! the database alone says nothing.

use crate::random::Random;
use crate::seal::SealKey;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Names another file than `master.key` in the data folder.
pub const FILE_VARIABLE: &str = "MEEDOEN_MASTER_KEY_FILE";

/// Why there is no master key.
#[derive(Debug, Error)]
pub enum MasterKeyError {
    /// The database has a master key, and this is not it.
    #[error("the master key in {0} is not the one of this database")]
    Foreign(PathBuf),
    /// The database has a master key, and it is not there.
    #[error("the master key {0} is missing; without it the database cannot be read")]
    Missing(PathBuf),
    /// The file holds something else.
    #[error("the master key {0} is not 64 hexadecimal digits")]
    Malformed(PathBuf),
    /// The file cannot be read or written.
    #[error("the master key {0} cannot be read or written: {1}")]
    Io(PathBuf, io::Error),
    /// The operating system gave no randomness.
    #[error("no randomness from the operating system: {0}")]
    Random(#[from] getrandom::Error),
}

/// Where the master key of this data folder lies.
pub fn file_for(data: &Path) -> PathBuf {
    std::env::var_os(FILE_VARIABLE).map_or_else(|| data.join("master.key"), PathBuf::from)
}

/// Reads the key.
pub fn read(file: &Path) -> Result<SealKey, MasterKeyError> {
    let text = fs::read_to_string(file).map_err(|why| match why.kind() {
        io::ErrorKind::NotFound => MasterKeyError::Missing(file.to_owned()),
        _ => MasterKeyError::Io(file.to_owned(), why),
    })?;
    let mut bytes = [0; 32];
    hex::decode_to_slice(text.trim(), &mut bytes)
        .map_err(|_| MasterKeyError::Malformed(file.to_owned()))?;
    Ok(SealKey::new(bytes))
}

/// Reads the key, or makes one for a database that has none yet. The file appears whole or not at
/// all, readable by its owner only.
pub fn read_or_make(file: &Path, random: &mut Random) -> Result<SealKey, MasterKeyError> {
    if !file.exists() {
        let key = hex::encode(random.bytes::<32>()?);
        let draft = file.with_extension(format!("draft-{}", std::process::id()));
        let placed = write_private(&draft, &key).and_then(|()| match fs::hard_link(&draft, file) {
            // Another process was first; its key holds.
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        });
        let tidied = fs::remove_file(&draft);
        placed
            .and(tidied)
            .map_err(|why| MasterKeyError::Io(file.to_owned(), why))?;
    }
    read(file)
}

/// Writes a line to a new file that its owner alone can read; it is on disk when this returns.
pub fn write_private(file: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(file)?;
    writeln!(opened, "{text}")?;
    opened.sync_all()?;
    // The name must be as durable as the content.
    if let (true, Some(folder)) = (cfg!(unix), file.parent()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_made_once_and_kept_private() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("master.key");
        assert!(matches!(read(&file), Err(MasterKeyError::Missing(_))));
        let made = read_or_make(&file, &mut Random::default()).unwrap();
        let again = read_or_make(&file, &mut Random::default()).unwrap();
        assert_eq!(made.keyed_hash("test", b""), again.keyed_hash("test", b""));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("master.key");
        fs::write(&file, "no key").unwrap();
        let refused = read_or_make(&file, &mut Random::default());
        assert!(matches!(refused, Err(MasterKeyError::Malformed(_))));
    }
}
