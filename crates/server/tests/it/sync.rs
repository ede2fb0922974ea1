//! Pushing and pulling between devices that behave.

use crate::stage::{Stage, change, created, person};
use domain::value::Value;
use replication::message::{Ending, Refusal};
use replication::{Position, Seq};
use uuid::Uuid;

#[tokio::test]
async fn settings_come_through_the_feed() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let answered = anna.sync(&[]).await.unwrap();
    let kinds: Vec<_> = answered
        .changes()
        .into_iter()
        .map(|(_, change)| change.kind)
        .collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "coach").count(), 3);
    assert_eq!(kinds.iter().filter(|kind| *kind == "team").count(), 2);
    assert!(kinds.iter().any(|kind| kind == "municipality"));
    assert!(kinds.iter().any(|kind| kind == "word"));
    assert_eq!(answered.digest(), anna.digest());
}

#[tokio::test]
async fn a_colleague_sees_what_another_team_does_not() {
    let stage = Stage::start().await;
    let (mut anna, mut bas) = (stage.device("anna").await, stage.device("bas").await);
    let mut carla = stage.device("carla").await;
    let id = Uuid::now_v7();
    let first = anna.make(person(id, stage.team("Noord"), "Gerda"));
    let second = anna.make(created(id, "vaker naar buiten"));
    let answered = anna
        .sync(&[vec![first.clone()], vec![second.clone()]])
        .await
        .unwrap();
    assert_eq!(answered.receipts.high_water, Seq(2));
    assert_eq!(answered.receipts.accepted.len(), 1);
    assert_eq!(answered.receipts.refused, []);

    let told = bas.sync(&[]).await.unwrap();
    let changes: Vec<_> = told
        .changes()
        .into_iter()
        .map(|(_, change)| change)
        .collect();
    assert!(changes.contains(&first) && changes.contains(&second));
    let author = told.feed.last().unwrap().authors[&anna.id];
    assert_eq!(author.0, stage.scenario.coaches()[0].id);

    let told = carla.sync(&[]).await.unwrap();
    assert!(
        told.changes()
            .iter()
            .all(|(_, change)| change.dossier.0 != id)
    );
    let intruding = carla.make(created(id, "van mij"));
    let refused = carla
        .sync(&[vec![intruding]])
        .await
        .unwrap()
        .receipts
        .refused;
    assert_eq!(
        refused
            .iter()
            .map(|refused| refused.code)
            .collect::<Vec<_>>(),
        [Refusal::NoAccess]
    );
    carla.hello.cursor = Position(0);
    let again = carla.sync(&[]).await.unwrap();
    assert!(
        again
            .changes()
            .iter()
            .all(|(_, change)| change.dossier.0 != id)
    );

    anna.catch_up().await;
    for device in [&mut anna, &mut bas, &mut carla] {
        assert_eq!(device.catch_up().await, device.digest());
    }
    assert_eq!(anna.digest(), bas.digest());
    assert_ne!(anna.digest(), carla.digest());
}

#[tokio::test]
async fn concurrent_edits_both_stay() {
    let stage = Stage::start().await;
    let (mut anna, mut bas) = (stage.device("anna").await, stage.device("bas").await);
    let id = Uuid::now_v7();
    let base = anna.make(person(id, stage.team("Noord"), "Gerda"));
    anna.sync(&[vec![base.clone()]]).await.unwrap();
    bas.catch_up().await;
    for (device, name) in [(&mut anna, "Gerda W"), (&mut bas, "Gerda Wouters")] {
        let mut edit = device.make(change(id, id, "person", &[("name", name.into())]));
        edit.over.insert("name".to_owned(), vec![base.id]);
        device.sync(&[vec![edit]]).await.unwrap();
    }
    let digest = anna.catch_up().await;
    assert_eq!(bas.catch_up().await, digest);
    for device in [&anna, &bas] {
        assert_eq!(device.digest(), digest);
        let heads = device.states[&replication::RecordId(id)]
            .heads("name")
            .to_vec();
        let values: Vec<_> = heads.into_iter().map(|head| head.value).collect();
        assert_eq!(
            values,
            [Value::from("Gerda W"), Value::from("Gerda Wouters")]
        );
    }
}

