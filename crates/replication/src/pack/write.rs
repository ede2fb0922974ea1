//! Packing.

use super::moment;
use super::shape::{Form, Shape, id};
use super::{SHORT_TEXT, VERSION};
use crate::change::Change;
use crate::ids::Position;
use domain::value::Value;
use std::collections::HashMap;
use uuid::Uuid;

pub fn pack(changes: &[&Change], positions: Option<&[Position]>) -> Vec<u8> {
    let mut shapes: Vec<Shape<'_>> = Vec::new();
    let mut known: HashMap<Shape<'_>, usize> = HashMap::new();
    let mut of_shape: Vec<Vec<&Change>> = Vec::new();
    let mut out = Writer::default();
    out.number(changes.len() as u64);
    for change in changes {
        let shape = Shape::of(change);
        let number = *known.entry(shape).or_insert_with_key(|shape| {
            shapes.push(shape.clone());
            of_shape.push(Vec::new());
            shapes.len() - 1
        });
        of_shape[number].push(change);
        out.number(number as u64);
    }
    out.number(shapes.len() as u64);
    for shape in &shapes {
        out.shape(shape);
    }
    for change in changes {
        out.id(change.id.device.0);
    }
    for change in changes {
        let expected = out.next_seq.insert(change.id.device.0, change.id.seq.0);
        out.difference(
            change.id.seq.0.cast_signed(),
            expected.unwrap_or_default().wrapping_add(1).cast_signed(),
        );
    }
    for change in changes {
        out.id(change.dossier.0);
    }
    for change in changes {
        out.id(change.record.0);
    }
    let mut before = 0;
    for change in changes {
        out.difference(change.made_at, before);
        before = change.made_at;
    }
    for (shape, changes) in shapes.iter().zip(&of_shape) {
        for (field, form) in &shape.set {
            out.before = (0, 0);
            for change in changes {
                if let Some(value) = change.set.get(*field) {
                    out.value(*form, value, change.dossier.0);
                }
            }
        }
        for (field, count) in &shape.over {
            for at in 0..*count {
                let named = changes
                    .iter()
                    .filter_map(|change| change.over.get(*field)?.get(at));
                let mut before = 0;
                for earlier in named {
                    out.id(earlier.device.0);
                    out.difference(earlier.seq.0.cast_signed(), before);
                    before = earlier.seq.0.cast_signed();
                }
            }
        }
    }
    let mut before = Position(0);
    for position in positions.into_iter().flatten() {
        let next = before.0.wrapping_add(1).cast_signed();
        out.difference(position.0.cast_signed(), next);
        before = *position;
    }
    out.finish()
}

#[derive(Default)]
struct Writer<'c> {
    raw: Vec<u8>,
    numbers: Vec<u8>,
    text: Vec<u8>,
    ids: HashMap<Uuid, u64>,
    texts: HashMap<&'c str, u64>,
    /// The last sequence number of each device.
    next_seq: HashMap<Uuid, u64>,
    /// The time in the id before, and the moment and offset in the value before.
    time: i64,
    before: (i64, i64),
}

impl<'c> Writer<'c> {
    fn number(&mut self, number: u64) {
        put_number(&mut self.numbers, number);
    }

    fn difference(&mut self, number: i64, before: i64) {
        let difference = number.wrapping_sub(before);
        // Small ones of either sign become small numbers.
        self.number(((difference << 1) ^ (difference >> 63)).cast_unsigned());
    }

    fn shape(&mut self, shape: &Shape<'c>) {
        self.text(shape.kind);
        self.number(shape.set.len() as u64);
        for (field, form) in &shape.set {
            self.text(field);
            self.number(*form as u64);
        }
        self.number(shape.over.len() as u64);
        for (field, count) in &shape.over {
            self.text(field);
            self.number(*count as u64);
        }
    }

    /// 0 for an id that is new, with the id; otherwise which of those before.
    fn id(&mut self, id: Uuid) {
        if let Some(number) = self.ids.get(&id) {
            return self.number(*number);
        }
        self.ids.insert(id, self.ids.len() as u64 + 1);
        self.number(0);
        let (time, rest) = id.as_bytes().split_at(6);
        self.raw.extend_from_slice(rest);
        if id.get_version_num() == 7 {
            // Ids made after each other differ little in their first 48 bits.
            let time = time
                .iter()
                .fold(0, |time, byte| time << 8 | i64::from(*byte));
            self.difference(time, self.time);
            self.time = time;
        } else {
            self.raw.extend_from_slice(time);
        }
    }

    /// 0 for a long text, 1 for a short one that is new; otherwise which of those before.
    fn text(&mut self, text: &'c str) {
        if text.len() <= SHORT_TEXT {
            if let Some(number) = self.texts.get(text) {
                return self.number(*number);
            }
            self.texts.insert(text, self.texts.len() as u64 + 2);
        }
        self.number(u64::from(text.len() <= SHORT_TEXT));
        self.number(text.len() as u64);
        self.text.extend_from_slice(text.as_bytes());
    }

    fn value(&mut self, form: Form, value: &'c Value, own_dossier: Uuid) {
        match value {
            Value::Null => {}
            Value::Bool(flag) => self.number(u64::from(*flag)),
            Value::Int(number) => self.difference(*number, 0),
            Value::Bytes(bytes) => {
                self.number(bytes.len() as u64);
                self.raw.extend_from_slice(bytes);
            }
            Value::List(values) => {
                self.number(values.len() as u64);
                for value in values {
                    let form = Form::of(value, own_dossier);
                    self.number(form as u64);
                    self.value(form, value, own_dossier);
                }
            }
            Value::Text(text) => self.text_value(form, text),
        }
    }

    fn text_value(&mut self, form: Form, text: &'c str) {
        if form == Form::OwnDossier {
            return;
        }
        if form == Form::Id
            && let Some(id) = id(text)
        {
            return self.id(id);
        }
        if form.moment().is_some()
            && let Some((form, number, offset)) = moment::read(text)
        {
            self.difference(number, self.before.0);
            if form == moment::Form::Placed {
                self.difference(offset, self.before.1);
            }
            self.before = (number, offset);
            return;
        }
        self.text(text);
    }

    fn finish(self) -> Vec<u8> {
        let parts = [self.raw, self.numbers, self.text];
        let size = parts.iter().map(Vec::len).sum::<usize>();
        let mut out = Vec::with_capacity(size + 16);
        out.push(VERSION);
        for part in parts {
            put_number(&mut out, part.len() as u64);
            out.extend_from_slice(&part);
        }
        out
    }
}

fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
