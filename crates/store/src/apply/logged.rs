//! Comparing records with the log they come from.

use super::Applier;
use super::layers::Place;
use crate::Result;
use replication::{Change, DossierId, RecordId, RecordState};

impl Applier<'_> {
    /// Whether a record is what the log says, and what lies below its own unsettled changes too.
    pub(crate) fn is_as_logged(&self, record: RecordId) -> Result<bool> {
        let loaded = self.load(record)?;
        let (below, place) = self.fold_log(record)?;
        let own = self.own_changes(record, self.progress.settled)?;
        let Some(place) = place.or_else(|| own.first().map(Place::of)) else {
            return Ok(false);
        };
        let base = self.base(record)?;
        // A base is there for as long as own changes lie above it.
        if base.is_some() == own.is_empty() {
            return Ok(false);
        }
        let below = match base {
            // Typed on in a dossier that was taken away: it begins anew, until it is refused.
            Some(base) if base.is_empty() => base,
            Some(base) if !same(&base, &below) => return Ok(false),
            _ => below,
        };
        let shown = self.above(below, record, &place)?;
        Ok(loaded.place() == Some(&place) && same(&loaded.state, &shown))
    }

    /// The dossiers of which the log has a change to a record that is not there, although it should
    /// be. Own changes that had their receipts outlive a dossier that was taken away.
    pub(crate) fn logged_and_missing(&self) -> Result<Vec<DossierId>> {
        let mut statement = self.transaction.prepare(
            "SELECT body FROM own_change WHERE seq > ?1 AND record NOT IN (SELECT id FROM record)
             UNION ALL
             SELECT body FROM feed_change WHERE record NOT IN (SELECT id FROM record)",
        )?;
        let mut rows = statement.query([self.progress.standing.receipts.0.cast_signed()])?;
        let mut dossiers = Vec::new();
        while let Some(row) = rows.next()? {
            let body = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            dossiers.push(Change::decode(body)?.dossier);
        }
        Ok(dossiers)
    }
}

/// The same heads with the same values. How far their devices had come is not compared: that says
/// only which changes can still be missing.
fn same(one: &RecordState, other: &RecordState) -> bool {
    let heads = |state: &RecordState| {
        let mut all: Vec<_> = state
            .fields()
            .flat_map(|field| state.heads(field).iter().map(move |head| (field, head)))
            .map(|(field, head)| {
                (
                    field.to_owned(),
                    head.change,
                    head.value.clone(),
                    head.saw.clone(),
                )
            })
            .collect();
        all.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        all
    };
    heads(one) == heads(other)
}
