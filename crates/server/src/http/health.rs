//! Whether the endpoint is alive, and whether it can do its work.

use super::problem::ApiError;
use crate::storage::{Storage, municipality};
use axum::Json;
use axum::extract::State;
use serde::Serialize;

/// How it is.
#[derive(Debug, Serialize)]
pub struct Health {
    status: &'static str,
}

/// The process answers.
pub async fn health() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// The database answers too, and there is a municipality.
pub async fn ready(State(storage): State<Storage>) -> Result<Json<Health>, ApiError> {
    storage.read(|work| municipality::get(work.db)).await?;
    Ok(Json(Health { status: "ready" }))
}
