//! Named histories of dossiers that are given, taken away, handed over and erased.

use replication::{DossierId, RecordId};
use server::policy::{Grant, SubjectKind};
use simulation::world::Result;
use simulation::{Fault, Meanwhile, What, World, scene};

/// Two coaches of team Noord, one of Zuid.
const ANNA: usize = 0;
const BAS: usize = 1;
const DINA: usize = 2;
const DESKS: [usize; 3] = [0, 1, 3];

/// A person of team Noord and their goal.
fn person_and_goal(world: &World) -> Result<(DossierId, RecordId)> {
    let goal = world.first(ANNA, "goal")?;
    Ok((goal.dossier, goal.id))
}

fn holds(world: &World, desk: usize, dossier: DossierId) -> Result<bool> {
    let records = world.desks[desk].records()?;
    Ok(records.iter().any(|record| record.dossier == dossier))
}

fn texts_apart(world: &World, desk: usize) -> Result<Vec<String>> {
    let shared = &world.desks[desk].shared;
    let apart = shared.with(|opened| Ok(opened.store().quarantined()?))?;
    let texts = apart.iter().flat_map(|kept| kept.change.set.values());
    Ok(texts
        .filter_map(|value| value.as_text().map(str::to_owned))
        .collect())
}

#[test]
fn a_handover_with_yesterdays_visit_unsent() {
    scene(&DESKS, async |world| {
        let (dossier, goal) = person_and_goal(world)?;
        // Yesterday's visit: a talk, a note, and a goal that was made sharper.
        world.make(ANNA, 0, What::Conversation)?;
        world.write(ANNA, goal, "text", "zelf koken")?;
        world
            .hand_over(dossier, world.desks[DINA].me.team, false)
            .await?;
        // The new coach goes on without knowing of it.
        world.sync_well(DINA).await?;
        world.write(DINA, goal, "text", "naar de kookclub")?;
        world.settle().await?;
        assert_eq!(
            world.versions(DINA, goal, "text")?,
            ["naar de kookclub", "zelf koken"]
        );
        assert!(texts_apart(world, ANNA)?.is_empty());
        for desk in [ANNA, BAS] {
            assert!(!holds(world, desk, dossier)?);
        }
        Ok(())
    });
}

#[test]
fn what_is_typed_after_the_handover_was_heard_stays_with_its_typist() {
    scene(&DESKS, async |world| {
        let (dossier, goal) = person_and_goal(world)?;
        let editor = world.open_now(ANNA, goal, "text")?;
        world
            .hand_over(dossier, world.desks[DINA].me.team, false)
            .await?;
        world.settle().await?;
        // The field still stood open.
        world.write_on(ANNA, editor, "nog even dit")?;
        world.settle().await?;
        assert_eq!(texts_apart(world, ANNA)?, ["nog even dit"]);
        assert!(!holds(world, ANNA, dossier)?);
        Ok(())
    });
}

#[test]
fn what_is_typed_before_a_second_handover_was_heard_arrives() {
    scene(&DESKS, async |world| {
        let (dossier, goal) = person_and_goal(world)?;
        world.open_now(ANNA, goal, "text")?;
        let [noord, zuid] = [ANNA, DINA].map(|desk| world.desks[desk].me.team);
        // The field stays open while it hears, and what is typed in that moment is sent at once.
        let typing = Meanwhile::Types { pick: 2 };
        world.hand_over(dossier, zuid, false).await?;
        world.sync(ANNA, Fault::None, typing).await?;
        // It says that it gave the dossier up, and knows nothing of what came since.
        world.hand_over(dossier, noord, false).await?;
        world.hand_over(dossier, zuid, false).await?;
        world.sync(ANNA, Fault::None, typing).await?;
        world.settle().await?;
        assert!(texts_apart(world, ANNA)?.is_empty());
        Ok(())
    });
}

