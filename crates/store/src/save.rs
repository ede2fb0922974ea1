//! What a coach types becomes changes.

use crate::apply::Applier;
use crate::{Result, Store, StoreError};
use domain::kinds;
use domain::seal::{self, SEALED};
use domain::value::Value;
use planted::planted;
use replication::{Change, ChangeId, DossierId, REMOVED, RecordId, Seq};
use rusqlite::{OptionalExtension, TransactionBehavior, params};

/// What to set on one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The dossier the record lies in.
    pub dossier: DossierId,
    /// The record, new or known.
    pub record: RecordId,
    /// The record's kind.
    pub kind: String,
    /// The fields.
    pub fields: Vec<FieldEdit>,
}

impl Edit {
    /// A record that is new: nobody has seen anything of it yet.
    pub fn of_new_record<'f>(
        dossier: DossierId,
        record: RecordId,
        kind: &str,
        fields: impl IntoIterator<Item = (&'f str, Value)>,
    ) -> Self {
        let fields = fields.into_iter().map(|(field, value)| FieldEdit {
            field: field.to_owned(),
            value,
            seen: Vec::new(),
        });
        Edit {
            dossier,
            record,
            kind: kind.to_owned(),
            fields: fields.collect(),
        }
    }
}

/// One field set, over what its editor had loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEdit {
    /// The field's name.
    pub field: String,
    /// The new value.
    pub value: Value,
    /// The changes whose values were on screen when the editor loaded, or that the last save of
    /// this editor answered.
    pub seen: Vec<ChangeId>,
}

