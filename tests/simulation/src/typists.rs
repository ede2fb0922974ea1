//! What the typists did, told by their keystrokes alone: who typed what where, with what on
//! screen. It knows nothing of changes that are folded, amended, sent or refused; what must be on
//! which screen in the end follows from who had seen what.

use domain::value::Value;
use replication::{Change, ChangeId, CoachId, DeviceId, DossierId, REMOVED, RecordId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// The fields that hold what nobody but a coach would have typed.
const TEXTS: [&str; 8] = [
    "name",
    "phone",
    "address",
    "text",
    "wish",
    "strengths",
    "note",
    "what",
];

/// Names one write.
pub type WriteId = usize;

/// Where a record lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its dossier.
    pub dossier: DossierId,
    /// Its id.
    pub record: RecordId,
    /// Its kind.
    pub kind: String,
}

/// One value that was saved, and acknowledged to whom typed it.
#[derive(Debug, Clone)]
pub struct Write {
    /// The device it was typed on.
    pub device: DeviceId,
    /// Whose device that is.
    pub coach: CoachId,
    /// The record.
    pub place: Place,
    /// The field.
    pub field: String,
    /// The value.
    pub value: Value,
    /// The writes on screen; for a removal those of the whole record.
    pub saw: BTreeSet<WriteId>,
    /// What the device calls it.
    pub change: ChangeId,
    /// When, in the order of the world.
    pub tick: i64,
    /// What the clock said. It travels with the change and tells two that got one name apart.
    pub made_at: i64,
    /// A backup of the device was put back that does not know it, and it had not been sent.
    pub lost_with_the_disk: bool,
}

/// Everything written.
#[derive(Debug, Clone, Default)]
pub struct Typists {
    writes: Vec<Write>,
    /// The writes of a field under a change, the last typed last.
    named: HashMap<(ChangeId, String), Vec<WriteId>>,
    /// By what the clock said, the last write of that moment.
    moments: HashMap<i64, WriteId>,
    count: u64,
}

impl Typists {
    /// A text that nobody typed before.
    pub fn fresh_text(&mut self, who: &str) -> String {
        self.count += 1;
        // With an end, so that no word is the beginning of another.
        format!("{who}{}z", self.count)
    }

    /// An id that no record has.
    pub fn fresh_id(&mut self) -> Uuid {
        self.count += 1;
        uuid::Builder::from_unix_timestamp_millis(self.count, &[7; 10]).into_uuid()
    }

    /// A number of minutes that hardly anybody chose before.
    pub fn fresh_number(&mut self) -> i64 {
        self.count += 1;
        (self.count % 1441).cast_signed()
    }

    /// Writes down what was acknowledged.
    pub fn wrote(&mut self, write: Write) -> WriteId {
        let id = self.writes.len();
        self.named
            .entry((write.change, write.field.clone()))
            .or_default()
            .push(id);
        self.moments.insert(write.made_at, id);
        self.writes.push(write);
        id
    }

    /// One write.
    pub fn write(&self, id: WriteId) -> &Write {
        &self.writes[id]
    }

    /// All writes.
    pub fn all(&self) -> impl Iterator<Item = (WriteId, &Write)> {
        self.writes.iter().enumerate()
    }

    /// The same, to change.
    pub fn all_mut(&mut self) -> impl Iterator<Item = (WriteId, &mut Write)> {
        self.writes.iter_mut().enumerate()
    }

    /// The write that a device shows under this name; none when nobody wrote it.
    pub fn find(
        &self,
        change: ChangeId,
        record: RecordId,
        field: &str,
        value: &Value,
    ) -> Option<WriteId> {
        let under = self.named.get(&(change, field.to_owned()));
        let mut under = under.into_iter().flatten().rev().copied();
        under.find(|id| self.says(*id, record, field, value))
    }

    fn says(&self, id: WriteId, record: RecordId, field: &str, value: &Value) -> bool {
        let write = &self.writes[id];
        write.place.record == record && write.field == field && write.value == *value
    }

    /// The write behind a field of a change; none when nobody wrote it.
    pub fn trace(&self, change: &Change, field: &str) -> Option<WriteId> {
        let value = change.set.get(field)?;
        let last = *self.moments.get(&change.made_at)?;
        let under = self.named.get(&(change.id, field.to_owned()));
        let mut under = under.into_iter().flatten().rev().copied();
        under.find(|id| *id <= last && self.says(*id, change.record, field, value))
    }

