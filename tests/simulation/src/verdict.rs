//! Holds the end of a history against what the typists did.

mod gone;
mod town;

use crate::access::Begun;
use crate::desk::Desk;
use crate::stage::Stage;
use crate::typists::WriteId;
use crate::world::{Result, World};
use replication::message::Refusal;
use replication::{Change, CoachId, DossierId, RecordId};
use std::collections::{BTreeMap, BTreeSet};
use town::{Town, screens_show};
use uuid::Uuid;

/// What must hold when all is synced.
pub async fn check(world: &mut World) -> Result<()> {
    let taken = Taken::read(world).await?;
    nothing_is_missing(world, &taken)?;
    refusals_are_just(world, &taken)?;
    let town = Town::expected(&world.typists, &world.book, &taken);
    for (at, desk) in world.desks.iter().enumerate() {
        let unsent = desk.shared.with(|opened| Ok(opened.store().unsent()?.0))?;
        if unsent > 0 {
            return Err(format!("desk {at}: {unsent} changes never left").into());
        }
        screens_show(at, desk, &town)?;
        history_tells(at, desk, world, &taken)?;
        if world.book.took_away() {
            gone::is_gone(at, desk, world, &taken)?;
        }
    }
    gone::is_sealed(world).await?;
    // Costly: for some histories, all the same ones each time.
    match world.typists.all().count() % 8 {
        0 => verifies(world).await,
        _ => Ok(()),
    }
}

/// Both sides find that each dossier is what its changes say.
async fn verifies(world: &World) -> Result<()> {
    let differ = world.office.storage.verify().await?;
    if !differ.is_empty() {
        return Err(format!("server: {differ:?} are not what their changes say").into());
    }
    for (at, desk) in world.desks.iter().enumerate() {
        let differ = desk.shared.with(|opened| Ok(opened.store().verify()?))?;
        if !differ.is_empty() {
            return Err(format!("desk {at}: {differ:?} are not what their changes say").into());
        }
    }
    Ok(())
}

/// What became of the writes.
struct Taken {
    /// Those that the server took, with their places in its order.
    accepted: BTreeMap<WriteId, u64>,
    /// Those that it refused, which are kept apart on their device, and why.
    refused: BTreeMap<WriteId, Refusal>,
    /// Those that a server lost when it was put back, and that a colleague's device keeps, by desk.
    orphaned: BTreeSet<(WriteId, usize)>,
    /// Who began each dossier.
    begun: BTreeMap<DossierId, Begun>,
}

impl Taken {
    async fn read(world: &mut World) -> Result<Self> {
        let town = world.desks[0].me.municipality;
        let mut taken = Taken {
            accepted: BTreeMap::new(),
            refused: BTreeMap::new(),
            orphaned: BTreeSet::new(),
            begun: BTreeMap::new(),
        };
        for (position, change) in world.office.log(None).await? {
            if change.dossier == town {
                continue;
            }
            if world.book.is_erased(change.dossier) {
                return Err(format!("{} was erased and came back", change.dossier).into());
            }
            for id in writes_of(world, &change)? {
                taken.accepted.insert(id, position.0);
                let write = world.typists.write(id);
                if let ("team", Some(team)) = (write.field.as_str(), write.value.as_text()) {
                    taken.begun.entry(change.dossier).or_insert(Begun {
                        coach: write.coach,
                        team: Uuid::try_parse(team)?,
                    });
                }
            }
        }
        for at in 0..world.desks.len() {
            let apart = world.desks[at].quarantined()?;
            for kept in apart {
                for id in writes_of(world, &kept.change)? {
                    taken.refused.insert(id, Refusal::from_code(&kept.code));
                }
            }
        }
        for at in 0..world.desks.len() {
            let orphans = world.desks[at]
                .shared
                .with(|opened| Ok(opened.store().orphans()?))?;
            for change in orphans {
                let writes = writes_of(world, &change)?.into_iter();
                taken.orphaned.extend(writes.map(|id| (id, at)));
            }
        }
        Ok(taken)
    }
}

/// The writes in a change. One that nobody wrote, or somebody else, is a forgery.
fn writes_of(world: &mut World, change: &Change) -> Result<Vec<WriteId>> {
    let mut writes = Vec::new();
    for (field, value) in &change.set {
        let forged = || format!("forged: {field} {value:?} as {}", change.id);
        let id = world.typists.trace(change, field).ok_or_else(forged)?;
        let write = world.typists.write(id);
        let place = &write.place;
        let by_another = write.device != change.id.device;
        if by_another || (place.dossier, &place.kind) != (change.dossier, &change.kind) {
            return Err(format!("forged: {} is not by its author", change.id).into());
        }
        writes.push(id);
    }
    Ok(writes)
}

