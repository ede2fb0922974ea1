//! The rules: which changes are accepted, and why others are not. Knows no database.

use super::known::{Known, KnownDossier, KnownRecord, refused_change};
use super::{Author, PushError};
use domain::seal::{self, SEALED};
use domain::value::Value;
use planted::planted;
use replication::message::{CHANGE_LIMIT, Refusal};
use replication::state::Keep;
use replication::{Change, Position, RecordState};
use uuid::Uuid;

/// What becomes of one change that is new to the server.
pub enum Verdict {
    /// It has a place in the order.
    Accepted {
        /// Its place.
        position: Position,
        /// The change as it is passed on.
        change: Change,
        /// The same as bytes.
        content: Vec<u8>,
        /// Hash of the change as it was sent.
        hash: [u8; 32],
    },
    /// Its number is spent.
    Refused {
        /// The change, its `over` resolved.
        change: Change,
        /// Why.
        code: Refusal,
        /// Hash of the change as it was sent.
        hash: [u8; 32],
    },
}

/// Judges a frame's changes in turn and moves `known` on. Changes answered before with the same
/// content are passed over.
pub fn judge(
    author: &Author,
    changes: Vec<Change>,
    known: &mut Known,
) -> Result<Vec<Verdict>, PushError> {
    let mut verdicts = Vec::with_capacity(changes.len());
    for mut change in changes {
        if change.id.device != author.device {
            return Err(PushError::WrongDevice);
        }
        let mut content = change.encode();
        let hash = *blake3::hash(&content).as_bytes();
        let (seq, expected) = (change.id.seq, known.high_water.next());
        if seq < expected {
            match known.answered.get(&seq) {
                Some(answered) if *answered == hash => continue,
                Some(_) if planted!("another-content-under-a-used-number") => continue,
                _ => return Err(PushError::SeqReused(seq)),
            }
        }
        if seq > expected {
            return Err(PushError::SeqGap {
                expected,
                found: seq,
            });
        }
        known.high_water = seq;
        known.answered.insert(seq, hash);
        let size = content.len();
        if look_through_refused(&mut change, known) {
            content = change.encode();
        }
        verdicts.push(match refusal(author, &change, size, known) {
            Some(code) => {
                let over = change.over.clone();
                let kept = refused_change(change.id, change.dossier, change.record, over);
                known.refused.insert(change.id, kept);
                Verdict::Refused { change, code, hash }
            }
            None => {
                let position = Position(known.last_position.0 + 1);
                known.last_position = position;
                apply(author, &change, position, known);
                Verdict::Accepted {
                    position,
                    change,
                    content,
                    hash,
                }
            }
        });
    }
    Ok(verdicts)
}

/// Resolves what the change says of refused ones; true when it said something.
fn look_through_refused(change: &mut Change, known: &Known) -> bool {
    let mut replaced = false;
    if planted!("a-refused-change-still-counts") {
        return false;
    }
    if !known.refused.is_empty() {
        let named: Vec<_> = change.over.values().flatten().copied().collect();
        for refused in named.iter().filter_map(|id| known.refused.get(id)) {
            replaced |= change.look_through(refused);
        }
    }
    replaced
}

fn refusal(author: &Author, change: &Change, size: usize, known: &Known) -> Option<Refusal> {
    if size > CHANGE_LIMIT {
        return Some(Refusal::TooLarge);
    }
    let kind = domain::kinds::kind(&change.kind);
    if let Some(kind) = kind
        && change
            .set
            .iter()
            .any(|(field, value)| kind.check(field, value).is_err())
    {
        return Some(Refusal::InvalidField);
    }
    if let Some(record) = known.records.get(&change.record)
        && (record.dossier != change.dossier || record.kind != change.kind)
    {
        return Some(Refusal::WrongPlace);
    }
    if let Some(record) = known.records.get(&change.record)
        && writes_over_seal(change, &record.state)
    {
        return Some(Refusal::Sealed);
    }
    if known.erased.contains(&change.dossier) {
        return Some(Refusal::Erased);
    }
    match known.dossiers.get(&change.dossier) {
        Some(dossier) => {
            let hands_over = hands_over(change, dossier) && !author.actor.may_hand_over();
            (!dossier.may_write || hands_over).then_some(Refusal::NoAccess)
        }
        None => match author.actor.may_begin(change.dossier.0) {
            false => Some(Refusal::NoAccess),
            true => named_team(change, known)
                .is_none()
                .then_some(Refusal::NoTeam),
        },
    }
}

/// True when the change sets what was signed. One that the signers had seen, and that comes again
/// after a restore, sets nothing.
fn writes_over_seal(change: &Change, state: &RecordState) -> bool {
    let is_sealed = seal::can_be_sealed(&change.kind) && !state.heads(SEALED).is_empty();
    is_sealed
        && change.set.keys().any(|field| {
            seal::is_frozen(&change.kind, field) && !state.is_overtaken(field, change.id)
        })
}

/// True when the change would give the dossier to another team: that is not for a coach.
fn hands_over(change: &Change, dossier: &KnownDossier) -> bool {
    let is_root = change.record.0 == change.dossier.0;
    let team = change
        .set
        .get("team")
        .filter(|_| is_root && dossier.team.is_some());
    team.is_some_and(|team| as_id(team) != dossier.team)
}

/// The team that a dossier's first change names, if the municipality has it.
fn named_team(change: &Change, known: &Known) -> Option<Uuid> {
    as_id(change.set.get("team")?).filter(|team| known.teams.contains(team))
}

fn as_id(value: &Value) -> Option<Uuid> {
    Uuid::try_parse(value.as_text()?).ok()
}

fn apply(author: &Author, change: &Change, position: Position, known: &mut Known) {
    if !known.dossiers.contains_key(&change.dossier) {
        let team = named_team(change, known);
        let may_write = team.is_some_and(|team| {
            author
                .actor
                .may_write(change.dossier.0, &author.actor.grants_on_new_dossier(team))
        });
        known.dossiers.insert(
            change.dossier,
            KnownDossier {
                team,
                may_write,
                stored: None,
            },
        );
    }
    let record = known
        .records
        .entry(change.record)
        .or_insert_with(|| KnownRecord {
            dossier: change.dossier,
            kind: change.kind.clone(),
            state: RecordState::default(),
            stored: None,
            touched: false,
        });
    record.touched = true;
    record.state.apply(change, Some(position), Keep::Ids);
}