#[tokio::test]
async fn a_long_feed_comes_in_pieces_and_in_order() {
    let stage = Stage::start().await;
    let (mut anna, mut bas) = (stage.device("anna").await, stage.device("bas").await);
    let id = Uuid::now_v7();
    let mut changes = vec![anna.make(person(id, stage.team("Noord"), "Gerda"))];
    // Not compressible into nothing, so that frames have their real size.
    for number in 0..400 {
        let words: String = (0..2000)
            .map(|at| char::from(b'a' + ((at * at + number) % 26) as u8))
            .collect();
        let noted = created(id, &format!("{words}{}", words.repeat(5)));
        changes.push(anna.make(noted));
    }
    let frames: Vec<_> = changes.chunks(100).map(<[_]>::to_vec).collect();
    let answered = anna.sync(&frames).await.unwrap();
    assert_eq!(answered.receipts.high_water, Seq(401));
    let (mut seen, mut rounds) = (Vec::new(), 0);
    loop {
        let answered = bas.sync(&[]).await.unwrap();
        rounds += 1;
        let positions: Vec<_> = answered
            .changes()
            .iter()
            .map(|(position, _)| *position)
            .collect();
        assert!(positions.is_sorted());
        seen.extend(answered.changes().into_iter().map(|(_, change)| change));
        if let Ending::UpToDate { digest } = answered.end.ending {
            assert_eq!(digest, bas.digest());
            break;
        }
    }
    assert!(rounds > 3, "{rounds}");
    seen.retain(|change| change.dossier.0 == id);
    assert_eq!(seen, changes);
}

#[tokio::test]
async fn sending_again_changes_nothing() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let id = Uuid::now_v7();
    let frame = vec![
        anna.make(person(id, stage.team("Noord"), "Gerda")),
        anna.make(created(id, "koken leren")),
    ];
    anna.sync(std::slice::from_ref(&frame)).await.unwrap();
    let settled = anna.catch_up().await;
    anna.hello.receipts = Seq(0);
    let again = anna.sync(&[frame.clone(), frame]).await.unwrap();
    assert_eq!(again.receipts.high_water, Seq(2));
    assert_eq!(again.digest(), settled);
}

#[tokio::test]
async fn an_idle_sync_is_small() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    anna.catch_up().await;
    let before = anna.hello.clone();
    let line = anna.next_line();
    assert!(anna.body(&line, &[]).concat().len() < 500);
    let answered = anna.sync(&[]).await.unwrap();
    assert!(answered.feed.is_empty());
    assert_eq!(anna.hello, before);
}

#[tokio::test]
async fn a_refused_change_blocks_nothing_and_is_looked_through() {
    let stage = Stage::start().await;
    let (mut anna, mut bas) = (stage.device("anna").await, stage.device("bas").await);
    let id = Uuid::now_v7();
    let first = anna.make(person(id, stage.team("Noord"), "Gerda"));
    let edit = |text: Value, over| {
        let mut edit = change(id, id, "person", &[("name", text)]);
        edit.over.insert("name".to_owned(), vec![over]);
        edit
    };
    let refused = anna.make(edit(Value::from("x".repeat(121)), first.id));
    let also_refused = anna.make(edit(Value::from(7), refused.id));
    let last = anna.make(edit(Value::from("Gerda Wouters"), also_refused.id));
    let frames = [
        vec![first.clone(), refused],
        vec![also_refused, last.clone()],
    ];
    let receipts = anna.sync(&frames).await.unwrap().receipts;
    assert_eq!(receipts.high_water, Seq(4));
    let codes: Vec<_> = receipts
        .refused
        .iter()
        .map(|refused| (refused.seq, refused.code))
        .collect();
    assert_eq!(
        codes,
        [
            (Seq(2), Refusal::InvalidField),
            (Seq(3), Refusal::InvalidField)
        ]
    );

    let told = bas.sync(&[]).await.unwrap();
    let seen: Vec<_> = told
        .changes()
        .into_iter()
        .filter(|(_, seen)| seen.dossier.0 == id)
        .collect();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[1].1.id, last.id);
    assert_eq!(seen[1].1.over("name"), [first.id]);
    assert_eq!(
        bas.states[&replication::RecordId(id)].heads("name").len(),
        1
    );
    assert_eq!(told.digest(), bas.digest());
}

