//! `POST /v1/sync`.

use super::answer::{Answer, Asked};
use super::body::Frames;
use super::now;
use super::problem::ApiError;
use super::signed::Signed;
use crate::admission::Admitted;
use crate::storage::Storage;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use replication::frame::{self, Chain, FrameKind, FrameReader};
use replication::message::{Changes, Hello, PROTOCOL};
use replication::request::{FRAME_BYTES, FRAME_HEADER, LARGEST_FRAME_BYTES, LEAST_FRAME_BYTES};

/// Takes in a device's changes, each frame as it arrives, then tells it what is new for it.
pub async fn sync(
    State(storage): State<Storage>,
    request: Request<Body>,
) -> Result<Response, ApiError> {
    let (parts, body) = request.into_parts();
    let signed = Signed::read(&parts)?;
    let line = signed.line(&parts);
    let chain = Chain::start(line.text().as_bytes());
    let admitted = storage.admit("sync", line, signed.signature, now()).await?;
    let mut frames = Frames::new(body, FrameReader::new(chain, admitted.key))?;
    let (hello, brought) = match take_in(&storage, &admitted, &mut frames).await {
        Ok(taken_in) => taken_in,
        Err(refused) => {
            frames.drain().await;
            return Err(refused);
        }
    };
    let asked = Asked {
        hello,
        brought,
        frame_bytes: wished(&parts.headers),
    };
    let answer = Answer::prepare(&storage, admitted.author, asked, now()).await?;
    let body = answer.frames(&storage.identity().signing_key, &signed.signature);
    Ok(([(CONTENT_TYPE, "application/octet-stream")], body).into_response())
}

/// How much a frame of the answer is to carry.
fn wished(headers: &HeaderMap) -> usize {
    let wish = headers
        .get(FRAME_HEADER)
        .and_then(|wish| wish.to_str().ok());
    let wish = wish
        .and_then(|wish| wish.parse().ok())
        .unwrap_or(FRAME_BYTES);
    wish.clamp(LEAST_FRAME_BYTES, LARGEST_FRAME_BYTES)
}

/// Reads the body to its end. Answers also whether it brought changes.
async fn take_in(
    storage: &Storage,
    admitted: &Admitted,
    frames: &mut Frames,
) -> Result<(Hello, bool), ApiError> {
    let Some((FrameKind::Hello, payload)) = frames.next().await? else {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "bad_frame",
            "no hello comes first",
        ));
    };
    let hello: Hello = frame::decode(&payload)?;
    check_protocol(hello.protocol)?;
    // Numbers of before a restore mean nothing now: the answer says so and takes nothing.
    let same_epoch = hello
        .epoch
        .is_none_or(|epoch| epoch == storage.identity().epoch);
    if same_epoch && !hello.given_up.is_empty() {
        let given_up = hello.given_up.clone();
        storage
            .give_up(admitted.author.device, given_up, hello.cursor)
            .await?;
    }
    let mut brought = false;
    while let Some((kind, payload)) = frames.next().await? {
        if kind != FrameKind::Changes {
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "bad_frame",
                "changes were due",
            ));
        }
        let Changes { changes } = frame::decode(&payload)?;
        brought = true;
        if same_epoch {
            storage.push(admitted.author, changes, now()).await?;
        }
    }
    Ok((hello, brought))
}

fn check_protocol(protocol: u16) -> Result<(), ApiError> {
    let code = match protocol {
        PROTOCOL => return Ok(()),
        older if older < PROTOCOL => "protocol_too_old",
        _ => "protocol_too_new",
    };
    Err(ApiError::new(
        StatusCode::UPGRADE_REQUIRED,
        code,
        format!("this is protocol {PROTOCOL}"),
    ))
}
