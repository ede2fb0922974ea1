//! Named histories of devices and servers that are put back from a backup.

use replication::RecordId;
use simulation::world::Result;
use simulation::{Fault, Meanwhile, World, scene};

/// Two coaches of team Noord.
const ANNA: usize = 0;
const BAS: usize = 1;
const DESKS: [usize; 2] = [0, 1];

fn goal_of(world: &World) -> Result<RecordId> {
    Ok(world.first(ANNA, "goal")?.id)
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
