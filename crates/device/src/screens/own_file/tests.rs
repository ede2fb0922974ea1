use super::*;
use crate::screens::desk::{Desk, at};
use crate::screens::{FieldValue, RecordRef};

const DAY: &str = "2026-10-19";
const WORKING: &str = "Volgende keer vragen naar haar zoon.";

fn desk() -> (Desk, Uuid) {
    let mut desk = Desk::new();
    let person = desk.person("Gerda Wouters");
    let talk = desk
        .opened
        .begin_conversation(person, None, at(DAY))
        .unwrap();
    let shown = desk.opened.conversation(talk, at(DAY)).unwrap();
    let mut fill = |target: &RecordRef, field: &str, text: &str| {
        let value = FieldValue::Text(text.into());
        desk.opened
            .save_field(target, field, value, &[], at(DAY))
            .unwrap();
    };
    fill(&shown.r#ref, "wish", "Weer eens ergens bij horen.");
    fill(&shown.working_note.r#ref, "text", WORKING);
    fill(&shown.themes[0].r#ref, "note", "De knie doet minder pijn.");
    let task = shown.private_task.unwrap();
    fill(&task.r#ref, "what", "Blauwe plek gezien.");
    let hinders = &shown.themes[0].barriers[0].r#ref;
    desk.opened
        .save_field(hinders, "hindrance", FieldValue::Number(2), &[], at(DAY))
        .unwrap();
    desk.opened
        .close_conversation(talk, "closed", at(DAY))
        .unwrap();
    (desk, person)
}

fn told(file: &OwnFile) -> String {
    format!("{file:?}")
}

#[test]
fn working_notes_go_along_only_when_they_are_chosen_and_a_worry_never_does() {
    let (desk, person) = desk();
    let usual = told(&desk.opened.own_file(person, None).unwrap());
    assert!(usual.contains("ergens bij horen") && usual.contains("De knie"));
    assert!(!usual.contains(WORKING) && !usual.contains("Blauwe plek"));
    let all: Vec<String> = Part::ALL
        .iter()
        .map(|part| part.code().to_owned())
        .collect();
    let all = told(&desk.opened.own_file(person, Some(&all)).unwrap());
    assert!(all.contains(WORKING) && !all.contains("Blauwe plek"));
    let talks = ["talks".to_owned()];
    let talks = told(&desk.opened.own_file(person, Some(&talks)).unwrap());
    assert!(talks.contains("ergens bij horen") && !talks.contains("De knie"));
    // What got a number goes with the themes.
    assert!(usual.contains("OwnScore") && !talks.contains("OwnScore"));
    let none = desk.opened.own_file(person, Some(&[])).unwrap();
    assert!(none.talks.is_empty() && none.access.is_none() && none.facts.is_none());
}

#[test]
fn a_correction_is_kept_and_answered_with_a_reason() {
    let (mut desk, person) = desk();
    let said = "Ik heb geen kat.";
    let asked = desk.opened.add_correction(person, said, at(DAY)).unwrap();
    assert!(desk.opened.add_correction(person, "  ", at(DAY)).is_err());
    let of = |desk: &Desk| desk.opened.own_file(person, None).unwrap().corrections;
    assert_eq!(of(&desk)[0].answer_by.as_deref(), Some("2026-11-19"));
    let left = desk.opened.today(at(DAY)).unwrap().to_do;
    assert_eq!(left.iter().filter(|thing| thing.what == said).count(), 1);
    // A no needs its reason; the person's words stay whatever the answer is.
    assert!(
        desk.opened
            .answer_correction(asked, "blijft_staan", at(DAY))
            .is_err()
    );
    let target = of(&desk)[0].r#ref.clone();
    let why = FieldValue::Text("De kat is van de buurvrouw.".into());
    desk.opened
        .save_field(&target, "answer", why, &[], at(DAY))
        .unwrap();
    desk.opened
        .answer_correction(asked, "blijft_staan", at(DAY))
        .unwrap();
    let answered = &of(&desk)[0];
    assert_eq!(answered.outcome.as_deref(), Some("blijft_staan"));
    assert_eq!(answered.text.value, FieldValue::Text(said.into()));
    let left = desk.opened.today(at(DAY)).unwrap().to_do;
    assert!(left.iter().all(|thing| thing.what != said));
}

#[test]
fn it_says_who_knows_what_and_who_can_look() {
    let (mut desk, person) = desk();
    let referral = desk.opened.begin_referral(person, None, at(DAY)).unwrap();
    let target = desk.opened.referral(referral).unwrap().r#ref;
    for (field, value) in [("to", "huisarts"), ("reason", "Wil graag leren zwemmen.")] {
        let value = FieldValue::Text(value.into());
        desk.opened
            .save_field(&target, field, value, &[], at(DAY))
            .unwrap();
    }
    desk.opened.answer_consent(referral, true, at(DAY)).unwrap();
    // Agreed, and nothing sent yet.
    let knows = |desk: &Desk| desk.opened.own_file(person, None).unwrap().knows;
    assert_eq!(knows(&desk)[0].told, Vec::<String>::new());
    desk.opened
        .move_referral(referral, "verstuurd", at(DAY))
        .unwrap();
    let told = &knows(&desk)[0];
    assert_eq!(
        (told.to.as_str(), told.on.as_deref()),
        ("huisarts", Some(DAY))
    );
    assert_eq!(told.told, ["name", "reason", "coach"]);
    assert_eq!(told.reasons, ["Wil graag leren zwemmen."]);
    let access = desk.opened.own_file(person, None).unwrap().access.unwrap();
    assert_eq!(access.coach.as_deref(), Some("Marloes Janssen"));
}

#[test]
fn who_looked_is_kept_once_a_day_and_is_told_to_the_person_alone() {
    let (mut desk, person) = desk();
    let before = desk.opened.store.unsent().unwrap().0;
    for day in ["2026-10-19", "2026-10-20", "2026-10-20"] {
        desk.opened.note_viewing(person, at(day)).unwrap();
    }
    desk.opened
        .note_viewing(Uuid::from_u128(1), at(DAY))
        .unwrap();
    assert_eq!(desk.opened.store.unsent().unwrap().0, before + 2);
    let waiting = desk.opened.waiting().unwrap();
    assert!(waiting.iter().all(|(_, item)| item.label != "viewing"));
    let file = desk.opened.own_file(person, None).unwrap();
    let viewers = file.access.unwrap().viewers;
    let seen: Vec<_> = viewers
        .iter()
        .map(|one| (one.days, one.last.as_str()))
        .collect();
    assert_eq!(seen, [(2, "2026-10-20")]);
    let history = format!("{:?}", desk.opened.dossier_history(person, None).unwrap());
    assert!(!history.contains("viewing"), "{history}");
}
