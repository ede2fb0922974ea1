//! The link between a device and the server, within this process: the real router answers the real
//! requests, and what goes wrong on the way is said beforehand.

use crate::step::Fault;
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use device::link::{FRAMES, Link, Pieces};
use device::{DeviceError, Result};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, StreamExt, stream};
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use http_body_util::BodyExt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tower::ServiceExt;

/// A request as it left a device, and where it would go.
#[derive(Debug, Clone)]
pub struct Letter {
    head: Request<()>,
    pieces: Vec<Bytes>,
}

/// What the wires of one world share: letters held up, and the last answer that went by.
#[derive(Debug, Default)]
pub struct Post {
    pub held_up: Vec<Letter>,
    last_answer: Option<Bytes>,
}

/// Something that happens when the server has taken in so many pieces of the first request.
pub struct Aside {
    pub after: usize,
    pub act: BoxFuture<'static, ()>,
}

/// The way of one sync.
pub struct Wire {
    router: Router,
    post: Arc<Mutex<Post>>,
    fault: Mutex<Fault>,
    aside: Mutex<Option<Aside>>,
}

/// The link as a device sees it when nothing comes back.
fn gone() -> DeviceError {
    DeviceError::Unreachable("simulated".to_owned())
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire {
    /// A way to this server. The fault strikes once.
    pub fn new(router: Router, post: Arc<Mutex<Post>>, fault: Fault, aside: Option<Aside>) -> Self {
        Wire {
            router,
            post,
            fault: Mutex::new(fault),
            aside: Mutex::new(aside),
        }
    }

    /// Brings a letter to the server and its answer back.
    async fn deliver(&self, letter: &Letter, aside: Option<Aside>) -> Response<Bytes> {
        deliver(&self.router, letter, letter.pieces.clone(), false, aside).await
    }
}

/// Brings pieces of a letter to the server; the way may break behind the last of them.
async fn deliver(
    router: &Router,
    letter: &Letter,
    pieces: Vec<Bytes>,
    breaks: bool,
    aside: Option<Aside>,
) -> Response<Bytes> {
    let (after, act) = match aside {
        Some(Aside { after, act }) => (after, act),
        None => (usize::MAX, async {}.boxed()),
    };
    let before = pieces.len().min(after);
    let (first, rest) = (pieces[..before].to_vec(), pieces[before..].to_vec());
    let pause = stream::once(act).filter_map(|()| async { None });
    let whole = stream::iter(first.into_iter().map(Ok))
        .chain(pause)
        .chain(stream::iter(rest.into_iter().map(Ok)));
    let broken = stream::iter(breaks.then(|| Err(std::io::Error::other("broken"))));
    let request = letter
        .head
        .clone()
        .map(|()| Body::from_stream(whole.chain(broken)));
    let answer = match router.clone().oneshot(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    };
    let (head, body) = answer.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes());
    Response::from_parts(head, body.unwrap_or_default())
}

/// A letter that was held up arrives; nobody waits for its answer any more.
pub async fn arrive(router: &Router, letter: &Letter) {
    deliver(router, letter, letter.pieces.clone(), false, None).await;
}

/// The first bytes of all pieces, cut at a share of the whole.
fn beginning(pieces: &[Bytes], thousandths: usize) -> Vec<Bytes> {
    let all: usize = pieces.iter().map(Bytes::len).sum();
    let mut left = all * thousandths / 1000;
    let mut kept = Vec::new();
    for piece in pieces {
        let count = piece.len().min(left);
        kept.push(piece.slice(..count));
        left -= count;
    }
    kept.retain(|piece| !piece.is_empty());
    kept
}

fn altered(bytes: &Bytes, thousandths: usize) -> Bytes {
    let mut altered = bytes.to_vec();
    let at = altered.len() * thousandths / 1000;
    if let Some(byte) = altered.get_mut(at) {
        *byte ^= 1 << (thousandths % 8);
    }
    altered.into()
}

/// An answer in pieces of uneven sizes, as a network brings them.
fn in_pieces(answer: Response<Bytes>, breaks: bool) -> Response<Pieces> {
    answer.map(|bytes| {
        let mut pieces = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let size = (rest.len() / 2 + 1).min(rest.len());
            pieces.push(Ok(rest.split_to(size)));
        }
        if breaks {
            pieces.push(Err(gone()));
        }
        stream::iter(pieces).boxed()
    })
}

fn page(content_type: &str, body: &'static [u8]) -> Response<Pieces> {
    let mut page = Response::new(Bytes::from_static(body));
    if let Ok(value) = content_type.parse() {
        page.headers_mut().insert(CONTENT_TYPE, value);
    }
    in_pieces(page, false)
}

impl Link for Wire {
    async fn exchange(&self, request: Request<Pieces>) -> Result<Response<Pieces>> {
        let (head, mut body) = request.into_parts();
        let mut letter = Letter {
            head: Request::from_parts(head, ()),
            pieces: Vec::new(),
        };
        while let Some(piece) = body.next().await {
            match piece {
                Ok(piece) => letter.pieces.push(piece),
                // The device itself broke off: what had left it arrives.
                Err(why) => {
                    deliver(&self.router, &letter, letter.pieces.clone(), true, None).await;
                    return Err(why);
                }
            }
        }
        let fault = std::mem::replace(&mut *guard(&self.fault), Fault::None);
        let aside = guard(&self.aside).take();
        match fault {
            Fault::RequestLost => return Err(gone()),
            Fault::RequestHeldUp => {
                guard(&self.post).held_up.push(letter);
                return Err(gone());
            }
            Fault::RequestCut { at } => {
                let pieces = beginning(&letter.pieces, at);
                deliver(&self.router, &letter, pieces, true, aside).await;
                return Err(gone());
            }
            Fault::RequestAltered { at } => {
                let whole: Bytes = letter.pieces.concat().into();
                letter.pieces = vec![altered(&whole, at)];
            }
            Fault::RequestTwice => {
                self.deliver(&letter, None).await;
            }
            Fault::Portal => return Ok(page("text/html", b"<html>Sign in</html>")),
            Fault::Empty => return Ok(page(FRAMES, b"")),
            _ => {}
        }
        let answer = self.deliver(&letter, aside).await;
        let earlier = guard(&self.post).last_answer.replace(answer.body().clone());
        match fault {
            Fault::AnswerLost => Err(gone()),
            Fault::AnswerCut { at } => {
                let whole = [answer.body().clone()];
                let begun: Bytes = beginning(&whole, at).concat().into();
                Ok(in_pieces(answer.map(|_| begun), true))
            }
            Fault::AnswerAltered { at } => {
                Ok(in_pieces(answer.map(|whole| altered(&whole, at)), false))
            }
            Fault::AnswerOld => {
                let old = earlier.unwrap_or_default();
                Ok(in_pieces(answer.map(|_| old), false))
            }
            _ => Ok(in_pieces(answer, false)),
        }
    }
}
