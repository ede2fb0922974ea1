//! Handover, erasure, whole dossiers, hashes, and a restored endpoint.

use crate::stage::{Stage, TestDevice, change, created, now, person};
use domain::value::Value;
use replication::message::{AccessEvent, Ask, Ending, Part, Refusal, Want};
use replication::{DossierId, Position, Seq};
use server::access::AccessError;
use server::feed::Keys;
use server::restore;
use server::storage::{Storage, StorageError};
use uuid::Uuid;

struct Begun {
    stage: Stage,
    anna: TestDevice,
    carla: TestDevice,
    gerda: Uuid,
}

/// A person of team Noord with one talk; Anna and Carla, of Zuid, are up to date.
async fn begun() -> Begun {
    let stage = Stage::start().await;
    let (mut anna, mut carla) = (stage.device("anna").await, stage.device("carla").await);
    let gerda = Uuid::now_v7();
    let mut root = person(gerda, stage.team("Noord"), "Gerda");
    root.set.insert("coach".to_owned(), Uuid::now_v7().into());
    let frame = vec![anna.make(root), anna.make(created(gerda, "koken leren"))];
    anna.sync(&[frame]).await.unwrap();
    anna.catch_up().await;
    carla.catch_up().await;
    Begun {
        stage,
        anna,
        carla,
        gerda,
    }
}

fn heard(answered: &crate::stage::Answered) -> Vec<AccessEvent> {
    let feed = answered.feed.iter();
    feed.flat_map(|feed| feed.access.iter().map(|(_, event)| *event))
        .collect()
}

