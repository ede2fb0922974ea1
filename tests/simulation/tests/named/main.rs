//! The histories that have a name: what each must lead to, in words, beside what always must hold.

mod access;
mod disasters;

use faultdisk::{Failure, Plan, PowerCut};
use simulation::world::Result;
use simulation::{Cut, Fault, Meanwhile, What, World, scene};

/// Three coaches of one team.
const ANNA: usize = 0;
const BAS: usize = 1;
const CHRIS: usize = 2;
const TEAM: [usize; 3] = [0, 1, 2];

const PLAIN_CUT: Cut = Cut {
    how: PowerCut::NothingKept,
    seed: 1,
};

fn versions(world: &World, desk: usize, kind: &str, field: &str) -> Result<Vec<String>> {
    let record = world.first(desk, kind)?;
    world.versions(desk, record.id, field)
}

#[test]
fn one_record_made_offline_on_two_devices_is_one_with_both_texts() {
    scene(&TEAM, async |world| {
        world.make(ANNA, 0, What::Conversation)?;
        world.sync_well(ANNA).await?;
        world.sync_well(BAS).await?;
        let talk = newest(world, ANNA, "conversation")?;
        let note = domain::ids::natural_id(talk, "theme_note", "wonen").into();
        for desk in [ANNA, BAS] {
            world.make_note(desk, talk.into(), "wonen", &format!("van {desk}"))?;
        }
        world.settle().await?;
        for desk in TEAM {
            assert_eq!(world.versions(desk, note, "note")?, ["van 0", "van 1"]);
            assert_eq!(world.versions(desk, note, "theme")?, ["wonen"]);
        }
        Ok(())
    });
}

/// The id of the record of a kind that a desk made last.
fn newest(world: &World, desk: usize, kind: &str) -> Result<uuid::Uuid> {
    let writes: Vec<_> = world.typists.all().collect();
    let mut made = writes.iter().rev();
    let device = world.desks[desk].me.device;
    let found = made.find(|(_, write)| write.device == device && write.place.kind == kind);
    Ok(found.ok_or("nothing was made")?.1.place.record.0)
}

#[test]
fn a_text_edited_by_three_and_resolved_by_two_of_them_with_different_sight() {
    scene(&TEAM, async |world| {
        let goal = world.first(ANNA, "goal")?.id;
        for (desk, text) in [(ANNA, "a"), (BAS, "b"), (CHRIS, "c")] {
            world.write(desk, goal, "text", text)?;
        }
        for desk in [ANNA, BAS] {
            world.sync_well(desk).await?;
        }
        // Bas sees two of the three, Chris all of them.
        assert_eq!(world.versions(BAS, goal, "text")?, ["a", "b"]);
        world.write(BAS, goal, "text", "a en b")?;
        world.sync_well(CHRIS).await?;
        assert_eq!(world.versions(CHRIS, goal, "text")?, ["a", "b", "c"]);
        world.write(CHRIS, goal, "text", "a, b en c")?;
        world.settle().await?;
        for desk in TEAM {
            let both = world.versions(desk, goal, "text")?;
            assert_eq!(both, ["a en b", "a, b en c"]);
        }
        world.write(ANNA, goal, "text", "samen")?;
        world.settle().await?;
        assert_eq!(world.versions(CHRIS, goal, "text")?, ["samen"]);
        Ok(())
    });
}

#[test]
fn a_field_that_lost_is_edited_again_before_the_sync() {
    scene(&TEAM, async |world| {
        let person = world.first(ANNA, "person")?.id;
        world.write(ANNA, person, "phone", "06 anna")?;
        world.write(BAS, person, "phone", "06 bas")?;
        world.sync_well(ANNA).await?;
        world.sync_well(BAS).await?;
        // Anna's has lost, but she does not know yet.
        world.write(ANNA, person, "phone", "06 anna weer")?;
        world.settle().await?;
        for desk in TEAM {
            assert_eq!(shown(world, desk)?, "06 anna weer");
        }
        Ok(())
    });
}

#[test]
fn a_field_that_lost_is_edited_again_after_the_sync() {
    scene(&TEAM, async |world| {
        let person = world.first(ANNA, "person")?.id;
        world.write(ANNA, person, "phone", "06 anna")?;
        world.write(BAS, person, "phone", "06 bas")?;
        world.sync_well(ANNA).await?;
        world.sync_well(BAS).await?;
        world.sync_well(ANNA).await?;
        assert_eq!(shown(world, ANNA)?, "06 bas");
        world.write(ANNA, person, "phone", "06 anna weer")?;
        world.settle().await?;
        for desk in TEAM {
            assert_eq!(shown(world, desk)?, "06 anna weer");
            assert_eq!(versions(world, desk, "person", "phone")?.len(), 1);
        }
        Ok(())
    });
}

fn shown(world: &World, desk: usize) -> Result<String> {
    let person = world.first(desk, "person")?;
    Ok(person
        .state
        .value("phone")
        .as_text()
        .unwrap_or_default()
        .to_owned())
}

#[test]
fn a_colleagues_text_arrives_while_the_editor_is_open() {
    scene(&TEAM, async |world| {
        let goal = world.first(ANNA, "goal")?.id;
        let editor = world.open_now(ANNA, goal, "text")?;
        world.write_on(ANNA, editor, "anna begint")?;
        world.write(BAS, goal, "text", "bas")?;
        world.sync_well(BAS).await?;
        world.sync_well(ANNA).await?;
        // What arrived is not on her screen: she types on in what she had.
        world.write_on(ANNA, editor, "anna begint en gaat door")?;
        world.settle().await?;
        for desk in TEAM {
            let both = versions(world, desk, "goal", "text")?;
            assert_eq!(both, ["anna begint en gaat door", "bas"]);
        }
        Ok(())
    });
}

