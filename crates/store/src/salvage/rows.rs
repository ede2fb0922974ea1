//! The rows that lie on a page, read as the file format of SQLite says, without the tree above it.

use super::pages::{Pages, USABLE};

/// The type of a page with rows of a table.
const LEAF: u8 = 0x0d;
/// The first page begins with the header of the file.
const FILE_HEADER: usize = 100;
/// No change is as large; what says that it is was misread.
const LARGEST_ROW: usize = 16 * 1024 * 1024;

/// A value in a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Column {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
    Other,
}

impl Column {
    pub(super) fn blob(&self) -> Option<&[u8]> {
        match self {
            Column::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<u64> {
        match self {
            Column::Integer(number) => Some(number.cast_unsigned()),
            _ => None,
        }
    }
}

/// A row of some table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) columns: Vec<Column>,
}

/// The rows on a page that can be read to their end.
pub(super) fn rows_on(pages: &mut Pages, number: u32) -> Vec<Row> {
    let Some(page) = pages.page(number) else {
        return Vec::new();
    };
    let header = if number == 1 { FILE_HEADER } else { 0 };
    if page.get(header) != Some(&LEAF) {
        return Vec::new();
    }
    let count = usize::from(short(&page, header + 3).unwrap_or_default());
    let cells = (0..count).filter_map(|n| short(&page, header + 8 + 2 * n));
    cells
        .filter_map(|cell| row(pages, page.get(usize::from(cell)..)?))
        .collect()
}

fn row(pages: &mut Pages, mut cell: &[u8]) -> Option<Row> {
    let length = usize::try_from(varint(&mut cell)?).ok()?;
    let id = varint(&mut cell)?.cast_signed();
    if length > LARGEST_ROW {
        return None;
    }
    let local = local_part(length);
    let mut payload = cell.get(..local)?.to_vec();
    let mut next = match length > local {
        true => u32::from_be_bytes(cell.get(local..local + 4)?.try_into().ok()?),
        false => 0,
    };
    while payload.len() < length {
        let page = pages.page(next)?;
        next = u32::from_be_bytes(page.get(..4)?.try_into().ok()?);
        let more = (length - payload.len()).min(USABLE - 4);
        payload.extend_from_slice(page.get(4..4 + more)?);
    }
    Some(Row {
        id,
        columns: columns(&payload)?,
    })
}

/// How much of a row lies on its own page; the rest lies on pages of its own.
fn local_part(length: usize) -> usize {
    let most = USABLE - 35;
    if length <= most {
        return length;
    }
    let least = (USABLE - 12) * 32 / 255 - 23;
    let fitting = least + (length - least) % (USABLE - 4);
    if fitting <= most { fitting } else { least }
}

fn columns(payload: &[u8]) -> Option<Vec<Column>> {
    let mut rest = payload;
    let header = usize::try_from(varint(&mut rest)?).ok()?;
    let mut types = payload.get(payload.len() - rest.len()..header)?;
    let mut values = payload.get(header..)?;
    let mut columns = Vec::new();
    while !types.is_empty() {
        let (column, length) = column(varint(&mut types)?, values)?;
        values = values.get(length..)?;
        columns.push(column);
    }
    Some(columns)
}

/// A value of a serial type, and how many bytes it has.
fn column(kind: u64, values: &[u8]) -> Option<(Column, usize)> {
    let integer = |length: usize| {
        let bytes = values.get(..length)?;
        let first = if *bytes.first()? & 0x80 == 0 { 0 } else { -1 };
        let number = bytes
            .iter()
            .fold(first, |number: i64, byte| number << 8 | i64::from(*byte));
        Some((Column::Integer(number), length))
    };
    match kind {
        0 => Some((Column::Null, 0)),
        1..=4 => integer(kind as usize),
        5 => integer(6),
        6 => integer(8),
        7 => Some((Column::Other, 8)),
        8 | 9 => Some((Column::Integer(kind.cast_signed() - 8), 0)),
        10 | 11 => None,
        _ => {
            let length = usize::try_from((kind - 12) / 2).ok()?;
            let bytes = values.get(..length)?.to_vec();
            let column = match kind % 2 {
                0 => Column::Blob(bytes),
                _ => Column::Text(String::from_utf8(bytes).ok()?),
            };
            Some((column, length))
        }
    }
}

fn short(page: &[u8], at: usize) -> Option<u16> {
    let bytes = page.get(at..at + 2)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}

/// A number of one to nine bytes, of which the first eight have seven bits.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for n in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if n == 8 {
            return Some(number << 8 | u64::from(*byte));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}
