//! Answers that are not a success: a status, a stable code, and a word for administrators.

use crate::admission::AdmissionError;
use crate::enrolment::EnrolError;
use crate::ledger::LedgerError;
use crate::push::PushError;
use crate::storage::StorageError;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use replication::frame::FrameError;
use replication::message::Problem;

/// Why a request fails.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    detail: String,
    /// How long the device should stay away, in seconds.
    retry_after: Option<u32>,
}

impl ApiError {
    /// A failure with this status and code.
    pub fn new(status: StatusCode, code: &'static str, detail: impl ToString) -> Self {
        ApiError {
            status,
            code,
            detail: detail.to_string(),
            retry_after: None,
        }
    }

    /// The same, for a device that should stay away for so many seconds.
    pub fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// A failure of the server, which says no more than that.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "")
    }

    /// A request that cannot be read.
    pub fn bad_request(detail: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// A body beyond its limit.
    pub fn too_large(detail: impl ToString) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        tracing::info!(status = self.status.as_u16(), code = self.code, "refused");
        let problem = Problem {
            code: self.code.to_owned(),
            detail: self.detail,
        };
        let mut answer = (self.status, Json(problem)).into_response();
        if let Some(seconds) = self.retry_after {
            answer.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        answer
    }
}

impl From<StorageError> for ApiError {
    fn from(why: StorageError) -> Self {
        tracing::error!(%why, "storage failed");
        match why {
            StorageError::NoMunicipality => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", why)
            }
            _ => Self::internal(),
        }
    }
}

impl From<LedgerError> for ApiError {
    fn from(why: LedgerError) -> Self {
        tracing::error!(%why, "the ledger failed");
        Self::internal()
    }
}

impl From<FrameError> for ApiError {
    fn from(why: FrameError) -> Self {
        match why {
            FrameError::TooLarge(_) => Self::too_large(why),
            _ => Self::new(StatusCode::BAD_REQUEST, "bad_frame", why),
        }
    }
}

impl From<AdmissionError> for ApiError {
    fn from(why: AdmissionError) -> Self {
        let (status, code) = match why {
            AdmissionError::BadSignature => (StatusCode::UNAUTHORIZED, "bad_signature"),
            AdmissionError::Replayed => (StatusCode::UNAUTHORIZED, "replayed"),
            AdmissionError::Revoked => (StatusCode::FORBIDDEN, "device_revoked"),
            AdmissionError::Storage(why) => return why.into(),
        };
        Self::new(status, code, why)
    }
}

impl From<PushError> for ApiError {
    fn from(why: PushError) -> Self {
        let (status, code) = match why {
            PushError::SeqGap { .. } => (StatusCode::CONFLICT, "seq_gap"),
            PushError::SeqReused(_) => (StatusCode::CONFLICT, "seq_reused"),
            PushError::WrongDevice => (StatusCode::BAD_REQUEST, "wrong_device"),
            PushError::Revoked => (StatusCode::FORBIDDEN, "device_revoked"),
            PushError::Storage(why) => return why.into(),
        };
        Self::new(status, code, why)
    }
}

impl From<EnrolError> for ApiError {
    fn from(why: EnrolError) -> Self {
        let status = match why {
            EnrolError::ProtocolTooOld | EnrolError::ProtocolTooNew => StatusCode::UPGRADE_REQUIRED,
            EnrolError::BadRequest(_) => StatusCode::BAD_REQUEST,
            EnrolError::BadSignature => StatusCode::UNAUTHORIZED,
            EnrolError::SlowDown => StatusCode::TOO_MANY_REQUESTS,
            EnrolError::CodeWrong => StatusCode::FORBIDDEN,
            EnrolError::CodeUsed | EnrolError::DeviceKnown => StatusCode::CONFLICT,
            EnrolError::CodeExpired => StatusCode::GONE,
            EnrolError::Storage(why) => return why.into(),
        };
        Self::new(status, why.code(), why)
    }
}
