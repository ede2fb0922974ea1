//! The power goes at a random call to the disk while a coach works.
//!
//! `MEEDOEN_CUTS` says how often, `MEEDOEN_SEED` replays one cut.

use domain::value::Value;
use faultdisk::{Chance, Disk, Failure, Image, Plan, PowerCut};
use faults::desk::{self, DATABASE, Desk, PEOPLE, dossier, goal, in_use, talk};
use faults::{Texts, run};
use replication::message::{Accepted, Receipts};
use replication::{ChangeId, Position, RecordId, Seq};
use std::sync::OnceLock;
use store::{Edit, FieldEdit};
use uuid::Uuid;

const CUTS: [PowerCut; 4] = [
    PowerCut::NothingKept,
    PowerCut::EverythingKept,
    PowerCut::InOrder,
    PowerCut::AnyOrder,
];

/// The write-ahead log goes into the file by itself when it has as many pages.
const CHECKPOINT_PAGES: usize = 1000;

#[test]
fn every_acknowledged_save_survives_every_power_cut() {
    let counts = run::each_seed("power_cut", ("MEEDOEN_CUTS", 5_000), |seed| {
        cut_once(seed, |_| ())
    });
    // A test in which nothing is ever cut proves nothing.
    if run::number("MEEDOEN_SEED").is_none() {
        let cut = |word| counts.get(word).copied().unwrap_or_default();
        let all: u64 = counts.values().sum();
        assert!(cut("while saving") * 10 > all, "{counts:?}");
        assert!(cut("while closing or opening") > 0 && cut("while enrolling") > 0);
    }
}

#[test]
fn a_disk_that_only_says_that_it_synced_is_found_out() {
    let found = (1..400).filter_map(|seed| {
        let why = run::calmly(|| cut_once(seed, Disk::lose_syncs)).err()?;
        let known = [
            "lost",
            "damaged",
            "does not open",
            "enrolled",
            "not in the log",
        ];
        assert!(known.iter().any(|word| why.contains(word)), "{why}");
        Some(why)
    });
    let found = found.count();
    assert!(found > 40, "found {found} times");
}

/// A device that will copy its write-ahead log into its file with one of the next saves.
fn before_a_checkpoint() -> &'static Image {
    static IMAGE: OnceLock<Image> = OnceLock::new();
    IMAGE.get_or_init(|| {
        let desk = Desk::on(in_use());
        desk.open().unwrap();
        let log = format!("{DATABASE}-wal");
        let pages = || desk.disk.read(&log).unwrap_or_default().len() / 4096;
        let mut n = 0;
        while pages() < CHECKPOINT_PAGES - 40 {
            n += 1;
            let text = format!("{n} ").repeat(900);
            desk.set((dossier(1), goal(1), "goal"), "text", text.as_str())
                .unwrap();
        }
        desk.disk.image()
    })
}

fn cut_once(seed: u64, spoil: impl Fn(&Disk)) -> run::Outcome {
    let mut chance = Chance::seeded(seed);
    let how = CUTS[chance.below(CUTS.len())];
    if chance.one_in(12) {
        return cut_enrolling(how, &mut chance, spoil);
    }
    let image = match chance.one_in(100) {
        true => before_a_checkpoint(),
        false => in_use(),
    };
    let desk = Desk::on(image);
    desk.open().map_err(|why| why.to_string())?;
    let mut coach = Coach {
        texts: desk.texts().map_err(|why| why.to_string())?,
        desk: &desk,
        last: None,
        said: None,
        position: 200,
        word: 0,
    };
    spoil(&desk.disk);
    for _ in 0..chance.below(4) {
        let deed = coach.draw(&mut chance);
        coach.texts = deed.after.clone();
        coach
            .does(deed.what)
            .map_err(|why| format!("no fault, and {why}"))?;
    }
    let nth = 1 + chance.below(50) as u64;
    desk.disk.plan(Plan::nth(nth, Failure::PowerCut));
    let mut after = coach.texts.clone();
    let mut word = "while nothing was done";
    for _ in 0..5 {
        let deed = coach.draw(&mut chance);
        after = deed.after.clone();
        let name = deed.what.name();
        let acknowledged = coach.does(deed.what).is_ok();
        if acknowledged {
            coach.texts = after.clone();
        }
        if !acknowledged || desk.disk.failed() > 0 {
            word = name;
            break;
        }
    }
    desk.cut(how, &mut chance);
    coach.finds_all(&after, &mut chance)?;
    Ok(word)
}

