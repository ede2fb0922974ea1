//! Letting a signed request in: the device, its signature, and its number used once.

use crate::policy::Actor;
use crate::push::Author;
use crate::storage::{Storage, StorageError, Work, access_log, coach, device, municipality};
use ed25519_dalek::VerifyingKey;
use replication::DeviceId;
use replication::request::RequestLine;
use thiserror::Error;

/// Why a request is turned away.
#[derive(Debug, Error)]
pub enum AdmissionError {
    /// No such device, or not its signature: not told apart.
    #[error("the request is not signed by a device of this endpoint")]
    BadSignature,
    /// The number, or a greater one, was used before.
    #[error("the request number was used before")]
    Replayed,
    /// The device was shut out.
    #[error("the device is revoked")]
    Revoked,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A device that showed who it is.
#[derive(Debug, Clone, Copy)]
pub struct Admitted {
    /// Whose changes it sends and whose dossiers it sees.
    pub author: Author,
    /// Its public key.
    pub key: VerifyingKey,
}

impl Storage {
    /// Lets a request in, and durably spends its number before anything is done. `event` names it
    /// in the access log.
    pub async fn admit(
        &self,
        event: &'static str,
        line: RequestLine<'_>,
        signature: [u8; 64],
        now: i64,
    ) -> Result<Admitted, AdmissionError> {
        let (id, number) = (line.device, line.number);
        let found = self.read(move |work| find_device(work, id)).await?;
        let (device, actor) = found.ok_or(AdmissionError::BadSignature)?;
        let key = VerifyingKey::from_bytes(&device.public_key)
            .map_err(|_| AdmissionError::BadSignature)?;
        if !line.verify(&key, &signature) {
            return Err(AdmissionError::BadSignature);
        }
        // From here on the device is who it says: what it tries is written down.
        let revoked = device.revoked_at.is_some();
        let claimed = self
            .write(move |work| {
                let claimed = device::claim_request(work.db, id, number)?;
                let result = match (claimed, revoked) {
                    (_, true) => "device_revoked",
                    (false, false) => "replayed",
                    (true, false) => "admitted",
                };
                let entry = access_log::Entry {
                    event,
                    device: Some(id),
                    coach: device.coach,
                    result: result.to_owned(),
                    ..Default::default()
                };
                access_log::append(work.db, now, &entry)?;
                Ok::<_, StorageError>(claimed)
            })
            .await?;
        match (revoked, claimed) {
            (true, _) => Err(AdmissionError::Revoked),
            (false, false) => Err(AdmissionError::Replayed),
            (false, true) => Ok(Admitted {
                author: Author { device: id, actor },
                key,
            }),
        }
    }
}

/// A coach's device, and in whose name it acts now.
pub(crate) fn find_device(
    work: &Work<'_>,
    id: DeviceId,
) -> Result<Option<(device::Device, Actor)>, StorageError> {
    let Some(device) = device::find(work.db, id)? else {
        return Ok(None);
    };
    let Some(coach) = device.coach else {
        return Ok(None);
    };
    let team = coach::team(work.db, coach)?.ok_or(StorageError::Unreadable("coach"))?;
    let actor = Actor::Coach {
        id: coach,
        team,
        municipality: municipality::get(work.db)?.id,
    };
    Ok(Some((device, actor)))
}
