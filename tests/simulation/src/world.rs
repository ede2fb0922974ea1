//! A world in which one history happens.

use crate::access::Book;
use crate::attempt::Moment;
use crate::desk::Desk;
use crate::office::{Backup, Office};
use crate::stage::{START, Stage};
use crate::step::Step;
use crate::typists::{Place, Typists, WriteId};
use crate::wire::Post;
use faultdisk::Disk;
use replication::{CoachId, RecordId};
use std::error::Error;
use std::sync::{Arc, Mutex};
use store::StoredRecord;
use uuid::Uuid;

const YEAR: i64 = 365 * 24 * 60 * 60 * 1000;

/// What a step may say when the product broke a promise.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Devices, a server, the post between them, and what the typists did.
pub struct World {
    pub desks: Vec<Desk>,
    pub office: Office,
    pub typists: Typists,
    pub book: Book,
    /// The last backup of the server.
    pub(crate) backup: Option<Backup>,
    /// What devices, by their desks, held of others' work when the server was put back.
    pub(crate) held: Vec<(WriteId, usize)>,
    pub(crate) post: Arc<Mutex<Post>>,
    pub(crate) ticks: i64,
}

impl World {
    /// A world of these.
    pub fn new(desks: Vec<Desk>, office: Office, typists: Typists) -> Self {
        World {
            desks,
            office,
            typists,
            book: Book::default(),
            backup: None,
            held: Vec::new(),
            post: Arc::default(),
            ticks: 0,
        }
    }

    /// A copy of the stage, with these of its desks.
    pub fn on_stage(desks: &[usize]) -> Result<Self> {
        let stage = Stage::get();
        let folder = crate::stage::folder()?;
        std::fs::write(folder.path().join("master.key"), &stage.master_key)?;
        let disk = Disk::at(folder.path());
        disk.restore(&stage.office);
        let office = Office::open(disk, folder)?;
        let open = |at: &usize| {
            let (me, image) = &stage.desks[*at];
            let disk = Disk::new();
            disk.restore(image);
            Ok(Desk::open(disk, me.clone(), stage.typists.count())?)
        };
        let desks = desks.iter().map(open).collect::<Result<Vec<_>>>()?;
        let mut world = World::new(desks, office, stage.typists.clone());
        world.ticks = stage.ticks;
        Ok(world)
    }

    /// Lets one step happen.
    pub async fn step(&mut self, step: &Step) -> Result<()> {
        match *step {
            Step::Open { desk, pick } => self.open(desk, pick).map(drop),
            Step::Type { desk, pick, times } => self.type_on(desk, pick, times),
            Step::Fill { desk, pick } => self.fill(desk, pick),
            Step::Choose { desk, pick } => self.choose(desk, pick),
            Step::Make { desk, pick, what } => self.make(desk, pick, what),
            Step::Remove { desk, pick } => self.remove(desk, pick),
            Step::Overreach { desk, pick } => self.overreach(desk, pick),
            Step::Freeze { desk } => {
                let shared = &self.desks[desk].shared;
                Ok(shared.with(|opened| Ok(opened.store().freeze()?))?)
            }
            Step::Sync {
                desk,
                fault,
                meanwhile,
            } => self.sync(desk, fault, meanwhile).await,
            Step::Late { pick } => self.late(pick).await,
            Step::Cut { desk, how } => Ok(self.desks[desk].cut(how)?),
            Step::CutWhileTyping {
                desk,
                pick,
                call,
                how,
            } => self.cut_while_typing(desk, pick, call, how),
            Step::CutServer { how } => Ok(self.office.cut(how)?),
            Step::Clock { desk, years } => {
                self.desks[desk].skew = years * YEAR;
                Ok(())
            }
            Step::BackUpDesk { desk } => {
                self.back_up_desk(desk);
                Ok(())
            }
            Step::Replace {
                desk,
                is_revoked,
                is_kept,
            } => self.replace_some(desk, is_revoked, is_kept).await,
            Step::BackUpServer => self.back_up_server().await,
            Step::RestoreServer => self.restore_server_some().await,
            Step::RestoreDesk { desk } => self.restore_desk_some(desk),
            Step::Grant { pick, may_write } => self.grant_some(pick, may_write).await,
            Step::RevokeAccess { pick, long_ago } => self.revoke_some(pick, long_ago).await,
            Step::Erase { pick } => self.erase_some(pick).await,
            Step::HandOver { pick, long_ago } => self.hand_over_some(pick, long_ago).await,
        }
    }

    /// The moment at a desk; no two are the same.
    pub(crate) fn now(&mut self, desk: usize) -> Moment {
        let tick = self.tick();
        Moment {
            tick,
            clock: START + tick + self.desks[desk].skew,
        }
    }

    pub(crate) fn tick(&mut self) -> i64 {
        self.ticks += 1;
        self.ticks
    }

    /// The team of a coach.
    pub(crate) fn team_of(&self, coach: CoachId) -> Uuid {
        let all = Stage::get().desks.iter();
        let mut teams = all.filter_map(|(me, _)| (me.coach == coach).then_some(me.team));
        teams.next().unwrap_or_default()
    }

    /// The first record of a kind on a desk's screen.
    pub fn first(&self, at: usize, kind: &str) -> Result<StoredRecord> {
        let mut records = self.desks[at].records()?.into_iter();
        let found = records.find(|record| record.kind == kind);
        Ok(found.ok_or("no such record")?)
    }

    /// The versions of a field that a desk shows, sorted.
    pub fn versions(&self, at: usize, record: RecordId, field: &str) -> Result<Vec<String>> {
        let Some(found) = self.desks[at].record(record)? else {
            return Ok(Vec::new());
        };
        let versions = found.state.versions(field).into_iter();
        let mut texts: Vec<String> = versions
            .filter_map(|(value, _)| value.as_text().map(str::to_owned))
            .collect();
        texts.sort();
        Ok(texts)
    }
}

pub(crate) fn place(record: &StoredRecord) -> Place {
    Place {
        dossier: record.dossier,
        record: record.id,
        kind: record.kind.clone(),
    }
}