impl Store {
    /// Saves edits in one transaction that is on disk when this returns. Answers per edit the
    /// change that now holds it: what its editor has seen from here on.
    ///
    /// `now` is the device's clock in milliseconds since 1970. Nothing is stored when a value does
    /// not fit its field.
    pub fn save(&mut self, edits: &[Edit], now: i64) -> Result<Vec<ChangeId>> {
        for edit in edits {
            check(edit)?;
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut applier = Applier::new(&transaction)?;
        applier.progress.frozen = applier.progress.frozen.max(self.found);
        let saved = edits
            .iter()
            .map(|edit| match self.renamed.is_empty() {
                true => save_one(&mut applier, edit, now),
                false => {
                    let mut edit = edit.clone();
                    let state = applier.state(edit.record)?;
                    for field in &mut edit.fields {
                        field.seen = self.renamed.seen(&field.seen, state.heads(&field.field));
                    }
                    save_one(&mut applier, &edit, now)
                }
            })
            .collect::<Result<Vec<_>>>()?;
        finish(applier)?;
        let committed = transaction.commit();
        if !planted!("a-failed-commit-is-a-success") {
            committed?;
        }
        Ok(saved)
    }

    /// From here on the texts as they are stay in the history: later edits make new changes.
    pub fn freeze(&mut self) -> Result<()> {
        self.connection
            .execute("UPDATE device SET frozen_seq = last_seq", [])?;
        Ok(())
    }
}

/// Writes down which own change is the last, and what the transaction adds up to.
pub(crate) fn finish(applier: Applier<'_>) -> Result<()> {
    applier
        .transaction
        .prepare_cached("UPDATE device SET last_seq = ?1")?
        .execute([applier.progress.standing.last.0.cast_signed()])?;
    applier.finish()
}

pub(crate) fn check(edit: &Edit) -> Result<()> {
    let Some(kind) = kinds::kind(&edit.kind) else {
        return Ok(());
    };
    for field in &edit.fields {
        kind.check(&field.field, &field.value)?;
    }
    Ok(())
}

/// Refuses what would change a signed record.
fn check_seal(applier: &Applier<'_>, edit: &Edit) -> Result<()> {
    if !seal::can_be_sealed(&edit.kind) {
        return Ok(());
    }
    let state = applier.state(edit.record)?;
    let sealed = state.value(SEALED);
    let forbids = |field: &FieldEdit| {
        let now = state.value(&field.field);
        seal::forbids(&edit.kind, &field.field, sealed, now, &field.value)
    };
    match edit.fields.iter().any(forbids) {
        true => Err(StoreError::Sealed(edit.record)),
        false => Ok(()),
    }
}

fn save_one(applier: &mut Applier<'_>, edit: &Edit, now: i64) -> Result<ChangeId> {
    check_seal(applier, edit)?;
    if let Some(mut change) = amendable(applier, edit)? {
        amend(&mut change, edit, now);
        applier.apply_own(&change)?;
        applier
            .transaction
            .prepare_cached("UPDATE own_change SET body = ?2 WHERE seq = ?1")?
            .execute(params![change.id.seq.0.cast_signed(), change.encode()])?;
        return Ok(change.id);
    }
    save_new(applier, edit, now)
}

/// Saves an edit as a change of its own, whatever came before.
pub(crate) fn save_new(applier: &mut Applier<'_>, edit: &Edit, now: i64) -> Result<ChangeId> {
    let seq = applier.progress.standing.last.next();
    let mut change = Change {
        id: ChangeId {
            device: applier.progress.device,
            seq,
        },
        dossier: edit.dossier,
        record: edit.record,
        kind: edit.kind.clone(),
        set: Default::default(),
        over: Default::default(),
        made_at: now,
    };
    amend(&mut change, edit, now);
    if planted!("what-was-seen-is-read-at-the-save") {
        let state = applier.state(change.record)?;
        for field in change.set.keys() {
            change.over.insert(field.clone(), state.seen(field));
        }
    }
    applier.apply_own(&change)?;
    applier.progress.standing.last = seq;
    applier
        .transaction
        .prepare_cached("INSERT INTO own_change (seq, record, body) VALUES (?1, ?2, ?3)")?
        .execute(params![
            seq.0.cast_signed(),
            change.record.0,
            change.encode()
        ])?;
    Ok(change.id)
}

/// The record's newest own change, when it never left the device and every field of this edit
/// either is new to it or was loaded from it alone. An editor that had not seen it must not
/// overwrite it, and one that chose between it and other versions must leave it in the history.
fn amendable(applier: &Applier<'_>, edit: &Edit) -> Result<Option<Change>> {
    let newest: Option<(i64, Vec<u8>)> = applier
        .transaction
        .prepare_cached(
            "SELECT seq, body FROM own_change WHERE record = ?1 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([edit.record.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((seq, body)) = newest else {
        return Ok(None);
    };
    let frozen = Seq(seq.cast_unsigned()) <= applier.progress.frozen;
    if frozen && !planted!("an-offered-change-is-amended") {
        return Ok(None);
    }
    let change = Change::decode(&body)?;
    let fits = change.dossier == edit.dossier
        && change.kind == edit.kind
        // What is written beside a removal, before or after it, says whether that was seen.
        && !change.set.contains_key(REMOVED)
        && edit.fields.iter().all(|field| field.field != REMOVED)
        && (planted!("typing-amends-what-was-not-on-screen")
            || edit.fields.iter().all(|field| goes_on(&change, field)));
    Ok(fits.then_some(change))
}

/// True when the edit types on in what the change holds, or in a field that is new to it.
fn goes_on(change: &Change, field: &FieldEdit) -> bool {
    let over = change.over(&field.field);
    let known = |seen: &ChangeId| *seen == change.id || over.contains(seen);
    !change.set.contains_key(&field.field)
        || (field.seen.contains(&change.id) && field.seen.iter().all(known))
}

fn amend(change: &mut Change, edit: &Edit, now: i64) {
    for field in &edit.fields {
        change.set.insert(field.field.clone(), field.value.clone());
        let id = change.id;
        let seen: Vec<_> = field
            .seen
            .iter()
            .filter(|seen| **seen != id)
            .copied()
            .collect();
        if seen.is_empty() {
            continue;
        }
        let over = change.over.entry(field.field.clone()).or_default();
        for one in seen {
            if !over.contains(&one) {
                over.push(one);
            }
        }
    }
    change.made_at = now;
}
