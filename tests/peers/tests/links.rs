//! The same sync over each way there is.

use axum::Router;
use axum::body::Body;
use chrono::Utc;
use device::DeviceError;
use device::link::{Link, Pieces};
use device::sync::{sync, sync_over};
use futures_util::{StreamExt, TryStreamExt};
use http::{Request, Response};
use peers::{Stage, add_person, export};
use tower::ServiceExt;

/// The real server's routes, reached without a network.
struct WithinProcess(Router);

impl Link for WithinProcess {
    async fn exchange(&self, request: Request<Pieces>) -> device::Result<Response<Pieces>> {
        let answer = self.0.clone().oneshot(request.map(Body::from_stream)).await;
        Ok(answer.unwrap().map(|body| {
            body.into_data_stream()
                .map_err(|why| DeviceError::Unreachable(why.to_string()))
                .boxed()
        }))
    }
}

#[tokio::test]
async fn a_sync_within_one_process_is_the_same_as_one_over_http() {
    let stage = Stage::start().await;
    let (anna, bas) = (stage.device("anna").await, stage.device("bas").await);
    add_person(&anna, "Gerda");
    let link = WithinProcess(server::http::routes(stage.endpoint.storage().clone()));
    let sent = sync_over(&anna, &link, Utc::now, |_| {}).await.unwrap();
    assert!(sent.digest_agrees);
    assert_eq!(sent.progress.sent, 1);
    add_person(&bas, "Henk");
    let over_http = sync(&bas, Utc::now, |_| {}).await.unwrap();
    assert!(over_http.digest_agrees);
    sync_over(&anna, &link, Utc::now, |_| {}).await.unwrap();
    assert!(export(&anna).contains("Henk"));
    assert_eq!(export(&anna), export(&bas));
}
