//! Bits of the database file turn over: that is noticed, and no other text is ever read.
//!
//! `MEEDOEN_FLIPS` says how many in the main file, `MEEDOEN_SEED` replays one.

use device::DeviceError;
use faultdisk::{Chance, Image};
use faults::desk::{DATABASE, Desk, dossier, goal, in_use};
use faults::{Texts, run};
use std::sync::OnceLock;
use store::StoreError;

#[test]
fn every_flip_in_the_file_is_noticed() {
    let texts = texts_of(in_use());
    let counts = run::each_seed("bit_flips", ("MEEDOEN_FLIPS", 1_000), |seed| {
        let (desk, place) = flipped(in_use(), DATABASE, seed);
        let read = read(&desk, &texts).map_err(|why| format!("{place}: {why}"))?;
        let intact = desk.store().and_then(|mut store| store.is_intact());
        match (read, intact) {
            (_, Ok(false) | Err(StoreError::Unreadable)) => Ok(read),
            (_, Ok(true)) => Err(format!("{place} was not noticed")),
            (_, Err(other)) => Err(format!("{place}: {other}")),
        }
    });
    let all: u64 = counts.values().sum();
    println!("{all} flips, all noticed by the check");
}

/// The log's own checksums end it at the first frame that is not as it was written: a flip takes
/// the saves from there on away, and nothing tells them from saves that were never made. What is
/// read is what stood there after one of the saves, never another text.
#[test]
fn a_flip_in_the_write_ahead_log_can_shorten_it_and_changes_no_text() {
    let (image, moments) = with_a_log();
    let log = format!("{DATABASE}-wal");
    let counts = run::each_seed("write_ahead_log", ("MEEDOEN_LOG_FLIPS", 200), |seed| {
        let (desk, place) = flipped(image, &log, seed);
        desk.open().map_err(|why| format!("{place}: {why}"))?;
        let texts = desk.texts().map_err(|why| format!("{place}: {why}"))?;
        let at = moments.iter().position(|moment| *moment == texts);
        let intact = desk.store().and_then(|mut store| store.is_intact());
        match (at, intact) {
            (None, _) => Err(format!("{place}: a text that never stood there")),
            (_, Ok(false) | Err(_)) => Err(format!("{place}: the file itself is not damaged")),
            (Some(at), Ok(true)) if at + 1 == moments.len() => Ok("whole"),
            (Some(_), Ok(true)) => Ok("shortened"),
        }
    });
    if run::number("MEEDOEN_SEED").is_none() {
        assert!(counts.contains_key("shortened"), "{counts:?}");
    }
}

/// A device with one bit turned over, and where.
fn flipped(image: &Image, name: &str, seed: u64) -> (Desk, String) {
    let mut chance = Chance::seeded(seed);
    let desk = Desk::on(image);
    let mut bytes = desk.disk.read(name).unwrap();
    let (byte, bit) = (chance.below(bytes.len()), chance.below(8));
    bytes[byte] ^= 1 << bit;
    desk.disk.write(name, &bytes);
    (desk, format!("bit {bit} of byte {byte} in {name}"))
}

/// Reads everything without a check beforehand, as the app does between two of them.
fn read(desk: &Desk, texts: &Texts) -> Result<&'static str, String> {
    match desk.open().and_then(|()| desk.texts()) {
        Ok(found) if found == *texts => Ok("not read"),
        Ok(_) => Err("another text was read".into()),
        Err(DeviceError::Store(StoreError::Unreadable)) => Ok("refused"),
        Err(other) => Err(format!("told as {other:?}")),
    }
}

fn texts_of(image: &Image) -> Texts {
    let desk = Desk::on(image);
    desk.open().unwrap();
    desk.texts().unwrap()
}

/// A device that was never closed, and what was to be read after each save that is in its log.
fn with_a_log() -> &'static (Image, Vec<Texts>) {
    static IMAGE: OnceLock<(Image, Vec<Texts>)> = OnceLock::new();
    IMAGE.get_or_init(|| {
        let desk = Desk::on(in_use());
        desk.open().unwrap();
        let mut moments = vec![desk.texts().unwrap()];
        for n in 0..20 {
            let text = format!("{n} keer geteld. ").repeat(n * 10);
            desk.set((dossier(1), goal(1), "goal"), "text", text.as_str())
                .unwrap();
            moments.push(desk.texts().unwrap());
        }
        (desk.disk.image(), moments)
    })
}
