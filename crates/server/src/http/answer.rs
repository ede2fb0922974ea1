//! The answer to a sync: receipts, feed, end, in signed frames. It is made whole before its first
//! byte leaves, so that a slow peer holds up nobody.

use crate::feed::Page;
use crate::push::Author;
use crate::storage::Storage;
use ed25519_dalek::SigningKey;
use replication::Seq;
use replication::frame::{self, Chain, FrameKind, FrameWriter};
use replication::message::{Ask, Dossiers, End, Ending, Feed, Hashes, Hello, Receipts, Snapshot};
use std::mem;
use uuid::Uuid;

/// What a device is answered.
#[derive(Default)]
pub struct Answer {
    hashes: Option<Hashes>,
    dossiers: Option<Dossiers>,
    receipts: Option<Receipts>,
    snapshots: Vec<Snapshot>,
    feed: Vec<Feed>,
    end: Option<End>,
}

/// What a request asks.
pub struct Asked {
    /// Its first frame.
    pub hello: Hello,
    /// Whether it had changes.
    pub brought: bool,
    /// About how many bytes of changes a frame of the answer is to carry.
    pub frame_bytes: usize,
}

impl Answer {
    /// Gathers it.
    pub async fn prepare(
        storage: &Storage,
        reader: Author,
        asked: Asked,
        now: i64,
    ) -> Result<Self, super::problem::ApiError> {
        let Asked {
            hello,
            brought,
            frame_bytes,
        } = asked;
        let epoch = storage.identity().epoch;
        let backed_up = storage.backed_up().await?;
        let end = |ending| {
            Some(End {
                epoch,
                ending,
                at: now,
                backed_up,
            })
        };
        if let Some(known) = hello.epoch.filter(|known| *known != epoch) {
            let ending = new_epoch(storage, reader, known).await?;
            return Ok(Answer {
                end: end(ending),
                ..Answer::default()
            });
        }
        if hello.ask == Ask::Hashes {
            return Ok(Answer {
                hashes: Some(storage.hashes(reader.device, hello.receipts).await?),
                end: end(Ending::More),
                ..Answer::default()
            });
        }
        let dossiers = match hello.ask {
            Ask::Dossiers => Some(storage.dossiers(reader).await?),
            _ => None,
        };
        let (receipts, all) = storage.receipts(reader.device, hello.receipts).await?;
        let unseen = !brought && receipts.high_water > hello.receipts;
        let earlier = match unseen {
            true => Some(
                storage
                    .earlier_hashes(reader.device, hello.receipts, receipts.high_water)
                    .await?,
            ),
            false => None,
        };
        // No feed past positions whose receipts are still to come.
        let (snapshots, page) = match all {
            true => {
                storage
                    .feed(reader, hello.cursor, hello.want.clone(), frame_bytes)
                    .await?
            }
            false => (Vec::new(), Page::nothing_yet(hello.cursor)),
        };
        if !page.changes.is_empty() || !snapshots.is_empty() {
            storage.log_feed(reader, &page, &snapshots, now).await?;
        }
        let ending = page.ending;
        Ok(Answer {
            hashes: earlier,
            dossiers,
            receipts: Some(receipts),
            snapshots,
            feed: split(page, &hello, frame_bytes),
            end: end(ending),
        })
    }

    /// The body of the answer, chained from the request's signature.
    pub fn frames(&self, key: &SigningKey, request_signature: &[u8; 64]) -> Vec<u8> {
        let mut writer = FrameWriter::new(Chain::start(request_signature), key);
        let mut body = Vec::new();
        let mut add = |kind, message: Vec<u8>| body.extend(writer.write(kind, &message));
        if let Some(dossiers) = &self.dossiers {
            add(FrameKind::Dossiers, frame::encode(dossiers));
        }
        if let Some(hashes) = &self.hashes {
            add(FrameKind::Hashes, frame::encode(hashes));
        }
        if let Some(receipts) = &self.receipts {
            add(FrameKind::Receipts, frame::encode(receipts));
        }
        for snapshot in &self.snapshots {
            add(FrameKind::Snapshot, frame::encode(snapshot));
        }
        for feed in &self.feed {
            add(FrameKind::Feed, frame::encode(feed));
        }
        if let Some(end) = &self.end {
            add(FrameKind::End, frame::encode(end));
        }
        body
    }
}

/// After a restore nothing the device knows of later positions holds, so it is told only that.
async fn new_epoch(
    storage: &Storage,
    reader: Author,
    known: Uuid,
) -> Result<Ending, super::problem::ApiError> {
    let began = storage.ledger().shared(known, storage.identity().epoch)?;
    let answered = storage.receipts(reader.device, Seq(u64::MAX)).await?;
    Ok(Ending::NewEpoch {
        began,
        high_water: answered.0.high_water,
    })
}

/// Cuts a page into frames; the last one's cursor is the page's.
fn split(page: Page, hello: &Hello, frame_bytes: usize) -> Vec<Feed> {
    let mut frames = Vec::new();
    let (mut changes, mut bytes, mut cursor) = (Vec::new(), 0, hello.cursor);
    let authors = page.authors;
    let mut access = page.access;
    let mut close = |changes: &mut Vec<_>, cursor| {
        let changes: Vec<(_, replication::Change)> = mem::take(changes);
        let makers = changes.iter().map(|(_, change)| change.id.device);
        let authors = makers
            .filter_map(|device| Some((device, *authors.get(&device)?)))
            .collect();
        let later = access.partition_point(|(position, _)| *position <= cursor);
        let later = access.split_off(later);
        frames.push(Feed {
            changes,
            authors,
            access: mem::replace(&mut access, later),
            cursor,
        });
    };
    for (position, change, size) in page.changes {
        if bytes + size > frame_bytes && !changes.is_empty() {
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
