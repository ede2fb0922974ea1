//! Somebody who answers in the central endpoint's place, or stands between it and the device.

use crate::Stage;
use crate::wire::read_request;
use axum::Router;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use http::Request;
use http_body_util::BodyExt;
use replication::frame::{Chain, FrameKind, FrameReader, FrameWriter};
use replication::request::SIGNATURE_HEADER;
use std::io::{Error, Read, Result};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

/// What an impostor does with a request.
#[derive(Debug, Clone)]
pub enum Trick {
    /// Passes it on to the real endpoint, and the answer back.
    Honest,
    /// Answers without asking anybody: status line and headers, body.
    Says(&'static str, Vec<u8>),
    /// Hangs up once it has read the request.
    HangsUp,
    /// Reads the request and answers nothing.
    Silent,
    /// Does not even read.
    Deaf,
    /// The real answer, a byte at a time.
    Drips {
        /// Not only the body.
        head_too: bool,
        /// Between two bytes.
        pause: Duration,
    },
    /// Sends a status line and headers, what may be the beginning of a body, and then no end of it.
    Endless(&'static str, Vec<u8>),
    /// The real answer, which says that it is this much longer than it is, or shorter.
    WrongLength(isize),
    /// The first so many 1024ths of the real answer.
    Cut(u64),
    /// The real answer with one bit turned over, this one counted from the start and round.
    Altered(u64),
    /// The real answer in frames signed by somebody else.
    SignedByAnother,
    /// The answer to the request before.
    Replayed,
    /// A small frame that becomes far too large, signed by the real endpoint or by nobody.
    Bomb {
        /// By the real endpoint.
        signed: bool,
    },
}

/// A running impostor; dropping it ends it.
pub struct Impostor {
    url: String,
    state: Arc<State>,
    listening: JoinHandle<()>,
}

struct State {
    real: Router,
    key: SigningKey,
    trick: Mutex<Trick>,
    answered: Mutex<Vec<u8>>,
    requests: AtomicU64,
}

impl Impostor {
    /// Starts one that stands before a real endpoint. It has that one's key too, for what only a
    /// broken endpoint would send.
    pub async fn before(stage: &Stage) -> Self {
        Self::start(stage, None).await
    }

    /// Starts one that stands before a real endpoint and shows a certificate.
    pub async fn with_tls(stage: &Stage, tls: TlsAcceptor) -> Self {
        Self::start(stage, Some(tls)).await
    }

    async fn start(stage: &Stage, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let state = Arc::new(State {
            real: server::http::routes(stage.endpoint.storage().clone()),
            key: stage.endpoint.storage().identity().signing_key.clone(),
            trick: Mutex::new(Trick::Honest),
            answered: Mutex::default(),
            requests: AtomicU64::new(0),
        });
        let shared = state.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (state, tls) = (shared.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => state.serve(stream).await,
                        Some(tls) => state.serve(tls.accept(stream).await?).await,
                    }
                });
            }
        });
        Impostor {
            url: format!("{scheme}://{address}"),
            state,
            listening,
        }
    }

    /// Its address.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// What it does from now on.
    pub fn play(&self, trick: Trick) {
        *self.state.trick.lock().unwrap() = trick;
    }

    /// How many requests came.
    pub fn requests(&self) -> u64 {
        self.state.requests.load(Ordering::SeqCst)
    }
}