#[test]
fn a_record_deleted_by_one_and_edited_by_another_stays() {
    scene(&TEAM, async |world| {
        let goal = world.first(ANNA, "goal")?;
        world.write(BAS, goal.id, "text", "toch door")?;
        world.set_removed(ANNA, &goal, true)?;
        assert!(
            !world.desks[ANNA]
                .records()?
                .iter()
                .any(|record| record.id == goal.id)
        );
        world.settle().await?;
        for desk in TEAM {
            assert_eq!(world.versions(desk, goal.id, "text")?, ["toch door"]);
            assert!(
                world.desks[desk]
                    .records()?
                    .iter()
                    .any(|record| record.id == goal.id)
            );
        }
        // Who has seen that edit and deletes it, deletes it.
        let goal = world.desks[CHRIS].record(goal.id)?.ok_or("gone")?;
        world.set_removed(CHRIS, &goal, true)?;
        world.settle().await?;
        for desk in TEAM {
            assert!(
                !world.desks[desk]
                    .records()?
                    .iter()
                    .any(|record| record.id == goal.id)
            );
        }
        Ok(())
    });
}

#[test]
fn changes_that_build_on_a_refused_one_keep_what_they_were_written_over() {
    scene(&TEAM, async |world| {
        let person = world.first(ANNA, "person")?.id;
        world.write(ANNA, person, "phone", "06 eerst")?;
        world.settle().await?;
        // One change with a number and another team: it is refused, and the number with it.
        world.give_away(ANNA, person, 1, "06 te ver")?;
        world.desks[ANNA]
            .shared
            .with(|opened| Ok(opened.store().freeze()?))?;
        world.write(ANNA, person, "phone", "06 erop")?;
        world.settle().await?;
        for desk in TEAM {
            assert_eq!(versions(world, desk, "person", "phone")?, ["06 erop"]);
        }
        let apart = world.desks[ANNA]
            .shared
            .with(|opened| Ok(opened.store().quarantined()?))?;
        assert_eq!(apart.len(), 1);
        assert_eq!(apart[0].change.set["phone"], "06 te ver".into());
        Ok(())
    });
}

/// That two dossiers are of one person is a record of its own, and neither dossier changes by it.
#[test]
fn two_dossiers_merged_while_one_is_edited_offline_then_unlinked() {
    scene(&TEAM, async |world| {
        let people = people(world, ANNA)?;
        let [gerda, also_gerda] = people.as_slice() else {
            return Err("two people were expected".into());
        };
        let link = domain::ids::natural_id(gerda.id.0, "link", &also_gerda.id.0.to_string());
        let goals = world.desks[ANNA].records()?.into_iter();
        let mut goals = goals.filter(|goal| goal.kind == "goal");
        let goal = goals.find(|goal| goal.dossier == also_gerda.dossier);
        let goal = goal.ok_or("no goal")?.id;
        world.link(ANNA, gerda, link.into(), also_gerda.id)?;
        world.write(BAS, goal, "text", "weer fietsen")?;
        world.settle().await?;
        // The link changes nothing in either dossier.
        assert_eq!(world.versions(CHRIS, goal, "text")?, ["weer fietsen"]);
        // Chris sees that they are two, while Anna goes on in the linked dossier offline.
        let linked = world.desks[CHRIS].record(link.into())?.ok_or("no link")?;
        world.set_removed(CHRIS, &linked, true)?;
        world.write(ANNA, goal, "text", "weer fietsen naar de markt")?;
        world.settle().await?;
        for desk in TEAM {
            let records = world.desks[desk].records()?;
            assert!(!records.iter().any(|record| record.kind == "link"));
            let text = world.versions(desk, goal, "text")?;
            assert_eq!(text, ["weer fietsen naar de markt"]);
        }
        Ok(())
    });
}

fn people(world: &World, desk: usize) -> Result<Vec<store::StoredRecord>> {
    let mut records = world.desks[desk].records()?;
    records.retain(|record| record.kind == "person");
    Ok(records)
}

#[test]
fn a_request_number_is_on_the_disk_before_it_is_used() {
    for call in 1..12 {
        scene(&[ANNA, BAS], async |world| {
            let fault = Fault::DevicePower {
                call,
                cut: PLAIN_CUT,
            };
            world.sync(ANNA, fault, Meanwhile::Nothing).await?;
            world.sync_well(ANNA).await?;
            Ok(())
        });
    }
}

#[test]
fn a_disk_that_stops_in_a_sync_takes_nothing() {
    scene(&[ANNA, BAS], async |world| {
        let goal = world.first(ANNA, "goal")?.id;
        world.write(ANNA, goal, "text", "bewaard")?;
        let disk = &world.desks[ANNA].disk;
        disk.plan(Plan::nth(1, Failure::IoError).lasting());
        let failed = world.sync_well(ANNA).await;
        assert!(failed.is_err());
        world.desks[ANNA].disk.heal();
        world.settle().await?;
        assert_eq!(world.versions(BAS, goal, "text")?, ["bewaard"]);
        Ok(())
    });
}
