//! `POST /v1/enrol`.

use super::body::read_small;
use super::now;
use super::problem::ApiError;
use crate::storage::Storage;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use replication::message::{EnrolAnswer, EnrolRequest};

/// Enrols a device with a one-time code.
pub async fn enrol(
    State(storage): State<Storage>,
    body: Body,
) -> Result<Json<EnrolAnswer>, ApiError> {
    let body = read_small(body).await?;
    let request: EnrolRequest = serde_json::from_slice(&body)
        // The parser's message may repeat the code.
        .map_err(|_| ApiError::bad_request("not an enrolment request in JSON"))?;
    Ok(Json(storage.enrol(request, now()).await?))
}