#[tokio::test]
async fn refusals_name_their_reason() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let (mine, noord, zuid) = (Uuid::now_v7(), stage.team("Noord"), stage.team("Zuid"));
    let town = stage.scenario.municipality();
    let (mine_too, signed) = (Uuid::now_v7(), Uuid::now_v7());
    let team = |team: Value| change(mine, mine, "person", &[("team", team)]);
    let accepted = |change| (change, None);
    let refused = |change, code| (change, Some(code));
    let cases = [
        accepted(person(mine, noord, "Gerda")),
        accepted(person(mine_too, zuid, "Henk")),
        refused(created(Uuid::now_v7(), "niemands"), Refusal::NoTeam),
        refused(
            person(Uuid::now_v7(), Uuid::now_v7(), "Ans"),
            Refusal::NoTeam,
        ),
        refused(team(zuid.to_string().into()), Refusal::NoAccess),
        refused(team(Value::Null), Refusal::NoAccess),
        accepted(team(noord.to_string().to_uppercase().into())),
        refused(person(town, noord, "de stad"), Refusal::WrongPlace),
        refused(created(town, "in de stad"), Refusal::NoAccess),
        refused(change(mine_too, mine, "person", &[]), Refusal::WrongPlace),
        refused(change(mine, mine, "group", &[]), Refusal::WrongPlace),
        refused(created(mine, "met \0 erin"), Refusal::InvalidField),
        refused(created(mine, &"x".repeat(20_001)), Refusal::InvalidField),
        refused(
            change(
                mine,
                Uuid::now_v7(),
                "weather",
                &[("map", Value::Bytes(vec![1; 300_000]))],
            ),
            Refusal::TooLarge,
        ),
        accepted(change(
            mine,
            signed,
            "agreement",
            &[("text", "Ik kook mee.".into())],
        )),
        accepted(change(
            mine,
            signed,
            "agreement",
            &[("text", "Ik kook tien weken mee.".into())],
        )),
        accepted(change(
            mine,
            signed,
            "agreement",
            &[("sealed", "ab".into())],
        )),
        refused(
            change(
                mine,
                signed,
                "agreement",
                &[("text", "Ik kook nooit.".into())],
            ),
            Refusal::Sealed,
        ),
        refused(
            change(mine, signed, "agreement", &[("removed", true.into())]),
            Refusal::Sealed,
        ),
        accepted(change(
            mine,
            signed,
            "agreement",
            &[("copy_given_on", "2026-09-07".into())],
        )),
        accepted(change(
            mine,
            Uuid::now_v7(),
            "weather",
            &[("sun", Value::Int(-1))],
        )),
    ];
    let (changes, wanted): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
    let changes: Vec<_> = changes
        .into_iter()
        .map(|change| anna.make(change))
        .collect();
    let receipts = anna.sync(&[changes]).await.unwrap().receipts;
    assert_eq!(receipts.high_water, Seq(wanted.len() as u64));
    let mut found = vec![None; wanted.len()];
    for refused in receipts.refused {
        found[refused.seq.0 as usize - 1] = Some(refused.code);
    }
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn another_epoch_is_answered_with_the_epoch_alone() {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    anna.hello.epoch = Some(Uuid::now_v7());
    anna.hello.receipts = Seq(40);
    let sent = anna.make(person(Uuid::now_v7(), stage.team("Noord"), "Gerda"));
    let line = anna.next_line();
    let body = anna.body(&line, &[vec![sent]]).concat();
    let answered = anna.send(&line, line.sign(&anna.key), body).await.unwrap();
    let wanted = Ending::NewEpoch {
        began: Position(0),
        high_water: Seq(0),
    };
    assert_eq!(answered.end.ending, wanted);
    assert_eq!(
        answered.end.epoch,
        stage.endpoint.storage().identity().epoch
    );
    assert!(answered.feed.is_empty());
    anna.hello.epoch = None;
    anna.hello.receipts = Seq(0);
    let after = anna.sync(&[]).await.unwrap();
    assert_eq!(
        after.receipts.high_water,
        Seq(0),
        "a change of another epoch was taken"
    );
}

#[tokio::test]
async fn the_cursor_passes_what_the_device_does_not_get() {
    let stage = Stage::start().await;
    let (mut anna, mut carla) = (stage.device("anna").await, stage.device("carla").await);
    anna.catch_up().await;
    let settings = anna.hello.cursor;
    let id = Uuid::now_v7();
    let mut frame = vec![anna.make(person(id, stage.team("Noord"), "Gerda"))];
    frame.push(anna.make(created(id, "koken leren")));
    anna.sync(&[frame]).await.unwrap();
    assert_eq!(anna.hello.cursor, Position(settings.0 + 2));
    carla.catch_up().await;
    assert_eq!(carla.hello.cursor, anna.hello.cursor);
}
