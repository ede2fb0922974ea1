//! The answer to a sync: receipts, feed, end, in signed frames. It is made whole before its first
//! byte leaves, so that a slow peer holds up nobody.

use crate::feed::Page;
use crate::push::Author;
use crate::storage::{Storage, StorageError};
use ed25519_dalek::SigningKey;
use replication::frame::{self, Chain, FrameKind, FrameWriter};
use replication::message::{End, Ending, Feed, Hello, Receipts};
use std::mem;
use uuid::Uuid;

/// About how many bytes of changes a feed frame carries.
const FRAME_BYTES: usize = 256 * 1024;

/// What a device is answered.
pub struct Answer {
    receipts: Receipts,
    feed: Vec<Feed>,
    end: End,
}

impl Answer {
    /// Gathers it.
    pub async fn prepare(
        storage: &Storage,
        reader: Author,
        hello: &Hello,
        now: i64,
    ) -> Result<Self, StorageError> {
        let epoch = storage.identity().epoch;
        if hello.epoch.is_some_and(|known| known != epoch) {
            return Ok(Self::of_new_epoch(hello, epoch, now));
        }
        let (receipts, all) = storage.receipts(reader.device, hello.receipts).await?;
        // No feed past positions whose receipts are still to come.
        let page = match all {
            true => storage.feed(reader, hello.cursor).await?,
            false => Page::nothing_yet(hello.cursor),
        };
        if !page.changes.is_empty() {
            storage.log_feed(reader, &page, now).await?;
        }
        let ending = page.ending;
        Ok(Answer {
            receipts,
            feed: split(page, hello),
            end: End {
                epoch,
                ending,
                at: now,
            },
        })
    }

    /// After a restore nothing the device knows of the order holds, so it is told only that.
    fn of_new_epoch(hello: &Hello, epoch: Uuid, now: i64) -> Self {
        Answer {
            receipts: Receipts {
                high_water: hello.receipts,
                accepted: Vec::new(),
                refused: Vec::new(),
            },
            feed: Vec::new(),
            end: End {
                epoch,
                ending: Ending::More,
                at: now,
            },
        }
    }

    /// The body of the answer, chained from the request's signature.
    pub fn frames(&self, key: &SigningKey, request_signature: &[u8; 64]) -> Vec<u8> {
        let mut writer = FrameWriter::new(Chain::start(request_signature), key);
        let mut body = writer.write(FrameKind::Receipts, &frame::encode(&self.receipts));
        for feed in &self.feed {
            body.extend(writer.write(FrameKind::Feed, &frame::encode(feed)));
        }
        body.extend(writer.write(FrameKind::End, &frame::encode(&self.end)));
        body
    }
}

/// Cuts a page into frames; the last one's cursor is the page's.
fn split(page: Page, hello: &Hello) -> Vec<Feed> {
    let mut frames = Vec::new();
    let (mut changes, mut bytes, mut cursor) = (Vec::new(), 0, hello.cursor);
    let authors = page.authors;
    let mut close = |changes: &mut Vec<_>, cursor| {
        let changes: Vec<(_, replication::Change)> = mem::take(changes);
        let makers = changes.iter().map(|(_, change)| change.id.device);
        let authors = makers
            .filter_map(|device| Some((device, *authors.get(&device)?)))
            .collect();
        frames.push(Feed {
            changes,
            authors,
            cursor,
        });
    };
    for (position, change, size) in page.changes {
        if bytes + size > FRAME_BYTES && !changes.is_empty() {
            close(&mut changes, cursor);
            bytes = 0;
        }
        bytes += size;
        cursor = position;
        changes.push((position, change));
    }
    if !changes.is_empty() || page.cursor > hello.cursor {
        close(&mut changes, page.cursor);
    }
    frames
}
