//! Unpacking, from bytes that anybody may have made: no count is believed before the bytes that
//! it counts are there, and memory is bounded.

use super::moment;
use super::shape::{Form, Shape};
use super::{BadPack, MAX_DEPTH, MOST_CHANGES, MOST_MEMORY, MOST_VALUES, SHORT_TEXT, VERSION};
use crate::change::Change;
use crate::ids::{ChangeId, DeviceId, DossierId, Position, RecordId, Seq};
use domain::value::Value;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

type Result<T> = std::result::Result<T, BadPack>;

/// What a change, a field or a value costs in memory besides its texts and bytes, roughly.
const CHANGE_COST: usize = 256;
const FIELD_COST: usize = 96;
const VALUE_COST: usize = 32;
/// Room made for a list at once, whatever its count says.
const FIRST_ROOM: usize = 1024;

/// The changes, and what lies after them.
pub fn unpack(bytes: &[u8]) -> Result<(Vec<Change>, Reader<'_>)> {
    let mut from = Reader::new(bytes)?;
    let count = from.number()?;
    // Each change has a number for its shape at least.
    if count > from.numbers.len() as u64 || count > MOST_CHANGES as u64 {
        return Err(BadPack("too many changes"));
    }
    let count = count as usize;
    from.spend(count * CHANGE_COST)?;
    let shape_of = from.each(count, Reader::number)?;
    let shapes = from.shapes()?;
    let devices = from.each(count, Reader::id)?;
    let mut next_seq: HashMap<Uuid, u64> = HashMap::new();
    let mut seqs = Vec::with_capacity(count);
    for device in &devices {
        let expected = next_seq.get(device).copied().unwrap_or_default();
        let seq = from.difference(expected.wrapping_add(1).cast_signed())?;
        next_seq.insert(*device, seq.cast_unsigned());
        seqs.push(seq.cast_unsigned());
    }
    let dossiers = from.each(count, Reader::id)?;
    let records = from.each(count, Reader::id)?;
    let mut changes = Vec::with_capacity(count);
    let mut of_shape: Vec<Vec<usize>> = vec![Vec::new(); shapes.len()];
    let mut made_at = 0;
    for at in 0..count {
        made_at = from.difference(made_at)?;
        let number = usize::try_from(shape_of[at]).unwrap_or(usize::MAX);
        let shape = shapes.get(number).ok_or(BadPack("an unknown shape"))?;
        of_shape[number].push(at);
        from.spend(shape.kind.len())?;
        changes.push(Change {
            id: ChangeId {
                device: DeviceId(devices[at]),
                seq: Seq(seqs[at]),
            },
            dossier: DossierId(dossiers[at]),
            record: RecordId(records[at]),
            kind: shape.kind.to_owned(),
            set: BTreeMap::new(),
            over: BTreeMap::new(),
            made_at,
        });
    }
    for (shape, members) in shapes.iter().zip(&of_shape) {
        from.fields(shape, members, &mut changes)?;
    }
    Ok((changes, from))
}

pub struct Reader<'b> {
    raw: &'b [u8],
    numbers: &'b [u8],
    text: &'b str,
    ids: Vec<Uuid>,
    texts: Vec<&'b str>,
    time: i64,
    before: (i64, i64),
    memory: usize,
    values: usize,
}

impl<'b> Reader<'b> {
    fn new(bytes: &'b [u8]) -> Result<Self> {
        let Some((&VERSION, mut rest)) = bytes.split_first() else {
            return Err(BadPack("another version"));
        };
        let raw = part(&mut rest)?;
        let numbers = part(&mut rest)?;
        let text = part(&mut rest)?;
        if !rest.is_empty() {
            return Err(BadPack("bytes after the end"));
        }
        Ok(Reader {
            raw,
            numbers,
            text: std::str::from_utf8(text).map_err(|_| BadPack("no UTF-8"))?,
            ids: Vec::new(),
            texts: Vec::new(),
            time: 0,
            before: (0, 0),
            memory: MOST_MEMORY,
            values: MOST_VALUES,
        })
    }

