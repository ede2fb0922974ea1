//! One-time codes, and the devices they make.

use crate::code::EnrolmentCode;
use crate::storage::{
    Storage, StorageError, Work, access_log, coach, device, enrolment_code, municipality,
};
use crate::town::Town;
use ed25519_dalek::{Signature, VerifyingKey};
use replication::message::{EnrolAnswer, EnrolRequest, PROTOCOL};
use replication::{CoachId, DeviceId, Seq};
use thiserror::Error;

/// How long a code is valid, in milliseconds.
pub const CODE_LIFETIME: i64 = 24 * 60 * 60 * 1000;
/// Wrong codes in a [`WRONG_WINDOW`] before everybody waits.
const WRONG_LIMIT: i64 = 10;
const WRONG_WINDOW: i64 = 60 * 1000;
const CODE_HASH: &str = "meedoen 2026-11 enrolment code";

/// Why no device was enrolled.
#[derive(Debug, Error)]
pub enum EnrolError {
    /// The device speaks an older protocol.
    #[error("the device's protocol is too old")]
    ProtocolTooOld,
    /// The device speaks a newer protocol.
    #[error("the device's protocol is newer than this server")]
    ProtocolTooNew,
    /// A field of the request is not what it should be.
    #[error("{0} cannot be read")]
    BadRequest(&'static str),
    /// The device does not hold the key it names.
    #[error("the request is not signed with the device's key")]
    BadSignature,
    /// Too many wrong codes lately.
    #[error("too many wrong codes; try again in a minute")]
    SlowDown,
    /// No such code.
    #[error("there is no such code")]
    CodeWrong,
    /// The code made a device before.
    #[error("the code was used before")]
    CodeUsed,
    /// The code is too old.
    #[error("the code has expired")]
    CodeExpired,
    /// The device was enrolled before.
    #[error("the device was enrolled before")]
    DeviceKnown,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EnrolError {
    /// The code as sent to the device.
    pub fn code(&self) -> &'static str {
        match self {
            EnrolError::ProtocolTooOld => "protocol_too_old",
            EnrolError::ProtocolTooNew => "protocol_too_new",
            EnrolError::BadRequest(_) => "bad_request",
            EnrolError::BadSignature => "bad_signature",
            EnrolError::SlowDown => "slow_down",
            EnrolError::CodeWrong => "code_wrong",
            EnrolError::CodeUsed => "code_used",
            EnrolError::CodeExpired => "code_expired",
            EnrolError::DeviceKnown => "device_known",
            EnrolError::Storage(_) => "internal",
        }
    }
}

/// A code just made, the only time it is in the clear.
pub struct NewCode {
    /// The code.
    pub code: EnrolmentCode,
    /// Until when it makes a device.
    pub expires_at: i64,
}

/// Makes a code for a coach.
pub fn new_code(work: &mut Work<'_>, coach: CoachId, now: i64) -> Result<NewCode, StorageError> {
    let code = EnrolmentCode::from_random(work.random.bytes()?);
    let expires_at = now + CODE_LIFETIME;
    enrolment_code::insert(work.db, code_hash(work, &code), coach, now, expires_at)?;
    Ok(NewCode { code, expires_at })
}

impl Storage {
    /// Enrols a device. Asked again by the same device with the same code, because the answer
    /// was lost on the way, it answers the same.
    pub async fn enrol(&self, request: EnrolRequest, now: i64) -> Result<EnrolAnswer, EnrolError> {
        let applicant = Applicant::check(&request)?;
        // What was tried is kept also when it failed: the outer result is of the transaction.
        self.write(move |work| {
            let enrolled = match enrol(work, &applicant, now) {
                Err(EnrolError::Storage(why)) => return Err(why),
                // Who floods the endpoint does not get to fill the log.
                Err(EnrolError::SlowDown) => return Ok(Err(EnrolError::SlowDown)),
                tried => tried,
            };
            let entry = access_log::Entry {
                event: "enrol",
                device: Some(applicant.device),
                coach: enrolled.as_ref().ok().copied(),
                result: enrolled
                    .as_ref()
                    .map_or_else(EnrolError::code, |_| "enrolled")
                    .to_owned(),
                ..Default::default()
            };
            access_log::append(work.db, now, &entry)?;
            Ok(match enrolled {
                Ok(coach) => Ok(answer(work, coach)?),
                Err(refused) => Err(refused),
            })
        })
        .await?
    }
}

/// A request whose form and signature hold.
struct Applicant {
    device: DeviceId,
    public_key: [u8; 32],
    code: Option<EnrolmentCode>,
}

impl Applicant {
    fn check(request: &EnrolRequest) -> Result<Self, EnrolError> {
        if request.protocol < PROTOCOL {
            return Err(EnrolError::ProtocolTooOld);
        }
        if request.protocol > PROTOCOL {
            return Err(EnrolError::ProtocolTooNew);
        }
        let (mut public_key, mut signature) = ([0; 32], [0; 64]);
        hex::decode_to_slice(&request.public_key, &mut public_key)
            .map_err(|_| EnrolError::BadRequest("public_key"))?;
        hex::decode_to_slice(&request.signature, &mut signature)
            .map_err(|_| EnrolError::BadRequest("signature"))?;
        let key = VerifyingKey::from_bytes(&public_key)
            .map_err(|_| EnrolError::BadRequest("public_key"))?;
        let text = EnrolRequest::signed_text(&request.code, request.device, &request.public_key);
        key.verify_strict(text.as_bytes(), &Signature::from_bytes(&signature))
            .map_err(|_| EnrolError::BadSignature)?;
        // A code of another form is simply a wrong code.
        Ok(Applicant {
            device: DeviceId(request.device),
            public_key,
            code: request.code.parse().ok(),
        })
    }
}

fn enrol(work: &mut Work<'_>, applicant: &Applicant, now: i64) -> Result<CoachId, EnrolError> {
    let since = now - WRONG_WINDOW;
    if enrolment_code::count_wrong(work.db, since)? >= WRONG_LIMIT {
        return Err(EnrolError::SlowDown);
    }
    let hash = applicant.code.as_ref().map(|code| code_hash(work, code));
    let found = match hash {
        Some(hash) => enrolment_code::find(work.db, hash)?.map(|row| (hash, row)),
        None => None,
    };
    let Some((hash, row)) = found else {
        enrolment_code::insert_wrong(work.db, now, since)?;
        return Err(EnrolError::CodeWrong);
    };
    let known = device::find(work.db, applicant.device)?;
    match (row.device, known) {
        (Some(made), Some(known))
            if made == applicant.device
                && known.public_key == applicant.public_key
                && known.revoked_at.is_none() =>
        {
            return Ok(row.coach);
        }
        (Some(_), _) => return Err(EnrolError::CodeUsed),
        (None, _) if row.expires_at <= now => return Err(EnrolError::CodeExpired),
        (None, Some(_)) => return Err(EnrolError::DeviceKnown),
        (None, None) => {}
    }
    let device = device::Device {
        id: applicant.device,
        coach: Some(row.coach),
        public_key: applicant.public_key,
        last_request: 0,
        high_water: Seq::default(),
        enrolled_at: now,
        revoked_at: None,
    };
    device::insert(work.db, &device)?;
    enrolment_code::set_device(work.db, hash, device.id)?;
    municipality::settle(work.db)?;
    Ok(row.coach)
}

fn answer(work: &Work<'_>, id: CoachId) -> Result<EnrolAnswer, StorageError> {
    let municipality = municipality::get(work.db)?.id;
    let team = coach::team(work.db, id)?.ok_or(StorageError::Unreadable("coach"))?;
    let town = Town::read(work)?;
    Ok(EnrolAnswer {
        municipality,
        municipality_name: town.name(municipality),
        coach: id.0,
        coach_name: town.name(id.0),
        team,
        team_name: town.name(team),
        server_key: hex::encode(work.identity.signing_key.verifying_key().to_bytes()),
        epoch: work.identity.epoch,
    })
}

fn code_hash(work: &Work<'_>, code: &EnrolmentCode) -> [u8; 32] {
    work.master.keyed_hash(CODE_HASH, code.normal().as_bytes())
}
