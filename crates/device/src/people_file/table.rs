//! A table as text: lines of cells, the first of them with the names of the columns.

use thiserror::Error;

/// Far above a municipality's list of people on benefits.
const MOST_LINES: usize = 20_000;
const MOST_COLUMNS: usize = 100;

/// Why a text is no table of people.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableFault {
    /// There is no line below the first.
    #[error("the table has no lines below its first")]
    Empty,
    /// It has too many lines or columns.
    #[error("the table has more than {MOST_LINES} lines or {MOST_COLUMNS} columns")]
    TooLarge,
    /// It cannot be cut into cells.
    #[error("line {0} of the table cannot be read")]
    Unreadable(u64),
}

/// A line below the first.
#[derive(Debug)]
pub(super) struct Cells {
    /// As a spreadsheet or an editor counts it, the first line being 1.
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) headers: Vec<String>,
    pub(super) lines: Vec<Cells>,
}

impl Table {
    pub(super) fn read(text: &str) -> Result<Table, TableFault> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(text))
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut headers: Option<Vec<String>> = None;
        let mut lines = Vec::new();
        let mut at = LineCount::default();
        for record in reader.records() {
            let record = record.map_err(|why| {
                TableFault::Unreadable(why.position().map_or(0, csv::Position::line))
            })?;
            let line = at.of(text, record.position().map_or(0, csv::Position::byte));
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if cells.len() > MOST_COLUMNS || lines.len() >= MOST_LINES {
                return Err(TableFault::TooLarge);
            }
            match headers {
                None => headers = Some(cells),
                Some(_) => lines.push(Cells { line, cells }),
            }
        }
        match headers {
            Some(headers) if !lines.is_empty() => Ok(Table { headers, lines }),
            _ => Err(TableFault::Empty),
        }
    }
}

/// Counts lines as an editor does. The reader counts a line that ends in a carriage return with the
/// one before it.
#[derive(Default)]
struct LineCount {
    read: usize,
    breaks: u32,
}

impl LineCount {
    /// The line of the first letter from `byte` on, which is never before the last asked for.
    fn of(&mut self, text: &str, byte: u64) -> u32 {
        let bytes = text.as_bytes();
        let from = usize::try_from(byte).unwrap_or(bytes.len());
        while let Some(letter) = bytes.get(self.read) {
            if self.read >= from && !matches!(letter, b'\r' | b'\n') {
                break;
            }
            self.breaks += u32::from(*letter == b'\n');
            self.read += 1;
        }
        self.breaks + 1
    }
}

/// Spreadsheets write `;` where numbers have a comma, as in Dutch, and tabs when cells are copied.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let count = |delimiter: u8| {
        let bytes = first.unwrap_or_default().bytes();
        bytes.filter(|byte| *byte == delimiter).count()
    };
    let mut best = b',';
    for other in [b';', b'\t'] {
        if count(other) > count(best) {
            best = other;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let table = Table::read(text).unwrap();
        table
            .lines
            .into_iter()
            .map(|line| (line.line, line.cells))
            .collect()
    }

    #[test]
    fn commas_semicolons_and_tabs_cut_cells() {
        let expected = [(2, vec!["Jan".to_owned(), "1980".to_owned()])];
        for text in [
            "naam,jaar\nJan,1980",
            "\u{feff}naam;jaar\r\nJan;1980\r\n",
            "naam\tjaar\nJan\t1980",
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn quotes_hold_line_breaks_and_lines_keep_their_number() {
        let text = "naam;adres\n\"Jan; de jongere\";\"Dorpsstraat 1\nUbbergen\"\n\n;;\nPiet;x";
        let lines = cells(text);
        assert_eq!(lines[0].1[0], "Jan; de jongere");
        assert_eq!(lines[1], (6, vec!["Piet".to_owned(), "x".to_owned()]));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(Table::read("").err(), Some(TableFault::Empty));
        assert_eq!(Table::read("naam;jaar\n").err(), Some(TableFault::Empty));
        let long = "naam\n".to_owned() + &"Jan\n".repeat(MOST_LINES + 1);
        assert_eq!(Table::read(&long).err(), Some(TableFault::TooLarge));
    }
}