    /// Everything must have been used.
    pub fn end(&self) -> Result<()> {
        match self.raw.is_empty() && self.numbers.is_empty() && self.text.is_empty() {
            true => Ok(()),
            false => Err(BadPack("something is left over")),
        }
    }

    pub fn positions(&mut self, count: usize) -> Result<Vec<Position>> {
        let mut before = Position(0);
        self.each(count, |from| {
            let next = before.0.wrapping_add(1).cast_signed();
            before = Position(from.difference(next)?.cast_unsigned());
            Ok(before)
        })
    }

    fn each<T>(
        &mut self,
        count: usize,
        mut one: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::with_capacity(count.min(FIRST_ROOM));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Ok(all)
    }

    fn spend(&mut self, memory: usize) -> Result<()> {
        self.memory = self
            .memory
            .checked_sub(memory)
            .ok_or(BadPack("it would take too much memory"))?;
        Ok(())
    }

    /// Counts one value more.
    fn count(&mut self) -> Result<()> {
        self.values = self
            .values
            .checked_sub(1)
            .ok_or(BadPack("it has too many values"))?;
        self.spend(VALUE_COST)
    }

    fn number(&mut self) -> Result<u64> {
        take_number(&mut self.numbers)
    }

    fn length(&mut self, within: usize) -> Result<usize> {
        usize::try_from(self.number()?)
            .ok()
            .filter(|length| *length <= within)
            .ok_or(BadPack("a length beyond the end"))
    }

    fn difference(&mut self, before: i64) -> Result<i64> {
        let number = self.number()?;
        let difference = (number >> 1).cast_signed() ^ -((number & 1).cast_signed());
        Ok(before.wrapping_add(difference))
    }

