//! A device that talks to the endpoint frame by frame, and can be made to misbehave.

use domain::value::Value;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use replication::frame::{self, Chain, FrameKind, FrameReader, FrameWriter};
use replication::message::{
    Ask, Changes, Dossiers, End, Ending, EnrolAnswer, EnrolRequest, Feed, Hashes, Hello, PROTOCOL,
    Problem, Receipts, Snapshot,
};
use replication::request::{
    DEVICE_HEADER, ENROL_PATH, EVENTS_PATH, NUMBER_HEADER, RequestLine, SIGNATURE_HEADER, SYNC_PATH,
};
use replication::state::Keep;
use replication::{
    Change, ChangeId, DeviceId, Digest, DossierId, Position, RecordId, RecordState, Seq,
};
use reqwest::Body;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A status and the code of its problem.
pub type Refused = (u16, String);

/// A whole answer, its signatures checked.
#[derive(Debug)]
pub struct Answered {
    pub hashes: Option<Hashes>,
    pub dossiers: Option<Dossiers>,
    pub receipts: Receipts,
    pub snapshots: Vec<Snapshot>,
    pub feed: Vec<Feed>,
    pub end: End,
}

impl Answered {
    /// The changes of the feed.
    pub fn changes(&self) -> Vec<(Position, Change)> {
        self.feed
            .iter()
            .flat_map(|feed| feed.changes.clone())
            .collect()
    }

    /// The digest, when the device has everything.
    pub fn digest(&self) -> Digest {
        match self.end.ending {
            Ending::UpToDate { digest } => digest,
            other => panic!("not up to date but {other:?}"),
        }
    }
}

pub struct TestDevice {
    pub id: DeviceId,
    pub key: SigningKey,
    pub server_key: Option<VerifyingKey>,
    pub hello: Hello,
    /// The greatest number of a change made.
    pub seq: Seq,
    pub states: HashMap<RecordId, RecordState>,
    url: String,
    number: u64,
    client: reqwest::Client,
}

