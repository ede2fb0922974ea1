//! What can happen in a history, and how a seed draws one. Each step carries all it needs, so that
//! a history stays meaningful when steps are left out of it.

use faultdisk::{Chance, PowerCut};

/// One thing that happens. Numbers choose among what there is at that moment.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A coach opens a field.
    Open { desk: usize, pick: usize },
    /// Types on in a field that is open; each time the text grows and is saved.
    Type {
        desk: usize,
        pick: usize,
        times: usize,
    },
    /// Opens a field and fills it in at once.
    Fill { desk: usize, pick: usize },
    /// Chooses one of the versions of a text.
    Choose { desk: usize, pick: usize },
    /// Makes a record.
    Make {
        desk: usize,
        pick: usize,
        what: What,
    },
    /// Removes a record, or puts it back.
    Remove { desk: usize, pick: usize },
    /// Writes what no coach may: the server is to refuse it.
    Overreach { desk: usize, pick: usize },
    /// Closes the talk: what is typed later is a change of its own.
    Freeze { desk: usize },
    /// Syncs.
    Sync {
        desk: usize,
        fault: Fault,
        meanwhile: Meanwhile,
    },
    /// A request that was held up on the way arrives after all.
    Late { pick: usize },
    /// The power of a device goes while it lies idle.
    Cut { desk: usize, how: Cut },
    /// The power goes at some call to the disk while something is saved.
    CutWhileTyping {
        desk: usize,
        pick: usize,
        call: u64,
        how: Cut,
    },
    /// The server's power goes.
    CutServer { how: Cut },
    /// A device's clock goes wrong by so many years.
    Clock { desk: usize, years: i64 },
    /// The office lets a coach or a team see a dossier.
    Grant { pick: usize, may_write: bool },
    /// It takes a dossier away from one; perhaps so long ago that nothing more is taken late.
    RevokeAccess { pick: usize, long_ago: bool },
    /// It gives a dossier to another team.
    HandOver { pick: usize, long_ago: bool },
    /// It erases a person.
    Erase { pick: usize },
    /// Somebody copies the disk of a device.
    BackUpDesk { desk: usize },
    /// The copy is put back; without one, the disk as it was in the beginning.
    RestoreDesk { desk: usize },
    /// A device is shut out or breaks, and its coach enrols another; what it had not sent is read
    /// from its disk, or lost.
    Replace {
        desk: usize,
        is_revoked: bool,
        is_kept: bool,
    },
    /// The office copies the server's database.
    BackUpServer,
    /// The copy is put back; without one, the database as it was in the beginning.
    RestoreServer,
}

/// A record to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Person,
    Goal,
    Conversation,
    /// The note on one theme of a talk, which two coaches make as one record.
    ThemeNote,
    NextStep,
}

/// What a power cut leaves, drawn with a seed of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    pub how: PowerCut,
    pub seed: u64,
}

/// What goes wrong on the way. `at` is a share of the bytes, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// The request never arrives.
    RequestLost,
    /// It arrives much later, see [`Step::Late`].
    RequestHeldUp,
    /// Only its beginning arrives.
    RequestCut {
        at: usize,
    },
    /// One of its bytes is altered.
    RequestAltered {
        at: usize,
    },
    /// It arrives twice, and the second answer comes back.
    RequestTwice,
    /// The server does all, and the answer never arrives.
    AnswerLost,
    /// Only its beginning arrives.
    AnswerCut {
        at: usize,
    },
    /// One of its bytes is altered.
    AnswerAltered {
        at: usize,
    },
    /// An answer to an earlier request arrives instead.
    AnswerOld,
    /// A hotel's page arrives instead.
    Portal,
    /// Nothing arrives, and it looks like success.
    Empty,
    /// The device's power goes at some call to its disk.
    DevicePower {
        call: u64,
        cut: Cut,
    },
    /// The server's power goes at some call to its disk.
    ServerPower {
        call: u64,
        cut: Cut,
    },
}

/// What happens while a sync is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meanwhile {
    Nothing,
    /// The coach types on.
    Types {
        pick: usize,
    },
    /// Another device syncs, when the server has taken in a part of the request.
    Syncs {
        desk: usize,
        after: usize,
    },
}

/// A whole history.
#[derive(Debug, Clone)]
pub struct History {
    /// The test that plays it, as a command names it.
    pub test: &'static str,
    /// Names it among those of its test.
    pub seed: u64,
    /// How many devices take part, and which coaches they belong to.
    pub desks: Vec<usize>,
    /// The steps with their numbers; some may be left out.
    pub steps: Vec<(usize, Step)>,
}

/// The coaches of the stage: the first three of one team, then two of another, then one of a third;
/// the last desk is the first coach's second device.
const NORTH: [usize; 4] = [0, 1, 2, 6];
const OTHERS: [usize; 3] = [3, 4, 5];

