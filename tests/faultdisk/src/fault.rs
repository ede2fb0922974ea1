//! What goes wrong, and when.

use rusqlite::ffi;

/// The calls that SQLite makes to a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// A file is opened or made.
    Open,
    /// Whether a file is there.
    Access,
    /// A file is deleted.
    Delete,
    /// Bytes are read.
    Read,
    /// Bytes are written.
    Write,
    /// A file gets another size.
    Truncate,
    /// What was written is to be on the platters.
    Sync,
    /// How large a file is.
    Size,
    /// A file is locked.
    Lock,
    /// The memory beside a write-ahead log is asked for.
    Map,
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The disk answers with an error.
    IoError,
    /// A write finds no room; other calls fail as with [`Failure::IoError`].
    DiskFull,
    /// A read brings half of the bytes, a write stores half of them and finds no room; other calls
    /// fail as with [`Failure::IoError`].
    Short,
    /// The power goes: this call and all later ones fail, until [`Disk::power_on`].
    ///
    /// [`Disk::power_on`]: crate::Disk::power_on
    PowerCut,
}

/// Which call is to fail, counted from when the plan is made.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    nth: u64,
    only: Option<Call>,
    failure: Failure,
    lasting: bool,
}

impl Plan {
    /// Lets the `nth` call fail; the first is 1.
    pub fn nth(nth: u64, failure: Failure) -> Self {
        Plan {
            nth,
            only: None,
            failure,
            lasting: false,
        }
    }

    /// Counts only calls of one kind.
    pub fn of(self, call: Call) -> Self {
        Plan {
            only: Some(call),
            ..self
        }
    }

    /// Lets every counted call from the `nth` on fail.
    pub fn lasting(self) -> Self {
        Plan {
            lasting: true,
            ..self
        }
    }
}

/// What is wrong with a disk.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Calls since the disk was made.
    pub(crate) calls: u64,
    /// Calls that failed by plan.
    pub(crate) failed: u64,
    pub(crate) plan: Option<Plan>,
    /// Counted calls since the plan was made.
    pub(crate) counted: u64,
    pub(crate) powerless: bool,
    pub(crate) read_only: bool,
    pub(crate) syncs_are_lost: bool,
    pub(crate) capacity: Option<usize>,
}

impl Faults {
    /// Counts a call; answers how it is to fail. Of a power cut only the call that it met is told.
    pub(crate) fn count(&mut self, call: Call) -> Option<Failure> {
        self.calls += 1;
        if self.powerless {
            return Some(Failure::IoError);
        }
        let plan = self.plan?;
        if plan.only.is_some_and(|only| only != call) {
            return None;
        }
        self.counted += 1;
        let now = match plan.lasting {
            true => self.counted >= plan.nth,
            false => self.counted == plan.nth,
        };
        if !now {
            return None;
        }
        self.failed += 1;
        self.powerless = plan.failure == Failure::PowerCut;
        Some(plan.failure)
    }
}

/// The code by which SQLite knows that a call failed.
pub(crate) fn io_error(call: Call) -> i32 {
    match call {
        Call::Open => ffi::SQLITE_CANTOPEN,
        Call::Access => ffi::SQLITE_IOERR_ACCESS,
        Call::Delete => ffi::SQLITE_IOERR_DELETE,
        Call::Read => ffi::SQLITE_IOERR_READ,
        Call::Write => ffi::SQLITE_IOERR_WRITE,
        Call::Truncate => ffi::SQLITE_IOERR_TRUNCATE,
        Call::Sync => ffi::SQLITE_IOERR_FSYNC,
        Call::Size => ffi::SQLITE_IOERR_FSTAT,
        Call::Lock => ffi::SQLITE_IOERR_LOCK,
        Call::Map => ffi::SQLITE_IOERR_SHMMAP,
    }
}
