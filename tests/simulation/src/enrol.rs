//! A device that is new to the server, on a disk that is new too.

use crate::desk;
use crate::office::Office;
use crate::world::Result;
use ed25519_dalek::{Signer, SigningKey};
use faultdisk::Disk;
use replication::message::{EnrolAnswer, EnrolRequest, PROTOCOL};
use replication::{CoachId, DeviceId, DossierId, Position};
use store::{Enrolment, Me};
use uuid::Uuid;

/// Enrols a device with a code.
pub async fn enrol(
    office: &Office,
    code: &str,
    device: Uuid,
    secret: [u8; 32],
    now: i64,
) -> Result<(Disk, Me)> {
    let request = application(code, device, &secret);
    let answer = office.storage.enrol(request, now).await?;
    let enrolment = enrolment(&answer, device, secret)?;
    let disk = Disk::new();
    let mut store = desk::open_store(&disk)?;
    store.enrol(&enrolment)?;
    store.set_answered(answer.epoch, Position(0))?;
    Ok((disk, enrolment.me))
}

fn application(code: &str, device: Uuid, secret: &[u8; 32]) -> EnrolRequest {
    let key = SigningKey::from_bytes(secret);
    let public_key = hex::encode(key.verifying_key().to_bytes());
    let text = EnrolRequest::signed_text(code, device, &public_key);
    EnrolRequest {
        protocol: PROTOCOL,
        code: code.to_owned(),
        device,
        signature: hex::encode(key.sign(text.as_bytes()).to_bytes()),
        public_key,
    }
}

fn enrolment(answer: &EnrolAnswer, device: Uuid, secret_key: [u8; 32]) -> Result<Enrolment> {
    let mut server_key = [0; 32];
    hex::decode_to_slice(&answer.server_key, &mut server_key)?;
    Ok(Enrolment {
        secret_key,
        server_url: "http://127.0.0.1:1".into(),
        server_key,
        me: Me {
            device: DeviceId(device),
            municipality: DossierId(answer.municipality),
            municipality_name: answer.municipality_name.clone(),
            coach: CoachId(answer.coach),
            coach_name: answer.coach_name.clone(),
            team: answer.team,
            team_name: answer.team_name.clone(),
        },
    })
}
