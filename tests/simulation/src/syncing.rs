//! Devices that sync, well or badly.

use crate::attempt::Attempt;
use crate::desk::Desk;
use crate::step::{Fault, Meanwhile};
use crate::verdict;
use crate::wire::{self, Aside, Wire};
use crate::world::{Result, World};
use chrono::{DateTime, Utc};
use device::sync::{Synced, sync_over};
use faultdisk::{Chance, Failure, Plan};
use futures_util::FutureExt;
use replication::ChangeId;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Rounds in which everybody syncs, after the link healed, until the queues must be empty.
const ROUNDS: usize = 3;

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    pub(crate) async fn late(&mut self, pick: usize) -> Result<()> {
        let letter = {
            let mut post = guard(&self.post);
            let waiting = post.held_up.len();
            (waiting > 0).then(|| post.held_up.remove(pick % waiting))
        };
        if let Some(letter) = letter {
            wire::arrive(&self.office.router, &letter).await;
        }
        Ok(())
    }

    /// A desk begins to sync; answers its clock.
    fn asks(&mut self, at: usize) -> impl Fn() -> DateTime<Utc> + use<> {
        let now = self.now(at);
        self.book.asks(self.desks[at].me.device, now.tick);
        let now = now.clock;
        move || DateTime::from_timestamp_millis(now).unwrap_or_default()
    }

    fn wire(&self, fault: Fault, aside: Option<Aside>) -> Wire {
        Wire::new(
            self.office.router.clone(),
            Arc::clone(&self.post),
            fault,
            aside,
        )
    }

    /// Everybody syncs over a good link until all is quiet; then everything promised must hold.
    pub async fn settle(&mut self) -> Result<()> {
        let mut quiet = 0;
        for _ in 0..ROUNDS {
            for desk in 0..self.desks.len() {
                let progress = self.sync_well(desk).await?.progress;
                let moved = progress.to_send > 0 || progress.received > 0;
                quiet = if moved { 1 } else { quiet + 1 };
                // Since the last that moved anything, everybody was asked.
                if quiet > self.desks.len() {
                    return verdict::check(self).await;
                }
            }
        }
        verdict::check(self).await
    }

    /// Syncs over a link that holds.
    pub async fn sync_well(&mut self, at: usize) -> Result<Synced> {
        let (clock, wire) = (self.asks(at), self.wire(Fault::None, None));
        let synced = sync_over(&self.desks[at].shared, &wire, clock, |_| ()).await;
        let synced = synced.map_err(|why| format!("a sync over a good link failed: {why}"))?;
        agrees(at, &mut self.desks[at], &synced)?;
        Ok(synced)
    }

    /// Syncs over a link on which a fault strikes.
    pub async fn sync(&mut self, at: usize, fault: Fault, meanwhile: Meanwhile) -> Result<()> {
        let (typed, other) = (Arc::default(), Arc::default());
        let (aside, attempt) = self.aside(at, meanwhile, &typed, &other)?;
        let (clock, wire) = (self.asks(at), self.wire(fault, aside));
        let failed = (self.desks[at].disk.failed(), self.office.disk.failed());
        match fault {
            Fault::DevicePower { call, .. } => {
                let plan = Plan::nth(call, Failure::PowerCut);
                self.desks[at].disk.plan(plan);
            }
            Fault::ServerPower { call, .. } => {
                self.office.disk.plan(Plan::nth(call, Failure::PowerCut));
            }
            _ => {}
        }
        let outcome = sync_over(&self.desks[at].shared, &wire, clock, |_| ()).await;
        drop(wire);
        if let Fault::DevicePower { cut, .. } = fault {
            match self.desks[at].disk.failed() > failed.0 {
                true => self.desks[at].cut(cut)?,
                false => self.desks[at].disk.heal(),
            }
        }
        if let Fault::ServerPower { cut, .. } = fault {
            match self.office.disk.failed() > failed.1 {
                true => self.office.cut(cut)?,
                false => self.office.disk.heal(),
            }
        }
        if let Some(attempt) = attempt {
            match guard(&typed).take() {
                Some(Ok(change)) => self.acknowledge(at, attempt, change),
                Some(Err(_)) => self.acknowledge_if_there(at, attempt)?,
                None => {}
            }
        }
        if let (Meanwhile::Syncs { desk, .. }, Some(Ok(synced))) = (meanwhile, guard(&other).take())
        {
            agrees(desk, &mut self.desks[desk], &synced)?;
        }
        match outcome {
            Ok(synced) => agrees(at, &mut self.desks[at], &synced),
            Err(why) if fault == Fault::None => {
                Err(format!("desk {at}: a sync over a good link failed: {why}").into())
            }
            Err(_) => Ok(()),
        }
    }

    fn aside(
        &mut self,
        at: usize,
        meanwhile: Meanwhile,
        typed: &Arc<Mutex<Option<device::Result<ChangeId>>>>,
        other: &Arc<Mutex<Option<device::Result<Synced>>>>,
    ) -> Result<(Option<Aside>, Option<Attempt>)> {
        match meanwhile {
            Meanwhile::Types { pick } => {
                let Some(editor) = self.picked_editor(at, pick)? else {
                    return Ok((None, None));
                };
                let value = self.next_value(at, editor, &mut Chance::seeded(pick as u64));
                let attempt = self.attempt_in(at, editor, value);
                let (ours, shared) = (attempt.clone(), self.desks[at].shared.clone());
                let typed = Arc::clone(typed);
                let act = async move { *guard(&typed) = Some(ours.save(&shared)) };
                let aside = Aside {
                    after: pick % 3,
                    act: act.boxed(),
                };
                Ok((Some(aside), Some(attempt)))
            }
            Meanwhile::Syncs { desk, after } if desk != at => {
                let (clock, wire) = (self.asks(desk), self.wire(Fault::None, None));
                let (shared, other) = (self.desks[desk].shared.clone(), Arc::clone(other));
                let act = async move {
                    let synced = sync_over(&shared, &wire, clock, |_| ()).await;
                    *guard(&other) = Some(synced);
                };
                let act = act.boxed();
                Ok((Some(Aside { after, act }), None))
            }
            _ => Ok((None, None)),
        }
    }
}

/// Device and server hold the same, and did at once, unless one of them was put back.
fn agrees(at: usize, desk: &mut Desk, synced: &Synced) -> Result<()> {
    let may_differ = std::mem::take(&mut desk.may_differ);
    match (synced.digest_agrees, synced.healed && !may_differ) {
        (true, false) => Ok(()),
        (true, true) => Err(format!("desk {at}: the digests differed for a while").into()),
        (false, _) => Err(format!("desk {at}: the digests of device and server differ").into()),
    }
}