impl TestDevice {
    pub fn new(url: String) -> Self {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).unwrap();
        TestDevice {
            id: DeviceId(Uuid::now_v7()),
            key: SigningKey::from_bytes(&secret),
            server_key: None,
            hello: Hello {
                protocol: PROTOCOL,
                epoch: None,
                cursor: Position::default(),
                receipts: Seq::default(),
                want: vec![],
                given_up: vec![],
                ask: Ask::Nothing,
            },
            seq: Seq::default(),
            states: HashMap::new(),
            url,
            number: 0,
            client: reqwest::Client::new(),
        }
    }

    /// A well-formed request to enrol.
    pub fn application(&self, code: &str) -> EnrolRequest {
        let public_key = hex::encode(self.key.verifying_key().to_bytes());
        let text = EnrolRequest::signed_text(code, self.id.0, &public_key);
        EnrolRequest {
            protocol: PROTOCOL,
            code: code.to_owned(),
            device: self.id.0,
            signature: hex::encode(self.key.sign(text.as_bytes()).to_bytes()),
            public_key,
        }
    }

    pub async fn enrol(&mut self, code: &str) -> Result<EnrolAnswer, Refused> {
        let answer = self.apply(&self.application(code)).await?;
        let mut key = [0; 32];
        hex::decode_to_slice(&answer.server_key, &mut key).unwrap();
        self.server_key = Some(VerifyingKey::from_bytes(&key).unwrap());
        Ok(answer)
    }

    pub async fn apply(&self, request: &EnrolRequest) -> Result<EnrolAnswer, Refused> {
        let request = self
            .client
            .post(format!("{}{ENROL_PATH}", self.url))
            .json(request);
        let response = succeed(request.send().await.unwrap()).await?;
        Ok(response.json().await.unwrap())
    }

    /// A new change of this device.
    pub fn make(&mut self, template: Change) -> Change {
        self.seq = self.seq.next();
        Change {
            id: ChangeId {
                device: self.id,
                seq: self.seq,
            },
            ..template
        }
    }

    /// Talks to an endpoint elsewhere from here on.
    pub fn move_to(&mut self, url: String) {
        self.url = url;
    }

    /// Goes on from a greater request number.
    pub fn skip_requests(&mut self, count: u64) {
        self.number += count;
    }

    /// The next request's line.
    pub fn next_line(&mut self) -> RequestLine<'static> {
        self.line_of("POST", SYNC_PATH)
    }

    fn line_of(&mut self, method: &'static str, path: &'static str) -> RequestLine<'static> {
        self.number += 1;
        RequestLine {
            method,
            path,
            device: self.id,
            number: self.number,
        }
    }

    /// Listens for pokes, on a connection of its own.
    pub async fn listen(&mut self) -> Result<Ear, Refused> {
        let line = self.line_of("GET", EVENTS_PATH);
        self.listen_as(&line, line.sign(&self.key)).await
    }

    /// Listens with a line and a signature as they are.
    pub async fn listen_as(
        &self,
        line: &RequestLine<'_>,
        signature: [u8; 64],
    ) -> Result<Ear, Refused> {
        let request = self.client.get(format!("{}{}", self.url, line.path));
        let request = with_headers(request, line, &signature);
        let response = succeed(request.send().await.unwrap()).await?;
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Ok(Ear {
            response,
            heard: Vec::new(),
        })
    }

    /// The body of a request: hello and a frame for each list of changes.
    pub fn body(&self, line: &RequestLine<'_>, frames: &[Vec<Change>]) -> Vec<Vec<u8>> {
        let mut writer = FrameWriter::new(Chain::start(line.text().as_bytes()), &self.key);
        let mut body = vec![writer.write(FrameKind::Hello, &frame::encode(&self.hello))];
        for changes in frames {
            let message = Changes {
                changes: changes.clone(),
            };
            body.push(writer.write(FrameKind::Changes, &frame::encode(&message)));
        }
        body
    }

    /// Sends a body as it is and reads the whole answer.
    pub async fn send(
        &self,
        line: &RequestLine<'_>,
        signature: [u8; 64],
        body: impl Into<Body>,
    ) -> Result<Answered, Refused> {
        let request = self.client.post(format!("{}{}", self.url, line.path));
        let request = with_headers(request, line, &signature).body(body);
        let response = succeed(request.send().await.map_err(|why| (0, why.to_string()))?).await?;
        let body = response.bytes().await.unwrap();
        Ok(read(&body, &signature, self.server_key.unwrap()))
    }

    /// One exchange; what it brings is applied.
    pub async fn sync(&mut self, frames: &[Vec<Change>]) -> Result<Answered, Refused> {
        let line = self.next_line();
        let body = self.body(&line, frames).concat();
        let answered = self.send(&line, line.sign(&self.key), body).await?;
        let mut sent: BTreeMap<Seq, &Change> = BTreeMap::new();
        sent.extend(
            frames
                .iter()
                .flatten()
                .map(|change| (change.id.seq, change)),
        );
        let mut placed = answered.changes();
        for run in &answered.receipts.accepted {
            for offset in 0..run.count {
                let change = sent[&Seq(run.first.0 + offset)];
                placed.push((Position(run.position.0 + offset), change.clone()));
            }
        }
        placed.sort_by_key(|(position, _)| *position);
        for (position, change) in placed {
            let state = self.states.entry(change.record).or_default();
            state.apply(&change, Some(position), Keep::Values);
        }
        self.hello.epoch = Some(answered.end.epoch);
        self.hello.receipts = answered.receipts.high_water;
        self.hello.cursor = answered
            .feed
            .last()
            .map_or(self.hello.cursor, |feed| feed.cursor);
        Ok(answered)
    }

    /// Syncs until there is no more; returns the server's digest.
    pub async fn catch_up(&mut self) -> Digest {
        loop {
            let answered = self.sync(&[]).await.unwrap();
            if let Ending::UpToDate { digest } = answered.end.ending {
                return digest;
            }
        }
    }

    /// The digest of what this device holds.
    pub fn digest(&self) -> Digest {
        let digests = self.states.iter().map(|(id, state)| state.digest(*id));
        digests.fold(Digest::default(), Digest::plus)
    }
}

