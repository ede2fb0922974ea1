//! One call to the disk fails, or one piece of memory is refused, at every place of a journey: the
//! coach is told, the file stays whole, and doing it again works.
//!
//! Tries some places of three journeys, or with `MEEDOEN_FAILING=all` all places of all twelve.

use device::DeviceError;
use faultdisk::{Failure, Plan};
use faults::journeys::{ALL, Journey};
use faults::{Desk, Texts, heap, run};

/// How many journeys, and how many places in each, the short form tries.
const SHORT: (usize, u64) = (3, 40);

/// What is wrong for how long.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Disk(Failure),
    /// From there on, until somebody mends it.
    DiskForGood(Failure),
    /// There is no room for one byte more.
    Full,
    ReadOnly,
    Memory,
    MemoryForGood,
}

const DISK: [Fault; 5] = [
    Fault::Disk(Failure::IoError),
    Fault::Disk(Failure::DiskFull),
    Fault::Disk(Failure::Short),
    Fault::DiskForGood(Failure::IoError),
    Fault::DiskForGood(Failure::DiskFull),
];
const MEMORY: [Fault; 2] = [Fault::Memory, Fault::MemoryForGood];

/// The words a coach may get to read when this fails; none of them is "something went wrong".
const CODES: [&str; 4] = ["disk_fault", "disk_full", "disk_read_only", "out_of_memory"];

#[test]
fn every_call_to_the_disk_can_fail() {
    for_each_place(&DISK, |walked| walked.calls);
}

#[test]
fn every_piece_of_memory_can_be_refused() {
    for_each_place(&MEMORY, |walked| walked.pieces);
}

#[test]
fn a_disk_can_be_full_or_not_be_written_all_along() {
    for fault in [Fault::Full, Fault::ReadOnly] {
        let counts = run::each(
            &format!("failing: all with {fault:?}"),
            0..ALL.len() as u64,
            |n| {
                let journey = &ALL[n as usize];
                let walked = walk(journey).map_err(|why| why.to_string())?;
                fail(journey, &walked, fault, 1).map_err(|why| format!("{}: {why}", journey.name))
            },
        );
        assert!(
            counts.get("told").is_some_and(|told| *told > 5),
            "{counts:?}"
        );
    }
}

/// A journey without a fault.
struct Walked {
    calls: u64,
    pieces: u64,
    told: String,
    texts: Texts,
}

fn for_each_place(faults: &[Fault], places: impl Fn(&Walked) -> u64) {
    let all = std::env::var("MEEDOEN_FAILING").is_ok_and(|value| value == "all");
    let journeys = if all { ALL.len() } else { SHORT.0 };
    for journey in &ALL[..journeys] {
        let walked = walk(journey).unwrap();
        let places = places(&walked);
        assert!(places > 3, "{} has {places} places", journey.name);
        let step = if all { 1 } else { (places / SHORT.1).max(1) };
        for fault in faults {
            let name = format!("failing: {} with {fault:?}", journey.name);
            let counts = run::each(&name, 1..places / step + 1, |n| {
                let nth = (n * step).min(places);
                fail(journey, &walked, *fault, nth).map_err(|why| format!("place {nth}: {why}"))
            });
            assert!(counts.contains_key("told"), "{name}: {counts:?}");
        }
    }
}

fn stage(journey: &Journey) -> device::Result<Desk> {
    let desk = journey
        .before
        .map_or_else(Desk::empty, |image| Desk::on(image()));
    if journey.opened {
        desk.open()?;
    }
    Ok(desk)
}

fn walk(journey: &Journey) -> device::Result<Walked> {
    let desk = stage(journey)?;
    let before = desk.disk.calls();
    heap::heal();
    let told = (journey.walk)(&desk)?;
    Ok(Walked {
        pieces: heap::heal(),
        calls: desk.disk.calls() - before,
        told,
        texts: desk.texts()?,
    })
}

fn fail(journey: &Journey, walked: &Walked, fault: Fault, nth: u64) -> run::Outcome {
    let desk = stage(journey).map_err(|why| why.to_string())?;
    match fault {
        Fault::Disk(failure) => desk.disk.plan(Plan::nth(nth, failure)),
        Fault::DiskForGood(failure) => desk.disk.plan(Plan::nth(nth, failure).lasting()),
        Fault::Full => desk.disk.set_capacity(desk.disk.used()),
        Fault::ReadOnly => desk.disk.set_read_only(),
        Fault::Memory => heap::refuse(nth, 1),
        Fault::MemoryForGood => heap::refuse(nth, u64::MAX),
    }
    let outcome = run::calmly(|| Ok((journey.walk)(&desk)));
    desk.disk.heal();
    heap::heal();
    let outcome = match outcome? {
        Ok(told) if told == walked.told => "not in the way",
        Ok(told) => return Err(format!("another answer: {told}, not {}", walked.told)),
        Err(why) if CODES.contains(&why.code()) => "told",
        Err(why) => return Err(format!("told as {}: {why:?}", why.code())),
    };
    // The same device goes on, and what was to be done is done.
    let again = |why: DeviceError| format!("afterwards: {why:?}");
    let told = (journey.walk)(&desk).map_err(again)?;
    if told != walked.told {
        return Err(format!("afterwards, another answer: {told}"));
    }
    desk.close();
    desk.open().map_err(again)?;
    if desk.texts().map_err(again)? != walked.texts {
        return Err("afterwards, other texts".into());
    }
    let intact = desk.store().and_then(|mut store| store.is_wholly_intact());
    match intact {
        Ok(true) => Ok(outcome),
        other => Err(format!("afterwards, intact: {other:?}")),
    }
}
