//! What was taken away or erased must be gone, and what came too late must lie sealed.

use super::Taken;
use crate::desk::Desk;
use crate::peek::Peek;
use crate::stage::Stage;
use crate::world::{Result, World};
use replication::message::Refusal;
use replication::rescue::{self, RecoverySecret, Rescued};
use replication::{Change, ChangeId, DossierId};
use std::collections::BTreeMap;

/// Where a device keeps what its own coach typed, until the server has a backup of it, and what
/// was set apart.
const KEPT: [&str; 3] = ["own_change", "quarantine", "orphan_change"];

/// Nothing is readable on a device of what was erased, nor of what others wrote in a dossier that
/// its coach may not see any more.
pub(super) fn is_gone(at: usize, desk: &Desk, world: &World, taken: &Taken) -> Result<()> {
    let me = [desk.me.coach.0, desk.me.team];
    let hidden = taken.begun.iter().filter(|(dossier, begun)| {
        let may_see = world.book.may_see(**dossier, **begun);
        !me.iter().any(|who| may_see.contains(who))
    });
    let hidden: Vec<DossierId> = hidden.map(|(dossier, _)| *dossier).collect();
    let typists = &world.typists;
    let mut erased = world
        .book
        .erased()
        .flat_map(|id| typists.words(id, |_| true));
    let mut foreign = hidden
        .iter()
        .flat_map(|id| typists.words(*id, |write| write.coach != desk.me.coach));
    let peek = Peek::into(&desk.disk)?;
    let rows = peek.rows()?;
    let indexed = |word: &&str| peek.finds(word).unwrap_or(true);
    let stands = |word: &&str| rows.iter().any(|row| row.says(word));
    if let Some(word) = erased.find(|word| stands(word) || indexed(word)) {
        let row = rows.iter().find(|row| row.says(word));
        let table = row.map_or("search_index", |row| row.table.as_str());
        return Err(format!("desk {at}: {word:?} was erased, and stands in {table}").into());
    }
    let elsewhere = |word: &&str| {
        let mut rows = rows
            .iter()
            .filter(|row| !KEPT.contains(&row.table.as_str()));
        rows.any(|row| row.says(word))
    };
    if let Some(word) = foreign.find(|word| elsewhere(word) || indexed(word)) {
        return Err(format!("desk {at}: {word:?} is foreign here, and readable").into());
    }
    Ok(())
}

/// Each change that came when its dossier had been erased lies sealed for the officer, whole.
pub(super) async fn is_sealed(world: &mut World) -> Result<()> {
    let secret: RecoverySecret = Stage::get().recovery_key.parse().map_err(|_| "no key")?;
    let mut late: BTreeMap<ChangeId, Change> = BTreeMap::new();
    for (id, file) in world.office.storage.late_changes().await? {
        let (_, rescued) = rescue::open(&file, &secret)?;
        let [Rescued { change, code }] = rescued.as_slice() else {
            return Err(format!("{id} is sealed with others").into());
        };
        if Refusal::from_code(code) != Refusal::Erased || change.id != id {
            return Err(format!("{id} is sealed as another").into());
        }
        late.insert(id, change.clone());
    }
    for change in late.values() {
        super::writes_of(world, change)?;
    }
    for desk in &world.desks {
        let apart = desk
            .shared
            .with(|opened| Ok(opened.store().quarantined()?))?;
        for kept in apart {
            let change = kept.change;
            let is_late = kept.code == Refusal::Erased.code() && world.book.came_late(&change);
            let sealed = late
                .get(&change.id)
                .is_some_and(|sealed| !sealed.set.is_empty());
            if is_late && !sealed && !world.book.went_back {
                return Err(format!("lost: {} came late and is not sealed", change.id).into());
            }
        }
    }
    Ok(())
}
