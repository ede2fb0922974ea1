//! Making this folder a coach's device, with a server address and a one-time code.

use crate::home::{Home, HomeState};
use crate::opened::Opened;
use crate::patience::Patience;
use crate::transport::{Address, Transport};
use crate::{DeviceError, Result, opened};
use chrono::{DateTime, Utc};
use ed25519_dalek::Signer;
use replication::message::{EnrolAnswer, EnrolRequest, PROTOCOL};
use replication::{CoachId, DeviceId, DossierId, Position};
use std::path::Path;
use store::{Enrolment, Me, Store};
use vault::header::Header;
pub use vault::header::KeyCost;
use vault::identity::new_identity;
use vault::{DatabaseKey, keychain, passphrase};

/// What a coach fills in.
#[derive(Debug, Clone)]
pub struct EnrolForm {
    /// The server's address.
    pub url: String,
    /// The one-time code.
    pub code: String,
    /// The passphrase to be.
    pub passphrase: String,
    /// What guessing the passphrase shall cost.
    pub cost: KeyCost,
}

/// Enrols an empty home and opens it.
///
/// The database is made first, so that a full disk does not cost a code; the key header is
/// written last and makes the home enrolled. What a database that was set aside here had not sent
/// is in it by then.
pub async fn enrol(home: &Home, form: &EnrolForm, now: DateTime<Utc>) -> Result<Opened> {
    if home.state() == HomeState::Enrolled {
        return Err(DeviceError::AlreadyEnrolled);
    }
    let use_keychain = keychain::is_available();
    let least = passphrase::least_length(use_keychain);
    if form.passphrase.chars().count() < least {
        return Err(vault::VaultError::PassphraseShort { least }.into());
    }
    let address = Address::parse(&form.url)?;
    if home.database_path().exists() {
        // A database without its header cannot be opened, but it is not ours to delete.
        home.set_aside(now)?;
    }
    let apart = home.read_apart(&form.passphrase)?;
    let key = DatabaseKey::random()?;
    // Holds nothing of anybody: the server never accepted it.
    remove_database(&home.enrolling_path())?;
    let mut store = Store::open(&home.enrolling_path(), key.bytes())?;

    let identity = new_identity()?;
    let device = opened::new_id(now)?;
    let public_key = hex::encode(identity.verifying_key().to_bytes());
    let code = form.code.trim();
    let text = EnrolRequest::signed_text(code, device, &public_key);
    let request = EnrolRequest {
        protocol: PROTOCOL,
        code: code.to_owned(),
        device,
        signature: hex::encode(identity.sign(text.as_bytes()).to_bytes()),
        public_key,
    };
    let answer = Transport::new(address.clone(), Patience::SYNCING)?
        .enrol(&request)
        .await?;

    let enrolment = enrolment(&answer, device.into(), identity.to_bytes(), &address)?;
    store.enrol(&enrolment)?;
    store.set_answered(answer.epoch, Position(0))?;
    if let Some(apart) = apart {
        apart.take_over(&mut store, &enrolment.me, now.timestamp_millis())?;
    }
    drop(store);
    std::fs::rename(home.enrolling_path(), home.database_path())?;
    Header::seal(&key, &form.passphrase, use_keychain, form.cost)?.write(&home.header_path())?;
    Opened::new(Store::open(&home.database_path(), key.bytes())?)
}

fn enrolment(
    answer: &EnrolAnswer,
    device: DeviceId,
    secret_key: [u8; 32],
    address: &Address,
) -> Result<Enrolment> {
    let mut server_key = [0; 32];
    hex::decode_to_slice(&answer.server_key, &mut server_key)
        .map_err(|_| DeviceError::NotMeedoen)?;
    Ok(Enrolment {
        secret_key,
        server_url: address.to_string(),
        server_key,
        me: Me {
            device,
            municipality: DossierId(answer.municipality),
            municipality_name: answer.municipality_name.clone(),
            coach: CoachId(answer.coach),
            coach_name: answer.coach_name.clone(),
            team: answer.team,
            team_name: answer.team_name.clone(),
        },
    })
}

fn remove_database(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