impl History {
    /// The history of a seed.
    pub fn of(seed: u64) -> Self {
        let mut chance = Chance::seeded(seed);
        let count = [2, 2, 3, 3, 3, 4, 5][chance.below(7)];
        let mut desks = Vec::new();
        while desks.len() < count {
            // Two of one team at least; the rest may be of others.
            let pool: &[usize] = match desks.len() < 2 || chance.one_in(2) {
                true => &NORTH,
                false => &OTHERS,
            };
            let coach = pool[chance.below(pool.len())];
            if !desks.contains(&coach) {
                desks.push(coach);
            }
        }
        let length = 8 + chance.below(17);
        // Half of the histories know no office that decides things.
        let what = [CALM, CALM, OFFICE, DISASTERS][chance.below(4)];
        let steps = (0..length)
            .map(|n| (n, step(&mut chance, what, count)))
            .collect();
        History {
            test: "histories",
            seed,
            desks,
            steps,
        }
    }

    /// Leaves out all steps but those with these numbers.
    pub fn only(mut self, numbers: &[usize]) -> Self {
        self.steps.retain(|(n, _)| numbers.contains(n));
        self
    }

    /// The command that plays it again.
    pub fn command(&self) -> String {
        let History {
            test, seed, steps, ..
        } = self;
        let numbers: Vec<String> = steps.iter().map(|(n, _)| n.to_string()).collect();
        let steps = numbers.join(",");
        format!(
            "MEEDOEN_SEED={seed} MEEDOEN_STEPS={steps} cargo test -p meedoen-simulation --test {test}"
        )
    }
}

/// How many sorts of steps there are without an office that decides.
const CALM: usize = 40;
/// How many sorts there are with one.
const OFFICE: usize = 47;
/// And with backups that are put back.
const DISASTERS: usize = 59;

fn step(chance: &mut Chance, sorts: usize, desks: usize) -> Step {
    let desk = chance.below(desks);
    let pick = chance.below(1 << 16);
    match chance.below(sorts) {
        0..=2 => Step::Open { desk, pick },
        3..=8 => Step::Type {
            desk,
            pick,
            times: 1 + chance.below(3),
        },
        9..=12 => Step::Fill { desk, pick },
        13 | 14 => Step::Choose { desk, pick },
        15..=17 => Step::Make {
            desk,
            pick,
            what: [
                What::Person,
                What::Goal,
                What::Conversation,
                What::ThemeNote,
                What::ThemeNote,
                What::NextStep,
            ][chance.below(6)],
        },
        18 | 19 => Step::Remove { desk, pick },
        20 => Step::Overreach { desk, pick },
        21 => Step::Freeze { desk },
        22 => Step::Cut {
            desk,
            how: cut(chance),
        },
        23 | 24 => Step::CutWhileTyping {
            desk,
            pick,
            call: 1 + chance.below(24) as u64,
            how: cut(chance),
        },
        25 => Step::CutServer { how: cut(chance) },
        26 => Step::Clock {
            desk,
            years: [-10, -1, 1, 10][chance.below(4)],
        },
        27 => Step::Late { pick },
        40 | 41 => Step::Grant {
            pick,
            may_write: !chance.one_in(4),
        },
        42 | 43 => Step::RevokeAccess {
            pick,
            long_ago: chance.one_in(5),
        },
        44 | 45 => Step::HandOver {
            pick,
            long_ago: chance.one_in(5),
        },
        46 => Step::Erase { pick },
        47..=49 => Step::BackUpDesk { desk },
        50..=52 => Step::RestoreDesk { desk },
        53 | 54 => Step::BackUpServer,
        55 | 56 => Step::RestoreServer,
        57 | 58 => Step::Replace {
            desk,
            is_revoked: chance.one_in(2),
            is_kept: !chance.one_in(3),
        },
        _ => Step::Sync {
            desk,
            fault: fault(chance),
            meanwhile: match chance.below(8) {
                0 => Meanwhile::Types {
                    pick: chance.below(1 << 16),
                },
                1 => Meanwhile::Syncs {
                    desk: chance.below(desks),
                    after: chance.below(4),
                },
                _ => Meanwhile::Nothing,
            },
        },
    }
}

fn cut(chance: &mut Chance) -> Cut {
    let how = [
        PowerCut::NothingKept,
        PowerCut::EverythingKept,
        PowerCut::InOrder,
        PowerCut::AnyOrder,
    ][chance.below(4)];
    Cut {
        how,
        seed: chance.next(),
    }
}

fn fault(chance: &mut Chance) -> Fault {
    let at = chance.below(1000);
    match chance.below(26) {
        0 => Fault::RequestLost,
        1 => Fault::RequestHeldUp,
        2 => Fault::RequestCut { at },
        3 => Fault::RequestAltered { at },
        4 => Fault::RequestTwice,
        5 | 6 => Fault::AnswerLost,
        7 | 8 => Fault::AnswerCut { at },
        9 => Fault::AnswerAltered { at },
        10 => Fault::AnswerOld,
        11 => Fault::Portal,
        12 => Fault::Empty,
        13 => Fault::DevicePower {
            call: 1 + chance.below(120) as u64,
            cut: cut(chance),
        },
        14 => Fault::ServerPower {
            call: 1 + chance.below(120) as u64,
            cut: cut(chance),
        },
        _ => Fault::None,
    }
}