impl Drop for Impostor {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl State {
    /// Plays its trick on each request of a connection.
    async fn serve(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> Result<()> {
        loop {
            let trick = self.trick.lock().unwrap().clone();
            if let Trick::Deaf = trick {
                self.requests.fetch_add(1, Ordering::SeqCst);
                return std::future::pending().await;
            }
            let Some(request) = read_request(&mut BufReader::new(&mut stream)).await? else {
                return Ok(());
            };
            self.requests.fetch_add(1, Ordering::SeqCst);
            self.answer(trick, request, &mut stream).await?;
            stream.flush().await?;
        }
    }

    async fn answer(
        &self,
        trick: Trick,
        request: Request<axum::body::Body>,
        to: &mut (impl AsyncWrite + Unpin),
    ) -> Result<()> {
        let hang_up = || Err(Error::other("hung up"));
        match trick {
            Trick::Says(head, body) => {
                let length = body.len();
                let head = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\n\r\n");
                to.write_all(head.as_bytes()).await?;
                return to.write_all(&body).await;
            }
            Trick::HangsUp => return hang_up(),
            Trick::Silent | Trick::Deaf => return std::future::pending().await,
            Trick::Endless(head, beginning) => {
                let head = format!("HTTP/1.1 {head}\r\n\r\n");
                to.write_all(head.as_bytes()).await?;
                to.write_all(&beginning).await?;
                loop {
                    to.write_all(&[0; 16 * 1024]).await?;
                }
            }
            _ => {}
        }
        let signature = signature_of(&request);
        let answer = self.real.clone().oneshot(request).await;
        let (head, body) = answer.unwrap_or_else(|never| match never {}).into_parts();
        let whole = body.collect().await.map_err(Error::other)?.to_bytes();
        let mut body = whole.to_vec();
        let mut length = body.len();
        match trick {
            Trick::WrongLength(by) => length = length.saturating_add_signed(by),
            Trick::Cut(part) => body.truncate((body.len() as u64 * part / 1024) as usize),
            Trick::Altered(bit) => {
                let bit = bit % (8 * body.len() as u64);
                body[(bit / 8) as usize] ^= 1 << (bit % 8);
            }
            Trick::SignedByAnother => {
                body = signed_anew(&body, &signature, self.key.verifying_key());
                length = body.len();
            }
            Trick::Replayed => {
                body = self.answered.lock().unwrap().clone();
                length = body.len();
            }
            Trick::Bomb { signed } => {
                body = bomb(&signature, signed.then_some(&self.key));
                length = body.len();
            }
            _ => {}
        }
        *self.answered.lock().unwrap() = whole.to_vec();
        let status = head.status.as_u16();
        let kind = head.headers["content-type"]
            .to_str()
            .map_err(Error::other)?;
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n"
        );
        if let Trick::Drips { head_too, pause } = trick {
            let whole = [head.as_bytes(), &body].concat();
            let (at_once, slowly) = whole.split_at(if head_too { 0 } else { head.len() });
            to.write_all(at_once).await?;
            for byte in slowly {
                to.write_all(&[*byte]).await?;
                tokio::time::sleep(pause).await;
            }
            return Ok(());
        }
        to.write_all(head.as_bytes()).await?;
        to.write_all(&body).await?;
        // What follows would be read as part of this.
        if body.len() == length {
            Ok(())
        } else {
            hang_up()
        }
    }
}

fn signature_of<T>(request: &Request<T>) -> [u8; 64] {
    let mut signature = [0; 64];
    let header = request.headers().get(SIGNATURE_HEADER);
    hex::decode_to_slice(header.unwrap(), &mut signature).unwrap();
    signature
}

fn signed_anew(body: &[u8], request: &[u8; 64], real: VerifyingKey) -> Vec<u8> {
    let mut reader = FrameReader::new(Chain::start(request), real);
    reader.push(body);
    let mut writer = FrameWriter::new(Chain::start(request), &SigningKey::from_bytes(&[9; 32]));
    let mut forged = Vec::new();
    while let Some((kind, message)) = reader.next_frame().unwrap() {
        forged.extend(writer.write(kind, &message));
    }
    forged
}

/// A frame of a hundred kilobytes that becomes a gigabyte. Made by hand: the writer of frames would
/// need that gigabyte.
fn bomb(request: &[u8; 64], key: Option<&SigningKey>) -> Vec<u8> {
    static PAYLOAD: OnceLock<Vec<u8>> = OnceLock::new();
    let payload = PAYLOAD.get_or_init(|| {
        let zeros = std::io::repeat(0).take(1 << 30);
        let mut payload = Vec::new();
        zstd::stream::copy_encode(zeros, &mut payload, 1).unwrap();
        payload
    });
    let key = key.cloned().unwrap_or(SigningKey::from_bytes(&[9; 32]));
    let mut frame = vec![FrameKind::Receipts as u8 | 0x80];
    frame.extend((payload.len() as u32).to_le_bytes());
    frame.extend(payload);
    let start = blake3::hash(&[b"meedoen frames v1", &request[..]].concat());
    let link = blake3::hash(&[start.as_bytes(), &frame[..]].concat());
    frame.extend(key.sign(link.as_bytes()).to_bytes());
    frame
}