/// What a device hears.
pub struct Ear {
    response: reqwest::Response,
    /// All bytes so far.
    pub heard: Vec<u8>,
}

/// What came within a while.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    News,
    Nothing,
    End,
}

impl Ear {
    /// Listens for at most so many milliseconds.
    pub async fn hear(&mut self, within: u64) -> Heard {
        let listening = async {
            loop {
                match self.response.chunk().await {
                    Ok(Some(piece)) => {
                        self.heard.extend_from_slice(&piece);
                        if piece.starts_with(b"data: news\n\n") {
                            return Heard::News;
                        }
                    }
                    Ok(None) | Err(_) => return Heard::End,
                }
            }
        };
        let within = std::time::Duration::from_millis(within);
        let heard = tokio::time::timeout(within, listening).await;
        heard.unwrap_or(Heard::Nothing)
    }
}

fn with_headers(
    request: reqwest::RequestBuilder,
    line: &RequestLine<'_>,
    signature: &[u8; 64],
) -> reqwest::RequestBuilder {
    request
        .header(DEVICE_HEADER, line.device.to_string())
        .header(NUMBER_HEADER, line.number)
        .header(SIGNATURE_HEADER, hex::encode(signature))
}

async fn succeed(response: reqwest::Response) -> Result<reqwest::Response, Refused> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let problem: Problem = response.json().await.expect("a problem in JSON");
    Err((status.as_u16(), problem.code))
}

fn read(body: &[u8], signature: &[u8; 64], key: VerifyingKey) -> Answered {
    let mut reader = FrameReader::new(Chain::start(signature), key);
    reader.push(body);
    let mut frames = std::iter::from_fn(|| reader.next_frame().unwrap());
    let mut receipts = Receipts {
        high_water: Seq::default(),
        accepted: vec![],
        refused: vec![],
    };
    let (mut hashes, mut dossiers) = (None, None);
    let (mut snapshots, mut feed) = (Vec::new(), Vec::new());
    for (kind, payload) in frames.by_ref() {
        match kind {
            FrameKind::Hashes => hashes = Some(frame::decode(&payload).unwrap()),
            FrameKind::Dossiers => dossiers = Some(frame::decode(&payload).unwrap()),
            FrameKind::Receipts => receipts = frame::decode(&payload).unwrap(),
            FrameKind::Snapshot => snapshots.push(frame::decode(&payload).unwrap()),
            FrameKind::Feed => feed.push(frame::decode(&payload).unwrap()),
            FrameKind::End => {
                let end = frame::decode(&payload).unwrap();
                assert!(frames.next().is_none(), "something comes after the end");
                return Answered {
                    hashes,
                    dossiers,
                    receipts,
                    snapshots,
                    feed,
                    end,
                };
            }
            other => panic!("{other:?} came in an answer"),
        }
    }
    panic!("the answer has no end");
}

/// A change still without its number.
pub fn change(dossier: Uuid, record: Uuid, kind: &str, set: &[(&str, Value)]) -> Change {
    Change {
        id: ChangeId {
            device: DeviceId(Uuid::nil()),
            seq: Seq(0),
        },
        dossier: DossierId(dossier),
        record: RecordId(record),
        kind: kind.to_owned(),
        set: set
            .iter()
            .map(|(field, value)| ((*field).to_owned(), value.clone()))
            .collect(),
        over: BTreeMap::new(),
        made_at: 1_790_000_000_000,
    }
}

/// The first change of a person's dossier.
pub fn person(id: Uuid, team: Uuid, name: &str) -> Change {
    change(
        id,
        id,
        "person",
        &[("name", name.into()), ("team", team.to_string().into())],
    )
}

/// A change of a new record in a dossier: a conversation with this wish.
pub fn created(dossier: Uuid, wish: &str) -> Change {
    let set = [
        ("person", dossier.to_string().into()),
        ("wish", wish.into()),
    ];
    change(dossier, Uuid::now_v7(), "conversation", &set)
}
