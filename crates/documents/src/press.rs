//! Setting and printing a paper.

use crate::paper::{Paper, Part};
use domain::strokes::{HEIGHT, Strokes, WIDTH};
use std::fmt::Write;
use std::sync::LazyLock;
use thiserror::Error;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{
    Array, Bytes, Datetime, Dict, Duration, IntoValue, Smart, Value as TypstValue,
};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, pdf};

const TEMPLATE: &str = include_str!("paper.typ");

/// Under the Open Font License, which lies beside them.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.otf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-SemiBold.otf"),
];

/// Why there is no paper.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PressError {
    /// The date is none.
    #[error("there is no such day")]
    NoSuchDay,
    /// The paper cannot be set, or not so that it keeps to its standards.
    #[error("the paper cannot be set: {0}")]
    Unfit(String),
}

/// Prints a paper as PDF.
///
/// # Errors
/// When a text cannot be set so that everybody can have it read aloud.
pub fn press(paper: &Paper) -> Result<Vec<u8>, PressError> {
    let world = Desk::new(paper)?;
    let set = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(unfit)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|why| PressError::Unfit(why.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Meedoen".into())),
        standards,
        ..PdfOptions::default()
    };
    let printed = pdf(&set, &options).map_err(unfit);
    // What was set is kept in memory otherwise, a person's words with it.
    typst::comemo::evict(0);
    printed
}

fn unfit(problems: EcoVec<SourceDiagnostic>) -> PressError {
    let messages: Vec<_> = problems.iter().map(|one| one.message.as_str()).collect();
    PressError::Unfit(messages.join("; "))
}

static TYPE: LazyLock<(Vec<Font>, LazyHash<FontBook>)> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS
        .iter()
        .filter_map(|bytes| Font::new(Bytes::new(*bytes), 0))
        .collect();
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    (fonts, book)
});

/// All that typst gets to see: one template, two fonts and what stands on the paper.
struct Desk {
    library: LazyHash<Library>,
    source: Source,
}

impl Desk {
    fn new(paper: &Paper) -> Result<Self, PressError> {
        let inputs = inputs(paper)?;
        Ok(Desk {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            source: Source::detached(TEMPLATE),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &TYPE.1
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.source.id() {
            true => Ok(self.source.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        TYPE.0.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn inputs(paper: &Paper) -> Result<Dict, PressError> {
    let day = paper.made_on;
    let made_on = Datetime::from_ymd(day.year, day.month, day.day).ok_or(PressError::NoSuchDay)?;
    let parts: Array = paper
        .parts
        .iter()
        .map(|part| part_input(part).into_value())
        .collect();
    let mut inputs = Dict::new();
    inputs.insert("language".into(), paper.language.code().into_value());
    inputs.insert("title".into(), paper.title.as_str().into_value());
    inputs.insert("author".into(), paper.author.as_str().into_value());
    inputs.insert("made-on".into(), made_on.into_value());
    inputs.insert("parts".into(), parts.into_value());
    inputs.insert("foot".into(), paper.foot.as_str().into_value());
    Ok(inputs)
}

fn part_input(part: &Part) -> Dict {
    let mut input = Dict::new();
    let mut put = |name: &str, value: TypstValue| input.insert(name.into(), value);
    match part {
        Part::Heading(text) => {
            put("type", "heading".into_value());
            put("text", text.as_str().into_value());
        }
        Part::Own(text) => {
            put("type", "own".into_value());
            put("text", text.as_str().into_value());
        }
        Part::Line(text) => {
            put("type", "line".into_value());
            put("text", text.as_str().into_value());
        }
        Part::Fact { label, value } => {
            put("type", "fact".into_value());
            put("label", label.as_str().into_value());
            put("value", value.as_str().into_value());
        }
        Part::Signature {
            strokes,
            words,
            name,
            on,
        } => {
            put("type", "signature".into_value());
            put("words", words.as_str().into_value());
            put("name", name.as_str().into_value());
            put("on", on.as_str().into_value());
            put(
                "drawing",
                match strokes {
                    Some(strokes) => Bytes::from_string(drawing(strokes)).into_value(),
                    None => TypstValue::None,
                },
            );
        }
    }
    input
}

/// The strokes as a drawing.
fn drawing(strokes: &Strokes) -> String {
    let mut path = String::new();
    for stroke in strokes.points() {
        for (index, (x, y)) in stroke.iter().enumerate() {
            let letter = if index == 0 { 'M' } else { 'L' };
            // Writing to a text cannot fail.
            let _ = write!(path, "{letter}{x} {y}");
        }
        if let [(x, y)] = stroke[..] {
            let _ = write!(path, "L{x} {y}");
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\"><path d=\"{path}\" \
         fill=\"none\" stroke=\"#1a2333\" stroke-width=\"28\" stroke-linecap=\"round\" \
         stroke-linejoin=\"round\"/></svg>"
    )
}
