//! Listening: a stream that stays open, on which the endpoint says that there may be something new.
//! A poke is a hint that starts a sync like any other; nothing it says is believed.

use crate::backoff::Backoff;
use crate::link::{Link, body_of, signed};
use crate::live::LiveSync;
use crate::patience::Patience;
use crate::{DeviceError, Result};
use chrono::{DateTime, Utc};
use ed25519_dalek::SigningKey;
use futures_util::{StreamExt, TryStreamExt, stream};
use replication::request::{EVENTS_PATH, RequestLine};
use std::time::Duration;
use tokio::time::{Instant, sleep};

const EVENTS: &str = "text/event-stream";
/// A stream that stood for this long did not fail when it ended.
const STOOD: Duration = Duration::from_secs(60);
/// No line of ours is nearly as long.
const LONGEST_LINE: usize = 1024;

impl LiveSync {
    /// Listens whenever the endpoint can be reached, for as long as this is polled. Each poke moves
    /// the next sync forward.
    pub async fn keep_listening(&self, clock: impl Fn() -> DateTime<Utc>) {
        let mut backoff = Backoff::default();
        loop {
            self.reached().await;
            match self.link() {
                Ok(link) => {
                    let link = link.with(Patience::LISTENING);
                    self.listen_over(&link, &mut backoff, &clock).await;
                }
                // Locked meanwhile.
                Err(_) => self.not_reached(),
            }
        }
    }

    /// Listens once the endpoint is reached, over any link, until that ends; then waits a while.
    pub async fn listen_over(
        &self,
        link: &impl Link,
        backoff: &mut Backoff,
        clock: impl Fn() -> DateTime<Utc>,
    ) {
        self.reached().await;
        let began = Instant::now();
        let why = match self.hear(link).await {
            Ok(()) => DeviceError::Unreachable("the endpoint ended the stream".to_owned()),
            Err(DeviceError::Locked) => return self.not_reached(),
            Err(why) => why,
        };
        tracing::debug!(%why, "listening ended");
        if began.elapsed() > STOOD {
            *backoff = Backoff::default();
        }
        let random = vault::random_bytes().map_or(u32::MAX, u32::from_le_bytes);
        *backoff = backoff.after(&why, clock(), random);
        sleep(backoff.left(clock())).await;
    }

    async fn hear(&self, link: &impl Link) -> Result<()> {
        let request = loop {
            let path = EVENTS_PATH;
            let made = self.at_rest(|opened| {
                let line = RequestLine {
                    method: "GET",
                    path,
                    device: opened.enrolment.me.device,
                    number: opened.store.next_request_number()?,
                };
                let key = SigningKey::from_bytes(&opened.enrolment.secret_key);
                signed(&line, &line.sign(&key), stream::empty().boxed())
            })?;
            match made {
                Some(request) => break request,
                None => self.reached().await,
            }
        };
        let mut body = body_of(link.exchange(request).await?, EVENTS).await?;
        // Something may have come while nobody listened.
        self.poked();
        let mut events = Events::default();
        while let Some(piece) = body.try_next().await? {
            if !self.is_open() {
                return Err(DeviceError::Locked);
            }
            if events.take(&piece)? {
                self.poked();
            }
        }
        Ok(())
    }
}

/// Server-sent events, of which only that they came counts.
#[derive(Debug, Default)]
struct Events {
    line: Vec<u8>,
    data: bool,
}

impl Events {
    /// Takes in bytes; true when an event ends in them.
    fn take(&mut self, bytes: &[u8]) -> Result<bool> {
        let mut came = false;
        for byte in bytes {
            if *byte != b'\n' {
                self.line.push(*byte);
                if self.line.len() > LONGEST_LINE {
                    return Err(DeviceError::NotMeedoen);
                }
                continue;
            }
            match self.line.strip_suffix(b"\r").unwrap_or(&self.line) {
                b"" => came |= std::mem::take(&mut self.data),
                line => self.data |= line.starts_with(b"data:"),
            }
            self.line.clear();
        }
        Ok(came)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(pieces: &[&str]) -> Vec<bool> {
        let mut events = Events::default();
        let pieces = pieces.iter();
        pieces
            .map(|piece| events.take(piece.as_bytes()).unwrap())
            .collect()
    }

    #[test]
    fn an_event_counts_when_it_ends_and_a_comment_does_not() {
        assert_eq!(
            taken(&[":\n\n", "data: news\n\n", ":\n\n"]),
            [false, true, false]
        );
        assert_eq!(
            taken(&["da", "ta: ne", "ws\n", "\n"]),
            [false, false, false, true]
        );
        assert_eq!(
            taken(&["data: a\r\n\r\ndata: b\r\n\r\n", "\r\n"]),
            [true, false]
        );
    }

    #[test]
    fn a_line_without_an_end_is_not_ours() {
        let mut events = Events::default();
        assert!(events.take(&[b'x'; LONGEST_LINE]).is_ok());
        assert!(events.take(b"x").is_err());
    }
}
