//! What is printed keeps to PDF/UA-1 and PDF/A-2a as far as a reader of PDF can tell: typst refuses
//! to print anything else, and this looks at the outcome with other eyes.

use documents::{Day, Language, Paper, Part, PressError, press};
use domain::strokes::Strokes;
use lopdf::{Dictionary, Document, Object};
use std::error::Error;

type Outcome = Result<(), Box<dyn Error>>;

fn paper() -> Result<Paper, Box<dyn Error>> {
    let signature = |name: &str, strokes| Part::Signature {
        strokes,
        words: format!("Handtekening van {name}"),
        name: name.to_owned(),
        on: "7 september 2026".to_owned(),
    };
    let drawn = Strokes::new(vec![vec![(10, 10), (2900, 900)], vec![(1500, 500)]])?;
    Ok(Paper {
        language: Language::Dutch,
        title: "Onze afspraken".to_owned(),
        author: "Gemeente Berg en Dal".to_owned(),
        made_on: Day {
            year: 2026,
            month: 9,
            day: 7,
        },
        parts: vec![
            Part::Own("Ik kook tien weken mee. #let x = 1 *niet vet* Yıldız, Łódź, €".to_owned()),
            Part::Line("Het kost hoogstens 180 euro.".to_owned()),
            Part::Heading("Wie".to_owned()),
            Part::Fact {
                label: "Naam".to_owned(),
                value: "Gerda Wouters".to_owned(),
            },
            signature("Gerda Wouters", Some(drawn)),
            signature("Marloes Janssen", None),
        ],
        foot: "Meedoen".to_owned(),
    })
}

fn resolved<'d>(pdf: &'d Document, object: &'d Object) -> Result<&'d Dictionary, lopdf::Error> {
    match object {
        Object::Reference(id) => pdf.get_dictionary(*id),
        other => other.as_dict(),
    }
}

/// The tags of the structure tree, from top to bottom, each with its alternative text.
fn tags(pdf: &Document, element: &Dictionary, found: &mut Vec<(String, String)>) -> Outcome {
    if let Ok(name) = element.get(b"S") {
        let alt = element
            .get(b"Alt")
            .ok()
            .and_then(|alt| lopdf::decode_text_string(alt).ok());
        found.push((
            String::from_utf8(name.as_name()?.to_vec())?,
            alt.unwrap_or_default(),
        ));
    }
    let children = match element.get(b"K") {
        Ok(Object::Array(children)) => children.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    for child in &children {
        if let Ok(child) = resolved(pdf, child) {
            tags(pdf, child, found)?;
        }
    }
    Ok(())
}

/// What is wrong with a PDF that is to be read aloud; nothing when all is well.
fn faults(bytes: &[u8]) -> Result<Vec<&'static str>, Box<dyn Error>> {
    let pdf = Document::load_mem(bytes)?;
    let catalog = pdf.catalog()?;
    let mut faults = Vec::new();
    let mut check = |right: bool, fault| {
        if !right {
            faults.push(fault);
        }
    };
    let is_true = |holder: &Dictionary, key: &[u8]| {
        holder.get(key).and_then(Object::as_bool).unwrap_or(false)
    };
    let of = |key: &[u8]| {
        catalog
            .get(key)
            .ok()
            .and_then(|found| resolved(&pdf, found).ok())
    };
    check(
        of(b"MarkInfo").is_some_and(|mark| is_true(mark, b"Marked")),
        "not marked as tagged",
    );
    let shows_title = of(b"ViewerPreferences").is_some_and(|it| is_true(it, b"DisplayDocTitle"));
    check(shows_title, "the title is not shown");
    let language = catalog
        .get(b"Lang")
        .ok()
        .and_then(|it| lopdf::decode_text_string(it).ok());
    check(language.as_deref() == Some("nl"), "no language");
    let mut tree = Vec::new();
    if let Some(root) = of(b"StructTreeRoot") {
        tags(&pdf, root, &mut tree)?;
    }
    check(tree.iter().any(|(tag, _)| tag == "H1"), "no heading");
    check(tree.iter().any(|(tag, _)| tag == "P"), "no paragraph");
    let mut figures = tree.iter().filter(|(tag, _)| tag == "Figure");
    check(
        figures.all(|(_, alt)| !alt.is_empty()),
        "a drawing without words",
    );
    let metadata = match catalog.get(b"Metadata")? {
        Object::Reference(id) => pdf.get_object(*id)?.as_stream()?.content.clone(),
        other => other.as_stream()?.content.clone(),
    };
    let metadata = String::from_utf8_lossy(&metadata);
    let says = |what: &str| metadata.contains(what);
    check(
        says("<pdfuaid:part>1</pdfuaid:part>"),
        "does not say PDF/UA-1",
    );
    check(says("<pdfaid:part>2</pdfaid:part>"), "does not say PDF/A-2");
    check(
        says("<pdfaid:conformance>A</pdfaid:conformance>"),
        "does not say level A",
    );
    check(says("Onze afspraken"), "no title in its metadata");
    for object in pdf.objects.values() {
        if let Ok(font) = object.as_dict()
            && font
                .get(b"Type")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == b"FontDescriptor")
        {
            let files: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
            check(
                files.iter().any(|file| font.has(file)),
                "a font is not in it",
            );
        }
    }
    Ok(faults)
}

