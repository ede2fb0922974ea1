//! The programs under test, each with a folder of its own, and patience to wait for them.

mod app;
mod demo_days;
mod device;
mod patience;
mod places;
mod process;
mod server;
#[cfg(target_os = "linux")]
mod small_disk;
mod tls_server;
mod town;
mod whole_caseload;

pub use app::{App, Look, size_of_this_run};
pub use demo_days::today;
pub use device::Device;
pub use patience::Patience;
pub use places::Places;
pub use process::{Process, end_all, is_alive, kill_process};
pub use server::{Enrolment, Server};
#[cfg(target_os = "linux")]
pub use small_disk::SmallDisk;
pub use tls_server::TlsServer;
pub use town::{PASSPHRASE, Town};
pub use whole_caseload::{PEOPLE, write_whole_caseload};