async fn hand_over(begun: &Begun) {
    let storage = begun.stage.endpoint.storage();
    let to = begun.stage.team("Zuid");
    storage
        .hand_over(DossierId(begun.gerda), to, now())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_handover_brings_the_whole_dossier_and_takes_it_away() {
    let mut begun = begun().await;
    hand_over(&begun).await;
    let dossier = DossierId(begun.gerda);
    let told = begun.carla.sync(&[]).await.unwrap();
    assert_eq!(heard(&told), [AccessEvent::Granted(dossier)]);
    // Only the change of team lies after the handover; with it the coach of the old team goes.
    let changes = told.changes();
    let [(_, moved)] = changes.as_slice() else {
        panic!("not one change but {changes:?}");
    };
    assert_eq!(moved.set["coach"], Value::Null);
    begun.carla.hello.want = vec![Want {
        dossier,
        after: Position(0),
    }];
    let told = begun.carla.sync(&[]).await.unwrap();
    let [whole] = told.snapshots.as_slice() else {
        panic!("no dossier but {told:?}");
    };
    assert_eq!((whole.changes.len(), whole.part), (3, Part::Last));
    assert_eq!(whole.authors.len(), 1);
    assert!(whole.through >= whole.changes[2].0);
    let told = begun.anna.sync(&[]).await.unwrap();
    assert_eq!(heard(&told), [AccessEvent::Revoked(dossier)]);
    // Asked for what is not theirs, it says so and no more.
    begun.anna.hello.want = begun.carla.hello.want.clone();
    let told = begun.anna.sync(&[]).await.unwrap();
    assert_eq!(told.snapshots[0].part, Part::Hidden);
    assert!(told.snapshots[0].changes.is_empty());
}

#[tokio::test]
async fn what_was_made_before_the_handover_was_heard_is_taken() {
    let mut begun = begun().await;
    hand_over(&begun).await;
    let late = begun.anna.make(created(begun.gerda, "gisteren gemaakt"));
    let told = begun.anna.sync(&[vec![late]]).await.unwrap();
    assert!(told.receipts.refused.is_empty());
    begun.anna.hello.given_up = vec![DossierId(begun.gerda)];
    begun.anna.sync(&[]).await.unwrap();
    begun.anna.hello.given_up.clear();
    let later = begun.anna.make(created(begun.gerda, "daarna gemaakt"));
    let told = begun.anna.sync(&[vec![later]]).await.unwrap();
    assert_eq!(told.receipts.refused[0].code, Refusal::NoAccess);
    // Who never had it has no such time.
    let bas = begun.stage.endpoint.storage();
    assert!(
        bas.hand_over(DossierId(Uuid::now_v7()), Uuid::nil(), 1)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_month_after_the_handover_it_is_too_late() {
    let mut begun = begun().await;
    let storage = begun.stage.endpoint.storage();
    let month_ago = now() - 31 * 24 * 3600 * 1000;
    let to = begun.stage.team("Zuid");
    storage
        .hand_over(DossierId(begun.gerda), to, month_ago)
        .await
        .unwrap();
    let late = begun.anna.make(created(begun.gerda, "te laat"));
    let told = begun.anna.sync(&[vec![late]]).await.unwrap();
    assert_eq!(told.receipts.refused[0].code, Refusal::NoAccess);
}

#[tokio::test]
async fn an_erased_dossier_is_gone_and_stays_gone() {
    let mut begun = begun().await;
    let storage = begun.stage.endpoint.storage().clone();
    let key_file = begun.stage.folder.path().join("recovery.key");
    storage.new_recovery_key(&key_file, now()).await.unwrap();
    let dossier = DossierId(begun.gerda);
    storage.erase(dossier, now()).await.unwrap();
    let again = storage.erase(dossier, now()).await;
    assert!(matches!(again, Err(AccessError::NoDossier(_))));
    let late = begun
        .anna
        .make(person(begun.gerda, begun.stage.team("Noord"), "Gerda"));
    let told = begun.anna.sync(&[vec![late]]).await.unwrap();
    assert_eq!(told.receipts.refused[0].code, Refusal::Erased);
    assert!(heard(&told).contains(&AccessEvent::Erased(dossier)));
    // The officer can read what came too late.
    let late = storage.late_changes().await.unwrap();
    let file = begun.stage.folder.path().join("late");
    std::fs::write(&file, &late[0].1).unwrap();
    let (_, rescued) = server::recovery::read(&file, &key_file).unwrap();
    assert_eq!(rescued[0].change.record.0, begun.gerda);
    assert_eq!(storage.destroy_late_changes(now()).await.unwrap(), 1);
    // A device that lost its receipts gets each number answered still.
    begun.anna.hello.receipts = Seq(0);
    let line = begun.anna.next_line();
    let body = begun.anna.body(&line, &[]).concat();
    let told = begun
        .anna
        .send(&line, line.sign(&begun.anna.key), body)
        .await
        .unwrap();
    let codes: Vec<_> = told
        .receipts
        .refused
        .iter()
        .map(|refused| refused.code)
        .collect();
    assert_eq!(
        (told.receipts.high_water, codes),
        (Seq(3), vec![Refusal::Erased; 3])
    );
}

#[tokio::test]
async fn an_erased_person_goes_from_the_list_of_a_spreekuur_too() {
    let mut begun = begun().await;
    let storage = begun.stage.endpoint.storage().clone();
    let team = begun.stage.team("Noord");
    let [list, theirs, other] = [1, 2, 3].map(|_| Uuid::now_v7());
    let opened = change(list, list, "spreekuur", &[("team", team.into())]);
    let came = |walk_in, name: &str, person: Uuid| {
        let fields = [
            ("spreekuur", list.into()),
            ("first_name", name.into()),
            ("person", person.into()),
        ];
        change(list, walk_in, "walk_in", &fields)
    };
    let frame = vec![
        begun.anna.make(opened),
        begun.anna.make(came(theirs, "Gerdaatje", begun.gerda)),
        begun.anna.make(came(other, "Bram", Uuid::now_v7())),
    ];
    let told = begun.anna.sync(&[frame]).await.unwrap();
    assert_eq!(told.receipts.refused, []);
    let backup = begun.stage.folder.path().join("backup.db");
    storage.back_up(&backup, now()).await.unwrap();
    storage.erase(DossierId(begun.gerda), now()).await.unwrap();
    // Not even in what was written before; the other one stays.
    assert_eq!(names_on(&storage, list).await, ["Bram"]);
    assert_eq!(storage.verify().await.unwrap(), []);
    // Devices hear that the name goes, over the one they saw.
    let told = begun.anna.sync(&[]).await.unwrap();
    let changes = told.changes();
    let [(_, gone)] = changes.as_slice() else {
        panic!("not one change but {changes:?}");
    };
    assert_eq!(gone.record.0, theirs);
    assert_eq!(gone.set["first_name"], Value::Null);
    assert_eq!(gone.over["first_name"].len(), 1);

    // A device that had not heard of it writes the name once more: it goes again.
    let name = [("first_name", "Gerdaatje W.".into())];
    let once_more = vec![begun.anna.make(change(list, theirs, "walk_in", &name))];
    let told = begun.anna.sync(&[once_more]).await.unwrap();
    assert_eq!(told.receipts.refused, []);
    assert_eq!(names_on(&storage, list).await, ["Bram"]);
    assert_eq!(storage.verify().await.unwrap(), []);

    // Nor does a restore bring it back.
    drop(storage);
    let stage = begun.stage.put_back(&backup).await;
    assert_eq!(names_on(stage.endpoint.storage(), list).await, ["Bram"]);
}

/// The first names that any change of a spreekuur holds.
async fn names_on(storage: &Storage, list: Uuid) -> Vec<String> {
    let read = storage.read(move |work| {
        let mut names = Vec::new();
        let mut keys = Keys::default();
        server::storage::change::visit(work.db, Some(DossierId(list)), |row| {
            let sealed = row.sealed.unwrap_or_default();
            let change = keys.open(work, row.dossier, row.id, &sealed)?;
            let name = change.set.get("first_name").and_then(Value::as_text);
            names.extend(name.map(str::to_owned));
            Ok(())
        })?;
        Ok::<_, StorageError>(names)
    });
    read.await.unwrap()
}

#[tokio::test]
async fn who_could_see_a_dossier_once_hears_of_its_erasure() {
    let mut begun = begun().await;
    hand_over(&begun).await;
    begun.anna.catch_up().await;
    let storage = begun.stage.endpoint.storage();
    storage.erase(DossierId(begun.gerda), now()).await.unwrap();
    for device in [&mut begun.anna, &mut begun.carla] {
        let told = device.sync(&[]).await.unwrap();
        let erased = AccessEvent::Erased(DossierId(begun.gerda));
        assert!(heard(&told).contains(&erased));
    }
}

#[tokio::test]
async fn hashes_and_dossiers_are_told_when_asked_for() {
    let mut begun = begun().await;
    let third = begun.anna.make(created(begun.gerda, "derde"));
    begun.anna.sync(&[vec![third.clone()]]).await.unwrap();
    begun.anna.hello.ask = Ask::Hashes;
    begun.anna.hello.receipts = Seq(1);
    let line = begun.anna.next_line();
    let body = begun.anna.body(&line, &[]).concat();
    let told = begun
        .anna
        .send(&line, line.sign(&begun.anna.key), body)
        .await
        .unwrap();
    let hashes = told.hashes.unwrap();
    assert_eq!((hashes.hashes.len(), hashes.high_water), (2, Seq(3)));
    assert_eq!(*hashes.hashes[1], third.content_hash());
    begun.carla.hello.ask = Ask::Dossiers;
    let told = begun.carla.sync(&[]).await.unwrap();
    let dossiers = told.dossiers.unwrap().dossiers;
    // The town's alone.
    assert_eq!(dossiers.len(), 1);
    assert_ne!(dossiers[0].0, DossierId(begun.gerda));
}

#[tokio::test]
async fn receipts_for_an_earlier_request_come_with_hashes_of_what_was_in_it() {
    let mut begun = begun().await;
    let second = begun.anna.make(created(begun.gerda, "nog een"));
    let third = begun.anna.make(created(begun.gerda, "derde"));
    let both = [second.clone(), third.clone()];
    let told = begun.anna.sync(&[both.to_vec()]).await.unwrap();
    assert_eq!(told.hashes, None, "what this request brought was compared");
    begun.anna.hello.receipts = Seq(2);
    let line = begun.anna.next_line();
    let body = begun.anna.body(&line, &[]).concat();
    let told = begun
        .anna
        .send(&line, line.sign(&begun.anna.key), body)
        .await
        .unwrap();
    let hashes = told.hashes.unwrap();
    assert_eq!(hashes.high_water, Seq(4));
    let both = both.map(|change| change.content_hash());
    let [last, all] = hashes.hashes.as_slice() else {
        panic!("not two hashes but {hashes:?}");
    };
    assert_eq!(**last, both[1]);
    assert_eq!(**all, *blake3::hash(&both.concat()).as_bytes());
    assert_eq!(told.receipts.high_water, Seq(4));
}

#[tokio::test]
async fn a_restored_endpoint_has_another_epoch_and_erased_stays_erased() {
    let mut begun = begun().await;
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    let storage = begun.stage.endpoint.storage().clone();
    let position = storage.back_up(&backup, now()).await.unwrap();
    assert!(
        storage.back_up(&backup, now()).await.is_err(),
        "a backup was overwritten"
    );
    let told = begun.anna.sync(&[]).await.unwrap();
    assert_eq!(told.end.backed_up, position);
    let lost = begun.anna.make(created(begun.gerda, "na de reservekopie"));
    begun.anna.sync(&[vec![lost]]).await.unwrap();
    storage.erase(DossierId(begun.gerda), now()).await.unwrap();
    let before = storage.identity().epoch;

    drop(storage);
    let stage = begun.stage.put_back(&backup).await;
    let storage = stage.endpoint.storage();
    assert_ne!(storage.identity().epoch, before);
    begun.anna.move_to(stage.running.url());
    let told = begun.anna.sync(&[]).await.unwrap();
    let wanted = Ending::NewEpoch {
        began: position,
        high_water: Seq(2),
    };
    assert_eq!(told.end.ending, wanted);
    let erased = storage.erase(DossierId(begun.gerda), now()).await;
    assert!(
        matches!(erased, Err(AccessError::NoDossier(_))),
        "it came back"
    );
}

#[tokio::test]
async fn a_device_that_was_shut_out_after_the_backup_stays_so() {
    let mut begun = begun().await;
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    let storage = begun.stage.endpoint.storage().clone();
    storage.back_up(&backup, now()).await.unwrap();
    begun.anna.sync(&[]).await.unwrap();
    storage.revoke(begun.anna.id, now()).await.unwrap();

    drop(storage);
    let stage = begun.stage.put_back(&backup).await;
    begun.anna.move_to(stage.running.url());
    let refused = begun.anna.sync(&[]).await.unwrap_err();
    assert_eq!(refused, (403, "device_revoked".to_owned()));
}

#[tokio::test]
async fn a_code_of_before_the_backup_was_put_back_makes_no_device() {
    let stage = Stage::start().await;
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    stage
        .endpoint
        .storage()
        .back_up(&backup, now())
        .await
        .unwrap();
    stage.device("anna").await;
    let stage = stage.put_back(&backup).await;
    for coach in ["anna", "bas"] {
        let again = stage.stranger().enrol(&stage.code(coach)).await;
        assert_eq!(again.unwrap_err(), (410, "code_expired".to_owned()));
    }
}

#[tokio::test]
async fn nothing_is_restored_under_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let serving = restore::serving(folder.path()).unwrap();
    let refused = restore::restore(folder.path(), folder.path(), 1).await;
    assert!(matches!(refused, Err(restore::RestoreError::Running(_))));
    drop(serving);
    let missing = folder.path().join("none.db");
    assert!(restore::restore(folder.path(), &missing, 1).await.is_err());
}

#[tokio::test]
async fn who_was_told_apart_is_no_double_and_a_device_hears_it() {
    let mut begun = begun().await;
    let storage = begun.stage.endpoint.storage().clone();
    let other = Uuid::now_v7();
    let zuid = begun.stage.team("Zuid");
    let there = begun.carla.make(person(other, zuid, "Gerda"));
    begun.carla.sync(&[vec![there]]).await.unwrap();
    assert_eq!(storage.doubles(now()).await.unwrap().len(), 1);
    storage.tell_apart(begun.gerda, other, now()).await.unwrap();
    assert_eq!(storage.doubles(now()).await.unwrap(), []);
    let (_, smaller, _) = domain::kinds::link::between(begun.gerda, other);
    assert_eq!(smaller, begun.gerda, "ids are made in order");
    let told = begun.anna.sync(&[]).await.unwrap().changes();
    let told: Vec<_> = told
        .iter()
        .map(|(_, change)| change.kind.as_str())
        .collect();
    assert_eq!(told, ["link"]);
    // Said twice it is the same.
    storage.tell_apart(other, begun.gerda, now()).await.unwrap();
    assert_eq!(storage.doubles(now()).await.unwrap(), []);
    let nobody = storage.tell_apart(begun.gerda, Uuid::now_v7(), now()).await;
    assert!(matches!(nobody, Err(AccessError::NoDossier(_))));
}
