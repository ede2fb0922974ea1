//! What the office decides about who may see a dossier, and what follows from it. The book knows
//! nothing of how the server keeps that.

use crate::typists::{Place, Write};
use crate::world::{Result, World};
use domain::value::Value;
use replication::{Change, ChangeId, CoachId, DeviceId, DossierId, RecordId};
use server::access::AccessError;
use server::policy::{Grant, SubjectKind};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Longer ago than a device may be late.
const LONG_AGO: i64 = 31 * 24 * 60 * 60 * 1000;

/// A decision about a dossier. Who is meant is a coach or a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Give { to: Uuid, may_write: bool },
    Take { from: Uuid },
    HandOver { to: Uuid },
}

#[derive(Debug, Clone, Copy)]
struct Decided {
    dossier: DossierId,
    what: Decision,
    tick: i64,
    /// More than a month ago: too late for what was made before.
    long_ago: bool,
}

/// Who began a dossier, and for which team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    pub coach: CoachId,
    pub team: Uuid,
}

/// Who may write in a dossier, beside seeing it.
type Access = BTreeMap<Uuid, bool>;

/// All decisions, in their order.
#[derive(Debug, Clone, Default)]
pub struct Book {
    decided: Vec<Decided>,
    /// The dossiers that were erased, and the changes to them that the server had by then.
    erased: BTreeMap<DossierId, BTreeSet<ChangeId>>,
    /// When each device began to sync.
    asked: Vec<(DeviceId, i64)>,
    /// Decisions were lost: the server was put back.
    pub went_back: bool,
}

impl Book {
    /// A device begins to sync: from here on it may have heard of what was decided.
    pub fn asks(&mut self, device: DeviceId, tick: i64) {
        self.asked.push((device, tick));
    }

    /// How much was decided.
    pub fn count(&self) -> usize {
        self.decided.len()
    }

    /// The server was put back: what was decided since counts no more, but for erasures.
    pub fn go_back(&mut self, decided: usize) {
        self.decided.truncate(decided);
        self.went_back = true;
    }

    /// The dossiers that were erased.
    pub fn erased(&self) -> impl Iterator<Item = DossierId> {
        self.erased.keys().copied()
    }

    /// Whether a dossier was erased.
    pub fn is_erased(&self, dossier: DossierId) -> bool {
        self.erased.contains_key(&dossier)
    }

    /// Whether a change came when its dossier had been erased.
    pub fn came_late(&self, change: &Change) -> bool {
        let known = self.erased.get(&change.dossier);
        known.is_some_and(|known| !known.contains(&change.id))
    }

    /// Whether anything was ever taken away from anybody.
    pub fn took_away(&self) -> bool {
        let gives = |decided: &Decided| matches!(decided.what, Decision::Give { .. });
        self.went_back || !self.erased.is_empty() || !self.decided.iter().all(gives)
    }

    /// Who may see a dossier now.
    pub fn may_see(&self, dossier: DossierId, begun: Begun) -> BTreeSet<Uuid> {
        self.access(dossier, begun, i64::MAX).into_keys().collect()
    }

    fn of(&self, dossier: DossierId) -> impl DoubleEndedIterator<Item = &Decided> {
        let all = self.decided.iter();
        all.filter(move |decided| decided.dossier == dossier)
    }

    /// Access as it is before a moment.
    fn access(&self, dossier: DossierId, begun: Begun, before: i64) -> Access {
        let mut access = Access::from([(begun.coach.0, true), (begun.team, true)]);
        for decided in self.of(dossier).filter(|decided| decided.tick < before) {
            match decided.what {
                Decision::Give { to, may_write } => {
                    access.entry(to).or_insert(may_write);
                }
                Decision::Take { from } => {
                    access.remove(&from);
                }
                Decision::HandOver { to } => access = Access::from([(to, true)]),
            }
        }
        access
    }

    /// Whether the server owes it to the typist, a coach of this team, to take a write: they could
    /// write in the dossier, or could not any more and their device had not asked since.
    pub fn must_take(&self, write: &Write, team: Uuid, begun: Begun) -> bool {
        let dossier = write.place.dossier;
        let could_write = |before| {
            let access = self.access(dossier, begun, before);
            let subjects = [write.coach.0, team];
            subjects.iter().any(|who| access.get(who) == Some(&true))
        };
        let ends = |decided: &&Decided| could_write(decided.tick) && !could_write(decided.tick + 1);
        if could_write(write.tick) {
            let mut later = self.of(dossier).filter(|end| end.tick > write.tick);
            return !later.any(|end| end.long_ago && ends(&end));
        }
        let mut earlier = self.of(dossier).filter(|end| end.tick < write.tick);
        earlier.rfind(ends).is_some_and(|end| {
            let has_asked = self.asked.iter().any(|(device, tick)| {
                *device == write.device && (end.tick..write.tick).contains(tick)
            });
            !end.long_ago && !has_asked
        })
    }
}

impl World {
    /// The people that were ever written about, and whom their dossiers may go to.
    fn people(&self) -> Vec<DossierId> {
        let places = self.typists.records().into_iter();
        let roots = places.filter(|place| place.record.0 == place.dossier.0);
        roots.map(|place| place.dossier).collect()
    }

