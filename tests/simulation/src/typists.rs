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
    /// What it says once more, under another name.
    pub repeats: Option<WriteId>,
}

/// A device that has what a device wrote, perhaps the same one before it was restored.
#[derive(Debug, Clone, Copy)]
struct Heir {
    of: DeviceId,
    device: DeviceId,
    tick: i64,
}

/// Everything written.
#[derive(Debug, Clone, Default)]
pub struct Typists {
    writes: Vec<Write>,
    /// The writes of a field under a change, the last typed last.
    named: HashMap<(ChangeId, String), Vec<WriteId>>,
    /// By what the clock said, the last write of that moment.
    moments: HashMap<i64, WriteId>,
    /// Writes of a device that was restored, stated again under another name.
    again: BTreeMap<WriteId, Vec<WriteId>>,
    /// Whose unsent writes a device may state again, and from when on.
    heirs: Vec<Heir>,
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
    pub fn trace(&mut self, change: &Change, field: &str) -> Option<WriteId> {
        let value = change.set.get(field)?;
        self.trace_value(change.id, change.made_at, change.record, field, value)
    }

    /// The writes in a change, as far as anybody wrote them.
    pub fn writes_in(&mut self, change: &Change) -> Vec<WriteId> {
        let fields = change.set.keys();
        fields
            .filter_map(|field| self.trace(change, field))
            .collect()
    }

    /// A device is gone, with all that was written on it and that it had taken over.
    pub fn lose(&mut self, device: DeviceId) {
        self.lose_since(device, 0);
        let of = self.heirs.iter().filter(|heir| heir.device == device);
        let of: Vec<DeviceId> = of.map(|heir| heir.of).filter(|of| *of != device).collect();
        for before in of {
            self.lose(before);
        }
    }

    /// What was written on a device from here on is gone.
    pub fn lose_since(&mut self, device: DeviceId, since: usize) {
        let since = self.writes[since..].iter_mut();
        since
            .filter(|write| write.device == device)
            .for_each(|write| write.lost_with_the_disk = true);
    }

    /// What the office decided from here on counts no more.
    pub fn lose_of_office(&mut self, since: usize) {
        let since = self.writes[since..].iter_mut();
        since
            .filter(|write| write.coach == CoachId(Uuid::nil()))
            .for_each(|write| write.lost_with_the_disk = true);
    }

    /// What a device that is gone had sent is the server's to keep.
    pub fn lose_sent(&mut self, device: DeviceId, change: &Change) {
        if change.id.device == device {
            for id in self.writes_in(change) {
                self.writes[id].lost_with_the_disk = true;
            }
        }
    }

    /// The same for a value with the name of its change and what the clock said.
    pub fn trace_value(
        &mut self,
        change: ChangeId,
        made_at: i64,
        record: RecordId,
        field: &str,
        value: &Value,
    ) -> Option<WriteId> {
        let last = *self.moments.get(&made_at)?;
        let typed_as = self.writes[last].change;
        let under = |name: ChangeId| {
            let under = self.named.get(&(name, field.to_owned()));
            let mut under = under.into_iter().flatten().rev().copied();
            under.find(|id| {
                let typed = self.writes[*id].repeats.unwrap_or(*id);
                typed <= last && self.says(*id, record, field, value)
            })
        };
        // A number that the server knew otherwise was given up for another. The same may have been
        // typed under that one too, before a restore.
        let is_this = |id: &WriteId| typed_as == change || self.writes[*id].repeats.is_some();
        under(change)
            .filter(is_this)
            .or_else(|| {
                let first = under(typed_as)?;
                let from = self.writes[first].device;
                self.inherits(from, change.device).then_some(first)
            })
            .map(|found| match self.writes[found].change == change {
                true => found,
                false => self.state_again(found, change),
            })
    }

    fn inherits(&self, of: DeviceId, device: DeviceId) -> bool {
        let mut heirs = self.heirs.iter().filter(|heir| heir.of == of);
        heirs.any(|heir| {
            let further = heir.device != of && self.inherits(heir.device, device);
            heir.device == device || further
        })
    }

    /// Writes down that a device says once more, under another name, what was written.
    fn state_again(&mut self, id: WriteId, change: ChangeId) -> WriteId {
        let again = self.writes.len();
        // Those before it that it has this from had said it once more too, perhaps.
        let before = self.stated_again(id).iter().copied();
        let before =
            before.filter(|known| self.inherits(self.writes[*known].device, change.device));
        let write = Write {
            device: change.device,
            change,
            lost_with_the_disk: false,
            repeats: Some(self.writes[id].repeats.unwrap_or(id)),
            // Who says something once more says nothing beside it.
            saw: (self.writes[id].saw.iter().copied())
                .chain([id])
                .chain(before)
                .collect(),
            ..self.writes[id].clone()
        };
        self.named
            .entry((change, write.field.clone()))
            .or_default()
            .push(again);
        self.writes.push(write);
        self.again.entry(id).or_default().push(again);
        again
    }

    /// What a write was stated again as.
    pub fn stated_again(&self, id: WriteId) -> &[WriteId] {
        self.again.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether no device was ever restored, so that a name says it all.
    pub fn names_are_plain(&self) -> bool {
        self.heirs.is_empty()
    }

    /// How much was written.
    pub fn count(&self) -> usize {
        self.writes.len()
    }

    /// A device has from here on what a device wrote: another, or itself when it is restored.
    pub fn inherit(&mut self, of: DeviceId, device: DeviceId, tick: i64) {
        self.heirs.push(Heir { of, device, tick });
    }

    /// What was typed into a field under a write's name.
    pub fn under(&self, id: WriteId) -> &[WriteId] {
        let write = &self.writes[id];
        let under = self.named.get(&(write.change, write.field.clone()));
        under.map_or(&[], Vec::as_slice)
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
                // What was stated again since has a greater number than who saw it.
                all.extend(covered.get(*seen).into_iter().flatten().copied());
            }
            let by_new_names = all.iter().flat_map(|seen| self.repeated_for(write, *seen));
            let by_new_names: Vec<WriteId> = by_new_names.collect();
            all.extend(by_new_names);
            all.remove(&covered.len());
            covered.push(all);
        }
        covered
    }

    /// What a writer had seen under an old name of their own device, by its new name.
    fn repeated_for(&self, write: &Write, seen: WriteId) -> impl Iterator<Item = WriteId> {
        let first = self
            .heirs
            .iter()
            .find(|heir| heir.of == self.writes[seen].device && heir.tick > self.writes[seen].tick);
        let after = first.is_none_or(|heir| heir.tick <= write.tick);
        let again = self.stated_again(seen).iter().copied();
        again.filter(move |again| {
            let by_itself = self.writes[*again].device == write.device;
            by_itself && (after || write.repeats.is_some())
        })
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
