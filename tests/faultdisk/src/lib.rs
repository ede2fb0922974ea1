//! Disks in memory that break on request, for tests.
//!
//! A [`Disk`] stands for a folder. Once one was made, every database that this process opens below
//! that folder lies on it, whoever opens it and however: the product is tested as it is. All other
//! paths go to the real file system. Disks know nothing of each other, so thousands of histories
//! can run side by side.
//!
//! A disk keeps what reads see and what a power cut cannot take apart, lets any call fail, be short
//! or find no room, and can be copied and put back.
//!
//! ```
//! use faultdisk::{Chance, Disk, PowerCut};
//!
//! let disk = Disk::new();
//! # #[expect(clippy::disallowed_methods, reason = "an example without the product")]
//! let open = || rusqlite::Connection::open(disk.path("notes.db")).unwrap();
//! let notes = open();
//! notes.execute_batch("CREATE TABLE note (text); INSERT INTO note VALUES ('kept')").unwrap();
//! disk.power_off();
//! drop(notes);
//! disk.power_on(PowerCut::AnyOrder, &mut Chance::seeded(1));
//! let kept: String = open().query_row("SELECT text FROM note", [], |row| row.get(0)).unwrap();
//! assert_eq!(kept, "kept");
//! ```

mod chance;
mod disk;
mod fault;
mod file;
mod lock;
mod vfs;

pub use chance::Chance;
pub use disk::{Disk, Image};
pub use fault::{Call, Failure, Plan};
pub use file::PowerCut;
