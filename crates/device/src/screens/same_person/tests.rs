use super::*;
use crate::screens::desk::{Desk, at};
use crate::screens::{FieldValue, Turn};

const NOW: &str = "2026-11-26";

fn shown_with(desk: &Desk, person: Uuid) -> Vec<String> {
    let same = desk.opened.dossier(person, at(NOW)).unwrap().same;
    same.into_iter().map(|other| other.name).collect()
}

/// Two dossiers of one person, the one that is shown first.
fn two(desk: &mut Desk) -> (Uuid, Uuid) {
    let mut both = [(); 2].map(|()| desk.person("Gerda Wouters"));
    both.sort();
    both.into()
}

#[test]
fn who_is_taken_out_takes_nobody_along() {
    let mut desk = Desk::new();
    let [anna, an, ans] = ["Anna", "An", "Ans"].map(|name| desk.person(name));
    // The middle one is what holds the other two together, whichever that is.
    let [first, middle, last] = [an, ans, anna];
    for (one, other) in [(first, middle), (middle, last)] {
        let edit = desk.opened.linking(one, other, true).unwrap();
        desk.opened.store.save(&[edit], 1).unwrap();
    }
    assert_eq!(shown_with(&desk, anna).len(), 2);
    desk.opened.unlink_person(middle, at(NOW)).unwrap();
    assert_eq!(shown_with(&desk, middle), Vec::<String>::new());
    assert_eq!(shown_with(&desk, first).len(), 1);
    let same = desk.opened.same_people().unwrap();
    assert_eq!(same.head(first), same.head(last));
}

#[test]
fn every_screen_looks_at_both_dossiers() {
    let mut desk = Desk::new();
    let (head, other) = two(&mut desk);
    let now = at(NOW);
    let root = desk.opened.dossier(other, now).unwrap().person;
    for (field, value) in [("phone", "06 12345678"), ("address", "Dorpsstraat 1")] {
        let value = FieldValue::Text(value.into());
        desk.opened
            .save_field(&root.r#ref, field, value, &[], now)
            .unwrap();
    }
    let talk = desk.talk(other, "2026-11-20");
    let shown = desk.opened.conversation(talk, now).unwrap();
    let wish = FieldValue::Text("Een keer naar zee.".into());
    desk.opened
        .save_field(&shown.r#ref, "wish", wish, &[], now)
        .unwrap();
    desk.opened.link_people(head, other, now).unwrap();

    let person = desk.opened.dossier(other, now).unwrap().person;
    assert_eq!(person.id, head);
    assert_eq!(person.phone.value, FieldValue::Text("06 12345678".into()));
    assert_eq!(person.phone.seen, Vec::<String>::new());
    let same = &desk.opened.dossier(head, now).unwrap().same[0];
    assert_eq!(same.address.as_deref(), Some("Dorpsstraat 1"));

    let own = desk.opened.own_file(other, None).unwrap();
    assert_eq!(own.name, "Gerda Wouters");
    assert_eq!(own.talks[0].wish.as_deref(), Some("Een keer naar zee."));
    assert_eq!(own.facts.unwrap().phone.as_deref(), Some("06 12345678"));

    let people = desk.opened.caseload(None, now).unwrap().people;
    assert_eq!(people.len(), 1);
    assert_eq!((people[0].person, people[0].turn), (head, Turn::Later));
    let planned = desk
        .opened
        .plan_conversation(other, "2026-11-26T15:00:00+01:00", "thuis", now)
        .unwrap();
    assert_eq!(
        desk.opened.caseload(None, now).unwrap().people[0].turn,
        Turn::Planned
    );
    let today = desk.opened.today(now).unwrap().talks;
    assert_eq!(today[0].conversation, planned);
    assert_eq!(
        (today[0].person, today[0].name.as_str()),
        (head, "Gerda Wouters")
    );
    assert_eq!(today[0].last_wish.as_deref(), Some("Een keer naar zee."));
}

#[test]
fn a_spreekuur_knows_that_somebody_was_spoken_in_the_other_dossier() {
    let mut desk = Desk::new();
    let (head, other) = two(&mut desk);
    let now = at(NOW);
    desk.talk(other, "2026-11-20");
    desk.opened.link_people(head, other, now).unwrap();
    let moment = "2026-11-26T10:00:00+01:00";
    let spreekuur = desk
        .opened
        .begin_spreekuur(moment, "thuis", "", now)
        .unwrap();
    let walk_in = desk.opened.add_walk_in(spreekuur, "Gerda", now).unwrap();
    desk.opened
        .attach_walk_in(walk_in, Some(head), now)
        .unwrap();
    let talk = desk.opened.begin_walk_in(walk_in, now).unwrap();
    let kind = desk.opened.conversation(talk, now).unwrap().kind.value;
    assert_eq!(kind, FieldValue::Text("vervolggesprek".into()));
}

#[test]
fn a_group_counts_two_dossiers_as_one_person() {
    let mut desk = Desk::new();
    let (head, other) = two(&mut desk);
    let now = at(NOW);
    let group = desk.opened.add_group("Soep", "beek", false, now).unwrap();
    let first = desk.opened.begin_session(group, now).unwrap();
    let second = desk.opened.begin_session(group, now).unwrap();
    for (session, person) in [(first, head), (second, other), (second, head)] {
        desk.opened
            .set_attendance(session, person, true, now)
            .unwrap();
    }
    desk.opened.link_people(head, other, now).unwrap();
    assert_eq!(desk.opened.groups(now).unwrap()[0].people, 1);
    let people = desk.opened.group(group, now).unwrap().people;
    assert_eq!((people.len(), people[0].times), (1, 2));
    assert_eq!(
        desk.opened.group_session(second, now).unwrap().people.len(),
        1
    );
    let timeline = desk.opened.dossier(head, now).unwrap().timeline;
    assert_eq!(timeline.len(), 2);
    // Who is taken off is off in both.
    desk.opened
        .set_attendance(second, head, false, now)
        .unwrap();
    let people = desk.opened.group_session(second, now).unwrap().people;
    assert_eq!(people.iter().filter(|one| one.there).count(), 0);
}

#[test]
fn who_was_told_apart_is_not_offered_again() {
    let mut desk = Desk::new();
    let [gerda, wauters, wuoters] =
        ["Gerda Wouters", "Gerda Wauters", "Gedra Wuoters"].map(|name| desk.person(name));
    let offered = |desk: &Desk, person| -> Vec<Uuid> {
        let doubles = desk.opened.possible_doubles(person).unwrap();
        doubles.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(offered(&desk, gerda).len(), 2);
    desk.opened.tell_apart(wauters, gerda, at(NOW)).unwrap();
    assert_eq!(offered(&desk, gerda), [wuoters]);
    assert_eq!(offered(&desk, wauters), [wuoters]);
    // One who is joined to them is not offered either.
    desk.opened.link_people(wauters, wuoters, at(NOW)).unwrap();
    assert_eq!(offered(&desk, gerda), Vec::<Uuid>::new());
    // Whoever looks once more may still say that they are one.
    desk.opened.link_people(gerda, wauters, at(NOW)).unwrap();
    assert_eq!(shown_with(&desk, gerda).len(), 2);
}
