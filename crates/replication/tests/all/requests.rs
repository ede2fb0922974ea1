//! Signed requests and enrolment.

use ed25519_dalek::SigningKey;
use replication::DeviceId;
use replication::message::EnrolRequest;
use replication::request::{RequestLine, SYNC_PATH};
use uuid::Uuid;

#[test]
fn a_signature_is_over_every_part_of_the_request() {
    let key = SigningKey::from_bytes(&[1; 32]);
    let device = DeviceId(Uuid::from_u128(1));
    let line = RequestLine {
        method: "POST",
        path: SYNC_PATH,
        device,
        number: 5,
    };
    let signature = line.sign(&key);
    let public = key.verifying_key();
    assert!(line.verify(&public, &signature));
    let others = [
        RequestLine {
            method: "GET",
            ..line.clone()
        },
        RequestLine {
            path: "/v1/enrol",
            ..line.clone()
        },
        RequestLine {
            device: DeviceId(Uuid::from_u128(2)),
            ..line.clone()
        },
        RequestLine {
            number: 6,
            ..line.clone()
        },
    ];
    assert!(
        others
            .iter()
            .all(|other| !other.verify(&public, &signature))
    );
    let stranger = SigningKey::from_bytes(&[2; 32]).verifying_key();
    assert!(!line.verify(&stranger, &signature));
    assert!(!line.verify(&public, &[0; 64]));
}

#[test]
fn enrolment_signs_code_device_and_key() {
    let text = EnrolRequest::signed_text("ABCD", Uuid::nil(), "ff");
    assert_eq!(
        text,
        "meedoen enrol v1\nABCD\n00000000-0000-0000-0000-000000000000\nff"
    );
}