    fn raw(&mut self, length: usize) -> Result<&'b [u8]> {
        let (taken, rest) = self
            .raw
            .split_at_checked(length)
            .ok_or(BadPack("bytes are missing"))?;
        self.raw = rest;
        Ok(taken)
    }

    fn id(&mut self) -> Result<Uuid> {
        let number = self.number()?;
        if number > 0 {
            let at = usize::try_from(number - 1).unwrap_or(usize::MAX);
            return self.ids.get(at).copied().ok_or(BadPack("an unknown id"));
        }
        let mut bytes = [0; 16];
        bytes[6..].copy_from_slice(self.raw(10)?);
        if bytes[6] >> 4 == 7 {
            self.time = self.difference(self.time)?;
            let time = self.time.to_be_bytes();
            if time[..2] != [0; 2] {
                return Err(BadPack("an id beyond time"));
            }
            bytes[..6].copy_from_slice(&time[2..]);
        } else {
            bytes[..6].copy_from_slice(self.raw(6)?);
        }
        let id = Uuid::from_bytes(bytes);
        self.ids.push(id);
        Ok(id)
    }

    fn text(&mut self) -> Result<&'b str> {
        let number = self.number()?;
        if number > 1 {
            let at = usize::try_from(number - 2).unwrap_or(usize::MAX);
            return self
                .texts
                .get(at)
                .copied()
                .ok_or(BadPack("an unknown text"));
        }
        let length = self.length(self.text.len())?;
        let (text, rest) = self
            .text
            .split_at_checked(length)
            .ok_or(BadPack("a text is cut within a letter"))?;
        self.text = rest;
        if number == 1 {
            if length > SHORT_TEXT {
                return Err(BadPack("a short text that is long"));
            }
            self.texts.push(text);
        }
        Ok(text)
    }

    fn form(&mut self) -> Result<Form> {
        Form::from_number(self.number()?).ok_or(BadPack("an unknown form"))
    }

    fn shapes(&mut self) -> Result<Vec<Shape<'b>>> {
        let count = self.length(self.numbers.len())?;
        self.each(count, |from| {
            let kind = from.text()?;
            let fields = from.length(from.numbers.len())?;
            let set = from.each(fields, |from| {
                let field = from.text()?;
                from.spend(FIELD_COST)?;
                Ok((field, from.form()?))
            })?;
            let fields = from.length(from.numbers.len())?;
            let over = from.each(fields, |from| {
                let field = from.text()?;
                from.spend(FIELD_COST)?;
                Ok((field, from.length(MOST_MEMORY)?))
            })?;
            if !rising(&set) || !rising(&over) {
                return Err(BadPack("fields out of order"));
            }
            from.spend(FIELD_COST)?;
            Ok(Shape { kind, set, over })
        })
    }

    fn fields(
        &mut self,
        shape: &Shape<'b>,
        members: &[usize],
        changes: &mut [Change],
    ) -> Result<()> {
        for (field, form) in &shape.set {
            self.before = (0, 0);
            for at in members {
                let change = &mut changes[*at];
                self.spend(FIELD_COST + field.len())?;
                let value = self.value(*form, change.dossier.0, MAX_DEPTH)?;
                change.set.insert((*field).to_owned(), value);
            }
        }
        for (field, count) in &shape.over {
            for at in members {
                self.spend(FIELD_COST + field.len())?;
                changes[*at].over.insert((*field).to_owned(), Vec::new());
            }
            for _ in 0..*count {
                let mut seq = 0;
                for at in members {
                    let device = DeviceId(self.id()?);
                    seq = self.difference(seq)?;
                    self.count()?;
                    let id = ChangeId {
                        device,
                        seq: Seq(seq.cast_unsigned()),
                    };
                    if let Some(over) = changes[*at].over.get_mut(*field) {
                        over.push(id);
                    }
                }
                if members.is_empty() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn value(&mut self, form: Form, own_dossier: Uuid, depth: usize) -> Result<Value> {
        self.count()?;
        Ok(match form {
            Form::Null => Value::Null,
            Form::Bool => match self.number()? {
                0 => Value::Bool(false),
                1 => Value::Bool(true),
                _ => return Err(BadPack("neither yes nor no")),
            },
            Form::Int => Value::Int(self.difference(0)?),
            Form::Text => {
                let text = self.text()?;
                self.spend(text.len())?;
                Value::Text(text.to_owned())
            }
            Form::Id => Value::Text(self.id()?.to_string()),
            Form::OwnDossier => Value::Text(own_dossier.to_string()),
            Form::Bytes => {
                let length = self.length(self.raw.len())?;
                Value::Bytes(self.raw(length)?.to_vec())
            }
            Form::List => {
                let depth = depth.checked_sub(1).ok_or(BadPack("lists too deep"))?;
                let count = self.length(self.numbers.len())?;
                Value::List(self.each(count, |from| {
                    let form = from.form()?;
                    from.value(form, own_dossier, depth)
                })?)
            }
            Form::Day | Form::Seconds | Form::Millis | Form::Placed => {
                let form = form.moment().ok_or(BadPack("no moment"))?;
                let number = self.difference(self.before.0)?;
                let offset = match form {
                    moment::Form::Placed => self.difference(self.before.1)?,
                    _ => 0,
                };
                self.before = (number, offset);
                let text = moment::write(form, number, offset);
                Value::Text(text.ok_or(BadPack("a moment beyond time"))?)
            }
        })
    }
}

fn part<'b>(rest: &mut &'b [u8]) -> Result<&'b [u8]> {
    let length = usize::try_from(take_number(rest)?).unwrap_or(usize::MAX);
    let (part, after) = rest
        .split_at_checked(length)
        .ok_or(BadPack("a part is cut short"))?;
    *rest = after;
    Ok(part)
}

fn take_number(bytes: &mut &[u8]) -> Result<u64> {
    let mut number = 0;
    for place in 0..10 {
        let (byte, rest) = bytes
            .split_first()
            .ok_or(BadPack("a number is cut short"))?;
        *bytes = rest;
        let digits = u64::from(byte & 0x7f);
        if place == 9 && *byte > 1 {
            break;
        }
        number |= digits << (7 * place);
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(BadPack("a number without an end"))
}

fn rising<T>(fields: &[(&str, T)]) -> bool {
    fields.windows(2).all(|pair| pair[0].0 < pair[1].0)
}