    /// What was last typed into a field under a change's name.
    pub fn last_under(&self, id: WriteId) -> WriteId {
        let write = &self.writes[id];
        let under = self.named.get(&(write.change, write.field.clone()));
        under.and_then(|under| under.last()).copied().unwrap_or(id)
    }

    /// The words that somebody typed in a dossier, and in no other.
    pub fn words(&self, dossier: DossierId, by: impl Fn(&Write) -> bool) -> BTreeSet<&str> {
        let typed_text = |write: &&Write| TEXTS.contains(&write.field.as_str());
        let (mut here, mut elsewhere) = (BTreeSet::new(), BTreeSet::new());
        for write in self.writes.iter().filter(typed_text) {
            let words = write.value.as_text().unwrap_or_default().split_whitespace();
            match write.place.dossier == dossier && by(write) {
                true => here.extend(words),
                false => elsewhere.extend(words),
            }
        }
        // A short word of the language proves nothing.
        let tells = |word: &str| word.len() > 7 || word.bytes().any(|byte| byte.is_ascii_digit());
        here.retain(|word| tells(word) && !elsewhere.contains(word));
        here
    }

    /// Whether the first that was written of a person says a team that there is.
    pub fn names_a_team(&self, dossier: DossierId, teams: &[Uuid]) -> bool {
        let mut roots = self.writes.iter();
        let named = roots.find(|write| write.place.record.0 == dossier.0 && write.field == "team");
        let team = named.and_then(|write| write.value.as_text());
        team.is_some_and(|team| teams.iter().any(|known| known.to_string() == team))
    }

    /// Whether a change says of a person that is there already which team's they are.
    pub fn reaches_over(&self, change: ChangeId) -> bool {
        let under = self.named.get(&(change, "team".to_owned()));
        let first = |id: &WriteId| {
            let record = self.writes[*id].place.record;
            let mut earlier = self.writes[..*id].iter();
            !earlier.any(|write| write.place.record == record && write.field == "team")
        };
        under.into_iter().flatten().any(|id| !first(id))
    }

    /// The records that were ever written, each once.
    pub fn records(&self) -> Vec<Place> {
        let mut seen = BTreeSet::new();
        let places = self.writes.iter().map(|write| &write.place);
        places
            .filter(|place| seen.insert(place.record))
            .cloned()
            .collect()
    }

    /// Per write, all that its typist had seen, and those had seen before it.
    pub fn covered(&self) -> Vec<BTreeSet<WriteId>> {
        let mut covered: Vec<BTreeSet<WriteId>> = Vec::with_capacity(self.writes.len());
        for write in &self.writes {
            let mut all = write.saw.clone();
            for seen in &write.saw {
                all.extend(covered[*seen].iter().copied());
            }
            covered.push(all);
        }
        covered
    }

    /// What stands in each field of a record when these writes were taken in, in this order.
    pub fn standing(
        &self,
        record: RecordId,
        order: &BTreeMap<WriteId, u64>,
        covered: &[BTreeSet<WriteId>],
    ) -> BTreeMap<String, Vec<WriteId>> {
        let mut fields: BTreeMap<String, Vec<WriteId>> = BTreeMap::new();
        for (id, write) in self.all() {
            if write.place.record == record && order.contains_key(&id) {
                fields.entry(write.field.clone()).or_default().push(id);
            }
        }
        for ids in fields.values_mut() {
            let all = ids.clone();
            ids.retain(|id| !all.iter().any(|later| covered[*later].contains(id)));
            ids.sort_by_key(|id| order[id]);
        }
        fields
    }

    /// Whether those who removed a record had seen all that stands in it.
    pub fn is_removed(
        &self,
        fields: &BTreeMap<String, Vec<WriteId>>,
        covered: &[BTreeSet<WriteId>],
    ) -> bool {
        let removals = fields.get(REMOVED).map_or(&[][..], Vec::as_slice);
        let is_true = |id: &WriteId| self.writes[*id].value.is_true();
        if !removals.last().is_some_and(is_true) {
            return false;
        }
        let others = fields.iter().filter(|(field, _)| *field != REMOVED);
        others.flat_map(|(_, ids)| ids).all(|id| {
            let mut removals = removals.iter().filter(|removal| is_true(removal));
            removals.any(|removal| covered[*removal].contains(id))
        })
    }
}
