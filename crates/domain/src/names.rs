//! How names are compared: without accents, forgiving typing errors and the order of parts.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Parts of Dutch names that say nothing about who it is.
const SMALL_PARTS: &[&str] = &[
    "van", "de", "den", "der", "het", "ten", "ter", "el", "al", "bin",
];

/// Lower case without accents: "Yıldız" and "yildiz" are one.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            'ı' => 'i',
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            other => other,
        })
        .collect()
}

/// From 0 to 100: the share of the shorter name's parts that have an alike part in the other.
/// Expects folded names.
pub fn likeness(one: &str, other: &str) -> u32 {
    let (a, b) = (parts(one), parts(other));
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if few.is_empty() {
        return 0;
    }
    let alike = few
        .iter()
        .filter(|part| many.iter().any(|other| is_alike(part, other)))
        .count();
    let share = (alike * 100 / few.len()) as u32;
    // One part of a longer name says less than all of them.
    if few.len() < many.len() {
        share * 7 / 10
    } else {
        share
    }
}

fn parts(name: &str) -> Vec<&str> {
    name.split(|character: char| !character.is_alphanumeric())
        .filter(|part| !part.is_empty() && !SMALL_PARTS.contains(part))
        .collect()
}

/// Equal, or one typing error away (two in a long part), or the beginning of the other.
fn is_alike(one: &str, other: &str) -> bool {
    let longest = one.chars().count().max(other.chars().count());
    let forgiven = match longest {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let shortest = one.chars().count().min(other.chars().count());
    (shortest >= 3 && (one.starts_with(other) || other.starts_with(one)))
        || distance(one, other) <= forgiven
}

/// Insertions, deletions and substitutions between two words (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let substituted = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_names_are_found_and_others_are_not() {
        assert_eq!(likeness("gerda wouters", "gerda wouters"), 100);
        assert_eq!(likeness("gerda wauters", "gerda wouters"), 100);
        assert_eq!(likeness("broek henk", "henk van den broek"), 100);
        assert!(likeness("henk", "henk van den broek") >= 60);
        assert!(likeness("piet wouters", "gerda wouters") < 60);
        assert_eq!(likeness("", "gerda wouters"), 0);
    }
}
