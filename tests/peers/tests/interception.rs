//! TLS interception: before a certificate that nobody has reason to trust, a device says nothing.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use chrono::Utc;
use device::patience::Patience;
use device::sync::sync_over;
use device::transport::Transport;
use peers::{Impostor, Stage, add_person, export, rounds};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_nobody_vouches_for_ends_the_sync_before_it_begins() {
    let stage = Stage::start().await;
    let device = stage.device("anna").await;
    add_person(&device, "Gerda");
    let before = export(&device);
    let strangers = [
        self_signed("127.0.0.1"),
        self_signed("elsewhere.example"),
        expired(),
        by_a_stranger(),
    ];
    for _ in 0..rounds() {
        for acceptor in &strangers {
            let impostor = Impostor::with_tls(&stage, acceptor.clone()).await;
            let link = Transport::to(&impostor.url(), Patience::SYNCING).unwrap();
            let outcome = sync_over(&device, &link, Utc::now, |_| {}).await;
            assert_eq!(outcome.unwrap_err().code(), "untrusted_certificate");
            assert_eq!(impostor.requests(), 0, "it was told something");
            assert_eq!(export(&device), before);
        }
    }
    let unsent = device
        .with(|opened| Ok(opened.store().unsent()?.0))
        .unwrap();
    assert_eq!(unsent, 1);
}

fn self_signed(name: &str) -> TlsAcceptor {
    let key = KeyPair::generate().unwrap();
    let certificate = params(name).self_signed(&key).unwrap();
    acceptor(&certificate, &key)
}

fn expired() -> TlsAcceptor {
    let key = KeyPair::generate().unwrap();
    let mut params = params("127.0.0.1");
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2021, 1, 1);
    acceptor(&params.self_signed(&key).unwrap(), &key)
}

/// As a firewall does that looks into connections, on a computer that was not told to trust it.
fn by_a_stranger() -> TlsAcceptor {
    let mut authority = params("firewall.example");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = params("127.0.0.1").signed_by(&key, &authority).unwrap();
    acceptor(&certificate, &key)
}

fn params(name: &str) -> CertificateParams {
    CertificateParams::new(vec![name.to_owned()]).unwrap()
}

fn acceptor(certificate: &rcgen::Certificate, key: &KeyPair) -> TlsAcceptor {
    let key = key.serialize_der().try_into().unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}
