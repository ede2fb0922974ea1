//! Named histories of devices and servers that are put back from a backup.

use replication::{DossierId, RecordId};
use server::policy::{Grant, SubjectKind};
use simulation::world::Result;
use simulation::{Fault, Meanwhile, What, World, scene};
use std::collections::BTreeSet;

/// Two coaches of team Noord.
const ANNA: usize = 0;
const BAS: usize = 1;
const DESKS: [usize; 2] = [0, 1];

fn goal_of(world: &World) -> Result<RecordId> {
    Ok(world.first(ANNA, "goal")?.id)
}

fn people_of(world: &World) -> Result<BTreeSet<DossierId>> {
    let records = world.desks[ANNA].records()?.into_iter();
    let people = records.filter(|record| record.kind == "person");
    Ok(people.map(|person| person.dossier).collect())
}

#[test]
fn a_device_restored_from_a_backup_is_complete_again() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.write(ANNA, goal, "text", "eerst")?;
        world.back_up_desk(ANNA);
        world.write(ANNA, goal, "text", "en verder")?;
        world.settle().await?;
        // Bas writes over it: only the history still tells what Anna had.
        world.write(BAS, goal, "text", "van bas")?;
        world.sync_well(BAS).await?;
        world.restore_desk(ANNA)?;
        world.settle().await?;
        // The first text was never sent, for all that the backup knows.
        for desk in [ANNA, BAS] {
            assert_eq!(world.versions(desk, goal, "text")?, ["eerst", "van bas"]);
        }
        Ok(())
    });
}

#[test]
fn what_a_restored_device_types_under_a_number_that_was_used_is_not_lost() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.back_up_desk(ANNA);
        world.write(ANNA, goal, "text", "in het eerste leven")?;
        world.sync_well(ANNA).await?;
        world.restore_desk(ANNA)?;
        world.write(ANNA, goal, "text", "in het tweede")?;
        // It is offered, and never arrives. The next sync asks what did: under that number, this.
        world
            .sync(ANNA, Fault::RequestLost, Meanwhile::Nothing)
            .await?;
        world.settle().await?;
        for desk in [ANNA, BAS] {
            let both = world.versions(desk, goal, "text")?;
            assert_eq!(both, ["in het eerste leven", "in het tweede"]);
        }
        Ok(())
    });
}

#[test]
fn a_removal_lost_with_the_backup_and_made_again_under_another_number_arrives() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.back_up_desk(ANNA);
        world.write(ANNA, goal, "text", "in het eerste leven")?;
        world.sync_well(ANNA).await?;
        let remove = |world: &mut World| {
            let goal = world.first(ANNA, "goal")?;
            world.set_removed(ANNA, &goal, true)
        };
        // In the first life under the number that the second gets too, once its own is taken.
        remove(world)?;
        world.restore_desk(ANNA)?;
        remove(world)?;
        world.settle().await?;
        // Who removed it had not seen the text of the first life: it stands.
        assert_eq!(world.versions(BAS, goal, "text")?, ["in het eerste leven"]);
        Ok(())
    });
}

#[test]
fn a_field_that_stood_open_while_its_device_got_new_numbers_goes_on() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.back_up_desk(ANNA);
        world.write(ANNA, goal, "text", "in het eerste leven")?;
        world.sync_well(ANNA).await?;
        world.restore_desk(ANNA)?;
        let editor = world.open_now(ANNA, goal, "text")?;
        world.write_on(ANNA, editor, "in het tweede")?;
        world.sync_well(ANNA).await?;
        world.write_on(ANNA, editor, "in het tweede verder")?;
        world.settle().await?;
        let both = world.versions(BAS, goal, "text")?;
        assert_eq!(both, ["in het eerste leven", "in het tweede verder"]);
        Ok(())
    });
}

#[test]
fn a_server_restored_from_a_backup_gets_back_what_devices_hold() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.write(ANNA, goal, "text", "in de reservekopie")?;
        world.sync_well(ANNA).await?;
        world.back_up_server().await?;
        world.write(ANNA, goal, "text", "en daarna")?;
        world.settle().await?;
        world.write(BAS, goal, "text", "en daarna ook nog")?;
        world.settle().await?;
        world.restore_server().await?;
        world.settle().await?;
        for desk in DESKS {
            let text = world.versions(desk, goal, "text")?;
            assert_eq!(text, ["en daarna ook nog"]);
        }
        Ok(())
    });
}

#[test]
fn who_came_after_the_backup_and_was_erased_stays_erased_when_it_is_put_back() {
    scene(&DESKS, async |world| {
        world.back_up_server().await?;
        let before = people_of(world)?;
        world.make(ANNA, 0, What::Person)?;
        let now = people_of(world)?;
        let new = now.difference(&before).next().copied().ok_or("nobody")?;
        for desk in [ANNA, BAS] {
            world.sync_well(desk).await?;
        }
        // The devices hold the dossier, and have not heard of the erasure when the endpoint forgets
        // that the dossier ever was.
        world.erase(new).await?;
        world.restore_server().await?;
        world.settle().await
    });
}

