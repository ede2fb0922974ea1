//! What the endpoint keeps, in SQLite. All SQL lives under this module, one file a noun.
//!
//! The rest of the server works through [`Storage::read`] and [`Storage::write`]: a job that sees
//! one consistent state, and for a write the only one that changes it. The verbs built on these
//! (`admit`, `enrol`, `push`, `receipts`, `feed` …) are methods of [`Storage`] and all that
//! handlers and commands know; another database brings the same verbs.

pub mod access_event;
pub mod access_log;
pub mod change;
pub mod coach;
pub mod column;
pub mod device;
pub mod dossier;
pub mod endpoint;
pub mod enrolment_code;
mod error;
pub mod grant;
pub mod late_change;
mod migration;
pub mod municipality;
mod open;
pub mod record;
pub mod refused;
pub mod team;

pub use error::StorageError;

use crate::ledger::Ledger;
use crate::master_key::{self, MasterKeyError};
use crate::poke::Pokes;
use crate::random::Random;
use crate::seal::SealKey;
use ed25519_dalek::SigningKey;
use endpoint::Identity;
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as FairMutex, Semaphore};
use uuid::Uuid;

/// How many jobs read at the same time.
const READERS: usize = 8;
/// The database in the data folder.
pub const DATABASE: &str = "meedoen.db";

/// The endpoint's storage. A clone is another handle to the same.
#[derive(Clone)]
pub struct Storage(Arc<Inner>);

struct Inner {
    file: PathBuf,
    ledger: Ledger,
    master: SealKey,
    identity: Identity,
    writer: Arc<FairMutex<Connection>>,
    idle_readers: Mutex<Vec<Connection>>,
    reader_slots: Semaphore,
    pokes: Pokes,
}

/// What a job works with: one consistent state, the keys, and randomness.
pub struct Work<'w> {
    /// The database, inside a transaction.
    pub db: &'w Connection,
    /// Wraps the dossiers' keys.
    pub master: &'w SealKey,
    /// The endpoint's epoch and signing key.
    pub identity: &'w Identity,
    /// Fresh randomness.
    pub random: Random,
}

impl Storage {
    /// Opens the data folder, making it on the first start.
    pub fn open(data: &Path) -> Result<Self, StorageError> {
        Self::open_beside(data, data)
    }

    /// Opens the database in `folder`, whose master key and ledger lie in `data`.
    pub(crate) fn open_beside(folder: &Path, data: &Path) -> Result<Self, StorageError> {
        make_folder(folder).map_err(|why| StorageError::Folder(folder.to_owned(), why))?;
        let file = folder.join(DATABASE);
        let mut writer = open::open(&file)?;
        migration::migrate(&mut writer)?;
        let (master, identity) = identify(&mut writer, &master_key::file_for(data))?;
        Ok(Storage(Arc::new(Inner {
            file,
            ledger: Ledger::of(data),
            master,
            identity,
            writer: Arc::new(FairMutex::new(writer)),
            idle_readers: Mutex::new(Vec::new()),
            reader_slots: Semaphore::new(READERS),
            pokes: Pokes::default(),
        })))
    }

    /// The endpoint's epoch and signing key.
    pub fn identity(&self) -> &Identity {
        &self.0.identity
    }

    /// What outlives a restore of the database.
    pub fn ledger(&self) -> Ledger {
        self.0.ledger.clone()
    }

    /// The devices that listen for what is new.
    pub fn pokes(&self) -> Pokes {
        self.0.pokes.clone()
    }

    /// Does a job in a transaction that no other write comes between, here or in another process.
    /// What it wrote is durable when this returns; nothing is kept of a job that fails.
    pub async fn write<T, E>(
        &self,
        job: impl FnOnce(&mut Work<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let inner = Arc::clone(&self.0);
        let mut writer = Arc::clone(&inner.writer).lock_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            let tx = writer
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(StorageError::from)?;
            let result = job(&mut inner.work(&tx))?;
            tx.commit().map_err(StorageError::from)?;
            Ok(result)
        });
        let done = done
            .await
            .unwrap_or_else(|_| Err(StorageError::Unfinished.into()));
        self.0.pokes.committed();
        done
    }

    /// Does a job that only reads, all of it from one state.
    pub async fn read<T, E>(
        &self,
        job: impl FnOnce(&mut Work<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let _slot = self
            .0
            .reader_slots
            .acquire()
            .await
            .map_err(|_| StorageError::Unfinished)?;
        let inner = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || {
            let mut reader = match inner.idle_readers().pop() {
                Some(reader) => reader,
                None => open::open(&inner.file)?,
            };
            let tx = reader.transaction().map_err(StorageError::from)?;
            let result = job(&mut inner.work(&tx));
            tx.finish().map_err(StorageError::from)?;
            inner.idle_readers().push(reader);
            result
        });
        done.await
            .unwrap_or_else(|_| Err(StorageError::Unfinished.into()))
    }
}

impl Inner {
    fn work<'w>(&'w self, db: &'w Connection) -> Work<'w> {
        Work {
            db,
            master: &self.master,
            identity: &self.identity,
            random: Random::default(),
        }
    }

    fn idle_readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_folder(data: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data)
}

/// The master key and the endpoint's identity; both are made on the first start, under the
/// database's lock, so that two processes that start together agree.
fn identify(writer: &mut Connection, key_file: &Path) -> Result<(SealKey, Identity), StorageError> {
    let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut random = Random::default();
    if endpoint::exists(&tx)? {
        let master = master_key::read(key_file)?;
        let identity = endpoint::find(&tx, &master)?
            .ok_or_else(|| MasterKeyError::Foreign(key_file.to_owned()))?;
        return Ok((master, identity));
    }
    let master = master_key::read_or_make(key_file, &mut random)?;
    let identity = Identity {
        epoch: uuid::Builder::from_random_bytes(random.bytes()?).into_uuid(),
        signing_key: SigningKey::from_bytes(&random.bytes()?),
    };
    endpoint::insert(&tx, &master, random.bytes()?, &identity)?;
    tx.commit()?;
    Ok((master, identity))
}

/// A new id that sorts by time.
pub fn new_id(now: i64, random: &mut Random) -> Result<Uuid, StorageError> {
    let millis = u64::try_from(now).unwrap_or_default();
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random.bytes()?).into_uuid())
}