/// The server refuses what nobody may write, and nothing else.
fn refusals_are_just(world: &World, taken: &Taken) -> Result<()> {
    for (id, code) in &taken.refused {
        let write = world.typists.write(*id);
        let dossier = write.place.dossier;
        if world.book.is_erased(dossier) {
            continue;
        }
        let team = world.team_of(write.coach);
        let just = match (code, taken.begun.get(&dossier)) {
            (Refusal::NoTeam, _) => !world.typists.names_a_team(dossier, &Stage::get().teams),
            (Refusal::NoAccess, Some(begun)) => {
                let reaches_over = world.typists.reaches_over(write.change);
                // Said again by a restored device, it may come after the device gave the dossier up.
                let again = write.repeats.is_some();
                reaches_over || again || !world.book.must_take(write, team, *begun)
            }
            _ => false,
        };
        // A server that was put back may hear of a dossier from others than who began it.
        let is_new = !Stage::get()
            .typists
            .records()
            .iter()
            .any(|known| known.dossier == dossier);
        let just = just || (world.book.went_back && is_new && *code != Refusal::WrongPlace);
        if !just {
            let (field, value) = (&write.field, &write.value);
            let change = write.change;
            return Err(format!("refused as {code}: {field} {value:?} of {change}").into());
        }
    }
    Ok(())
}

/// Each write stands at the server or apart, unless its own typist went on typing in the same
/// change, with it on screen.
fn nothing_is_missing(world: &World, taken: &Taken) -> Result<()> {
    let typists = &world.typists;
    let covered = typists.covered();
    let mut standing: BTreeSet<WriteId> = taken.accepted.keys().copied().collect();
    standing.extend(taken.refused.keys());
    standing.extend(taken.orphaned.iter().map(|(id, _)| *id));
    loop {
        let stands = |id: &WriteId| {
            let mut again = typists.stated_again(*id).iter();
            let mut under = typists.under(*id).iter();
            again.any(|again| standing.contains(again))
                || under.any(|on| standing.contains(on) && covered[*on].contains(id))
        };
        let missing = (0..typists.count()).filter(|id| !standing.contains(id));
        let more: Vec<WriteId> = missing.filter(stands).collect();
        if more.is_empty() {
            break;
        }
        standing.extend(more);
    }
    for (id, write) in typists.all() {
        let erased = world.book.is_erased(write.place.dossier);
        let gone = erased || write.lost_with_the_disk || write.repeats.is_some();
        if !standing.contains(&id) && !gone {
            let (field, value) = (&write.field, &write.value);
            let (change, record) = (write.change, write.place.record);
            return Err(format!("lost: {field} {value:?} of {record}, typed as {change}").into());
        }
    }
    for (id, holder) in &world.held {
        let write = typists.write(*id);
        let erased = world.book.is_erased(write.place.dossier);
        let by_office = write.coach == CoachId(Uuid::nil());
        if !standing.contains(id) && !erased && !by_office {
            let (value, change) = (&write.value, write.change);
            return Err(format!("lost: desk {holder} had {value:?} of {change}").into());
        }
    }
    Ok(())
}

/// What the server took stands in the history of each device that has the record, by its author.
fn history_tells(at: usize, desk: &Desk, world: &World, taken: &Taken) -> Result<()> {
    let mut wanted: BTreeMap<(RecordId, &str), Vec<WriteId>> = BTreeMap::new();
    for id in taken.accepted.keys() {
        let write = world.typists.write(*id);
        wanted
            .entry((write.place.record, &write.field))
            .or_default()
            .push(*id);
    }
    for ((record, field), ids) in wanted {
        if desk.record(record)?.is_none() {
            continue;
        }
        let history = desk.history(record, field)?;
        for id in ids {
            let write = world.typists.write(id);
            // What the office writes has no coach.
            let author = Some(write.coach).filter(|coach| *coach != CoachId(Uuid::nil()));
            let told = history.iter().find(|told| told.change == write.change);
            let fits = told.is_some_and(|told| told.value == write.value && told.author == author);
            if !fits {
                let (change, value) = (write.change, &write.value);
                return Err(format!(
                    "desk {at}: the history of {field} of {record} lacks {value:?} of {change}"
                )
                .into());
            }
        }
    }
    Ok(())
}