#[test]
fn who_is_erased_at_an_endpoint_that_was_put_back_is_gone_from_devices_it_forgot() {
    /// Of team Zuid.
    const DINA: usize = 1;
    scene(&[0, 3], async |world| {
        let dossier = world.first(ANNA, "goal")?.dossier;
        world.back_up_server().await?;
        let grant = Grant {
            kind: SubjectKind::Team,
            subject: world.desks[DINA].me.team,
            may_write: false,
        };
        world.grant(dossier, grant).await?;
        world.make(ANNA, 0, What::Goal)?;
        for desk in [ANNA, DINA] {
            world.sync_well(desk).await?;
        }
        // Nothing at the endpoint says any more that Dina's device has the dossier.
        world.restore_server().await?;
        world.erase(dossier).await?;
        world.settle().await
    });
}

#[test]
fn a_device_and_then_a_server_restored_from_backup() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.back_up_server().await?;
        world.write(ANNA, goal, "text", "dagelijks wandelen")?;
        world.settle().await?;
        world.write(BAS, goal, "text", "dagelijks wandelen met bas")?;
        world.settle().await?;
        // Anna's device forgets what it wrote, and gets it back before the server forgets it too.
        world.restore_desk(ANNA)?;
        world.write(ANNA, goal, "text", "zwemmen")?;
        world.sync_well(ANNA).await?;
        world.restore_server().await?;
        world.settle().await?;
        for desk in DESKS {
            let both = world.versions(desk, goal, "text")?;
            assert_eq!(both, ["dagelijks wandelen met bas", "zwemmen"]);
            let history = world.desks[desk].history(goal, "text")?;
            let first = "dagelijks wandelen".into();
            assert!(history.iter().any(|told| told.value == first));
        }
        Ok(())
    });
}

#[test]
fn numbers_that_device_and_server_both_forgot_hold_up_nothing() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.back_up_server().await?;
        world.write(ANNA, goal, "text", "dagelijks wandelen")?;
        world.sync_well(ANNA).await?;
        world.restore_desk(ANNA)?;
        // It hears that its numbers were used, and is cut off.
        let cut = Fault::AnswerCut { at: 999 };
        world.sync(ANNA, cut, Meanwhile::Nothing).await?;
        world.restore_server().await?;
        world.write(ANNA, goal, "text", "zwemmen")?;
        world.settle().await?;
        assert_eq!(world.versions(BAS, goal, "text")?, ["zwemmen"]);
        Ok(())
    });
}

#[test]
fn a_device_that_was_shut_out_and_replaced_is_complete_and_sends_what_it_had_not_sent() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.write(ANNA, goal, "text", "dagelijks wandelen")?;
        world.settle().await?;
        world.write(ANNA, goal, "text", "dagelijks zwemmen")?;
        world.replace(ANNA, true, true).await?;
        world.settle().await?;
        for desk in DESKS {
            assert_eq!(world.versions(desk, goal, "text")?, ["dagelijks zwemmen"]);
        }
        // What was lost with a disk is lost, and all else is there.
        world.write(ANNA, goal, "text", "dagelijks fietsen")?;
        world.replace(ANNA, false, false).await?;
        world.settle().await?;
        for desk in DESKS {
            assert_eq!(world.versions(desk, goal, "text")?, ["dagelijks zwemmen"]);
        }
        Ok(())
    });
}

#[test]
fn a_record_put_back_and_removed_again_on_a_new_device_before_it_came_stays_removed() {
    scene(&DESKS, async |world| {
        let goal = world.first(ANNA, "goal")?;
        world.set_removed(ANNA, &goal, true)?;
        world.replace(ANNA, true, true).await?;
        // The new device has taken over the removal, and of the goal itself nothing yet.
        for removed in [false, true] {
            let goal = world.desks[ANNA].record(goal.id)?.ok_or("nothing")?;
            world.set_removed(ANNA, &goal, removed)?;
        }
        world.settle().await
    });
}

#[test]
fn a_device_replaced_twice_writes_over_what_the_first_one_had_sent_unheard() {
    scene(&DESKS, async |world| {
        let goal = goal_of(world)?;
        world.write(ANNA, goal, "text", "dagelijks wandelen")?;
        world.replace(ANNA, true, true).await?;
        world
            .sync(ANNA, Fault::AnswerLost, Meanwhile::Nothing)
            .await?;
        world.replace(ANNA, true, true).await?;
        world.write(ANNA, goal, "text", "dagelijks zwemmen")?;
        world.settle().await?;
        for desk in DESKS {
            assert_eq!(world.versions(desk, goal, "text")?, ["dagelijks zwemmen"]);
        }
        Ok(())
    });
}