#[test]
fn a_month_after_the_handover_late_work_is_set_apart() {
    scene(&DESKS, async |world| {
        let (dossier, goal) = person_and_goal(world)?;
        world.write(ANNA, goal, "text", "te laat")?;
        world
            .hand_over(dossier, world.desks[DINA].me.team, true)
            .await?;
        world.settle().await?;
        assert_eq!(texts_apart(world, ANNA)?, ["te laat"]);
        assert!(!holds(world, ANNA, dossier)?);
        Ok(())
    });
}

#[test]
fn a_grant_for_a_dossier_with_unsent_changes() {
    scene(&DESKS, async |world| {
        let (dossier, goal) = person_and_goal(world)?;
        let dina = world.desks[DINA].me.coach.0;
        let grant = Grant {
            kind: SubjectKind::Coach,
            subject: dina,
            may_write: true,
        };
        world.grant(dossier, grant).await?;
        world.sync_well(DINA).await?;
        // It is taken away and given again while she is on the road and writes in it.
        world.write(DINA, goal, "text", "eerst")?;
        world.revoke_access(dossier, dina, false).await?;
        world.write(ANNA, goal, "text", "van anna")?;
        world.sync_well(ANNA).await?;
        world.grant(dossier, grant).await?;
        world.make(DINA, 0, What::Goal)?;
        world.write(DINA, goal, "text", "eerst en toen")?;
        world.settle().await?;
        for desk in [ANNA, BAS, DINA] {
            assert_eq!(
                world.versions(desk, goal, "text")?,
                ["eerst en toen", "van anna"]
            );
        }
        assert!(texts_apart(world, DINA)?.is_empty());
        Ok(())
    });
}

#[test]
fn a_person_erased_while_a_colleague_adds_a_note_offline() {
    scene(&DESKS, async |world| {
        let (dossier, goal) = person_and_goal(world)?;
        world.write(ANNA, goal, "text", "zwemles zoeken")?;
        world.settle().await?;
        world.make(BAS, 0, What::Conversation)?;
        world.write(BAS, goal, "text", "zwemles gevonden")?;
        world.erase(dossier).await?;
        // That nothing of it can be read on any device is judged whenever all is settled.
        world.settle().await?;
        for desk in [ANNA, BAS] {
            assert!(!holds(world, desk, dossier)?);
            assert!(texts_apart(world, desk)?.is_empty());
        }
        // What Bas added lies sealed for the officer, a talk and the goal.
        assert_eq!(world.office.storage.late_changes().await?.len(), 2);
        Ok(())
    });
}

#[test]
fn an_erasure_reaches_those_who_had_handed_the_dossier_over() {
    scene(&DESKS, async |world| {
        let (dossier, goal) = person_and_goal(world)?;
        world.write(ANNA, goal, "text", "zwemles zoeken")?;
        world.settle().await?;
        world
            .hand_over(dossier, world.desks[DINA].me.team, false)
            .await?;
        world.settle().await?;
        world.erase(dossier).await?;
        world.settle().await
    });
}

#[test]
fn a_snapshot_then_a_change_over_one_never_seen() {
    scene(&DESKS, async |world| {
        let (dossier, goal) = person_and_goal(world)?;
        world.write(ANNA, goal, "text", "een eerste wens")?;
        for desk in [ANNA, BAS] {
            world.sync_well(desk).await?;
        }
        // Bas writes over it offline; it is history by the time Dina gets the dossier.
        world.write(BAS, goal, "text", "een eerste wens van bas")?;
        world.write(ANNA, goal, "text", "een tweede wens")?;
        world.sync_well(ANNA).await?;
        let grant = Grant {
            kind: SubjectKind::Team,
            subject: world.desks[DINA].me.team,
            may_write: true,
        };
        world.grant(dossier, grant).await?;
        world.sync_well(DINA).await?;
        assert_eq!(world.versions(DINA, goal, "text")?, ["een tweede wens"]);
        world.sync_well(BAS).await?;
        world.settle().await?;
        for desk in [ANNA, BAS, DINA] {
            let both = world.versions(desk, goal, "text")?;
            assert_eq!(both, ["een eerste wens van bas", "een tweede wens"]);
        }
        Ok(())
    });
}