/// Nothing was acknowledged yet; the file must not be in the way of trying again.
fn cut_enrolling(how: PowerCut, chance: &mut Chance, spoil: impl Fn(&Disk)) -> run::Outcome {
    let desk = Desk::empty();
    spoil(&desk.disk);
    desk.disk
        .plan(Plan::nth(1 + chance.below(160) as u64, Failure::PowerCut));
    let enrolled = desk
        .store()
        .and_then(|mut store| store.enrol(&desk::enrolment()))
        .is_ok();
    desk.cut(how, chance);
    let mut store = desk
        .store()
        .map_err(|why| format!("does not open: {why}"))?;
    if !store.is_wholly_intact().map_err(|why| why.to_string())? {
        return Err("damaged".into());
    }
    match store.enrolment().map_err(|why| why.to_string())? {
        Some(found) if found == desk::enrolment() => Ok("while enrolling"),
        None if !enrolled => Ok("while enrolling"),
        found => Err(format!("enrolled: {enrolled}, found: {found:?}")),
    }
}

/// A coach at work, and what the screen said is saved.
struct Coach<'d> {
    desk: &'d Desk,
    texts: Texts,
    /// The last change that was acknowledged, and a word in its text.
    last: Option<ChangeId>,
    said: Option<String>,
    position: u64,
    word: u32,
}

/// What a coach does, and everything there is once it is done.
struct Deed {
    what: What,
    after: Texts,
}

enum What {
    Save(Vec<Edit>, String),
    Freeze,
    Search,
    Reopen,
    Sync { colleague: RecordId, text: String },
}

impl What {
    fn name(&self) -> &'static str {
        match self {
            What::Save(..) => "while saving",
            What::Freeze => "while closing a talk",
            What::Search => "while searching",
            What::Reopen => "while closing or opening",
            What::Sync { .. } => "while syncing",
        }
    }
}

