//! HTTP: connections, routes, and one file a verb.

mod answer;
mod body;
mod connection;
mod enrol;
mod events;
mod health;
mod problem;
mod signed;
mod sync;

pub use connection::serve;

use crate::storage::Storage;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::FutureExt;
use problem::ApiError;
use replication::request::{ENROL_PATH, EVENTS_PATH, SYNC_PATH};
use std::panic::AssertUnwindSafe;

/// All routes.
pub fn routes(storage: Storage) -> Router {
    Router::new()
        .route(ENROL_PATH, post(enrol::enrol))
        .route(SYNC_PATH, post(sync::sync))
        .route(EVENTS_PATH, get(events::events))
        .route("/v1/health", get(health::health))
        .route("/v1/ready", get(health::ready))
        .fallback(not_found)
        .method_not_allowed_fallback(not_found)
        .layer(from_fn(catch_panic))
        .with_state(storage)
}

async fn not_found() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "not_found", "there is nothing here")
}

/// A panic in one request is that request's trouble alone.
async fn catch_panic(request: Request, next: Next) -> Response {
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!("a request panicked");
            ApiError::internal().into_response()
        }
    }
}

/// The server's clock: milliseconds since 1970.
fn now() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
