//! One-time codes and the devices they make.

use crate::stage::{Stage, now};
use replication::CoachId;
use server::enrolment::CODE_LIFETIME;

#[tokio::test]
async fn a_code_makes_a_device_and_names_everybody() {
    let stage = Stage::start().await;
    let mut device = stage.stranger();
    let answer = device.enrol(&stage.code("anna")).await.unwrap();
    assert_eq!(answer.municipality, stage.scenario.municipality());
    assert_eq!(answer.municipality_name, "Proefstad");
    assert_eq!(answer.coach_name, "Anna");
    assert_eq!(answer.team, stage.team("Noord"));
    assert_eq!(answer.team_name, "Noord");
    assert_eq!(answer.epoch, stage.endpoint.storage().identity().epoch);
}

#[tokio::test]
async fn a_code_is_taken_however_it_is_typed() {
    let stage = Stage::start().await;
    let code = stage.code("anna").to_lowercase().replace('-', " ");
    stage.stranger().enrol(&code).await.unwrap();
}

#[tokio::test]
async fn a_code_makes_one_device_and_answers_that_one_again() {
    let stage = Stage::start().await;
    let code = stage.code("anna");
    let mut first = stage.stranger();
    let answer = first.enrol(&code).await.unwrap();
    assert_eq!(first.enrol(&code).await.unwrap(), answer);
    let second = stage.stranger().enrol(&code).await;
    assert_eq!(second.unwrap_err(), (409, "code_used".to_owned()));
}

#[tokio::test]
async fn of_many_that_hurry_with_one_code_one_wins() {
    let stage = Stage::start().await;
    let code = stage.code("anna");
    let tries = (0..8).map(|_| {
        let (mut device, code) = (stage.stranger(), code.clone());
        tokio::spawn(async move { device.enrol(&code).await.is_ok() })
    });
    let mut won = 0;
    for tried in tries.collect::<Vec<_>>() {
        won += usize::from(tried.await.unwrap());
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn wrong_expired_and_known_are_told_apart() {
    let stage = Stage::start().await;
    let wrong = stage.stranger().enrol("ABCD-EFGH-JKLM").await;
    assert_eq!(wrong.unwrap_err(), (403, "code_wrong".to_owned()));
    let no_code = stage.stranger().enrol("'; DROP TABLE device; --").await;
    assert_eq!(no_code.unwrap_err(), (403, "code_wrong".to_owned()));

    let coach = CoachId(stage.scenario.coaches()[0].id);
    let long_ago = now() - CODE_LIFETIME - 1;
    let old = stage
        .endpoint
        .storage()
        .code_for(coach, long_ago)
        .await
        .unwrap();
    let expired = stage.stranger().enrol(&old.code.code.to_string()).await;
    assert_eq!(expired.unwrap_err(), (410, "code_expired".to_owned()));

    let mut device = stage.device("anna").await;
    let known = device.enrol(&stage.code("bas")).await;
    assert_eq!(known.unwrap_err(), (409, "device_known".to_owned()));
}

#[tokio::test]
async fn a_code_does_not_serve_who_cannot_sign() {
    let stage = Stage::start().await;
    let device = stage.stranger();
    let mut request = device.application(&stage.code("anna"));
    request.device = uuid::Uuid::now_v7();
    let forged = device.apply(&request).await;
    assert_eq!(forged.unwrap_err(), (401, "bad_signature".to_owned()));
    request.public_key = "no key".to_owned();
    let malformed = device.apply(&request).await;
    assert_eq!(malformed.unwrap_err(), (400, "bad_request".to_owned()));
}

#[tokio::test]
async fn another_protocol_is_named() {
    let stage = Stage::start().await;
    let device = stage.stranger();
    for (protocol, code) in [(0, "protocol_too_old"), (2, "protocol_too_new")] {
        let mut request = device.application(&stage.code("anna"));
        request.protocol = protocol;
        assert_eq!(
            device.apply(&request).await.unwrap_err(),
            (426, code.to_owned())
        );
    }
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let stage = Stage::start().await;
    for _ in 0..10 {
        let wrong = stage.stranger().enrol("ABCD-EFGH-JKLM").await;
        assert_eq!(wrong.unwrap_err().1, "code_wrong");
    }
    let slowed = stage.stranger().enrol(&stage.code("anna")).await;
    assert_eq!(slowed.unwrap_err(), (429, "slow_down".to_owned()));
}