impl Coach<'_> {
    fn draw(&mut self, chance: &mut Chance) -> Deed {
        let mut after = self.texts.clone();
        let what = match chance.below(12) {
            0..=6 => {
                let (edit, word) = self.edit(&mut after, chance);
                What::Save(vec![edit], word)
            }
            7 => {
                let (one, _) = self.edit(&mut after, chance);
                let before_two = after.clone();
                let (mut two, mut word) = self.edit(&mut after, chance);
                while two.record == one.record {
                    after.clone_from(&before_two);
                    (two, word) = self.edit(&mut after, chance);
                }
                What::Save(vec![one, two], word)
            }
            8 => What::Freeze,
            9 => What::Search,
            10 => What::Reopen,
            _ => {
                self.position += 1;
                let colleague = RecordId(Uuid::from_u128(0x9900 + u128::from(self.position)));
                let text = format!("Van een collega, {}", self.position);
                after.insert((colleague, "text".into()), vec![text.as_str().into()]);
                What::Sync { colleague, text }
            }
        };
        Deed { what, after }
    }

    /// Types into a goal or a talk, sometimes more than a page.
    fn edit(&mut self, after: &mut Texts, chance: &mut Chance) -> (Edit, String) {
        let n = 1 + chance.below(PEOPLE as usize - 1) as u128;
        let (record, kind, field) = match chance.below(3) {
            0 => (goal(n), "goal", "text"),
            1 => (talk(n), "conversation", "wish"),
            _ => (talk(n), "conversation", "strengths"),
        };
        self.word += 1;
        let word = format!("woord{}x", self.word);
        let length = [0, 3, 40, 700][chance.below(4)];
        let text = format!("{word} {}", "en zo voort. ".repeat(length));
        after.insert((record, field.to_owned()), vec![text.as_str().into()]);
        let edit = Edit {
            dossier: dossier(n),
            record,
            kind: kind.to_owned(),
            fields: vec![FieldEdit {
                field: field.to_owned(),
                value: text.into(),
                seen: Vec::new(),
            }],
        };
        (edit, word)
    }

    fn does(&mut self, what: What) -> device::Result<()> {
        match what {
            What::Save(edits, word) => self.save(edits, word),
            What::Freeze => self.desk.device.with(|opened| Ok(opened.store().freeze()?)),
            What::Search => self.search(),
            What::Reopen => {
                self.desk.close();
                self.desk.open()
            }
            What::Sync { colleague, text } => self.sync(colleague, &text),
        }
    }

    fn save(&mut self, mut edits: Vec<Edit>, word: String) -> device::Result<()> {
        let saved = self.desk.device.with(|opened| {
            let store = opened.store();
            for edit in &mut edits {
                let record = store.record(edit.record)?;
                for field in &mut edit.fields {
                    let state = record.as_ref().map(|record| &record.state);
                    field.seen = state
                        .map(|state| state.seen(&field.field))
                        .unwrap_or_default();
                }
            }
            Ok(store.save(&edits, desk::NOW)?)
        })?;
        self.last = saved.iter().max().copied();
        self.said = Some(word);
        Ok(())
    }

    fn search(&mut self) -> device::Result<()> {
        let Some(word) = &self.said else {
            return Ok(());
        };
        let found = self.desk.device.with(|opened| opened.search(word, 9))?;
        assert!(!found.is_empty(), "{word} is not found");
        Ok(())
    }

    /// All that waits is sent and accepted, and a colleague's goal comes.
    fn sync(&mut self, colleague: RecordId, text: &str) -> device::Result<()> {
        let position = Position(self.position * 1000);
        self.desk.device.with(|opened| {
            let store = opened.store();
            let receipts = store.standing()?.receipts;
            let offer = store.offer(receipts, 100_000)?;
            let Some(last) = offer.changes.last() else {
                return Ok(());
            };
            let accepted = Accepted {
                first: receipts.next(),
                count: last.id.seq.0 - receipts.0,
                position,
            };
            let receipts = Receipts {
                high_water: last.id.seq,
                accepted: vec![accepted],
                refused: Vec::new(),
            };
            Ok(store.take_receipts(&receipts, desk::NOW).map(drop)?)
        })?;
        let change = desk::colleagues(
            position.0 + 900,
            dossier(1),
            colleague,
            "goal",
            &[("text", text.into())],
        );
        let feed = desk::feed(vec![change], position.0 + 900);
        self.desk
            .device
            .with(|opened| Ok(opened.store().take_feed(&feed).map(drop)?))
    }

    /// After the cut: all that was acknowledged is there, and of what was under way all or nothing.
    fn finds_all(&mut self, after: &Texts, chance: &mut Chance) -> Result<(), String> {
        let told = |why: device::DeviceError| why.to_string();
        self.desk
            .open()
            .map_err(|why| format!("does not open: {why}"))?;
        let texts = self.desk.texts().map_err(told)?;
        if texts != self.texts && texts != *after {
            return Err(difference(&texts, &self.texts));
        }
        let (intact, standing) = self
            .desk
            .device
            .with(|opened| {
                let store = opened.store();
                Ok((store.is_wholly_intact()?, store.standing()?))
            })
            .map_err(told)?;
        if !intact {
            return Err("damaged".into());
        }
        let last = self.last.map_or(Seq(0), |change| change.seq);
        if standing.last < last {
            return Err(format!("{last:?} is not in the log"));
        }
        // And work goes on.
        self.texts = texts;
        let mut deed = self.draw(chance);
        while !matches!(deed.what, What::Save(..)) {
            deed = self.draw(chance);
        }
        self.does(deed.what).map_err(told)?;
        self.search().map_err(told)?;
        let texts = self.desk.texts().map_err(told)?;
        match texts == deed.after {
            true => Ok(()),
            false => Err(format!("afterwards, {}", difference(&texts, &deed.after))),
        }
    }
}

fn difference(found: &Texts, wanted: &Texts) -> String {
    let missing = wanted
        .iter()
        .find(|(place, value)| found.get(place) != Some(value));
    let strange = found
        .iter()
        .find(|(place, value)| wanted.get(place) != Some(value));
    let short = |pair: Option<(&(RecordId, String), &Vec<Value>)>| {
        let text = format!("{pair:?}");
        text.chars().take(300).collect::<String>()
    };
    format!("lost {} and found {}", short(missing), short(strange))
}