    fn subjects(&self) -> Vec<(SubjectKind, Uuid)> {
        let mut all = Vec::new();
        for desk in &self.desks {
            all.push((SubjectKind::Coach, desk.me.coach.0));
            all.push((SubjectKind::Team, desk.me.team));
        }
        all.sort_by_key(|(_, id)| *id);
        all.dedup();
        all
    }

    pub(crate) async fn grant_some(&mut self, pick: usize, may_write: bool) -> Result<()> {
        let (people, subjects) = (self.people(), self.subjects());
        let dossier = people[pick % people.len()];
        let (kind, subject) = subjects[pick / 16 % subjects.len()];
        let grant = Grant {
            kind,
            subject,
            may_write,
        };
        self.grant(dossier, grant).await
    }

    pub(crate) async fn revoke_some(&mut self, pick: usize, long_ago: bool) -> Result<()> {
        let (people, subjects) = (self.people(), self.subjects());
        let dossier = people[pick % people.len()];
        let (_, subject) = subjects[pick / 16 % subjects.len()];
        self.revoke_access(dossier, subject, long_ago).await
    }

    pub(crate) async fn hand_over_some(&mut self, pick: usize, long_ago: bool) -> Result<()> {
        let people = self.people();
        let dossier = people[pick % people.len()];
        let teams = crate::stage::Stage::get().teams;
        self.hand_over(dossier, teams[pick / 16 % teams.len()], long_ago)
            .await
    }

    pub(crate) async fn erase_some(&mut self, pick: usize) -> Result<()> {
        let people = self.people();
        self.erase(people[pick % people.len()]).await
    }

    /// The office erases a person.
    pub async fn erase(&mut self, dossier: DossierId) -> Result<()> {
        let now = self.office.now(0);
        let log = self.office.log(Some(dossier)).await?;
        match self.office.storage.erase(dossier, now).await {
            Err(AccessError::NoDossier(_)) => return Ok(()),
            other => other?,
        }
        let known = log.into_iter().map(|(_, change)| change.id);
        self.book.erased.insert(dossier, known.collect());
        Ok(())
    }

    /// The office lets somebody see a dossier.
    pub async fn grant(&mut self, dossier: DossierId, grant: Grant) -> Result<()> {
        let now = self.office.now(0);
        let granted = self.office.storage.grant(dossier, grant, now).await;
        let what = Decision::Give {
            to: grant.subject,
            may_write: grant.may_write,
        };
        self.decided(dossier, what, false, granted).map(drop)
    }

    /// The office takes a dossier away from a coach or a team.
    pub async fn revoke_access(
        &mut self,
        dossier: DossierId,
        from: Uuid,
        long_ago: bool,
    ) -> Result<()> {
        let now = self.office.now(if long_ago { LONG_AGO } else { 0 });
        let taken = self.office.storage.revoke_access(dossier, from, now).await;
        let what = Decision::Take { from };
        self.decided(dossier, what, long_ago, taken).map(drop)
    }

    /// The office gives a dossier to another team.
    pub async fn hand_over(&mut self, dossier: DossierId, to: Uuid, long_ago: bool) -> Result<()> {
        let now = self.office.now(if long_ago { LONG_AGO } else { 0 });
        let given = self.office.storage.hand_over(dossier, to, now).await;
        let what = Decision::HandOver { to };
        if !self.decided(dossier, what, long_ago, given)? {
            return Ok(());
        }
        // The office writes the team into the dossier, over what it finds there, and takes a coach of the
        // old team out.
        let log = self.office.log(Some(dossier)).await?;
        let Some(((_, named), earlier)) = log.split_last() else {
            return Err("a handover left no trace".into());
        };
        let root = RecordId(dossier.0);
        let mut written = BTreeMap::from([("team", Value::from(to))]);
        let has_coach = |(_, change): &(_, Change)| {
            change.record == root
                && change
                    .set
                    .get("coach")
                    .is_some_and(|coach| !coach.is_blank())
        };
        if earlier.iter().any(has_coach) && named.set.contains_key("coach") {
            written.insert("coach", Value::Null);
        }
        for (&field, value) in &written {
            let before = earlier.iter().filter(|(_, change)| change.record == root);
            let saw = before.filter_map(|(_, change)| self.typists.trace(change, field));
            let saw = saw.collect();
            let tick = self.tick();
            self.typists.wrote(Write {
                device: named.id.device,
                coach: CoachId(Uuid::nil()),
                place: Place {
                    dossier,
                    record: root,
                    kind: "person".to_owned(),
                },
                field: field.to_owned(),
                value: value.clone(),
                saw,
                change: named.id,
                tick,
                made_at: now,
                lost_with_the_disk: false,
                repeats: None,
            });
        }
        let is_written =
            |(field, value): (&String, &Value)| written.get(field.as_str()) == Some(value);
        match named.set.len() == written.len() && named.set.iter().all(is_written) {
            true => Ok(()),
            false => Err(format!("forged: a handover wrote {:?}", named.set).into()),
        }
    }

    /// Writes down what was decided; false when the server knows no such dossier.
    fn decided(
        &mut self,
        dossier: DossierId,
        what: Decision,
        long_ago: bool,
        outcome: std::result::Result<(), AccessError>,
    ) -> Result<bool> {
        match outcome {
            Err(AccessError::NoDossier(_)) => return Ok(false),
            other => other?,
        }
        let tick = self.tick();
        self.book.decided.push(Decided {
            dossier,
            what,
            tick,
            long_ago,
        });
        Ok(true)
    }
}