#[test]
fn an_agreement_can_be_read_aloud() -> Outcome {
    let printed = press(&paper()?)?;
    assert_eq!(faults(&printed)?, Vec::<&str>::new());
    let pdf = Document::load_mem(&printed)?;
    let mut tree = Vec::new();
    let root = pdf.catalog()?.get(b"StructTreeRoot")?;
    tags(&pdf, resolved(&pdf, root)?, &mut tree)?;
    let figure = (
        "Figure".to_owned(),
        "Handtekening van Gerda Wouters".to_owned(),
    );
    assert!(tree.contains(&figure), "{tree:?}");
    assert_eq!(tree.iter().filter(|(tag, _)| tag == "H2").count(), 1);
    Ok(())
}

#[test]
fn what_somebody_typed_is_never_read_as_markup() -> Outcome {
    let pdf = Document::load_mem(&press(&paper()?)?)?;
    let text = pdf.extract_text(&[1])?;
    for words in ["#let x = 1 *niet vet*", "Yıldız", "Łódź", "180 euro"] {
        assert!(
            text.replace('\n', " ").contains(words),
            "{words} is not in {text:?}"
        );
    }
    Ok(())
}

#[test]
fn the_same_paper_is_the_same_file() -> Outcome {
    assert_eq!(press(&paper()?)?, press(&paper()?)?);
    Ok(())
}

#[test]
fn planted_faults_are_found() -> Outcome {
    let printed = press(&paper()?)?;
    let plant = |change: &dyn Fn(&mut Document)| -> Result<Vec<&str>, Box<dyn Error>> {
        let mut pdf = Document::load_mem(&printed)?;
        change(&mut pdf);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes)?;
        faults(&bytes)
    };
    let without = |key: &'static [u8]| {
        move |pdf: &mut Document| {
            if let Ok(catalog) = pdf.catalog_mut() {
                catalog.remove(key);
            }
        }
    };
    assert_eq!(plant(&without(b"Lang"))?, ["no language"]);
    assert_eq!(plant(&without(b"MarkInfo"))?, ["not marked as tagged"]);
    assert_eq!(
        plant(&without(b"StructTreeRoot"))?,
        ["no heading", "no paragraph"]
    );
    let mute = |pdf: &mut Document| {
        for object in pdf.objects.values_mut() {
            if let Ok(element) = object.as_dict_mut() {
                element.remove(b"Alt");
            }
        }
    };
    assert_eq!(plant(&mute)?, ["a drawing without words"]);
    Ok(())
}

#[test]
fn a_day_that_never_was_is_refused() -> Outcome {
    let mut paper = paper()?;
    paper.made_on.day = 31;
    assert_eq!(press(&paper), Err(PressError::NoSuchDay));
    Ok(())
}
